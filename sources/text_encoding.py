"""Plain text from bytes: UTF-8, UTF-16, TCVN3 (ABC), VNI and Windows-1258, told apart by content.

What does not belong here: paragraphs (`plain_text`) and columns (`workbook/csv_file`).
"""

from __future__ import annotations

import codecs

from sources.word.legacy_fonts import Encoding, looks_like_tcvn3, looks_like_vni, to_unicode

_SAMPLE_BYTES = 65_536
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was read by; never fails on text."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    wide = _wide_encoding(data[:_SAMPLE_BYTES])
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    single = data.decode("latin-1")
    if looks_like_tcvn3(single):
        return to_unicode(single, Encoding.TCVN3), "tcvn3"
    if looks_like_vni(single):
        return to_unicode(single, Encoding.VNI), "vni"
    return data.decode("cp1258", "replace"), "cp1258"


def is_text(data: bytes) -> bool:
    """Whether bytes are text rather than a binary format: no control characters but blanks and line ends."""
    sample = data[:_SAMPLE_BYTES]
    if sample.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)) or _wide_encoding(sample):
        return True
    return not any(byte < 0x20 and byte not in b"\t\n\r\f" for byte in sample)


def _wide_encoding(sample: bytes) -> str | None:
    if len(sample) < 8:
        return None
    zeros_at_even = sample[0::2].count(0) * 2 / len(sample)
    zeros_at_odd = sample[1::2].count(0) * 2 / len(sample)
    if zeros_at_odd > 0.4 and zeros_at_even < 0.1:
        return "utf-16-le"
    if zeros_at_even > 0.4 and zeros_at_odd < 0.1:
        return "utf-16-be"
    return None

"""Word 97 files (.doc) through LibreOffice to .docx, in a private profile and with a time limit.

What does not belong here: reading the result (`reader`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from sources.intake_reasons import refusal
from sources.safety import holds_vba

CONVERTERS = ("soffice", "libreoffice")
TIME_LIMIT_SECONDS = 120
"""A long report converts in some seconds; a first start of LibreOffice adds about ten."""


def convert_old_word(data: bytes, file_name: str) -> bytes:
    """The .docx of a Word 97 file.

    Raises IntakeError (`macros`, `old_word_unavailable`, `old_word_failed`).
    """
    if holds_vba(data):
        raise refusal("macros", file_name)
    converter = next((found for name in CONVERTERS if (found := shutil.which(name))), None)
    if converter is None:
        raise refusal("old_word_unavailable", file_name)
    with tempfile.TemporaryDirectory(prefix="tonghop-doc-") as folder:
        return _convert(converter, Path(folder), data, file_name)


def _convert(converter: str, folder: Path, data: bytes, file_name: str) -> bytes:
    source, output = folder / "report.doc", folder / "out"
    source.write_bytes(data)
    command = [
        converter,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(output),
        str(source),
    ]
    process = subprocess.Popen(  # noqa: S603 - the program is the found converter, the arguments are ours
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True
    )
    try:
        process.wait(timeout=TIME_LIMIT_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise refusal("old_word_failed", file_name, f"quá {TIME_LIMIT_SECONDS} giây") from error
    converted = output / "report.docx"
    if process.returncode != 0 or not converted.is_file():
        raise refusal("old_word_failed", file_name, "tệp hỏng hoặc có mật khẩu")
    return converted.read_bytes()

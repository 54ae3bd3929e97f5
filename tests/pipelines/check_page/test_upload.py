"""The one file of a form's body."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.check_page.upload import UploadError, file_of

FORM = 'multipart/form-data; boundary="----b"'


def form(name: str, data: bytes) -> bytes:
    field = b'------b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    head = f'------b\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'
    return field + head.encode() + data + b"\r\n------b--\r\n"


@given(data=st.binary(max_size=300).filter(lambda data: b"\r\n------b" not in b"\r\n" + data))
@settings(derandomize=True, database=None)
def test_the_bytes_come_out_as_they_went_in(data):
    assert file_of(FORM, form("a.docx", data)).data == data


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("báo cáo.docx", "báo cáo.docx"),
        ("C:\\Users\\a\\bc.docx", "bc.docx"),
        ("../../etc/bc.docx", "bc.docx"),
        ("100%25.docx", "100%25.docx"),
        ("%22a%22.docx", '"a".docx'),
        ("a\x00\u202eb.docx", "ab.docx"),
        ("x" * 500 + ".docx", "x" * 175 + ".docx"),
    ],
)
def test_a_name_is_the_last_step_of_what_was_sent(sent, name):
    assert file_of(FORM, form(sent, b"x")).file_name == name


@pytest.mark.parametrize(
    "body", [b"", b"------b--", b"------b\r\nContent-Disposition: form-data\r\n\r\nx\r\n------b--"]
)
def test_a_form_without_a_file_is_refused(body):
    with pytest.raises(UploadError):
        file_of(FORM, body)

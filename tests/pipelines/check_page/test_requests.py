"""The page asked directly: what it shows, whom it answers, what it refuses, what it forbids browsers."""

from __future__ import annotations

import base64
import html
import http.client
import io
import re
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hostile_files import LETTER, hostile_files, word

from pipelines.check_page.upload import MAX_UPLOAD_BYTES

INBOX = Path(__file__).parents[3] / "examples" / "inbox" / "2023"
WRONG = INBOX / "TP Bac Ninh" / "bc nam 2023 (1).docx"
RIGHT = INBOX / "Tinh" / "TB ket luan hoi nghi tong ket 2023.docx"
FORM = "multipart/form-data; boundary=x1"
HOSTILE = [
    pytest.param(name, data, id=name)
    for name, code, data in hostile_files()
    if code != "odd_name" and len(data) < 10_000_000
]


def ask(address, method="GET", path="/", body=b"", **headers):
    """The response and its text; header names with underscores."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        return response, response.read().decode()
    finally:
        connection.close()


def form(name, data):
    head = f'--x1\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'
    return head.encode() + data + b"\r\n--x1--\r\n"


def upload(address, name, data, **headers):
    return ask(address, "POST", "/kiem-tra", form(name, data), Content_Type=FORM, **headers)


@pytest.fixture(scope="module")
def wrong(address):
    return upload(address, WRONG.name, WRONG.read_bytes())


def test_what_is_wrong_is_marked_in_its_sentence_and_said_beside_it(wrong):
    response, page = wrong
    assert response.status == 200
    assert '<mark class="error">15,8</mark>' in page
    assert "kết quả là 13,6%" in page
    assert "Thành phố Bắc Ninh" in page
    assert "1 chỗ sai, 1 điểm để biết." in page


def test_every_figure_stands_beside_its_sentence_with_what_it_was_understood_as(wrong):
    _, page = wrong
    passages = re.findall(r'<article class="passage".*?</article>', page, re.DOTALL)
    (crime,) = [each for each in passages if ">112</b>" in each and "trật tự xã hội:" in each][:1]
    assert '<b class="number mapped">112</b>' in crime
    assert "Số vụ phạm tội về trật tự xã hội: <b>112</b>" in crime
    assert len(passages) > 20


def test_the_annotated_copy_and_the_summary_travel_in_the_page(wrong):
    _, page = wrong
    links = re.findall(r'<a download="([^"]*)" href="data:application/octet-stream;base64,([^"]*)"', page)
    files = {html.unescape(name): base64.b64decode(content) for name, content in links}
    assert [name.removeprefix("bc nam 2023 (1)") for name in files] == [
        ".ghi-chu.docx",
        ".tom-tat.docx",
        ".tom-tat.html",
    ]
    with zipfile.ZipFile(io.BytesIO(files["bc nam 2023 (1).ghi-chu.docx"])) as package:
        assert "word/comments1.xml" in package.namelist()


def test_a_correct_report_is_called_so_and_asks_for_nothing(address):
    response, page = upload(address, RIGHT.name, RIGHT.read_bytes())
    assert response.status == 200
    assert 'class="banner good"' in page
    assert "ghi-chu" not in page


@pytest.mark.parametrize(("name", "data"), HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_the_page_lives_on(address, name, data):
    response, page = upload(address, name, data)
    assert response.status == 422
    assert 'role="alert"' in page
    assert "đề nghị" in page.lower()


def test_names_and_figures_of_persons_are_masked_on_the_page_as_everywhere(address):
    lines = (*LETTER, "Khởi tố bị can Nguyễn Văn Tuấn, sinh năm 1990, điện thoại 0912345678, trộm cắp 03 vụ.")
    _, page = upload(address, "a.docx", word(*lines))
    assert "trộm cắp" in page
    assert "Tuấn" not in page
    assert "0912345678" not in page


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.docx", "a\"onload='x'.docx", "../../etc/bc.docx"]
)
def test_a_file_name_is_shown_as_text_and_leads_nowhere(address, name):
    _, page = upload(address, name.replace('"', "%22"), word(*LETTER))
    assert "<script>alert" not in page
    assert '"onload' not in page
    assert "../" not in page


def test_markup_in_a_report_is_shown_as_text(address):
    _, page = upload(
        address, "a.csv", b"ten;so\n<img src=x onerror=alert(1)>;5\n<b>S\xe1\xbb\x91 v\xe1\xbb\xa5</b>;7\n"
    )
    assert "<img" not in page


def test_a_body_that_is_too_large_is_refused_before_it_is_read(address):
    response, page = ask(
        address, "POST", "/kiem-tra", b"x", Content_Type=FORM, Content_Length=str(MAX_UPLOAD_BYTES * 10)
    )
    assert response.status == 413
    assert "50 MB" in page


def test_a_body_that_grows_too_large_without_saying_so_is_refused(address):
    pieces = (b"x" * 1_000_000 for _ in range(60))
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
    try:
        connection.request("POST", "/kiem-tra", pieces, {"Content-Type": FORM}, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):  # refused while we were still sending
        status = 413
    finally:
        connection.close()
    assert status == 413


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b""),
        (FORM, b"--x1--"),
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        (FORM, form("", b"")),
    ],
)
def test_a_form_without_a_file_is_told_so(address, content_type, body):
    response, page = ask(address, "POST", "/kiem-tra", body, Content_Type=content_type)
    assert response.status == 400
    assert "chọn một tệp" in page


def test_a_form_of_another_site_is_turned_away(address):
    data = word(*LETTER)
    for headers in ({"Sec_Fetch_Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        assert upload(address, "a.docx", data, **headers)[0].status == 403
    own = {"Sec_Fetch_Site": "same-origin", "Origin": address}
    assert upload(address, "a.docx", data, **own)[0].status == 200


def test_another_host_name_is_not_answered(address):
    assert ask(address, Host="evil.example")[0].status == 400


@pytest.mark.parametrize("path", ["/", "/page.css", "/page.js", "/nothing"])
def test_every_answer_forbids_what_the_page_does_not_need(address, path):
    response, _ = ask(address, path=path)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in response.headers
    assert "server" not in response.headers


@pytest.mark.parametrize("path", ["/", "/page.css", "/page.js"])
def test_the_page_asks_nothing_of_other_addresses(address, path):
    _, text = ask(address, path=path)
    assert not re.findall(r"(?:https?:)?//[a-z0-9]", text)
    assert "style=" not in text


def test_the_address_of_an_answer_opens_the_form(address):
    response, page = ask(address, path="/kiem-tra")
    assert response.status == 200
    assert '<input type="file"' in page

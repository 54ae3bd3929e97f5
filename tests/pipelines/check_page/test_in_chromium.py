"""The page in a real browser: with and without scripts, wide and narrow."""

from __future__ import annotations

import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from chromium import PROGRAM, Chromium
from hostile_files import LETTER, word

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")

WRONG = Path(__file__).parents[3] / "examples" / "inbox" / "2023" / "TP Bac Ninh" / "bc nam 2023 (1).docx"
ANSWERED = "location.pathname == '/kiem-tra' && document.readyState == 'complete'"


@pytest.fixture(scope="module")
def browser():
    with Chromium() as chromium:
        yield chromium


def send(browser: Chromium, address: str, path: Path) -> None:
    browser.open(address)
    browser.choose(path)
    browser.click("button")
    browser.wait_for(ANSWERED)


def test_a_dropped_report_is_answered_with_its_error_marked(browser, address):
    send(browser, address, WRONG)
    assert browser.evaluate("document.querySelector('.passage mark.error').textContent") == "15,8"
    colour = browser.evaluate("getComputedStyle(document.querySelector('mark.error')).color")
    assert colour == "rgb(168, 0, 28)"


def test_a_remark_leads_to_its_sentence(browser, address):
    send(browser, address, WRONG)
    browser.click(".remark a")
    browser.wait_for("document.querySelector('.passage:target mark.error') != null")


def test_the_annotated_copy_can_be_taken_from_the_page(browser, address, tmp_path):
    send(browser, address, WRONG)
    browser.download_into(tmp_path)
    browser.click(".downloads a")
    path = tmp_path / "bc nam 2023 (1).ghi-chu.docx"
    for _ in range(600):
        if path.exists():
            break
        time.sleep(0.1)
    with zipfile.ZipFile(path) as package:
        assert "word/comments1.xml" in package.namelist()


def test_the_name_of_the_chosen_file_is_shown(browser, address, tmp_path):
    path = tmp_path / "báo cáo năm.docx"
    path.write_bytes(word(*LETTER))
    browser.open(address)
    browser.choose(path)
    browser.wait_for("document.querySelector('.call').textContent == 'báo cáo năm.docx'")


def test_a_file_that_is_too_large_is_told_before_it_is_sent(browser, address, tmp_path):
    path = tmp_path / "lon.docx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    browser.open(address)
    browser.choose(path)
    browser.wait_for("document.querySelector('button').disabled")
    assert "50 MB" in browser.evaluate("document.querySelector('.state').textContent")


def test_a_refused_file_is_told_with_its_reason(browser, address, tmp_path):
    path = tmp_path / "macro.docm"
    path.write_bytes(word(*LETTER))
    send(browser, address, path)
    assert "macro" in browser.evaluate("document.querySelector('[role=alert]').textContent")


def test_the_page_works_without_scripts(address):
    with Chromium(scripts=False) as browser:
        browser.open(address)
        browser.choose(WRONG)
        browser.click("button")
        browser.wait_for(ANSWERED)
        assert browser.evaluate("document.querySelector('.passage mark.error').textContent") == "15,8"


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_screen(address, width):
    with Chromium(width) as browser:
        send(browser, address, WRONG)
        assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_every_field_and_image_has_a_name_and_headings_follow_in_order(browser, address):
    send(browser, address, WRONG)
    assert browser.evaluate("[...document.querySelectorAll('input')].every(each => each.labels.length > 0)")
    assert browser.evaluate("document.querySelectorAll('h1').length") == 1
    steps = browser.evaluate(
        "[...document.querySelectorAll('h1,h2,h3')].map(each => Number(each.tagName[1]))"
    )
    assert all(after <= before + 1 for before, after in pairwise(steps))
    assert browser.evaluate("document.documentElement.lang") == "vi"

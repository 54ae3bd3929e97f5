"""`tonghop check` from outside: what it prints, what it writes, how it leaves."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

INBOX = Path(__file__).parents[2] / "examples" / "inbox"
WRONG = INBOX / "2023" / "TP Bac Ninh" / "bc nam 2023 (1).docx"
RIGHT = INBOX / "2023" / "Tinh" / "TB ket luan hoi nghi tong ket 2023.docx"
LOCKED = INBOX / "2023" / "TP Bac Ninh" / "kinh phi (co mat khau).xlsx"
NAMELESS = INBOX / "2023" / "Tinh" / "ghi nho.docx"


def check(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipelines.command", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


def test_an_error_is_told_at_its_place_with_its_sentence_and_leaves_with_1(tmp_path):
    run = check(WRONG, cwd=tmp_path)
    assert run.returncode == 1, run.stderr
    assert "Thành phố Bắc Ninh" in run.stdout
    assert "Sai – Mục" in run.stdout
    assert "15,8%" in run.stdout
    assert not list(tmp_path.iterdir())


def test_a_correct_report_leaves_with_0(tmp_path):
    run = check(RIGHT, cwd=tmp_path)
    assert run.returncode == 0, run.stdout
    assert "Không phát hiện điểm nào cần xem lại." in run.stdout


def test_a_refused_file_is_told_in_vietnamese_and_leaves_with_3_but_the_others_are_checked(tmp_path):
    run = check(LOCKED, WRONG, cwd=tmp_path)
    assert run.returncode == 3
    assert "mật khẩu" in run.stdout
    assert "Sai – Mục" in run.stdout


def test_a_report_that_names_no_sender_would_be_put_aside_and_is_an_error(tmp_path):
    run = check(NAMELESS, cwd=tmp_path)
    assert run.returncode == 1
    assert "Không xác định được đơn vị gửi" in run.stdout


@pytest.mark.parametrize("arguments", [("missing.docx",), (), (WRONG, "--fly")])
def test_wrong_usage_leaves_with_2(tmp_path, arguments):
    assert check(*arguments, cwd=tmp_path).returncode == 2


def test_json_has_the_place_for_programs_and_for_people(tmp_path):
    run = check(WRONG, LOCKED, "--json", cwd=tmp_path)
    read, refused = json.loads(run.stdout)["files"]
    worst = read["findings"][0]
    assert worst["severity"] == "error"
    assert worst["locator"].startswith("body/p[")
    assert worst["place"].startswith("Mục ")
    assert worst["sentence"][worst["start"] : worst["end"]] == worst["reported"].replace(".", ",")
    assert sum(read["figures"].values()) > 100
    assert refused["refused"]["code"] == "password"


def test_the_answers_are_written_into_the_folder_that_is_named_last(tmp_path):
    run = check(WRONG, "--annotate", "tra-loi", cwd=tmp_path)
    assert run.returncode == 1
    assert sorted(path.name for path in (tmp_path / "tra-loi").iterdir()) == [
        "bc nam 2023 (1).ghi-chu.docx",
        "bc nam 2023 (1).tom-tat.docx",
        "bc nam 2023 (1).tom-tat.html",
    ]


def test_without_a_folder_the_answers_of_like_named_files_stand_side_by_side(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bc.docx").write_bytes(WRONG.read_bytes())
    check("a/bc.docx", "b/bc.docx", "--annotate", cwd=tmp_path)
    names = {path.name for path in (tmp_path / "phan-hoi").iterdir()}
    assert {"bc.ghi-chu.docx", "bc (2).ghi-chu.docx"} <= names


def test_a_folder_stands_for_its_files_and_the_end_says_what_is_in_all_of_them(tmp_path):
    (tmp_path / "gui" / "2023").mkdir(parents=True)
    (tmp_path / "gui" / "2023" / "a.docx").write_bytes(WRONG.read_bytes())
    (tmp_path / "gui" / "b.xlsx").write_bytes(LOCKED.read_bytes())
    (tmp_path / "gui" / "~$a.docx").write_bytes(b"x")
    run = check("gui", cwd=tmp_path)
    assert run.returncode == 3
    assert "~$a" not in run.stdout
    assert "Tất cả các tệp: 1 chỗ sai, 1 điểm để biết, 1 tệp không đọc được." in run.stdout


def test_a_folder_alone_is_checked_and_never_written_into(tmp_path):
    (tmp_path / "gui").mkdir()
    (tmp_path / "gui" / "a.docx").write_bytes(WRONG.read_bytes())
    check("gui", "--annotate", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "gui").iterdir()] == ["a.docx"]
    assert len(list((tmp_path / "phan-hoi").iterdir())) == 3


def test_what_says_the_same_is_told_once_but_answered_to_each(tmp_path):
    other = tmp_path / "ban sao.docx"
    with zipfile.ZipFile(WRONG) as package, zipfile.ZipFile(other, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name))
    run = check(WRONG, other, "--annotate", cwd=tmp_path)
    assert run.stdout.count("Sai – Mục") == 1
    assert "Cùng nội dung với tệp “bc nam 2023 (1).docx”" in run.stdout
    assert len(list((tmp_path / "phan-hoi").glob("*.ghi-chu.docx"))) == 2


def test_an_empty_folder_is_wrong_usage(tmp_path):
    (tmp_path / "gui").mkdir()
    assert check("gui", cwd=tmp_path).returncode == 2


def test_checking_needs_neither_orchestrator_nor_database():
    script = "import pipelines.command_check, sys; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"dagster", "sqlalchemy", "duckdb", "great_expectations", "openpyxl", "starlette", "uvicorn"}
    assert heavy.isdisjoint(run.stdout.split())

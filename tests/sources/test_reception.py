"""The inbox, the archive, and what becomes of a file between them."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

import pytest

from schemas.vocabulary import DocumentStatus
from sources.archive import Archive
from sources.inbox import inbox_files
from sources.open_files import is_open_for_writing
from sources.reception import receive


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "archive")


def kept(archive_root):
    return [path for path in archive_root.rglob("*") if path.is_file()]


def receive_one(inbox, archive):
    (file,) = inbox_files(inbox)
    return receive(file, archive)


def test_files_come_in_a_fixed_order_with_their_folders(inbox):
    for name in ("b/2.docx", "a.docx", "b/1.docx", "b/Huyện Á/x.docx"):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(b"x")
    assert [(file.folder, file.file_name) for file in inbox_files(inbox)] == [
        ("", "a.docx"),
        ("b", "1.docx"),
        ("b", "2.docx"),
        ("b/Huyện Á", "x.docx"),
    ]


@pytest.mark.parametrize(
    "name", ["~$bao-cao.docx", ".DS_Store", "Thumbs.db", "x.docx.crdownload", ".git/x.docx"]
)
def test_temporary_and_hidden_files_are_passed_over(inbox, name):
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_bytes(b"x")
    assert list(inbox_files(inbox)) == []


def test_a_missing_inbox_is_told_with_its_cure(tmp_path):
    with pytest.raises(FileNotFoundError, match="--inbox"):
        list(inbox_files(tmp_path / "nowhere"))


def test_an_accepted_file_is_archived_read_only_under_its_hash(inbox, archive, tmp_path, word, p, r):
    data = word(p(r("Báo cáo")))
    (inbox / "a.docx").write_bytes(data)
    receipt = receive_one(inbox, archive)
    assert (receipt.status, receipt.size, receipt.is_new) == (DocumentStatus.ACCEPTED, len(data), True)
    path = archive.path_of(receipt.content_hash)
    assert path.relative_to(tmp_path / "archive").as_posix() == (
        f"{receipt.content_hash[:2]}/{receipt.content_hash[2:4]}/{receipt.content_hash}"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert archive.read(receipt.content_hash) == data
    assert kept(tmp_path / "archive") == [path]


def test_the_same_content_again_leaves_the_archive_as_it_was(inbox, archive, word, p, r):
    (inbox / "a.docx").write_bytes(word(p(r("Báo cáo"))))
    first = receive_one(inbox, archive)
    before = archive.path_of(first.content_hash).stat()
    second = receive_one(inbox, archive)
    after = archive.path_of(first.content_hash).stat()
    assert (second.content_hash, second.is_new) == (first.content_hash, False)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_archived_content_is_never_overwritten(archive):
    digest = "ab" * 32
    with archive.spooled(b"one") as first:
        assert archive.add(first, digest)
    with archive.spooled(b"two") as second:
        assert not archive.add(second, digest)
    assert archive.path_of(digest).read_bytes() == b"one"


def test_the_spool_is_private_and_left_empty(archive, tmp_path):
    with archive.spooled(b"x") as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kept(tmp_path / "archive") == []


def test_a_stamped_file_leaves_its_receipt_and_not_a_byte(inbox, archive, tmp_path, word, p, r):
    (inbox / "a.docx").write_bytes(word(p(r("MẬT")) + p(r("Báo cáo"))))
    receipt = receive_one(inbox, archive)
    assert (receipt.status, receipt.reason_code) == (DocumentStatus.QUARANTINED, "secrecy_stamp")
    assert receipt.content_hash
    assert "dấu mật" in receipt.reason_vi
    assert kept(tmp_path / "archive") == []


def test_an_unreadable_file_is_quarantined_with_a_reason(inbox, archive, tmp_path):
    (inbox / "a.docx").write_bytes(b"%PDF-1.4")
    receipt = receive_one(inbox, archive)
    assert (receipt.status, receipt.reason_code) == (DocumentStatus.QUARANTINED, "damaged")
    assert kept(tmp_path / "archive") == []


def test_a_link_is_not_followed(inbox, archive, tmp_path, word, p, r):
    target = tmp_path / "elsewhere.docx"
    target.write_bytes(word(p(r("Báo cáo"))))
    (inbox / "a.docx").symlink_to(target)
    assert receive_one(inbox, archive).reason_code == "not_a_file"


def test_a_pipe_in_the_inbox_holds_nobody_up(inbox, archive):
    os.mkfifo(inbox / "a.docx")
    assert receive_one(inbox, archive).reason_code == "not_a_file"


def test_a_linked_folder_is_told_and_not_walked(inbox, archive, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.docx").write_bytes(b"x")
    (inbox / "2023").symlink_to(tmp_path / "elsewhere")
    assert receive_one(inbox, archive).reason_code == "not_a_file"


def test_a_file_that_is_still_being_written_waits_for_the_next_run(inbox, archive, word, p, r):
    data = word(p(r("Báo cáo")))
    with (inbox / "a.docx").open("wb") as copying:
        copying.write(data)
        copying.flush()
        with (inbox / "a.docx").open("rb") as looking:
            if not is_open_for_writing(looking.fileno()):
                pytest.skip("this system does not tell who has a file open")
        assert receive_one(inbox, archive).reason_code == "still_changing"
    assert receive_one(inbox, archive).status is DocumentStatus.ACCEPTED


@contextlib.contextmanager
def as_nobody():
    """Without the rights of root, which may open everything."""
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)


def test_files_and_folders_without_permission_are_told(archive):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "a.docx").write_bytes(b"x")
        (folder / "a.docx").chmod(0)
        (folder / "2023").mkdir(mode=0)
        with as_nobody():
            receipts = [receive(file, archive) for file in inbox_files(folder)]
        (folder / "2023").chmod(0o700)
    assert [(each.file_name, each.reason_code) for each in receipts] == [
        ("2023", "unreadable_folder"),
        ("a.docx", "unreadable_file"),
    ]
    assert "quyền truy cập" in receipts[0].reason_vi


def test_names_are_composed_and_bytes_that_are_no_text_are_shown_as_such(inbox):
    (inbox / "ba\u0301o.docx").write_bytes(b"x")
    Path(os.fsdecode(os.fsencode(inbox) + b"/c\xf2.docx")).write_bytes(b"x")
    assert {file.file_name for file in inbox_files(inbox)} == {"báo.docx", "c\ufffd.docx"}


def test_a_changed_archive_is_noticed(inbox, archive, word, p, r):
    (inbox / "a.docx").write_bytes(word(p(r("Báo cáo"))))
    receipt = receive_one(inbox, archive)
    path = archive.path_of(receipt.content_hash)
    path.chmod(0o644)
    path.write_bytes(b"changed")
    with pytest.raises(Exception, match="thay đổi"):
        archive.read(receipt.content_hash)

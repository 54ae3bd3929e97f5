"""A workplace in an empty folder, and reports as a district writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

from assets.workplace import Workplace
from pipelines.resources import open_workplace
from pipelines.settings import load_settings

Report = Callable[..., Path]


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    settings = load_settings(data_dir=tmp_path / "data", workers=1, environment={}, folder=tmp_path)
    settings.inbox.mkdir(parents=True)
    return open_workplace(settings)


@pytest.fixture
def report(workplace: Workplace) -> Report:
    """Write a district's annual report into the inbox; gives its path."""

    def write(
        name: str,
        lines: Sequence[str],
        *,
        sender: str = "HUYỆN THAN UYÊN",
        day: str = "ngày 14 tháng 12 năm 2023",
        title: str = "Kết quả công tác bảo đảm an ninh, trật tự năm 2023",
    ) -> Path:
        document = Document()
        head = document.add_table(rows=1, cols=2)
        head.cell(0, 0).text = f"ỦY BAN NHÂN DÂN\n{sender}\nSố: 12/BC-UBND"
        place = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        head.cell(0, 1).text = f"{place}Than Uyên, {day}"
        for line in ("BÁO CÁO", title, "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu", *lines):
            document.add_paragraph(line)
        document.core_properties.modified = datetime(2023, 12, 14, 8, tzinfo=UTC)
        path = workplace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document.save(str(path))
        return path

    return write

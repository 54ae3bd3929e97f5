"""Writes the example inbox: `python examples/build_inbox.py [--out FOLDER]` (default: `examples/inbox`).

Same sources, same files: every time inside a file is fixed, and nothing is drawn at random. The test
`tests/examples/test_inbox_is_reproducible.py` compares the committed inbox with a fresh one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from inbox_builder import figure_annexes, rating_annexes, refused
from inbox_builder.letter import Frame, Habits, write_letter
from inbox_builder.listings import ListedUnit, listed_units
from inbox_builder.markup import parse
from inbox_builder.wording import YearFigures, fill

HERE = Path(__file__).parent
SOURCES = HERE / "inbox_builder"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "inbox")
    folder: Path = parser.parse_args().out
    for name, data in inbox_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{len(data):>8,}  {name}")


def inbox_files() -> dict[str, bytes]:
    """All files of the inbox by their path in it."""
    figures = _load("figures.yaml")
    files = dict(_letters(figures)) | dict(_annexes(figures)) | dict(_refused())
    for copy in _load("letters.yaml")["copies"]:
        files[copy["path"]] = files[copy["of"]]
    return files


def _letters(figures: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    letters = _load("letters.yaml")
    for letter in letters["district_narratives"]:
        text = fill(_text(letter["text"]), _year(figures, letter["text"], letter["year"]))
        yield letter["path"], _letter(letter, text)
    for letter in letters["other_letters"]:
        yield letter["path"], _letter(letter, _text(letter["text"]))


def _letter(letter: Mapping[str, Any], text: str) -> bytes:
    frame = Frame(
        **{
            key: letter[key]
            for key in ("issuer", "number", "place_date", "recipients", "signer", "stamp")
            if key in letter
        }
    )
    habits = Habits(**{key: letter[key] for key in ("tcvn3_half", "decomposed") if key in letter})
    macro = refused.MACRO if letter.get("macro") else None
    return write_letter(
        frame, parse(text, frozenset(letter.get("tags", ()))), letter["modified"], habits, macro
    )


def _annexes(figures: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    districts = _load("units.yaml")["districts"]

    def units(district: str, year: int) -> tuple[ListedUnit, ...]:
        return listed_units(districts[district], _year(figures, district, year))

    def communes(district: str) -> list[tuple[str, str]]:
        return [(commune["kind"], commune["name"]) for commune in districts[district]["communes"]]

    city, yen_phong, que_vo, tien_du = "thanh-pho-bac-ninh", "yen-phong", "que-vo", "tien-du"
    issuers = {
        city: "UBND THÀNH PHỐ BẮC NINH",
        yen_phong: "UBND HUYỆN YÊN PHONG",
        que_vo: "UBND THỊ XÃ QUẾ VÕ",
        tien_du: "BCĐ 138 HUYỆN TIÊN DU",
    }
    for year in (2022, 2023):
        sent = f"{year}-12-14T08:00:00Z"
        yield (
            f"{year}/TP Bac Ninh/Phu luc 1 phan loai {year}.xlsx",
            rating_annexes.crosses_by_column(
                units(city, year), year, issuers[city], sent, padded=year == 2022
            ),
        )
        yield (
            f"{year}/Tien Du/PL xep loai + ATANTT {year} Tien Du.xlsx",
            rating_annexes.words_in_one_list(units(tien_du, year), year, issuers[tien_du], sent),
        )
        yield (
            f"{year}/Yen Phong/bang diem phong trao {year}.xlsx",
            rating_annexes.scores(units(yen_phong, year), year, issuers[yen_phong], sent),
        )
    sent = "2023-12-14T08:00:00Z"
    yield "2023/Que Vo/danh sach phan loai 2023.csv", rating_annexes.semicolon_text(units(que_vo, 2023), 2023)
    yield (
        "2023/TP Bac Ninh/Phu luc 2 ATANTT 2023.xlsx",
        figure_annexes.safety_by_ward(units(city, 2023), 2023, issuers[city], sent),
    )
    yield (
        "2023/Tien Du/toi pham - TNGT theo xa 2023.xlsx",
        figure_annexes.crime_by_commune(
            communes(tien_du), _year(figures, tien_du, 2023), issuers[tien_du], sent, {"traffic.injured": 12}
        ),
    )
    yield (
        "2023/Yen Phong/bieu so lieu (ngang) 2023.xlsx",
        figure_annexes.lying_on_its_side(
            communes(yen_phong), _year(figures, yen_phong, 2023), issuers[yen_phong], sent
        ),
    )
    yield (
        "2023/Que Vo/PL so lieu 2023.xlsx",
        figure_annexes.with_formulas(
            communes(que_vo),
            _year(figures, que_vo, 2023),
            _year(figures, que_vo, 2022),
            issuers[que_vo],
            "2023-12-21T08:00:00Z",
        ),
    )


def _refused() -> Iterator[tuple[str, bytes]]:
    yield "2023/Que Vo/BC bo sung.docx", refused.EMPTY
    yield "2023/Tinh/ghi nho.docx", refused.PLAIN_TEXT
    yield "2023/TP Bac Ninh/kinh phi (co mat khau).xlsx", refused.locked_workbook()
    yield "2023/Que Vo/trang 1 bao cao.docx", refused.PHOTO


def _year(figures: Mapping[str, Any], unit: str, year: int) -> YearFigures:
    return YearFigures(figures["units"][unit], year, figures["years"].index(year))


def _text(name: str) -> str:
    return (SOURCES / "texts" / f"{name}.txt").read_text(encoding="utf-8")


def _load(name: str) -> Any:
    return yaml.safe_load((SOURCES / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()

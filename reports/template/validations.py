"""What a cell accepts, told to the clerk in Vietnamese where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from schemas.templates.definition import Holds, template_definition

_NUMBERS: Mapping[str, tuple[Literal["whole", "decimal", "date"], str, str]] = {
    "count": ("whole", "0", "999999999999"),
    "amount": ("decimal", "0", "999999999999999"),
    "score": ("decimal", "0", "100"),
    "day": ("date", "DATE(1990,1,1)", "DATE(2099,12,31)"),
}


class Validations:
    """The validations of one sheet, one each per kind of content; `lists` are the formulas of choices."""

    def __init__(self, sheet: Worksheet, lists: dict[Holds, str]) -> None:
        self._sheet = sheet
        self._lists = lists
        self._made: dict[str, DataValidation] = {}
        self._messages = template_definition().wording.validation

    def numbers(self, place: str, kind: str) -> None:
        """Accept the numbers of a kind (count, amount, score, day) in a cell or range."""
        self._of(kind).add(place)

    def money(self, place: str) -> None:
        """Accept 0 and whole sums in a cell; a small one is likely in millions."""
        least = template_definition().least_money
        formula = f"AND(ISNUMBER({place}),OR({place}=0,{place}>={least}))"
        made = DataValidation(type="custom", formula1=formula, allow_blank=True)
        self._tell(made, self._messages["money"])
        made.add(place)

    def choices(self, place: str, holds: Holds) -> None:
        """Accept the words of a list in a cell or range."""
        found = self._made.get(holds.value)
        if found is None:
            found = DataValidation(type="list", formula1=self._lists[holds], allow_blank=True)
            self._tell(found, self._messages["choice"])
            self._made[holds.value] = found
        found.add(place)

    def _of(self, kind: str) -> DataValidation:
        found = self._made.get(kind)
        if found is None:
            type_, least, most = _NUMBERS[kind]
            found = DataValidation(
                type=type_, operator="between", formula1=least, formula2=most, allow_blank=True
            )
            self._tell(found, self._messages[kind])
            self._made[kind] = found
        return found

    def _tell(self, validation: DataValidation, message: str) -> None:
        validation.errorTitle = self._messages["title"]
        validation.error = message
        validation.errorStyle = "stop"
        validation.showErrorMessage = True
        self._sheet.add_data_validation(validation)

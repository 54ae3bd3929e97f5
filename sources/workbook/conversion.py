"""Workbooks of other formats (.xls, .xlsb, .ods) as .xlsx, to be annotated; they are read without this.

The cells of the copy have the addresses of the original's.
"""

from __future__ import annotations

from schemas.errors import LayoutError
from sources.libreoffice import ConversionError, NoConverterError, converted
from sources.sniff import FileKind

CONVERTED = (FileKind.XLS, FileKind.XLSB, FileKind.ODS)
_TARGET = "xlsx:Calc MS Excel 2007 XML"


def convert_workbook(data: bytes, kind: FileKind) -> bytes:
    """The .xlsx of a workbook that was read safely; raises LayoutError where it can't be made."""
    try:
        return converted(data, kind.value, _TARGET)
    except NoConverterError as error:
        raise LayoutError("LibreOffice is not installed") from error
    except ConversionError as error:
        raise LayoutError(f"LibreOffice could not convert the workbook: {error}") from error

"""Files of old formats through LibreOffice, in a private profile and with a time limit.

What does not belong here: which formats are converted, and what a clerk is told where that fails.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
TIME_LIMIT_SECONDS = 120
"""A long report converts in some seconds; a first start of LibreOffice adds about ten."""


class NoConverterError(Exception):
    """LibreOffice is not installed."""


class ConversionError(Exception):
    """LibreOffice could not read the file, or not in time; the message says which, in Vietnamese."""


@lru_cache(maxsize=1)
def converted(data: bytes, suffix: str, target: str) -> bytes:
    """A file of that suffix ("doc") in another format ("docx:MS Word 2007 XML").

    The last one is remembered, since a file is read, checked and annotated in turn. Raises NoConverterError,
    ConversionError.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise NoConverterError
    with tempfile.TemporaryDirectory(prefix="tonghop-convert-") as name:
        folder = Path(name)
        source, output = folder / f"report.{suffix}", folder / "out"
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            target,
            "--outdir",
            str(output),
            str(source),
        ]
        result = output / f"report.{target.partition(':')[0]}"
        if _run(command, folder) != 0 or not result.is_file():
            raise ConversionError("tệp hỏng hoặc có mật khẩu")
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> int:
    process = subprocess.Popen(  # noqa: S603 - the program is the found converter, the arguments are ours
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True
    )
    try:
        return process.wait(timeout=TIME_LIMIT_SECONDS)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise ConversionError(f"quá {TIME_LIMIT_SECONDS} giây") from error

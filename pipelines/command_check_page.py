"""`tonghop check-page`: the page on which clerks check a report before they send it; needs no warehouse."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

from pipelines.exit_codes import DONE
from schemas.errors import SettingsError

if TYPE_CHECKING:
    import uvicorn


def serve_check_page(host: str, port: int) -> int:
    """Run the page until it is interrupted; gives the exit code. Raises `SettingsError`."""
    server, listening = prepare_check_page(host, port)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    return DONE


def prepare_check_page(host: str, port: int) -> tuple[uvicorn.Server, socket.socket]:
    """The page's server and its socket, its address printed; port 0 takes a free one.

    Raises `SettingsError` where the packages are missing or the address is taken.
    """
    try:
        from pipelines.check_page.server import page_server
    except ImportError as error:
        raise SettingsError(
            f"the check page needs the package {error.name}: install tonghop[serve]"
        ) from error
    server, listening = page_server(host, port)
    print(f"check page: http://{host}:{listening.getsockname()[1]}", flush=True)  # noqa: T201
    return server, listening

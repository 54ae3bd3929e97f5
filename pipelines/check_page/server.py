"""Starting the check page: on this machine only unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

import uvicorn

from pipelines.check_page.app import check_page
from schemas.errors import SettingsError

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")
_MOST_CONNECTIONS = 40
_IDLE_SECONDS = 10


def page_server(host: str, port: int, names: Sequence[str] = ()) -> tuple[uvicorn.Server, socket.socket]:
    """A server ready to run and its socket, on which callers may already wait.

    It answers to the names of this machine's loopback when bound to it, else to `names`, or to any where none
    are given. Raises `SettingsError` where the address can't be had.
    """
    allowed = tuple(names) or (_LOOPBACK_NAMES if _is_loopback(host) else ("*",))
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_MOST_CONNECTIONS)
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"the check page can't listen on {host}:{port} ({error.strerror}); name another port"
        ) from error
    configuration = uvicorn.Config(
        check_page(allowed),
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_IDLE_SECONDS,
    )
    return uvicorn.Server(configuration), listening


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

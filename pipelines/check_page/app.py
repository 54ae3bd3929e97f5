"""The check page as a web application: two addresses for people, two for its style and script.

Who may ask: the browser of this machine, or whom the host names allow; a form of another site is turned away.
Every answer forbids what the page does not need (scripts of others, frames, copies in a cache).
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import mimetypes
from collections.abc import AsyncIterator, Callable, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipelines.check_page.checking import CheckedUpload, check_upload
from pipelines.check_page.page import page_of
from pipelines.check_page.upload import MAX_UPLOAD_BYTES, TooLargeError, UploadError, file_of, read_body
from reports.feedback.wording import wording
from schemas.errors import IntakeError
from sources.confined import Confined, Limits

LIMITS = Limits(cpu_seconds=60, patience_seconds=180)
_WAITING = 8
"""Files that may wait for the one that is being read; more are asked to come back."""
_UPLOAD_SECONDS = 300
_DRAINED = 4 * MAX_UPLOAD_BYTES
"""So much of a body that is too large is still read, so that the browser shows the answer."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_OWN_SITE = frozenset({"same-origin", "none"})


def check_page(host_names: Sequence[str], limits: Limits = LIMITS) -> Starlette:
    """The application; it answers only requests that name one of the hosts ("*" for any)."""
    confined = Confined(check_upload, limits)
    gate = _Gate(confined)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(gate.warm())
        yield
        warming.cancel()
        confined.close()

    async def check(request: Request) -> Response:
        return await _check(request, gate)

    return Starlette(
        routes=[
            Route("/", _form, methods=["GET"]),
            Route("/kiem-tra", check, methods=["POST"]),
            Route("/kiem-tra", _form, methods=["GET"]),
            Route("/page.css", _own_file("page.css"), methods=["GET"]),
            Route("/page.js", _own_file("page.js"), methods=["GET"]),
        ],
        middleware=[
            Middleware(_SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(host_names), www_redirect=False),
        ],
        lifespan=lifespan,
    )


class _SafeHeaders:
    """Puts the headers on every response, also on those of a fault."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_safely)


class _Gate:
    """Lets one file be read at a time and few wait."""

    def __init__(self, confined: Confined[CheckedUpload]) -> None:
        self._confined = confined
        self._lock = asyncio.Lock()
        self._waiting = 0

    @property
    def is_full(self) -> bool:
        """Whether another file would have to wait for too many."""
        return self._waiting >= _WAITING

    async def warm(self) -> None:
        """Begin the process and have it load what every file is read by, before the first one comes."""
        with contextlib.suppress(IntakeError):
            await self.check(b"-", "-.txt")

    async def check(self, data: bytes, file_name: str) -> CheckedUpload:
        """What is to be shown of a file; raises IntakeError."""
        self._waiting += 1
        try:
            async with self._lock:
                return await asyncio.to_thread(self._confined, data, file_name)
        finally:
            self._waiting -= 1


async def _form(request: Request) -> Response:
    return _page("form.html")


async def _check(request: Request, gate: _Gate) -> Response:
    problems = wording().page
    if not _is_of_this_site(request):
        return _page("form.html", 403, problem=problems["foreign"])
    if gate.is_full:
        return _page("form.html", 503, problem=problems["busy"])
    megabytes = MAX_UPLOAD_BYTES // 2**20
    try:
        async with asyncio.timeout(_UPLOAD_SECONDS):
            body = await _body(request)
        upload = file_of(request.headers.get("content-type", ""), body)
        del body
        checked = await gate.check(upload.data, upload.file_name)
    except TooLargeError:
        return _page("form.html", 413, problem=problems["too_large"].format(megabytes=megabytes))
    except (UploadError, TimeoutError, ClientDisconnect):
        return _page("form.html", 400, problem=problems["no_file"])
    except IntakeError as error:
        return _page("form.html", 422, problem=error.reason_vi)
    return _page("result.html", page=page_of(checked))


async def _body(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    size = int(declared) if declared.isdecimal() else 0
    if MAX_UPLOAD_BYTES < size <= _DRAINED:
        async for _ in request.stream():
            pass
    if size > MAX_UPLOAD_BYTES:
        raise TooLargeError
    return await read_body(request.stream())


def _is_of_this_site(request: Request) -> bool:
    """Whether the form is this page's own: told by the browser, else by the origin that it names, if any."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN_SITE
    origin = request.headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == request.headers.get("host", "")


def _own_file(name: str) -> Callable[[Request], Response]:
    content = files("pipelines.check_page").joinpath(name).read_bytes()
    media_type = mimetypes.guess_type(name)[0]
    return lambda request: Response(content, media_type=media_type)


def _page(template: str, status: int = 200, **shown: object) -> HTMLResponse:
    values = {"say": wording(), "problem": "", "megabytes": MAX_UPLOAD_BYTES // 2**20, **shown}
    return HTMLResponse(_environment().get_template(template).render(values), status)


@cache
def _environment() -> Environment:
    """The templates; everything that is filled in is escaped."""
    folder = files("pipelines.check_page")
    loader = FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8"))
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["data_address"] = _data_address
    return environment


def _data_address(content: bytes) -> str:
    """A file inside the page: nothing has to be kept until it is fetched."""
    return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"

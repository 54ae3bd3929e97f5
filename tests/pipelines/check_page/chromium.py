"""A real Chromium driven over its own protocol (DevTools): open, choose a file, click, look."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PROGRAM = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --no-proxy-server "
    "--hide-scrollbars --remote-debugging-port=0"
)
_PATIENCE = 60


class Chromium:
    """One page of a browser with a profile of its own; `width` in CSS pixels, with or without scripts."""

    def __init__(self, width: int = 1200, *, scripts: bool = True) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        command = [str(PROGRAM), *_FLAGS.split(), f"--user-data-dir={self._profile.name}"]
        self._process = subprocess.Popen([*command, "about:blank"], stderr=subprocess.PIPE, text=True)
        self._stack = ExitStack()
        self._line = self._stack.enter_context(connect(self._address(), max_size=None, proxy=None))
        self._number = 0
        self._session = ""
        targets = self._tell("Target.getTargets")["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        self._session = self._tell("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        self._tell("Page.enable")
        self._tell("DOM.enable")
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._tell("Emulation.setDeviceMetricsOverride", **metrics)
        self._tell("Emulation.setScriptExecutionDisabled", value=not scripts)

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        self._process.kill()
        self._process.wait()
        assert self._process.stderr is not None
        self._process.stderr.close()
        self._profile.cleanup()

    def open(self, address: str) -> None:
        """Go to an address."""
        self._tell("Page.navigate", url=address)
        self.wait_for("document.readyState == 'complete' && location.href != 'about:blank'")

    def choose(self, path: Path) -> None:
        """Choose a file in the first field for one, as dropping it there does."""
        root = self._tell("DOM.getDocument")["root"]["nodeId"]
        field = self._tell("DOM.querySelector", nodeId=root, selector="input[type=file]")["nodeId"]
        self._tell("DOM.setFileInputFiles", nodeId=field, files=[str(path)])

    def click(self, selector: str) -> None:
        """Click in the middle of an element with the mouse."""
        where = f"document.querySelector({selector!r})"
        self.evaluate(f"{where}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        self.evaluate(f"window.box = {where}.getBoundingClientRect(), 0")
        place = {"x": self.evaluate("box.x + box.width / 2"), "y": self.evaluate("box.y + box.height / 2")}
        for kind in ("mousePressed", "mouseReleased"):
            self._tell("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def download_into(self, folder: Path) -> None:
        """Keep what is downloaded in a folder."""
        self._tell("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page."""
        told = self._tell("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in told:
            raise AssertionError(told["exceptionDetails"])
        return told["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Wait until an expression is true."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                if self.evaluate(expression):
                    return
            except (AssertionError, RuntimeError):  # the page is being replaced
                pass
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    def picture(self, path: Path) -> None:
        """Write a picture of the whole page."""
        shot = self._tell("Page.captureScreenshot", captureBeyondViewport=True, format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            match = re.search(r"DevTools listening on (ws://\S+)", line)
            if match:
                return match[1]
        raise AssertionError("Chromium did not start")

    def _tell(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._line.send(json.dumps(message))
        while True:
            told = json.loads(self._line.recv(timeout=_PATIENCE))
            if told.get("id") == self._number:
                if "error" in told:
                    raise RuntimeError(told["error"])
                return dict(told["result"])

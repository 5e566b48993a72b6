"""What the browser gets before Streamlit starts in it: the start document in Swedish, with the pages' look and script.

Streamlit has no setting for its language (`<html lang="en">` and its English words are fixed), so its own start
document is answered with `lang="sv"`, style.css and browser.js put in. Only that document is touched: paths with
`_stcore` are how the client looks for its server, and must never be answered with HTML.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import MutableHeaders

from pages.parts.address import KEPT_NAMES
from pages.parts.closed import NONCE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HERE: Final = Path(__file__).parent
_UNPATCHABLE: Final = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
"""What would make Streamlit answer with something else than the whole document as text."""
TITLE: Final = "Åtgärdsplaner"


def in_swedish(document: str, nonce: str = "") -> str:
    """The start document with Swedish as its language, a title, and style.css and browser.js last in its head.

    Every script in it carries the nonce: the content security policy (closed.py) runs no other inline script.
    """
    head = f"<style>{_read('style.css')}</style>\n<script>{_script()}</script>\n</head>"
    noscript = f"<noscript>{_swedish()['noscript']}</noscript>"
    swedish = (
        re.sub(r"<noscript>.*?</noscript>", lambda _: noscript, document, count=1, flags=re.DOTALL)
        .replace('<html lang="en">', '<html lang="sv">', 1)
        .replace("<title>Streamlit</title>", f"<title>{TITLE}</title>", 1)
        .replace("</head>", head, 1)
    )
    # Inside a script's own text no <script stands: browser.js would end at its </script>.
    return swedish.replace("<script", f'<script nonce="{nonce}"') if nonce else swedish


class SwedishDocument:
    """ASGI middleware: passes everything through but the start document, which goes through `in_swedish`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _asks_for_document(scope["path"]):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _UNPATCHABLE]}
        started: Message | None = None
        parts: list[bytes] = []

        async def patched(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start" and _is_document(message):
                started = message
            elif message["type"] == "http.response.body" and started is not None:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await _answer(started, b"".join(parts), scope.get(NONCE, ""), send)
            else:
                await send(message)

        await self._app(scope, receive, patched)


async def _answer(started: Message, body: bytes, nonce: str, send: Send) -> None:
    content = in_swedish(body.decode("utf-8"), nonce).encode("utf-8") if body else body
    headers = MutableHeaders(scope=started)
    if body:
        headers["content-length"] = str(len(content))
    for name in ("etag", "last-modified"):  # they describe the file on disk, not what was sent
        del headers[name]
    headers["cache-control"] = "no-store"  # the nonce is this answer's own
    await send(started)
    await send({"type": "http.response.body", "body": content})


def _asks_for_document(path: str) -> bool:
    """Any page's address gives the start document; files have a name with a dot."""
    return "_stcore" not in path and "." not in path.rpartition("/")[2]


def _is_document(started: Message) -> bool:
    headers = MutableHeaders(scope=started)
    return headers.get("content-type", "").startswith("text/html")


@cache
def _swedish() -> dict[str, Any]:
    words: dict[str, Any] = json.loads(_read("swedish.json"))
    return words


@cache
def _script() -> str:
    swedish = _swedish()
    values = {
        "__WORDS__": swedish["words"],
        "__PATTERNS__": swedish["patterns"],
        "__MONTHS__": swedish["months"],
        "__FILTERS__": KEPT_NAMES,
    }
    script = _read("browser.js")
    for mark, value in values.items():
        script = script.replace(mark, json.dumps(value, ensure_ascii=False).replace("</", "<\\/"))
    return script


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")

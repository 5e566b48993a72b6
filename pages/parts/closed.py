"""The server's shut doors: whom it answers, what a browser may do with the answer, and what it does not tell.

Streamlit checks the host of a WebSocket only, asks the internet for its own address when it meets a foreign origin,
sets no content security policy, and tells its memory and sessions to anybody at `_stcore/metrics`. Here every
request from a host or an origin outside `server.allowedHosts` is refused before Streamlit sees it, and every answer
carries the headers below. The start document's own scripts carry the request's nonce; no other inline script runs.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocketClose
from streamlit import config

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NONCE: Final = "nonce"
"""The key of the request's scope that holds its nonce."""
_ALLOWED: Final = {
    "default-src": "'self'",
    "script-src": "'self' 'nonce-{nonce}'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_UNTOLD: Final = ("_stcore/metrics", "_stcore/agent/", "_stcore/script-health-check")


class ClosedHouse:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refused = _refused(scope)
        if refused is not None:
            answer = WebSocketClose(reason=refused) if scope["type"] == "websocket" else _answer(refused)
            await answer(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        policy = "; ".join(f"{name} {sources.format(nonce=nonce)}" for name, sources in _ALLOWED.items())

        async def shut(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers["content-security-policy"] = policy
                del headers["access-control-allow-origin"]
            await send(message)

        await self._app({**scope, NONCE: nonce}, receive, shut)


def _answer(refused: str) -> PlainTextResponse:
    if refused == _UNKNOWN:
        return PlainTextResponse("Sidan finns inte.", 404, _HEADERS)
    return PlainTextResponse("Begäran kommer från en adress som servern inte svarar.", 403, _HEADERS)


_UNKNOWN: Final = "unknown"


def _refused(scope: Scope) -> str | None:
    """Why the request gets no answer: "host", "origin" or "unknown"; None when it gets one."""
    allowed = {str(host).lower() for host in config.get_option("server.allowedHosts")}
    headers = Headers(scope=scope)
    if allowed and _host(headers.get("host", "")) not in allowed:
        return "host"
    origin = headers.get("origin")
    if allowed and origin is not None and _host(urlsplit(origin).netloc) not in allowed:
        return "origin"
    if any(path in f"{scope['path']}/" for path in _UNTOLD):
        return _UNKNOWN
    return None


def _host(netloc: str) -> str:
    """A host without its port: «127.0.0.1», «::1», «plan.example.se»; "" for what is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""

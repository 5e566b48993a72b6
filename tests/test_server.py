"""The server as a process of its own, asked with real requests: whom it answers, what it takes, what it tells."""

# ruff: noqa: E501 - tables of cases, one case a line
from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import served
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from loaders.load import LARGEST


@pytest.fixture(scope="module")
def address(by_hand_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    copy = tmp_path_factory.mktemp("server") / "register.duckdb"
    copy.write_bytes(by_hand_file.read_bytes())
    with served.dashboard(copy) as where:
        yield where


def ask(
    address: str, path: str, method: str = "GET", body: object = None, **headers: str
) -> tuple[int, dict[str, str], str]:
    """(status, headers, text) of one request; names of headers with _ for -."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)  # type: ignore[arg-type]
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, told, answer.read().decode("utf-8", "replace")
    except (BrokenPipeError, ConnectionResetError):  # refused while the body was still being sent
        return 413, {}, ""
    finally:
        connection.close()


def test_it_listens_on_this_machine_only() -> None:
    text = (served.ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert 'address = "127.0.0.1"' in text
    assert 'showErrorDetails = "none"' in text


@pytest.mark.parametrize("path", ["/", "/utforska?plan=x", "/_stcore/health", "/static/finns.js", "/app/static/x"])
def test_every_answer_tells_the_browser_what_it_may_not_do(address: str, path: str) -> None:
    _, headers, _ = ask(address, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", policy["script-src"])
    assert "access-control-allow-origin" not in headers


def test_only_the_start_document_s_own_scripts_run(address: str) -> None:
    nonces = set()
    for _ in range(2):
        _, headers, text = ask(address, "/")
        found = re.search(r"'nonce-([\w-]+)'", headers["content-security-policy"])
        assert found
        scripts = re.findall(r"<script[^>]*>", text)
        assert len(scripts) >= 3
        assert all(f'nonce="{found[1]}"' in script for script in scripts)
        assert not re.search(r"\son\w+\s*=", text.split("<script")[0])
        assert headers["cache-control"] == "no-store"
        nonces.add(found[1])
    assert len(nonces) == 2, "varje svar ska ha sin egen nonce"


FOREIGN = [
    {"Host": "annan.example"},
    {"Host": "127.0.0.1.annan.example:8501"},
    {"Host": ""},
    {"Host": "[::1"},
    {"Origin": "https://annan.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1@annan.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_foreign_host_or_origin_gets_no_answer(address: str, headers: dict[str, str]) -> None:
    for path in ("/", "/_stcore/health", "/_stcore/host-config"):
        status, told, text = ask(address, path, **headers)
        assert status == 403
        assert text == "Begäran kommer från en adress som servern inte svarar."
        assert told["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("origin", ["https://annan.example", "null"])
def test_a_foreign_page_gets_no_session(address: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught, connect(_stream(address), origin=origin):  # type: ignore[arg-type]
        pass
    assert caught.value.response.status_code == 403


CLOSED = ["/_stcore/metrics", "/utforska/_stcore/metrics", "/_stcore/metrics/", "/_stcore/script-health-check", "/_stcore/agent/openapi.json"]  # fmt: skip


@pytest.mark.parametrize("path", CLOSED)
def test_what_the_server_keeps_to_itself(address: str, path: str) -> None:
    status, _, text = ask(address, path)
    assert (status, text) == (404, "Sidan finns inte.")


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/app/static/..%2f..%2fetc/passwd", "/media/../../etc/passwd"]
)  # fmt: skip
def test_no_path_leads_out_of_the_house(address: str, path: str) -> None:
    _, _, text = ask(address, path)
    assert "root:" not in text


def _stream(address: str) -> str:
    return f"ws://{urlsplit(address).netloc}/_stcore/stream"


@contextmanager
def _session(address: str) -> Iterator[tuple[str, str]]:
    """An open session: its number, and the XSRF token of its browser."""
    _, headers, _ = ask(address, "/_stcore/health")
    token = re.search(r"_streamlit_xsrf=([^;]+)", headers["set-cookie"])
    assert token
    with connect(
        _stream(address),
        subprotocols=["streamlit", token[1]],  # type: ignore[list-item]
        additional_headers={"Cookie": f"_streamlit_xsrf={token[1]}"},
        origin=address.rstrip("/"),  # type: ignore[arg-type]
        max_size=None,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        socket.send(asked.SerializeToString())
        told = ForwardMsg()
        while not told.HasField("new_session"):
            told.ParseFromString(socket.recv(timeout=60))  # type: ignore[arg-type]
        yield told.new_session.initialize.session_id, token[1]


def _upload(address: str, session: str, token: str, content: bytes, *, name: str = "plan.csv", **more: str) -> int:
    edge = secrets.token_hex(8)
    head = f'--{edge}\r\nContent-Disposition: form-data; name="fil"; filename="{name}"\r\n\r\n'.encode()
    whole = head + content + f"\r\n--{edge}--\r\n".encode()
    body: object = whole
    if "Transfer_Encoding" in more:
        body = (whole[at : at + 1_000_000] for at in range(0, len(whole), 1_000_000))
    headers = {
        "Content_Type": f"multipart/form-data; boundary={edge}",
        "X_Xsrftoken": token,
        "Cookie": f"_streamlit_xsrf={token}",
        **more,
    }
    path = f"/_stcore/upload_file/{session}/{secrets.token_hex(8)}"
    return ask(address, path, "PUT", body, **headers)[0]


def test_uploads_over_the_limit_are_refused_by_the_server(address: str) -> None:
    with _session(address) as (session, token):
        assert _upload(address, session, token, b"a;b\n") == 204
        assert _upload(address, session, token, b"a;b\n", name="../../../tmp/plan.csv") == 204
        large = bytes(LARGEST + 1)
        assert _upload(address, session, token, large) == 413
        assert _upload(address, session, token, bytes(LARGEST + 3_000_000), Transfer_Encoding="chunked") == 413
        assert _upload(address, session, token, large, Transfer_Encoding="chunked") == 413
        assert _upload(address, session, "", b"a;b\n") == 403
        assert _upload(address, session, token, b"a;b\n", X_Xsrftoken="påhittad".encode().hex()) == 403
        assert _upload(address, session, token, b"a;b\n", Origin="https://annan.example") == 403
        assert _upload(address, "ingen-session", token, b"a;b\n") == 400


def test_the_limits_agree() -> None:
    assert config.get_option("server.maxUploadSize") * 1024 * 1024 == LARGEST
    assert config.get_option("server.enableXsrfProtection") is True
    assert config.get_option("server.enableCORS") is True
    assert list(config.get_option("server.allowedHosts")) == ["127.0.0.1", "localhost"]

"""Files opened in a process of their own: the same document, and an end to whatever hangs, crashes or eats memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import mutants
import pytest

from loaders import apart, load, open_document
from loaders.errors import UnreadableDocument

ROOT = Path(__file__).resolve().parents[1]
# What a parser of a stranger's file may do, in the place of a sound one: the reader's own code is not touched.
HANGS = "import time\nwhile True: pass"
SLEEPS = "import ctypes\nctypes.CDLL(None).sleep(600)"
CRASHES = "import ctypes\nctypes.string_at(0)"
EATS = "held = [bytearray(10_000_000) for _ in range(1000)]"
FAILS = "1 / 0"
PRINTS = "import os\nos.write(1, b'skr\\xc3\\xa4p ' * 9000)"


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with a parser of its own starts without a reader and leaves none."""
    own = "parser" in request.fixturenames
    if own:
        _let_go()
    yield
    if own:
        _let_go()


def _let_go() -> None:
    while apart._idle:
        apart._idle.pop().end()


@pytest.fixture
def parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program in the place of the CSV parser; a reader has two seconds to hang."""

    def put(program: str) -> None:
        lines = "\n".join(f"    {line}" for line in program.splitlines())
        (tmp_path / "sitecustomize.py").write_text(
            "import sys, types, loaders.apart as apart\n"
            "load = sys.modules['loaders.load']\n"
            f"apart.WORK, apart.PATIENCE = 600, {2 if program in (HANGS, SLEEPS) else 600}\n"
            "real = load.identify\n"
            "def identify(name, content):\n"
            "    form = real(name, content)\n"
            "    if form.title != 'CSV eller TSV': return form\n"
            "    return types.SimpleNamespace(read=read)\n"
            "def read(content, name, progress=None):\n"
            f"{lines}\n"
            "    return real('', content).read(content, name, progress)\n"
            "load.identify = identify\n"
        )
        monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")

    return put


@pytest.mark.parametrize("form", ["xlsx", "docx", "pdf", "semicolon", "md", "stacked"])
def test_it_is_the_same_document(form: str) -> None:
    content = mutants.base(form)
    assert apart.document(content, "Plan.x") == open_document(content, "Plan.x")
    assert len(apart._idle) == 1, "läsaren stannar till nästa fil"


FAULTS = [
    ("hänger", HANGS, UnreadableDocument, "tar för lång tid"),
    ("hänger i C", SLEEPS, UnreadableDocument, "tar för lång tid"),
    ("kraschar", CRASHES, UnreadableDocument, "skadad på ett sätt"),
    ("äter minne", EATS, UnreadableDocument, "för mycket minne"),
    ("felar", FAILS, apart.ReadingFailed, "ZeroDivisionError"),
]


@pytest.mark.parametrize(("how", "program", "error", "said"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_parser_that_misbehaves_is_ended_and_told(
    parser: Callable[[str], None], how: str, program: str, error: type[Exception], said: str
) -> None:
    parser(program)
    with pytest.raises(error, match=said):
        apart.document(mutants.base("semicolon"), "plan.csv")
    assert apart._idle == [], "en läsare som avslutats, eller vuxit, får ingen mer fil"


def test_a_reader_never_holds_more_than_half_a_gigabyte(parser: Callable[[str], None]) -> None:
    parser(EATS)
    reader = apart._Reader()
    with pytest.raises(UnreadableDocument, match="för mycket minne"):
        reader.read(mutants.base("semicolon"), "plan.csv", None)
    reader.end()
    assert 400 * 1024 < reader._held < 512 * 1024, "kilobyte"


def test_what_a_parser_prints_is_no_answer(parser: Callable[[str], None]) -> None:
    parser(PRINTS)
    assert apart.document(mutants.base("semicolon"), "plan.csv").form == "csv"


def test_progress_and_refusals_come_through() -> None:
    seen: list[tuple[int, int]] = []
    apart.document(mutants.base("pdf"), "plan.pdf", lambda *step: seen.append(step))
    assert seen == [(1, 1)]
    with pytest.raises(UnreadableDocument, match="Filen är tom"):
        apart.document(b"", "plan.pdf")
    assert len(apart._idle) == 1


def test_a_program_that_has_chosen_it_loads_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_chosen", True)
    assert load(mutants.base("docx"), "Plan.docx").form == "docx"
    assert len(apart._idle) == 1

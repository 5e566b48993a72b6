"""A register whose writer is killed (SIGKILL) again and again while it imports, undoes, corrects and reads again.

    python tests/killed.py REGISTER KILLS SEED

Each round forks a writer from this process, which holds all that is imported and no register; kills it at a random
moment; and forks a reader, which opens the register and tells what it holds. A round is told as one line of JSON: what
the writer was doing, and what is wrong, if anything. The register goes on from round to round.
"""

# ruff: noqa: E402, E501 - it is a program: it finds its own imports; tables of cases
from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]

import duckdb
import plans_by_hand as hand
from plans_by_hand import Line
from test_intake import dump

import loaders
from data import corrections, intake, links, store
from data.intake import texts
from loaders.records import Plan

PLANS = {
    plan.name: plan
    for plan in (
        hand.plan("mars.xlsx", [Line("Byta belysning", "pagar", "Beställt"), Line("Klippa buskar")], followed_up=date(2024, 3, 1)),
        hand.plan("maj.xlsx", [Line("Byta belysning", "genomford", "Klart"), Line("Måla"), Line("Gå ut")], followed_up=date(2024, 5, 1)),
        hand.plan("åby.csv", [Line("Ringa äldre", "delvis", "Halva")], district="Åby", form="csv"),
    )
}  # fmt: skip


@dataclass(frozen=True)
class State:
    """What the register holds: documents, corrections, how many of those are undone, lines of the log."""

    documents: frozenset[str] = frozenset()
    corrections: int = 0
    undone: int = 0
    logged: int = 0

    def after(self, work: list[str]) -> State:
        """The state after a piece of work."""
        what, name = work
        if what == "import":
            return replace(self, documents=self.documents | {name}, logged=self.logged + 1)
        if what == "remove":
            return replace(self, documents=self.documents - {name}, logged=self.logged + 1)
        if what == "correct":
            return replace(self, corrections=self.corrections + 1)
        if what == "undo":
            return replace(self, undone=self.undone + 1)
        return replace(self, logged=self.logged + len(self.documents))


def main(register: Path, kills: int, seed: int) -> None:
    loaders.load = _load  # type: ignore[assignment]
    intake.loader_version(), links.fingerprint(), texts.fingerprint()  # worked out once, before the forks
    draw = random.Random(seed)
    wanted = _asked(_expected)
    state = State()
    for number in range(kills):
        told, started = _killed(register, draw)
        for work in told:
            state = state.after(work)
        found = _asked(lambda: _found(register))
        if "error" in found:
            print(json.dumps({"round": number, "during": started, "wrong": found["error"]}), flush=True)
            return
        possible = [state, *([state.after(started)] if started else [])]
        there = State(frozenset(found["documents"]), found["corrections"], found["undone"], found["logged"])
        wrong = ""
        if there not in possible:
            wrong = f"{there} är varken {' eller '.join(map(str, possible))}"
        elif found["digest"] != wanted[_key(there.documents)]:
            wrong = f"raderna är inte de som {sorted(there.documents)} ger"
        elif found["unanchored"]:
            wrong = "en rättelse utan plats"
        kept = bool(started) and there == possible[-1]
        print(json.dumps({"round": number, "done": told, "during": started, "kept": kept, "wrong": wrong}), flush=True)
        state = there


def _load(content: bytes, name: str, *_: Any, **__: Any) -> Plan:
    return PLANS[name]


# --- the writer -----------------------------------------------------------------------------------------------------


def _killed(register: Path, draw: random.Random) -> tuple[list[list[str]], list[str] | None]:
    """Let a writer work until it is killed; gives what it said was done, and what it was in the middle of."""
    out, into = os.pipe()
    seed, rounds, more = draw.random(), draw.choice((0, 1, 1, 2)), draw.random()
    writer = os.fork()
    if not writer:
        os.close(out)
        try:
            _write(register, random.Random(seed), lambda line: os.write(into, (json.dumps(line) + "\n").encode()))
        finally:
            os._exit(1)
    os.close(into)
    heard, took, since = b"", 0.05, time.monotonic()
    # Until so many pieces of work are done, then a part of the time that one takes: as often in the middle of work.
    while heard.count(b'"done"') < rounds:
        ready, _, _ = select.select([out], [], [], 60)
        piece = os.read(out, 65536) if ready else b""
        if not piece:
            break
        heard += piece
        took, since = min(1.0, time.monotonic() - since), time.monotonic()
    time.sleep(more * max(took, 0.1))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    while piece := os.read(out, 65536):
        heard += piece
    os.close(out)
    lines = [json.loads(line) for line in heard.decode().splitlines()]
    done = [line[1] for line in lines if line[0] == "done"]
    started = [line[1] for line in lines if line[0] == "start"]
    return done, started[-1] if len(started) > len(done) else None


def _write(register: Path, draw: random.Random, say: Callable[[list[Any]], object]) -> None:
    con = store.open(register)
    while True:
        work = _next(con, draw)
        say(["start", work])
        _do(con, *work)
        say(["done", work])


def _next(con: duckdb.DuckDBPyConnection, draw: random.Random) -> list[str]:
    there = {name for (name,) in con.execute("SELECT name FROM document").fetchall()}
    possible = [["import", name] for name in PLANS if name not in there] * 2
    possible += [["remove", name] for name in sorted(there)]
    if there:
        possible += [["rebuild", ""], ["correct", ""], ["correct", ""]]
    open_ones = con.execute("SELECT id FROM correction WHERE undone_at IS NULL ORDER BY id").fetchall()
    possible += [["undo", str(number)] for (number,) in open_ones[:2]] * 3  # short work, so oftener
    return draw.choice(possible)


def _do(con: duckdb.DuckDBPyConnection, what: str, name: str) -> None:
    if what == "import":
        intake.keep(con, hand.content(name), PLANS[name], "Test")
    elif what == "remove":
        intake.remove(con, hashlib.sha256(hand.content(name)).hexdigest(), "Test")
    elif what == "correct":
        measure = con.execute("SELECT min(id) FROM measure").fetchall()[0][0]
        corrections.correct(con, measure, "cause", "Ny orsak", "prov", "Test")
    elif what == "undo":
        corrections.undo(con, int(name), "Test")
    else:
        intake.rebuild(con, "Test")


# --- the reader -----------------------------------------------------------------------------------------------------


def _asked(question: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The answer of a process of its own."""
    out, into = os.pipe()
    asker = os.fork()
    if not asker:
        os.close(out)
        try:
            answer = question()
        except BaseException as error:
            answer = {"error": repr(error)}
        os.write(into, json.dumps(answer).encode())
        os._exit(0)
    os.close(into)
    heard = b""
    while piece := os.read(out, 65536):
        heard += piece
    os.close(out)
    os.waitpid(asker, 0)
    return dict(json.loads(heard))


def _found(register: Path) -> dict[str, Any]:
    with store.open(register) as con:
        corrected, undone, logged, unanchored = con.execute(
            """
            SELECT (SELECT count(*) FROM correction), (SELECT count(undone_at) FROM correction),
                (SELECT count(*) FROM import_log),
                (SELECT count(*) FROM correction ANTI JOIN correction_anchor a ON a.correction = correction.id)
            """
        ).fetchall()[0]
        return {
            "documents": [name for (name,) in con.execute("SELECT name FROM document").fetchall()],
            "corrections": corrected,
            "undone": undone,
            "logged": logged,
            "unanchored": unanchored,
            "digest": _digest(con),
        }


def _expected() -> dict[str, str]:
    """For each set of documents, the digest of a register that never was interrupted."""
    names = list(PLANS)
    found = {}
    for chosen in range(2 ** len(names)):
        some = [name for place, name in enumerate(names) if chosen >> place & 1]
        with store.open(":memory:") as con:
            for name in some:
                _do(con, "import", name)
            found[_key(some)] = _digest(con)
    return found


def _key(names: object) -> str:
    return ", ".join(sorted(names))  # type: ignore[call-overload]


def _digest(con: duckdb.DuckDBPyConnection) -> str:
    return hashlib.sha256(repr(dump(con)).encode()).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

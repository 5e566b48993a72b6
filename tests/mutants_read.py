"""Reads mutants, each in a fork of its own with the limits of loaders/apart.py, and tells what became of it as JSON:
read, refused in a sentence, or ended because it took too much time or memory, or broke the parser.

python tests/mutants_read.py FIRST LAST STEP
"""

# ruff: noqa: E402 - it is a program: it finds its own imports
from __future__ import annotations

import json
import os
import re
import resource
import select
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parent)]
os.environ["OMP_THREAD_LIMIT"] = "1"

import mutants

import loaders
from data.intake.rows import rows_of
from loaders import apart
from loaders.errors import UnreadableDocument
from loaders.load import has_plan_table, write_down
from loaders.plan.tables.transpose import upright
from loaders.records import Document, Plan, Table

HANGS = 240
"""Seconds of waiting, on however busy a machine, before a reader is taken for one that hangs without working."""


def main(first: int, last: int, step: int) -> None:
    for form in dict.fromkeys(mutants.ORDER):
        if form != "scan":
            loaders.load(mutants.base(form), "Plan")  # all vocabularies read before the forks
    for number in range(first, last, step):
        mutant = mutants.mutant(number)
        told = _apart(mutant)
        print(json.dumps({"number": number, "form": mutant.form, "how": mutant.how, **told}), flush=True)


def _apart(mutant: mutants.Mutant) -> dict[str, Any]:
    out, into = os.pipe()
    reader = os.fork()
    if not reader:
        os.close(out)
        signal.signal(signal.SIGPROF, _too_slow)
        signal.setitimer(signal.ITIMER_PROF, apart.WORK)
        resource.setrlimit(resource.RLIMIT_AS, (apart.MEMORY, apart.MEMORY))
        before = time.process_time()
        try:
            ended, wrong = _read(mutant)
        except (MemoryError, TimeoutError):
            ended, wrong = "ended", ""
        except BaseException:
            ended, wrong = "crashed", traceback.format_exc()[-1500:]
        used = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        seconds = round(time.process_time() - before, 2)
        os.write(
            into, json.dumps({"ended": ended, "wrong": wrong, "seconds": seconds, "megabytes": used // 1024}).encode()
        )
        os._exit(0)
    os.close(into)
    heard, until = b"", time.monotonic() + HANGS
    while select.select([out], [], [], max(0.0, until - time.monotonic()))[0]:
        piece = os.read(out, 65536)
        if not piece:
            break
        heard += piece
    os.kill(reader, signal.SIGKILL)
    os.waitpid(reader, 0)
    os.close(out)
    if heard:
        return dict(json.loads(heard))
    return {"ended": "ended", "wrong": "", "seconds": 0, "megabytes": 0}


def _too_slow(*_: object) -> None:
    raise TimeoutError


def _read(mutant: mutants.Mutant) -> tuple[str, str]:
    """("read" or "refused", what is wrong with that)."""
    try:
        document = loaders.open_document(mutant.content, mutant.name)
        plan = loaders.understand(document, "Ekby", 2024)
    except UnreadableDocument as error:
        return "refused", _wrong_sentence(str(error))
    return "read", _wrong_account(document, plan)


def _wrong_sentence(said: str) -> str:
    sound = (
        said.endswith(".")
        and 20 < len(said) < 300
        and re.search("[åäö]", said)
        and not re.search(r"Error|Exception|Traceback|None|0x|\.py", said)
    )
    return "" if sound else f"ingen tydlig mening: {said}"


def _wrong_account(document: Document, plan: Plan) -> str:
    """What does not add up: each table row has its line, each measure its row, each value fits the register."""
    written = write_down(document)
    if [measure.row.number for measure in plan.measures] != list(range(1, len(plan.measures) + 1)):
        return "åtgärderna är inte numrerade i följd"
    if has_plan_table(document):
        rows = sum(len(upright(block).rows) for block in document.blocks if isinstance(block, Table))
        if rows != len(written.account):
            return f"{rows} tabellrader men {len(written.account)} rader i redovisningen"
        told = {line.place for line in written.account if line.kind == "measure"}
        lost = [measure.row.place for measure in plan.measures if measure.row.place not in told]
        if lost:
            return f"åtgärder utan rad i redovisningen: {lost[:3]}"
    if any(not line.kind for line in written.account):
        return "en rad utan slag"
    return _wrong_values(plan)


def _wrong_values(plan: Plan) -> str:
    """What the register's own checks would refuse (they are schema.sql's)."""
    rows = rows_of(plan, plan.sha256)
    for table, found in rows.items():
        for row in found:
            for column, value in row.items():
                if isinstance(value, str):
                    try:
                        value.encode("utf-8")
                    except UnicodeEncodeError:
                        return f"{table}.{column} går inte att spara"
    for entry in rows["entry"]:
        if entry["start_date"] and entry["end_date"] and entry["start_date"] > entry["end_date"]:
            return "en åtgärd slutar före den börjar"
        if not 0 <= entry["confidence"] <= 1:
            return f"säkerheten är {entry['confidence']}"
        if any(entry[name] is not None and entry[name] < 1 for name in ("page", "table_no", "row_no", "line")):
            return "en plats som inte finns"
    if any(not actor["name"] for actor in rows["entry_actor"]):
        return "en ansvarig utan namn"
    return ""


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:4]))

"""kill -9 at random moments of import, undo, correction and rebuild: the register is always whole."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

KILLS = 60
"""Enough to strike each kind of work in its middle; more of them: `python tests/killed.py REGISTER 200 7`."""


def test_a_killed_writer_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    program = Path(__file__).with_name("killed.py")
    ran = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "register.duckdb"), str(KILLS), "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    rounds = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one for one in rounds if one["wrong"]] == [], ran.stderr
    assert len(rounds) == KILLS, ran.stderr
    # The kills must have struck where they were meant to: in the middle of each kind of work, and after it.
    middle = Counter(one["during"][0] for one in rounds if one["during"])
    assert {"import", "remove", "correct", "rebuild"} <= set(middle)
    done = Counter(work[0] for one in rounds for work in one["done"])
    assert done["undo"] + middle["undo"] > 4, "för kort för att träffas mitt i varje gång"
    assert sum(middle.values()) > KILLS / 4
    assert sum(len(one["done"]) for one in rounds) > KILLS / 2

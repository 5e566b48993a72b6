"""2,000 spoiled documents: never a crash, a hang or a full memory; a Swedish sentence, or a register that adds up.

Each is read in a fork of a process that has everything loaded, so that its memory and time are its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import mutants

COUNT = 2000
STEP = 40
"""Every fortieth here; all of them: `python tests/mutants_read.py 0 2000 1`."""


def test_spoiled_documents_are_refused_in_a_sentence_or_add_up() -> None:
    program = Path(__file__).with_name("mutants_read.py")
    ran = subprocess.run(
        [sys.executable, str(program), "0", str(COUNT), str(STEP)], capture_output=True, text=True, check=False
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [one for one in told if one["wrong"]] == [], ran.stderr
    assert len(told) == COUNT / STEP, ran.stderr
    assert max(one["megabytes"] for one in told) < 512
    ended = Counter((one["form"], one["ended"]) for one in told)
    assert {form for form, _ in ended} == set(mutants.ORDER)
    # What only the limits of a process of its own could end (apart.py): few, or the loaders have got a weakness.
    assert sum(count for (_, how), count in ended.items() if how == "ended") <= len(told) / 50
    # Neither all refused nor all read: else the spoiling would be too rude, or too kind, to find anything.
    assert sum(count for (_, how), count in ended.items() if how == "read") > len(told) / 4
    assert sum(count for (_, how), count in ended.items() if how == "refused") > len(told) / 4


def test_a_mutant_is_the_same_each_time() -> None:
    for number in (0, 7, 13, 48, 101):
        assert mutants.mutant(number) == mutants.mutant(number)

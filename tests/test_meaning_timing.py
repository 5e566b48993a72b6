"""When a measure is to be done, read from the text in När."""

from __future__ import annotations

import csv
import warnings
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.meaning.timing import read_timing
from loaders.records import Timing
from loaders.vocabulary import words

TABLE = Path(__file__).parent / "meaning" / "timing_cases.csv"
SHARED = Path(__file__).resolve().parents[1].parent / "shared"
CODES = {"deadline", "start", "recurring", "ongoing", "on_demand", "unset"}
TARGETS = {"timing": 0.97, "start": 0.96, "end": 0.96}


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = read_table(TABLE)


def judged(row: dict[str, str]) -> Timing:
    return read_timing(row["when"], int(row["plan_year"]) if row["plan_year"] else None)


def as_written(timing: Timing) -> tuple[str, str, str]:
    return (
        timing.code,
        timing.start.isoformat() if timing.start else "",
        timing.end.isoformat() if timing.end else "",
    )


@pytest.mark.parametrize("row", CASES, ids=[f"{row['when']} ({row['plan_year']})" for row in CASES])
def test_reads_the_case(row: dict[str, str]) -> None:
    assert as_written(judged(row)) == (row["timing"], row["start"], row["end"]), row["why"]


def test_held_out_third_is_drawn_by_the_text_alone() -> None:
    for row in CASES:
        drawn = zlib.crc32(f"{row['when']}|{row['plan_year']}".encode()) % 3 == 0
        assert drawn or row["held_out"] != "yes", row["when"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["000", "003"])
def test_agrees_with_the_gold(name: str) -> None:
    path = SHARED / "gold" / f"{name}.csv"
    if not path.exists():
        pytest.skip("gold register not beside the project")
    rows = read_table(path)
    for index, (field, least) in enumerate(TARGETS.items()):
        misses = [row["when"] for row in rows if as_written(judged(row))[index] != row[field]]
        assert 1 - len(misses) / len(rows) >= least, (field, misses)


def entries() -> list[tuple[str, list[str]]]:
    """Every entry of the vocabulary that has examples: (kind and name, examples)."""
    vocabulary: dict[str, Any] = words("timing")
    kinds = ("period", "year", "modifier", "part", "rate", "cue")
    return [(f"{kind} {data['name']}", data["examples"]) for kind in kinds for data in vocabulary[kind]]


@pytest.mark.parametrize(("entry", "examples"), entries(), ids=[name for name, _ in entries()])
def test_examples_use_their_entry(entry: str, examples: list[str]) -> None:
    name = entry.split(" ", 1)[1]
    for example in examples:
        assert name in read_timing(example, 2025).rule, (example, read_timing(example, 2025))


def test_warns_of_entries_that_no_case_uses() -> None:
    rules = " | ".join(judged(row).rule for row in CASES)
    unused = [name for name, _ in entries() if name.split(" ", 1)[1] not in rules]
    if unused:
        warnings.warn(f"no case uses {', '.join(unused)}", stacklevel=1)
    assert len(unused) < len(entries()) / 2


@pytest.mark.parametrize("row", CASES, ids=[row["when"] for row in CASES])
def test_words_are_the_documents_own(row: dict[str, str]) -> None:
    timing = judged(row)
    assert timing.words in row["when"]
    if timing.code != "unset":
        assert timing.words


@pytest.mark.parametrize(
    ("when", "word"),
    [
        ("Senast slutet på september", "september"),
        ("Möten hålls 2 ggr/år i gruppen", "2 ggr/år"),
        ("Arbetet sker i linjen", "linjen"),
        ("Sker vid behov", "vid behov"),
        ("Kurs\nhösten  2025", "hösten  2025"),
        ("I6pande", "I6pande"),
    ],
)
def test_words_hold_what_decided(when: str, word: str) -> None:
    assert word in read_timing(when, 2025).words


@pytest.mark.parametrize(
    "when",
    [
        "Hösten 2025?",
        "Löpande vid behov",
        "Löpande, klart senast 31/12",
        "Årligen i november",
        "Genomfördes hösten 2024, ny omgång hösten 2025",
        "Klart till sommaren",
        "Snarast",
        "Satsning enligt statsbidrag",
        "Under projekttiden",
        "Sportlovet",
    ],
)
def test_asks_where_a_reader_hesitates(when: str) -> None:
    assert read_timing(when, 2025).doubt.count("?") == 1


@pytest.mark.parametrize(
    "when", ["Våren 2025", "Löpande", "2 ggr/år", "Vid behov", "Ej bestämt", "Senast 31 maj", "", "-"]
)
def test_asks_nothing_where_the_text_is_plain(when: str) -> None:
    assert read_timing(when, 2025).doubt == ""


def test_a_year_that_is_not_known_is_asked_for() -> None:
    timing = read_timing("Våren", None)
    assert (timing.start, timing.end) == (None, None)
    assert timing.doubt


VOCABULARY = [example for _, examples in entries() for example in examples] + [row["when"] for row in CASES]
pieces = st.lists(st.one_of(st.sampled_from(VOCABULARY), st.text(max_size=8)), max_size=5).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), pieces), st.one_of(st.none(), st.integers(2000, 2060)))
def test_any_text_gives_a_timing(when: str, plan_year: int | None) -> None:
    timing = read_timing(when, plan_year)
    assert timing.code in CODES
    assert timing.words in when
    assert timing.start is None or isinstance(timing.start, date)
    if timing.start and timing.end:
        assert timing.start <= timing.end
    if timing.code == "start":
        assert timing.end is None
    if timing.code in {"unset", "on_demand"}:
        assert (timing.start, timing.end) == (None, None)
    assert timing == read_timing(when, plan_year)

"""Whether a goal can be measured, and why not, by its own words."""

from __future__ import annotations

import csv
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.meaning.goal import read_goal
from loaders.vocabulary import words

KINDS = ("change", "state", "activity", "number", "total", "date", "vague")


def read_table() -> list[dict[str, str]]:
    with (Path(__file__).parent / "meaning" / "goal_cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = read_table()


@pytest.mark.parametrize("row", CASES, ids=[row["goal"] for row in CASES])
def test_reads_the_case(row: dict[str, str]) -> None:
    assert set(read_goal(row["goal"]).lacks) == set(row["lacks"].split()), row["why"]


def test_a_third_is_held_out_drawn_by_the_text_alone() -> None:
    drawn = {row["goal"] for row in CASES if zlib.crc32(row["goal"].encode()) % 3 == 0}
    assert drawn == {row["goal"] for row in CASES if row["held_out"] == "yes"}
    assert len(CASES) >= 80
    assert len(drawn) >= len(CASES) // 4


@pytest.mark.parametrize("kind", KINDS)
def test_examples_use_their_entry(kind: str) -> None:
    for entry in words("goal")[kind]:
        for example in entry["examples"]:
            assert entry["name"] in read_goal(example).rule.split(", "), (kind, example, read_goal(example))


def test_digits_that_count_nothing_are_no_number() -> None:
    for entry in words("goal")["no_number"]:
        for example in entry["examples"]:
            assert read_goal(example).number_words == "", example


def test_no_goal_says_nothing() -> None:
    assert read_goal("  ").lacks == ("direction", "number", "date")
    assert read_goal("").rule == ""


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([word for row in CASES for word in row["goal"].split()] + ["1.", "İ", "ß"]), max_size=14)
)
def test_every_word_told_stands_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    goal = read_goal(text)
    for said in (goal.aim_words, goal.number_words, goal.date_words, goal.vague_words):
        assert said in text
    assert bool(goal.aim) == bool(goal.aim_words)


def test_saying_more_never_makes_a_goal_less_measurable() -> None:
    for row in CASES:
        both = read_goal(f"{row['goal']} Samma sak som i fjol.")
        assert set(both.lacks) <= set(read_goal(row["goal"]).lacks), row["goal"]

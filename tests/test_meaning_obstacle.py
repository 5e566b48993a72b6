"""What stands in the way of a measure, read from its follow-up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.meaning.obstacle import NONE, read_obstacle
from loaders.vocabulary import words

TABLE = Path(__file__).parent / "meaning" / "obstacle_cases.csv"


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", cases(), ids=[row["text"] for row in cases()])
def test_reads_the_case(row: dict[str, str]) -> None:
    read = read_obstacle(row["text"])
    assert (read.kind, read.waits_for, read.party) == (row["kind"], row["waits_for"], row["party"]), (row["why"], read)
    assert read.words in row["text"]
    assert bool(read.words) == bool(read.rule) == bool(row["kind"])


@pytest.mark.parametrize("cue", words("obstacle")["cue"], ids=[cue["name"] for cue in words("obstacle")["cue"]])
def test_examples_use_their_entry(cue: dict[str, list[str]]) -> None:
    for example in cue["examples"]:
        assert (read_obstacle(example).rule, read_obstacle(example).kind) == (cue["name"], cue["kind"]), example


def test_the_first_text_that_names_one_decides_and_the_last_of_several_in_it() -> None:
    assert read_obstacle("Personalbrist. Väntar på polisen.", "Medel saknas").words == "Väntar på"
    assert read_obstacle("", "Pågår", "Medel saknas").words == "Medel saknas"
    assert read_obstacle("", "") == NONE


def test_the_municipality_is_called_what_the_plan_calls_it() -> None:
    assert read_obstacle("Väntar på socialtjänsten", home="Kommunen").party == "Kommunen"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_and_its_words_stand_in_it(text: str) -> None:
    said = f"{text} väntar på {text}"
    read = read_obstacle(said)
    assert read.words in said

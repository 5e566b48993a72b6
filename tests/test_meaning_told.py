"""What a follow-up says beside the status: results, what is left or lies ahead, and how it opens."""

from __future__ import annotations

import csv
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.meaning.told import read_told
from loaders.vocabulary import words


def read_table() -> list[dict[str, str]]:
    with (Path(__file__).parent / "meaning" / "told_cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = read_table()


@pytest.mark.parametrize("row", CASES, ids=[row["text"] for row in CASES])
def test_reads_the_case(row: dict[str, str]) -> None:
    told = read_told(row["text"])
    assert (told.result, set(told.says), told.opens) == (row["result"], set(row["says"].split()), row["opens"]), row[
        "why"
    ]


def test_a_third_is_held_out_drawn_by_the_text_alone() -> None:
    drawn = {row["text"] for row in CASES if zlib.crc32(row["text"].encode()) % 3 == 0}
    assert drawn == {row["text"] for row in CASES if row["held_out"] == "yes"}
    assert len(drawn) >= len(CASES) // 4


def test_examples_use_their_entry() -> None:
    vocabulary = words("told")
    for entry in vocabulary["result"]:
        for example in entry["examples"]:
            assert (read_told(example).result, read_told(example).rule) == (entry["kind"], entry["name"]), example
    for kind in ("left", "ahead", "works"):
        for entry in vocabulary[kind]:
            assert all(kind in read_told(example).says for example in entry["examples"]), entry["name"]
    for entry in vocabulary["opens"]:
        assert all(read_told(example).opens == entry["code"] for example in entry["examples"]), entry["name"]
    for entry in (*vocabulary["unreal"], *vocabulary["moved"]):
        for example in entry["examples"]:
            assert (read_told(example).result, read_told(example).works_words) == ("", ""), example


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([word for row in CASES for word in row["text"].split()] + ["1.", "İ"]), max_size=16))
def test_every_word_told_stands_in_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    told = read_told(text)
    for said in (told.result_words, told.left_words, told.ahead_words, told.works_words, told.opens_words):
        assert said in text
    assert bool(told.result) == bool(told.result_words) == bool(told.rule)
    assert bool(told.opens) == bool(told.opens_words)

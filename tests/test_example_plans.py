"""The example plans: the committed files are what the sources give, and the loaders read them as they are meant."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from rapidfuzz import fuzz

from data.plans.generate import HOME, files
from data.plans.read import Example, examples
from loaders.load import load
from loaders.register import as_register
from loaders.text import collapse

EXAMPLES = examples()
TEXTS = ("subarea", "cause", "measure", "goal", "when", "who", "followup", "status_text", "comment")
ALIKE = 90
# Least share of a plan's measures that must be read as expected.
LEAST = {"cells": 0.98, "area": 1.0, "status": 0.97, "timing": 0.97, "start": 0.97, "end": 0.97, "actors": 0.90}
AREAS = {
    "sodermalm-2024-plan": (31, 26, 10, 8, 7),
    "sodermalm-2024-uppfoljd": (31, 26, 10, 8, 7),
    "sodermalm-2025-uppfoljd": (13, 9, 17, 8, 9),
    "skarpnack-2024-uppfoljd": (10, 7, 6, 12, 4),
    "exempelkoping-2025-uppfoljd": (10, 11, 6, 8, 5),
}


def by_name(example: Example) -> str:
    return example.name


@pytest.fixture(scope="module")
def generated() -> dict[Path, bytes]:
    return files()


@pytest.fixture(scope="module", params=EXAMPLES, ids=by_name)
def read(request: pytest.FixtureRequest) -> tuple[Example, dict[str, Any]]:
    """One example and what `python -m loaders` would print of its file."""
    example: Example = request.param
    return example, as_register(load((HOME / example.file).read_bytes(), example.file))


def inside(content: bytes) -> object:
    """What a file holds, apart from how its parts are compressed (another zlib gives other bytes)."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]
    if content.startswith(b"%PDF"):
        with pdfplumber.open(io.BytesIO(content)) as document:
            return document.metadata, [page.extract_text() for page in document.pages]
    return content


def test_the_committed_files_are_what_the_sources_give(generated: dict[Path, bytes]) -> None:
    stale = [path.name for path, content in generated.items() if inside(path.read_bytes()) != inside(content)]
    assert stale == [], "run python -m data.plans.generate"


def test_no_file_is_left_from_an_earlier_source(generated: dict[Path, bytes]) -> None:
    kept = {path for path in HOME.iterdir() if path.suffix in {".docx", ".pdf", ".tsv", ".xlsx"}}
    assert kept | set((HOME / "expected").iterdir()) == set(generated)


def test_a_second_run_gives_the_same_bytes(generated: dict[Path, bytes]) -> None:
    assert files() == generated


@pytest.mark.parametrize("example", EXAMPLES, ids=by_name)
def test_each_area_has_its_number_of_measures(example: Example) -> None:
    counts = Counter(row["area"] for row in example.register)
    assert tuple(counts.values()) == AREAS[example.name]


@pytest.mark.parametrize("example", EXAMPLES, ids=by_name)
def test_every_document_says_that_it_is_an_example(example: Example) -> None:
    assert "Exempel: påhittade meningar och namn" in example.lines


def test_the_document_says_whose_plan_it_is(read: tuple[Example, dict[str, Any]]) -> None:
    example, register = read
    first = example.register[0]
    document = register["document"]
    assert (document["district"], str(document["plan_year"])) == (first["district"], first["plan_year"])


def test_every_measure_is_read_and_nothing_else(read: tuple[Example, dict[str, Any]]) -> None:
    example, register = read
    names = [fuzz.ratio(row["measure"], got["measure"]) >= ALIKE for row, got in _pairs(example, register)]
    assert len(register["measures"]) == len(example.register)
    assert all(names)


@pytest.mark.parametrize("field", LEAST)
def test_measures_are_read_as_expected(read: tuple[Example, dict[str, Any]], field: str) -> None:
    example, register = read
    right = [_is_right(row, got, field) for row, got in _pairs(example, register)]
    wrong = [
        (row["row"], row["when"], row["status_text"] or row["followup"], row.get(field), got.get(field))
        for row, got in _pairs(example, register)
        if _is_right(row, got, field) < 1
    ]
    assert sum(right) / len(example.register) >= LEAST[field], wrong


def _pairs(example: Example, register: dict[str, Any]) -> list[tuple[dict[str, str], dict[str, Any]]]:
    """Expected and read measures by their order in the document: both lists hold every one of them."""
    return list(zip(example.register, register["measures"], strict=False))


def _is_right(row: dict[str, str], got: dict[str, Any], field: str) -> float:
    """How much of one field of a measure is as expected, 0 to 1."""
    if field == "cells":
        return sum(_alike(row[text], collapse(got[text])) for text in TEXTS) / len(TEXTS)
    if field == "actors":
        return float(set(row["actors"].casefold().split(" | ")) - {""} == {actor.casefold() for actor in got["actors"]})
    return float(row[field] == (got[field] or ""))


def _alike(want: str, got: str) -> bool:
    return want == got or bool(want and got and fuzz.ratio(want, got) >= ALIKE)


def test_expected_registers_have_the_columns_of_the_gold(generated: dict[Path, bytes]) -> None:
    for path, content in generated.items():
        if path.suffix == ".csv":
            rows = list(csv.DictReader(io.StringIO(content.decode())))
            assert {"status", "continues", "timing", "actors", *TEXTS} <= set(rows[0]), path.name

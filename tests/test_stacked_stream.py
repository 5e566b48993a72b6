"""Plans as text in the order their pages were set in: blank lines and spaces tell how the page was set."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sampled import sampled
from scoring import shares_of
from stream_text import stream_text

from data.plans.read import Example, examples
from loaders import load
from loaders.formats import stacked
from loaders.load import write_down
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.flow import SILENT, Breaks, Said, scores_of, spaces_at_first, spaces_of
from loaders.plan.stacked.in_order.decode import flow_gain
from loaders.plan.stacked.read import flowing
from loaders.plan.stacked.sections import Column, Section
from loaders.plan.stacked.text import stream_of
from loaders.register import as_register

EXPECTED = Path(__file__).resolve().parents[1] / "data" / "plans" / "expected"
EXAMPLES = {example.name: example for example in examples()}
# As a word processor sets a page, and as wide a page as other programs set, where most cells are one line.
FORMS: dict[str, dict[str, Any]] = {"narrow": {"chars": 150}, "wide": {"chars": 300, "page": 60, "spaced": False}}
# The wide form of the larger plans takes half a minute each.
SAMPLE = {
    (name, "wide" if name in {"skarpnack-2024-uppfoljd", "sodermalm-2024-plan"} else "narrow") for name in EXAMPLES
}
TARGET = {"rows": 0.97, "precision": 0.97, "cells": 0.95}
SHORT = {
    ("exempelkoping-2025-uppfoljd", "narrow"): (0.97, 0.97, 0.94),
    ("skarpnack-2024-uppfoljd", "wide"): (0.97, 0.97, 0.95),
    ("sodermalm-2024-plan", "narrow"): (0.97, 0.98, 0.95),
    ("sodermalm-2024-plan", "wide"): (0.95, 0.98, 0.91),
}


def titled(example: Example) -> list[tuple[str, list[list[str]]]]:
    return [
        (table.title or example.title, [[str(line.values.get(key, "")) for key in table.keys] for line in table.lines])
        for table in example.tables
    ]


@pytest.mark.parametrize(("name", "form"), sampled(EXAMPLES, FORMS, SAMPLE))
def test_a_plan_in_the_order_its_pages_were_set_in_reads_back(name: str, form: str) -> None:
    text = stream_text(titled(EXAMPLES[name]), **FORMS[form])
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    shares = shares_of(gold, as_register(load(text.encode(), "plan.txt"))["measures"])
    floors = dict(zip(TARGET, SHORT.get((name, form), tuple(TARGET.values())), strict=True))
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


ROWS = [
    ["Orsak", "Åtgärd", "När", "Vem", "Uppföljning"],
    ["Det saknas belysning vid gångtunneln", "Stärka belysningen", "Våren 2025", "Polisen", "Genomfört enligt plan"],
    ["Behov av fler vuxna ute på kvällarna", "Anordna vandringar", "Hösten 2025", "Skolan", "Pågår"],
    ["Få känner till rådgivningen", "Informera i skolan och på torget", "Maj 2025", "Fritid", "Ej påbörjat"],
]


def test_such_text_is_written_as_programs_write_it() -> None:
    """A cell of one line runs together with the next; a wrapped one that began in the line goes on further right."""
    assert stream_text([("Plan", ROWS[:3])], chars=100, spaced=False) == (
        "Plan\n\nOrsak Åtgärd När Vem Uppföljning\n"
        "Det saknas belysning vid\ngångtunneln\n\n"
        "Stärka belysningen Våren 2025 Polisen Genomfört enligt\nplan\n\n"
        "Behov av fler vuxna ute på\nkvällarna\n\nAnordna vandringar Hösten 2025 Skolan Pågår\n"
    )


@pytest.mark.parametrize("chars", [70, 100, 160])
def test_cells_that_share_a_line_are_parted_wherever_blank_lines_stand(chars: int) -> None:
    text = stream_text([("Handlingsplan", ROWS)], chars=chars, spaced=False)
    rows = write_down(stacked.read(text.encode(), "x.txt")).rows
    assert [(row.cause, row.measure, row.when, row.who) for row in rows] == [tuple(row[:4]) for row in ROWS[1:]]


def test_a_text_flows_where_its_blank_lines_follow_from_how_the_page_was_set() -> None:
    as_set = stream_text([("Handlingsplan", ROWS)], chars=100)
    parted = "\n\n".join(cell for row in ROWS for cell in row)
    without = "\n".join(cell for row in ROWS for cell in row)
    assert [flowing(stream_of(stacked.read(text.encode(), "x.txt"))).flows for text in (as_set, parted, without)] == [
        True,
        False,
        False,
    ]


def test_a_header_that_no_row_stands_under_weighs_nothing() -> None:
    """A page may end right after its header: the next page's header begins the table anew, and no line is between."""
    stream = stream_of(stacked.read(stream_text([("Handlingsplan", ROWS)], chars=100).encode(), "x.txt"))
    whole = Section((Column("cause"), Column("measure"), Column("when")), tuple(range(2, len(stream.lines))))
    empty = Section(whole.columns, ())
    assert flow_gain(stream, Cues(stream), [whole, empty]) == flow_gain(stream, Cues(stream), [whole])


# --- the parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "starts_line", "said", "why"),
    [
        ("t\na\nb\n\nc", True, Said(((0, 1),), 9, 15), "two lines, the row goes on further up"),
        ("x\n\na\nb\nc\n\nd", True, Said(((0, 2),), 11, 15), "three lines, after a blank line"),
        ("t\nx a\n\nb\nc", False, Said(((5, 1),), 6, 12), "began in a line, goes on further right"),
        ("x\n\nx a\nb\n\nc", False, Said(((2, 1),), 9, 15), "began in a line after a blank line: none is put"),
        ("x a\nb", False, Said((), SILENT, 16), "one line, shared: nothing is told of the row that goes on"),
        ("a\n\n\nb", True, Said((), SILENT, SILENT), "a page ends there"),
    ],
)
def test_what_line_breaks_say(text: str, starts_line: bool, said: Said, why: str) -> None:
    """The stretch is all lines from the one with an a to the last but one."""
    stream = stream_of(stacked.read(text.encode(), "x.txt"))
    first = next(number for number, line in enumerate(stream.lines) if "a" in line.text)
    breaks = Breaks(stream, first, starts_line)
    for line in range(first + 1, len(stream.lines) - 1):
        breaks.go_on(line)
    assert breaks.end_before(len(stream.lines) - 1) == said, why


def test_a_document_teaches_where_its_blank_lines_stand() -> None:
    usual = scores_of(())
    assert usual[0] > usual[1] and usual[10] < usual[11]
    assert scores_of([1] * 50)[1] > usual[1]
    assert usual[SILENT] == 0.0


def test_spaces_say_nothing_where_no_line_has_one() -> None:
    assert spaces_of([False] * 20, [False] * 20).inside == (0.0, 0.0)
    spaces = spaces_of([True] * 20, [False] * 20)
    assert spaces.inside[True] > 0 > spaces.inside[False]
    assert spaces.at_end[False] > 0 > spaces.at_end[True]


def test_a_line_keeps_that_a_space_stood_at_its_end() -> None:
    stream = stream_of(stacked.read(b"a \nb\n\nc  \n\nd \n", "x.txt"))
    assert [line.spaced for line in stream.lines] == [True, False, True, True]
    assert [line.text for line in stream.lines] == ["a", "b", "c", "d"]
    assert spaces_at_first(stream).inside[True] >= 0

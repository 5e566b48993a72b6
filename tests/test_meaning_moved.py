"""A later end date that a follow-up tells of is put as a question with its date; what tells of none asks nothing."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import load
from loaders.meaning.moved import asked_of_move
from loaders.meaning.timing import read_timing
from loaders.vocabulary import words

NOVEMBER = date(2025, 11, 15)


def asked(text: str, status: str = "pagar", when: str = "2025") -> str:
    return asked_of_move((text,), read_timing(when, 2025), status, NOVEMBER)[0]


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("Flyttad till januari 2026", "januari 2026", "2026-01-31"),
        ("Flyttad till januari.", "januari", "2026-01-31"),
        ("Arbetet är flyttat till våren på grund av sjukdom.", "våren", "2026-06-30"),
        ("Flyttad från hösten till våren 2026.", "våren 2026", "2026-06-30"),
        ("Skjuts upp till Q1 2026.", "Q1 2026", "2026-03-31"),
        ("Ny tidplan: 30 juni 2026", "30 juni 2026", "2026-06-30"),
        ("Förlängd till och med 30 juni 2026", "30 juni 2026", "2026-06-30"),
        ("Flyttad till mars. Nu flyttad till maj.", "maj", "2026-05-31"),
    ],
)
def test_a_later_end_date_is_asked_about(text: str, said: str, day: str) -> None:
    assert asked(text) == f"Texten säger att åtgärden flyttats till {said}: ska slutdatumet vara {day}?"


@pytest.mark.parametrize(
    "text",
    [
        "Flyttas till trafikplanen.",
        "Flyttad till 2026 års plan",
        "Har inte flyttats till 2026.",
        "Förslag att den flyttas till 2026.",
        "Mötet flyttades till rådhuset i januari 2026.",
        "Flyttad till januari 2024.",
        "",
    ],
)
def test_what_tells_of_no_later_end_date_asks_nothing(text: str) -> None:
    assert asked(text) == ""


def test_nothing_is_asked_where_nothing_can_be_late() -> None:
    text = "Flyttad till januari 2026"
    assert asked(text, "genomford") == asked(text, "borttagen") == asked(text, when="Löpande") == ""


@pytest.mark.parametrize("entry", words("moved")["moved"], ids=[entry["name"] for entry in words("moved")["moved"]])
def test_every_entry_has_examples_that_ask(entry: dict[str, list[str]]) -> None:
    assert entry["examples"]
    assert all(asked(example) for example in entry["examples"])


def test_the_question_stands_with_the_row_and_the_text_that_raises_it() -> None:
    content = (
        "Åtgärdsplan Ekby 2025, uppföljd 2026-01-15\n\n| Område | Åtgärd | När | Vem | Uppföljning |\n"
        "|---|---|---|---|---|\n| Unga | Vandra | 2025-12-31 | Polisen | Flyttad till mars 2026. |\n"
    )
    plan = load(content.encode(), "ekby.md")
    (doubt,) = (doubt for doubt in plan.doubts if doubt.field == "end")
    assert (doubt.row, doubt.text) == (1, "Flyttad till mars 2026.")
    assert doubt.question.endswith("ska slutdatumet vara 2026-03-31?")
    assert plan.measures[0].timing.end == date(2025, 12, 31)

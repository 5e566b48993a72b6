"""A later end date that a follow-up tells of is put as a question with its date; what tells of none asks nothing."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import load
from loaders.meaning.moved import asked_of_move
from loaders.meaning.timing import read_timing
from loaders.vocabulary import words

NOVEMBER = date(2025, 11, 15)


def asked(text: str, status: str = "pagar", when: str = "2025", followed_up: date | None = NOVEMBER) -> str:
    return asked_of_move((text,), read_timing(when, 2025), status, followed_up)[0]


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
        ("Hann inte med i år, flyttas till mars 2026.", "mars 2026", "2026-03-31"),
        ("Hanns ej med utan flyttad till mars 2026.", "mars 2026", "2026-03-31"),
        ("Kunde inte genomföras i år men flyttas till mars 2026.", "mars 2026", "2026-03-31"),
        ("Föreläsningen om droger är flyttad till mars 2026.", "mars 2026", "2026-03-31"),
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
        "Hanns med, har ej flyttats till 2026.",
        "Om den flyttas till mars 2026 behövs pengar.",
        "Om pengarna dröjer, flyttas till mars 2026.",
        "Oklart om den flyttas till mars 2026.",
        "Förslag att den flyttas till 2026.",
        "Mötet flyttades till rådhuset i januari 2026.",
        "Flyttad till januari 2024.",
        "",
    ],
)
def test_what_tells_of_no_later_end_date_asks_nothing(text: str) -> None:
    assert asked(text) == ""


@pytest.mark.parametrize(
    ("text", "when", "followed_up", "asks"),
    [
        ("Workshopen flyttad till 10 december.", "2025", "2025-11-15", ""),
        ("Flyttad till december.", "2025", "2025-11-15", ""),
        ("Flyttad till den 15 november.", "2025", "2025-11-15", ""),
        ("Flyttad till hösten.", "2025", "2025-06-15", ""),
        ("Flyttad till hösten.", "våren 2025", "2025-06-15", "2025-12-31"),
        ("Flyttad till mars.", "2025", "2025-06-15", "2026-03-31"),
        ("Flyttad till mars.", "2025", "2026-02-02", "2026-03-31"),
        ("Flyttad till vintern.", "2025", "2026-01-15", "2026-02-28"),
        ("Flyttad till nästa år.", "2025", "2025-11-15", "2026-12-31"),
        ("Flyttad till nästa år.", "2025", "2026-01-15", "vilket är slutdatumet"),
        ("Flyttad till mars.", "2025", "2026-04-02", "vilket är slutdatumet"),
        ("Flyttad till oktober.", "2025", "2025-11-15", "vilket är slutdatumet"),
        ("Flyttad till mars 2026.", "2025", "2026-04-02", "2026-03-31"),
        ("Flyttad till mars.", "2025", "", "vilket är slutdatumet"),
        ("Flyttad till hösten.", "våren 2025", "", "2025-12-31"),
        ("Flyttad till mars 2026.", "2025", "", "2026-03-31"),
    ],
)
def test_a_time_without_a_year_comes_next_after_the_follow_up(
    text: str, when: str, followed_up: str, asks: str
) -> None:
    """Within the deadline nothing is asked, and no date is offered where it may be a year wrong."""
    question = asked(text, when=when, followed_up=date.fromisoformat(followed_up) if followed_up else None)
    assert question.endswith(f"{asks}?") if asks else question == ""


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

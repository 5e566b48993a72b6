"""The sentences that begin Översikt and Områden, in all their variants."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from test_figures import read

from pages.omraden import charts as omraden
from pages.oversikt import charts as oversikt
from pages.parts import words
from pages.parts.links import Links

DAY = pd.Timestamp(2024, 11, 13)


def key(**values: Any) -> dict[str, Any]:
    """Key figures of a plan, nothing of everything but what is said."""
    zero = dict.fromkeys(
        (
            "measures",
            "removed",
            "counted",
            "done",
            "on_track",
            "overdue",
            "soon",
            "followed_up",
            "unknown",
            "status_asked",
        ),
        0,
    )
    return {**zero, "soon_end": pd.NaT, "as_of": DAY, "missing_followup": 0, **values}


def said(html: str) -> str:
    return read(html).text.replace(words.NBSP, " ")


@pytest.mark.parametrize(
    ("figures", "decisions", "statuses", "expected"),
    [
        (
            key(measures=82, removed=5, counted=77, done=42, on_track=63, soon=11, soon_end=pd.Timestamp(2024, 12, 31)),
            11,
            {},
            "42 av 77 åtgärder är genomförda och 63 är i fas. Ingen är försenad, men 11 har slutdatum 31 december. "
            "11 behöver ett beslut.",
        ),
        (
            key(measures=20, counted=20, done=9, on_track=9, status_asked=4),
            1,
            {},
            "9 av 20 åtgärder är genomförda och 9 är i fas. Ingen är försenad. 4 av 20 statusar är osäkert lästa. "
            "1 behöver ett beslut.",
        ),
        (
            key(measures=20, counted=20, done=1, on_track=5, soon=3, overdue=0),
            1,
            {},
            "1 av 20 åtgärder är genomförd och 5 är i fas. Ingen är försenad, men 3 har slutdatum inom 60 dagar. "
            "1 behöver ett beslut.",
        ),
        (
            key(measures=20, counted=20, overdue=1, soon=3),
            0,
            {},
            "Ingen åtgärd är genomförd och ingen är i fas. 1 är försenad. Inget behöver beslut.",
        ),
        (
            key(measures=9, counted=9, done=9, on_track=9),
            0,
            {},
            "9 av 9 åtgärder är genomförda och 9 är i fas. Ingen är försenad. Inget behöver beslut.",
        ),
        (
            key(measures=9, counted=9, done=2, on_track=4, overdue=4),
            2,
            {},
            "2 av 9 åtgärder är genomförda och 4 är i fas. 4 är försenade. 2 behöver ett beslut.",
        ),
        (
            key(measures=9, counted=9, done=2, on_track=4, soon=1, soon_end=pd.Timestamp(2025, 1, 7)),
            2,
            {},
            "2 av 9 åtgärder är genomförda och 4 är i fas. Ingen är försenad, men 1 har slutdatum 7 januari 2025. "
            "2 behöver ett beslut.",
        ),
        (
            key(measures=82, counted=82, done=2, unknown=61),
            0,
            {"ej_uppfoljd": 61},
            "61 av 82 åtgärder är inte uppföljda, så läget är okänt. Av de uppföljda är 2 av 21 genomförda. "
            "Inget behöver beslut.",
        ),
        (
            key(measures=82, counted=82, done=1, unknown=68),
            0,
            {"ej_uppfoljd": 61, "oklar": 7},
            "68 av 82 åtgärder är ej uppföljda eller oklara, så läget är okänt. Av de övriga är 1 av 14 genomförd. "
            "Inget behöver beslut.",
        ),
        (
            key(measures=8, counted=8, unknown=8),
            0,
            {"ej_uppfoljd": 8},
            "8 av 8 åtgärder är inte uppföljda, så läget är okänt. Inget behöver beslut.",
        ),
        (key(measures=4, removed=4), 0, {}, "Alla 4 åtgärder är borttagna ur planen."),
        (key(measures=1, removed=1), 0, {}, "Urvalets enda åtgärd är borttagen ur planen."),
        (
            key(measures=1, counted=1, done=1, on_track=1),
            0,
            {},
            "Urvalets enda åtgärd är genomförd. Ingen är försenad. Inget behöver beslut.",
        ),
        (
            key(measures=1, counted=1, overdue=1),
            1,
            {},
            "Urvalets enda åtgärd är inte genomförd. 1 är försenad. 1 behöver ett beslut.",
        ),
    ],
)
def test_the_overview_answers_in_one_sentence(
    figures: dict[str, Any], decisions: int, statuses: dict[str, int], expected: str
) -> None:
    assert said(oversikt.sentence(figures, decisions, statuses)) == expected


def statuses(**areas: dict[str, int]) -> pd.DataFrame:
    rows = [(area, status, number) for area, counts in areas.items() for status, number in counts.items()]
    return pd.DataFrame(rows, columns=["area", "status", "measures"])


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            statuses(unga={"genomford": 17, "pagar": 11, "ej_genomford": 2}, brottsoffer={"genomford": 6, "pagar": 2}),
            "Flest åtgärder återstår i Unga i riskzon: 11 av 30. "
            "Störst andel genomförda har Utsatta brottsoffer, 6 av 8.",
        ),
        (statuses(unga={"genomford": 3, "pagar": 4}), "Flest åtgärder återstår i Unga i riskzon: 4 av 7."),
        (statuses(unga={"genomford": 3, "ej_genomford": 1, "borttagen": 2}), "Inget återstår."),
        (  # a tie names both
            statuses(unga={"pagar": 4, "genomford": 6}, platser={"pagar": 4}),
            "Flest åtgärder återstår i Unga i riskzon: 4 av 10 och Otrygga platser: 4 av 4.",
        ),
        (  # the unknown in Unga could make it the better one: nothing is said
            statuses(unga={"genomford": 5, "ej_uppfoljd": 5}, platser={"genomford": 6, "pagar": 4}),
            "Flest åtgärder återstår i Unga i riskzon: 5 av 10.",
        ),
        (  # five of five in an area with few is not compared
            statuses(unga={"genomford": 4}, platser={"genomford": 6, "pagar": 4}),
            "Flest åtgärder återstår i Otrygga platser: 4 av 10.",
        ),
    ],
)
def test_the_areas_answer_in_one_sentence(found: pd.DataFrame, expected: str) -> None:
    assert said(omraden.sentence(found)) == expected


def changes(**numbers: int) -> pd.DataFrame:
    return pd.DataFrame(list(numbers.items()), columns=["change", "measures"])


NO_ROWS = pd.DataFrame(columns=["measure", "change", "before", "after"])


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        (changes(done=1, new=0, vanished=0), "1blev genomförd0nya eller försvunna utan förklaring"),
        (changes(done=2, late=1, new=3, vanished=0), "2blev genomförda1blev försenad3är nya i planen"),
        (changes(done=0, vanished=1), "1försvann utan förklaring"),
    ],
)
def test_changes_are_counted_and_the_silent_ones_named(counted: pd.DataFrame, expected: str) -> None:
    assert said(oversikt.changes(counted, NO_ROWS, Links())) == expected


def test_what_was_not_followed_up_before_is_said() -> None:
    rows = pd.DataFrame(
        [("a", "done", "ej_uppfoljd", "genomford"), ("b", "done", "pagar", "genomford")],
        columns=["measure", "change", "before", "after"],
    )
    html = oversikt.changes(changes(done=2), rows, Links())
    assert "2blev genomförda. 1 av dem var ej uppföljd då." in said(html)

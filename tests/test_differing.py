"""What reads otherwise after a rebuild: rows known by their text, values named, counts by field."""

from __future__ import annotations

from typing import Any

from data.intake import differing
from data.intake.outcomes import Difference


def entry(row: int, measure: str, **more: Any) -> dict[str, Any]:
    told = {"status": "pagar", "status_rule": "a", "actors": ""}
    return {"id": f"x-{row}", "row": row, "fingerprint": measure, "measure": measure, **told, **more}


BEFORE = [entry(1, "Byta lampor"), entry(2, "Klippa"), entry(3, "Måla")]


def test_the_same_reading_differs_in_nothing() -> None:
    assert differing.differences("p", BEFORE, [dict(row) for row in BEFORE]) == []


def test_a_new_row_above_moves_none_below() -> None:
    after = [entry(1, "Nytt"), entry(2, "Byta lampor"), entry(3, "Klippa", status="delvis"), entry(4, "Måla")]
    assert differing.differences("p", BEFORE, after) == [
        Difference("p", 1, "", "", "Nytt", "Nytt"),
        Difference("p", 3, "status", "pagar", "delvis", "Klippa"),
    ]


def test_a_row_that_is_gone_is_told() -> None:
    assert differing.differences("p", BEFORE, BEFORE[:2]) == [Difference("p", 3, "", "Måla", "", "Måla")]


def test_a_text_that_reads_otherwise_is_the_same_row() -> None:
    after = [BEFORE[0], entry(2, "Klippa buskar"), BEFORE[2]]
    assert differing.differences("p", BEFORE, after) == [
        Difference("p", 2, "measure", "Klippa", "Klippa buskar", "Klippa buskar")
    ]


def test_rows_with_one_text_keep_their_order() -> None:
    same = [entry(1, "Samma", status="pagar"), entry(2, "Samma", status="delvis")]
    assert differing.differences("p", same, [dict(row) for row in same]) == []


def test_counts_are_by_field_in_words() -> None:
    after = [entry(1, "Byta lampor", status="delvis", status_rule="b"), entry(2, "Klippa", status="delvis"), BEFORE[2]]
    found = differing.differences("p", BEFORE, after)
    assert differing.counted(found) == [("status", 2), ("hur ett värde lästes", 1)]
    assert [differing.is_value(one) for one in found] == [True, False, True]

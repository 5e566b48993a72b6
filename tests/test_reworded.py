"""What a person reads in a row where the program read other words: put there before anything is judged."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.records import Doubt, FollowUp, Place, Rewording, Row, Written
from loaders.reworded import FIELDS, reworded, text_of

MARCH, NOVEMBER = date(2024, 3, 13), date(2024, 11, 13)
ROWS = (
    Row(1, Place(), measure="Vandra", when="Q", followups=(FollowUp(MARCH, "Ja kar"), FollowUp(NOVEMBER, "Kl art"))),
    Row(2, Place(), measure="Samtala", when="Q", who="Po1isen"),
)


def written(*doubts: Doubt) -> Written:
    return Written(ROWS, (), doubts)


@pytest.mark.parametrize("field", FIELDS)
def test_every_text_is_said_otherwise_in_its_own_row_alone(field: str) -> None:
    one = Rewording(2, field, text_of(ROWS[1], field), "Ett  nytt\nord")
    first, second = reworded(written(), [one]).rows
    assert first == ROWS[0]
    assert text_of(second, field) == "Ett nytt ord"
    assert [text_of(second, other) for other in FIELDS if other != field] == [
        text_of(ROWS[1], other) for other in FIELDS if other != field
    ]


def test_the_latest_follow_up_is_said_otherwise_on_its_day_and_the_earlier_stands() -> None:
    first = reworded(written(), [Rewording(1, "followup", "Kl art", "Klart.")]).rows[0]
    assert first.followups == (FollowUp(MARCH, "Ja kar"), FollowUp(NOVEMBER, "Klart."))


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        (Rewording(9, "who", "Po1isen", "Polisen"), 2),
        (Rewording(9, "when", "Q", "Q4"), None),
        (Rewording(9, "goal", "", "Ett mål"), None),
        (Rewording(2, "who", "Polisen", "Skolan"), None),
    ],
    ids=["another number, one row has it", "two rows have it", "nothing is no text to know it by", "another text"],
)
def test_what_was_said_of_another_reading_is_found_by_its_text_alone_or_not_at_all(
    said: Rewording, changed: int | None
) -> None:
    found = [row.number for row, was in zip(reworded(written(), [said]).rows, ROWS, strict=True) if row != was]
    assert found == ([changed] if changed else [])


def test_whether_a_text_was_read_right_is_no_question_when_a_person_has_read_it() -> None:
    doubts = [
        Doubt("Rätt läst?", Place(), field=field, row=row) for field, row in (("who", 2), ("when", 2), ("who", 1))
    ]
    left = reworded(written(*doubts), [Rewording(2, "who", "Po1isen", "Polisen")]).doubts
    assert [(doubt.field, doubt.row) for doubt in left] == [("when", 2), ("who", 1)]

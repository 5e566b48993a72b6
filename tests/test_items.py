"""Numbered parts of a row: when they are measures of their own, and what each takes."""

from __future__ import annotations

import pytest

from loaders.plan.items import split_items
from loaders.records import FollowUp, Place, Row


def row(measure: str, **texts: str) -> Row:
    followup = texts.pop("followup", "")
    told = (FollowUp(None, followup),) if followup else ()
    return Row(1, Place(), measure=measure, followups=told, **texts)  # type: ignore[arg-type]


SPLIT = [
    ("1. Vandra 2. Lysa", {"when": "1. Våren 2. Hösten"}, [("Vandra", "Våren"), ("Lysa", "Hösten")]),
    ("1. Vandra\n2. Lysa", {"when": "Våren", "who": "1. Polis\n2. Park"}, [("Vandra", "Våren"), ("Lysa", "Våren")]),
    ("1) Vandra 2) Lysa", {"when": "1) Våren 2) Hösten"}, [("Vandra", "Våren"), ("Lysa", "Hösten")]),
    (
        "1. A 2. B 3. C 4. D",
        {"when": "1. Våren 2. Maj 3 & 4. Hösten"},
        [("A", "Våren"), ("B", "Maj"), ("C", "Hösten"), ("D", "Hösten")],
    ),
    ("1. A 2. B 3. C", {"when": "1-2. Våren 3. Maj"}, [("A", "Våren"), ("B", "Våren"), ("C", "Maj")]),
    (
        "1. Bygga SST 2.0. Klart 2. Lysa",
        {"when": "1. Våren 2. Maj"},
        [("Bygga SST 2.0. Klart", "Våren"), ("Lysa", "Maj")],
    ),
    ("1. A 2. B 3, Cykla", {"when": "1. Våren 2. Maj 3. Juni"}, [("A", "Våren"), ("B", "Maj"), ("Cykla", "Juni")]),
    ("1.Vandra 2.Lysa", {"when": "1.Våren 2.Maj"}, [("Vandra", "Våren"), ("Lysa", "Maj")]),
]


@pytest.mark.parametrize(("measure", "texts", "expected"), SPLIT)
def test_items_take_their_parts(measure: str, texts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    parts = split_items(row(measure, **texts))
    assert [(part.measure, part.when) for part in parts] == expected
    assert [part.item for part in parts] == list(range(1, len(expected) + 1))


WHOLE = [
    ("1. Vandra 2. Lysa", {"when": "Våren"}),
    ("Vandra och lysa", {"when": "1. Våren 2. Hösten"}),
    ("1. Vandra", {"when": "1. Våren"}),
    ("Vandra den 1. maj och 2. juni", {"when": "Våren"}),
    ("Öppet kl 1.30 och 2.30", {"followup": "1. Klart"}),
]


@pytest.mark.parametrize(("measure", "texts"), WHOLE)
def test_a_row_stays_whole_unless_two_columns_share_the_numbers(measure: str, texts: dict[str, str]) -> None:
    whole = row(measure, **texts)
    assert split_items(whole) == (whole,)


def test_a_comment_can_speak_of_one_item_only() -> None:
    parts = split_items(row("1. A 2. B", status_text="1. Klart 2. Pågår", comment="2. Väntar på svar"))
    assert [part.comment for part in parts] == ["", "Väntar på svar"]
    assert [part.status_text for part in parts] == ["Klart", "Pågår"]


def test_followups_are_shared_out_and_keep_their_dates() -> None:
    parts = split_items(row("1. A 2. B", followup="1. Hölls i maj 2. Ställdes in"))
    assert [part.followups[0].text for part in parts] == ["Hölls i maj", "Ställdes in"]


def test_what_is_said_of_several_items_may_go_on_with_each_of_them() -> None:
    text = "1 & 2. Båda är planerade.\n1. Vandringen hölls i maj. 2. Lamporna är\nbeställda. 3. Inget än."
    parts = split_items(row("1. Vandra 2. Lysa 3. Cykla", followup=text))
    assert [part.followups[0].text for part in parts] == [
        "Båda är planerade. Vandringen hölls i maj.",
        "Båda är planerade. Lamporna är\nbeställda.",
        "Inget än.",
    ]


@pytest.mark.parametrize("text", ["1 & 2. Hölls den 1. maj", "1 & 2. Hölls i maj, på 1. våningen"])
def test_a_day_in_what_is_said_of_several_items_is_no_number(text: str) -> None:
    parts = split_items(row("1. Vandra 2. Lysa", followup=text))
    assert {part.followups[0].text for part in parts} == {text.removeprefix("1 & 2. ")}


def test_no_word_is_lost() -> None:
    whole = row("Under året ska vi 1. vandra 2. lysa", when="1. Våren 2. Maj", goal="Trygghet")
    parts = split_items(whole)
    kept = " ".join(part.measure for part in parts).split()
    assert [word for word in whole.measure.split() if word not in ("1.", "2.")] == kept

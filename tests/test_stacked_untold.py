"""Columns under headers that no vocabulary knows, in text whose table is gone: told by what stands in them."""

from __future__ import annotations

import pytest

from loaders import load
from loaders.formats import stacked
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.headers.counted_headings import counted_headings
from loaders.plan.stacked.phrases import area_names
from loaders.plan.stacked.text import stream_of

ROWS = [
    ("Gratis simskola under lovveckorna", "Vecka 25–32", "Kulturskolan", "Genomfördes med 40 barn och fler vill gå."),
    ("Nattvandring längs strandstråket", "Våren 2025", "Föräldraföreningen", "Pågår, tolv kvällar hittills är gjorda."),
    ("Kameror vid busstorget", "Juni 2025", "Fastighetskontoret", "Inte påbörjat, tillstånd saknas ännu."),
    ("Trygghetsvandring i Norrbacka", "Oktober 2025", "Polisen", "Genomfördes i oktober tillsammans med de boende."),
    ("Utbildning om våld i nära relation", "Hösten 2025", "Socialförvaltningen", "Klart, alla chefer har deltagit."),
    ("Öppet hus på brandstationen", "Mars 2025", "Räddningstjänsten", "Hölls i mars och kommer att upprepas."),
]  # fmt: skip


def _plan(headers: str) -> str:
    return "\n".join(["Plan 2025", "Otrygga och brottsutsatta platser", headers, *("\n".join(row) for row in ROWS)])


@pytest.mark.parametrize(
    ("headers", "unknown", "why"),
    [
        ("Sånt vi hittar på Tidplan Ansvarig Hur gick det?", {"Sånt vi hittar på": "Åtgärd"}, "the measures"),
        ("Insats Tidplan Krafter Hur gick det?", {"Krafter": "Vem"}, "the owners"),
    ],
)
def test_a_header_that_nobody_knows_is_told_by_its_cells_and_asked_about(
    headers: str, unknown: dict[str, str], why: str
) -> None:
    plan = load(_plan(f"Nr {headers} Kostnad").encode(), "plan.txt")
    read = [(one.row.measure, one.row.who) for one in plan.measures]
    assert read == [(row[0], row[2]) for row in ROWS], why
    asked = [doubt.question for doubt in plan.doubts if "okänd" in doubt.question]
    for header, column in unknown.items():
        assert any(f"«{header}»" in question and column in question for question in asked), why


@pytest.mark.parametrize(
    ("heading", "counted", "why"),
    [
        ("D. Välfärdsbrott", [1, 3, 5, 7], "four in a row, most of them about the agreement's areas"),
        ("B. Välfärdsbrott", [], "a letter that two lines bear is nobody's"),
        ("D. Ordförande", [1, 3, 5, 7], "one of them in words of its own"),
    ],
)
def test_headings_counted_from_the_first_are_areas_whatever_they_are_called(
    heading: str, counted: list[int], why: str
) -> None:
    lines = ["Insats När", "A. Ungdomsbrott och uppväxt", "Lekar", "B. Centrum, hamn och stränder", "Lampor",
             "C. Våld i nära relation, äldre", "Samtal", heading, "Tillsyn"]  # fmt: skip
    stream = stream_of(stacked.read("\n".join(lines).encode(), "plan.txt"))
    assert sorted(counted_headings(stream, area_names(is_ocr=False))) == counted, why


def test_sentences_far_wider_than_the_columns_under_the_last_row_are_no_row() -> None:
    cells = "\n".join("\n".join(row) for row in ROWS * 2)
    said = "Rapporten är sammanställd av trygghetsrådets kansli och behandlas av styrgruppen i januari. " * 2
    text = f"Plan 2025\nInsats Tidplan Ansvarig Hur gick det?\n{cells}\n{said}\nSiffrorna är preliminära."
    plan = load(text.encode(), "plan.txt")
    assert len(plan.measures) == 2 * len(ROWS)
    assert all("Rapporten" not in one.row.followups[-1].text for one in plan.measures)


CUT = """Plan 2025
Insats Tidplan Ansvarig Hur gick det?
Utbildning av \nalla nya i \n{word}
{below} Samordnare Pågår och fler vill \nvara med i \ngruppen.
Träff på torget Oktober Polisen Klart, femtio kom \ndit.
"""


@pytest.mark.parametrize(
    ("word", "below", "whole", "why"),
    [
        ("ungdomsgruppernas\nen", "Maj", "ungdomsgruppernasen", "no cell ends with «en»"),
        ("grannsamverkansgrupp\nerna", "Maj", "grannsamverkansgrupperna", "no word begins so"),
        ("grannsamverkansgrupp", "oktober", "grannsamverkansgrupp", "a time is no piece of a word"),
    ],
)
def test_a_word_that_a_narrow_column_cut_is_whole(word: str, below: str, whole: str, why: str) -> None:
    stream = whole_words(stream_of(stacked.read(CUT.format(word=word, below=below).encode(), "plan.txt")))
    assert whole in [one.text for one in stream.words], why

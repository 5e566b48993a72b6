"""Texts that OCR made of a table: header rows read across, and rows whose lines and cells come in strips.

All content is invented; the texts are written as Tesseract writes them with its English model.
"""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked_headers import layout_of
from loaders.plan.stacked_text import stream_of

_ROW = "\n\nDet ar morkt\n\nByta lampor\n\nPolisen"


@pytest.mark.parametrize(
    ("header", "kinds", "why"),
    [
        ("Kostnad | Nr | Prioriterat Bakgrund Forvantat Tid Planerade insatser Ansvarig part Resultat 2024- | Status\n"
         "samverkansom resultat 11-13 VB 2024\nrade",
         ["other", "other", "area", "cause", "goal", "when", "measure", "who", "followup", "status"],
         "three lines, words cut by narrow columns, dates below"),
        ("N | Fokuso Problembild | Mal Insats Start Slut Ansvarig Samverk | Lage Resultat Resultat 2025- Kost\n"
         "r | mrade anspart 2025-05-20 | 10-15 nad\n(kr)",
         ["other", "area", "cause", "goal", "measure", "when", "when", "who", "who", "status", "followup", "followup",
          "other"], "a bar that is no letter, two follow-ups with their dates below"),
        ("Delomrade Problem Forv | Nar Atgard/aktivitet Vem Avstamnin\nantat g\nresul\ntat",
         ["subarea", "cause", "goal", "when", "measure", "who", "followup"], "one word over four lines"),
        ("Omrade Geografiskt Tid Atgard/aktivitet Utfall Orsak Ansvarig part\nomrade",
         ["area", "subarea", "when", "measure", "followup", "cause", "who"], "a header in the middle goes on"),
        ("Prioriterat Orsak Atgard Operativa mal Nar Vem Uppfoljning\n\nsamverkansomrade",
         ["area", "cause", "measure", "goal", "when", "who", "followup"], "a blank line inside the header"),
        ("Prioriterat Orsak Atgard Nar Vem Uppfoljning\nsamverkansomr",
         ["area", "cause", "measure", "when", "who", "followup"], "the end of a word was cut off by the rule"),
    ],
)  # fmt: skip
def test_a_header_row_read_across_is_read_over_all_its_lines(header: str, kinds: list[str], why: str) -> None:
    sections = layout_of(stream_of(stacked.read((header + _ROW * 20).encode(), "x.txt"))).sections
    assert [column.kind for column in sections[-1].columns] == kinds, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Polis Skola Socialtjanst Fritid\nmotas varje vecka", "names of bodies"),
        ("Orsak Polisen Skolan Fritid Varen\nunder aret", "one header word before a row's words"),
    ],
)
def test_a_row_of_capitals_is_no_header_row(text: str, why: str) -> None:
    whole = "Orsak\n\nAtgard\n\nNar\n\nVem" + _ROW * 20 + "\n\n" + text + _ROW * 3
    sections = [one for one in layout_of(stream_of(stacked.read(whole.encode(), "x.txt"))).sections if one.columns]
    assert [[column.kind for column in section.columns] for section in sections] == [
        ["cause", "measure", "when", "who"]
    ], why

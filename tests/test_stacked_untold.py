"""Columns under headers that no vocabulary knows, in text whose table is gone: told by what stands in them."""

from __future__ import annotations

import pytest

from loaders import load

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

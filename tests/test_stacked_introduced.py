"""Text whose table is gone: a heading over a table, with sentences between that introduce it."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.text import stream_of

HEADER = "Åtgärd Bakgrund Ansvarig Klart när Status"
ROWS = (
    "Ljusa gångvägar i parken.\nMörkt och buskigt.\nTekniska nämnden\nVåren 2025\nKlart",
    "Samtal med vårdnadshavare.\nHög frånvaro i åk 8.\nRektor\nLöpande\nPågår",
    "Kontroller av mopeder.\nTrimmade mopeder vid skolorna.\nKommunpolis\nHösten 2025\nEj startad",
)
LONG = "Fler ska känna sig trygga när de rör sig ute på kvällen, var de än bor i kommunen."
SHORT = "Området är nytt."


@pytest.mark.parametrize(
    ("over", "titles", "why"),
    [
        (("Målområde A – Uppväxt\n" + LONG, "Målområde B – Ute\n" + SHORT, "Målområde C – Stöd\n" + LONG),
         ["Målområde A – Uppväxt", "Målområde B – Ute", "Målområde C – Stöd"], "labelled, whatever stands between"),
        (("Barn och unga\n" + LONG, "Otrygga platser\n" + LONG, "Våra möten\n" + LONG),
         ["Barn och unga", "Otrygga platser", "Våra möten"], "one of its own stands as those of areas do"),
        (("Barn och unga\n" + LONG, "", "Våra möten\n" + LONG), ["Barn och unga", "", ""], "one tells of no other"),
        (("Målområde A – Uppväxt\n" + LONG[:-1] + "\noch var de än går.", "", ""), ["Målområde A – Uppväxt", "", ""],
         "sentences over two lines"),
        (("Målområde A – Uppväxt\nStöd till Rektor Löpande.", "", ""), ["", "", ""], "cells that stand on one line"),
    ],
)  # fmt: skip
def test_a_heading_with_sentences_under_it_is_the_table_s_title(
    over: tuple[str, ...], titles: list[str], why: str
) -> None:
    parts = [f"{head}\n{HEADER}\n{row}" for head, row in zip(over, ROWS, strict=True)]
    stream = stream_of(stacked.read("\n".join(["Handlingsplan 2025", *parts]).encode(), "plan.txt"))
    layout = layout_of(stream)
    tables = [section for section in layout.sections if section.columns]
    assert [section.titles[0][1] if section.titles else "" for section in tables] == titles, why
    rows = {stream.lines[line].text for section in tables for line in section.lines}
    below = {
        line for head, title in zip(over[1:], titles[1:], strict=True) if not title for line in head.split("\n") if line
    }
    assert rows == {line for row in ROWS for line in row.split("\n")} | below, why

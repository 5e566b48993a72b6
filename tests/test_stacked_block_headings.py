"""Text that came block by block: areas' headings apart from their tables, and headers in words of their own."""

from __future__ import annotations

import pytest

from loaders import load
from loaders.formats import stacked
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.headers.marks import header_marks
from loaders.plan.stacked.in_blocks.page_plan import plan_of
from loaders.plan.stacked.in_blocks.piece import Piece
from loaders.plan.stacked.in_blocks.title_places import placed_titles
from loaders.plan.stacked.text import Stream, stream_of

HEADER = ("Insats", "Syfte", "Ansvarig", "Klart", "Hur gick det?")
UNGA, PLATSER, HOT = "Unga i riskzon", "Otrygga och brottsutsatta platser", "Systemhotande brottslighet"
ROWS = (
    ("Samtal med vårdnadshavare", "Tidig upptäckt", "Rektor", "Löpande", "Samtalen pågår och fortsätter."),
    ("Läxhjälp på biblioteket", "Fler klarar skolan", "Bibliotekschef", "Våren 2025", "Läxhjälpen startade i mars."),
    ("Ljusa gångvägar i parken", "Ökad trygghet", "Tekniska nämnden", "Juni 2025", "Lamporna sattes upp i juni."),
    ("Kontroller av mopeder", "Åtta kontroller", "Kommunpolis", "Hösten 2025", "Fem av åtta kontroller blev av."),
    ("Tillsyn av föreningsbidrag", "Inga oseriösa aktörer", "Controller", "Sept 2025", "Tillsynen är inte påbörjad."),
    ("Utbildning om hot", "Alla chefer", "Säkerhetschef", "Maj 2025", "Utbildningen är genomförd."),
)


def _blocks(*blocks: str | tuple[str, ...]) -> str:
    """Each cell a block of its own."""
    return "\n\n".join(text for block in blocks for text in ((block,) if isinstance(block, str) else block))


def _stream(text: str) -> Stream:
    return whole_words(stream_of(stacked.read(text.encode(), "plan.txt")))


LAST = _blocks(
    "Åtgärdsplan 2025", f"{UNGA}\nInsats", HEADER[1:], ROWS[0], ROWS[1], HEADER, ROWS[2], ROWS[3], HEADER, ROWS[4],
    ROWS[5], PLATSER, HOT,
)  # fmt: skip
"""The headings of the second and the third table come after all rows of the page."""


def test_headings_that_come_last_reach_their_rows() -> None:
    rows = load(LAST.encode(), "plan.txt").measures
    assert [(row.row.measure, row.area.code) for row in rows] == [
        (row[0], area)
        for row, area in zip(
            ROWS, ["unga", "unga", "platser", "platser", "systemhotande", "systemhotande"], strict=True
        )
    ]


def test_a_heading_whose_place_nothing_tells_is_asked_about() -> None:
    plan = load(LAST.replace(f"\n\n{HOT}", "").encode(), "plan.txt")
    asked = {doubt.row for doubt in plan.doubts if doubt.field == "area"}
    areas = ("unga", "unga", "platser", "platser", "platser", "platser")
    assert asked >= {one.row.number for one, area in zip(plan.measures, areas, strict=True) if one.area.code != area}


COUNTED = _blocks(
    HEADER, f"{UNGA}\n1.1 Läxhjälp", ROWS[0][1:], "1.2 Samtal", ROWS[1][1:], f"{PLATSER}\n2.1 Ljus", ROWS[2][1:],
    "Trafik och buller\n3.1 Kontroller", ROWS[3][1:], "Klart och betalt\n3.2 Tillsyn", ROWS[4][1:],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "titles", "why"),
    [
        (COUNTED, [UNGA, PLATSER, "Trafik och buller"], "a number that begins anew"),
        (_blocks(HEADER, f"{UNGA.upper()}\nLäxhjälp", PLATSER.upper(), ROWS[0], "TRAFIK OCH BULLER", "SMADIT"),
         [UNGA.upper(), PLATSER.upper(), "TRAFIK OCH BULLER"], "capitals as all areas' names"),
        (_blocks(f"{UNGA}\nInsats", HEADER[1:], ROWS[0], "Trafik och buller\nInsats", HEADER[1:], ROWS[1]),
         [UNGA, "Trafik och buller"], "on a header as an area's name is"),
        (_blocks(HEADER, ROWS[0], "Brottsofferjouren", ROWS[1], f"{UNGA} ska få läxhjälp"), [], "cells"),
    ],
)  # fmt: skip
def test_headings_apart_from_a_header_are_known(text: str, titles: list[str], why: str) -> None:
    stream = _stream(text)
    plan = plan_of(stream)
    assert plan is not None
    found = [" ".join(stream.lines[line].text for line in mark.lines) for mark in plan.marks if mark.kind == "title"]
    assert found == titles, why


@pytest.mark.parametrize(
    ("order", "expected", "sure"),
    [
        ("h a T b", {3: ["T"]}, True),
        ("h a h2 b T", {3: ["T"]}, True),
        ("h a b T", {1: ["T"]}, False),
        ("U h a b T", {1: ["U"], 4: ["T"]}, True),
        ("h a h2 b T U", {1: ["T"], 3: ["U"]}, True),
        ("h a b T c", {4: ["T"]}, True),
        ("h b T a", {1: ["T"]}, False),
    ],
)
def test_a_heading_stands_over_what_the_page_tells(order: str, expected: dict[int, list[str]], sure: bool) -> None:
    """Headers h, titles in capitals, cells a, b, c that stand in that order."""
    stream = stream_of(stacked.read("\n\n".join(order.split()).encode(), "plan.txt"))
    kinds = {"h": "header", "h2": "header", "T": "title", "U": "title"}
    parts = [
        Piece((at,), 0, kinds.get(text, "row"))  # type: ignore[arg-type]
        for at, text in enumerate(order.split())
    ]
    texts = [word.text for word in stream.words]
    standing = ["h", "a", "h2", "b", "c"] if "h2" in texts else ["h", "a", "b", "c"]
    rows: list[list[Piece]] = [[], *([parts[texts.index(text)]] for text in standing if text in texts)]
    found = placed_titles(stream, parts, rows)
    assert {row: [texts[title.words[0]] for title in titles] for row, titles in found.items()} == expected
    assert all((title.sure == 1) == sure for titles in found.values() for title in titles)


def test_a_header_in_words_of_its_own_between_known_ones_is_a_column() -> None:
    text = "AKTIVITET\n\nINDIKATOR/MÅLVÄRDE\n\nANSVARIG\nFUNKTION\n\nTIDSPLAN\n\nUPPFÖLJNING HELÅR\n\n1.1 Läxhjälp på"
    (mark,) = header_marks(_stream(text))
    assert [column.header for column in mark.columns] == [
        "AKTIVITET", "INDIKATOR/MÅLVÄRDE", "ANSVARIG FUNKTION", "TIDSPLAN", "UPPFÖLJNING HELÅR",
    ]  # fmt: skip
    assert mark.columns[0].kind == "measure"


def test_a_whole_header_takes_no_letter_of_the_block_below() -> None:
    assert [line.text for line in _stream("När\n\nUppföljning\n\na\n\nOrsak").lines] == [
        "När", "Uppföljning", "a", "Orsak",
    ]  # fmt: skip

"""Plans whose tables are gone: the rows found again, with how sure they are and every word accounted for."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from shutil import which
from textwrap import wrap

import pytest
from plan_forms import as_pdf
from plan_variants import AREA_NAMES, layout, order, tables
from rapidfuzz import fuzz
from read_once import stacked_once
from sampled import sampled
from scoring import SHARED, shares_of

from data.plans.read import Example, Table, examples
from data.plans.write_pdf import pdf
from loaders import load
from loaders.formats import stacked
from loaders.limits import LONGEST_TEXT
from loaders.load import write_down
from loaders.plan.stacked import read as reading
from loaders.plan.stacked.across.shape import how_across
from loaders.plan.stacked.borders import borders_of
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.count import counted
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.in_blocks.pages import Part, rows_of_page
from loaders.plan.stacked.in_blocks.unfold import unfold
from loaders.plan.stacked.in_blocks.unweave import unwoven
from loaders.plan.stacked.in_columns.align import Group, aligned
from loaders.plan.stacked.in_columns.rows import Placed, row_starts
from loaders.plan.stacked.in_order.over_pages import carried_over
from loaders.plan.stacked.read import rows_from_stacked
from loaders.plan.stacked.sections import Column, ColumnKind, Section
from loaders.plan.stacked.text import Stream, key_of, looks_like_ocr, stream_of, width_of
from loaders.plan.stacked.widths import Break, Width, width_of_breaks
from loaders.records import Paragraph, Row, Written
from loaders.register import as_register
from loaders.text import collapse, fold

DOCUMENTS = Path(__file__).parent / "documents" / "stacked"
READINGS = Path(__file__).parent / "stacked_readings"
PLANS = Path(__file__).resolve().parents[1] / "data" / "plans"
FIELDS = ("cause", "measure", "goal", "who", "when", "comment")
beside = pytest.mark.skipif(not SHARED.is_dir(), reason="de riktiga planerna ligger inte bredvid projektet")


@pytest.fixture(scope="module", autouse=True)
def _stacked_once() -> Iterator[None]:
    with stacked_once():
        yield


# --- the format ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected", "why"),
    [
        ("plan.txt", b"Orsak\n\nEn text\n\nEn annan", True, "fragments"),
        ("plan", b"Orsak\n\nEn text", True, "no ending"),
        ("plan.txt", "Orsak\n\nÅtgärd".encode("utf-16"), True, "UTF-16 with its mark"),
        ("plan.txt", b"| Orsak | Vem |\n|---|---|\n| a | b |", False, "Markdown table"),
        ("plan.txt", b"Orsak\tVem\tN\xc3\xa4r\na\tb\tc", False, "tabs"),
        ("plan.txt", b"Orsak;Vem;Tid\na;b;c\nd;e;f", False, "semicolons"),
        ("plan.pdf", b"%PDF-1.7", False, "PDF"),
        ("plan.txt", b"PK\x03\x04rest", False, "a package under another name"),
        ("plan.txt", b"  \n \n", False, "nothing"),
        ("plan.txt", "Två möten, ett på våren, ett på hösten.\nEn rad till.".encode(), True, "commas in prose"),
    ],
)
def test_plain_text_is_known_from_other_forms(name: str, content: bytes, expected: bool, why: str) -> None:
    assert stacked.matches(name, content) is expected, why


def test_fragments_keep_their_lines_and_pages() -> None:
    document = stacked.read(b"a\nb  \n\n\nc\n\fd\n", "x.txt")
    found = [
        (block.text, block.place.line, block.place.page) for block in document.blocks if isinstance(block, Paragraph)
    ]
    assert found == [("a\nb", 1, 1), ("c", 5, 1), ("d", 6, 2)]


def test_lines_that_a_space_ends_are_told() -> None:
    blocks = stacked.read(b"a \nb\nc  \n\nd\n\ne \n", "x.txt").blocks
    assert [block.spaced for block in blocks if isinstance(block, Paragraph)] == [{0, 2}, frozenset(), {0}]


def test_another_encoding_is_read_and_told() -> None:
    document = stacked.read("Åtgärd och mål".encode("cp1252"), "x.txt")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Åtgärd och mål"]
    assert "cp1252" in document.notes[0]


# --- the parts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Uppféljning", "Uppföljning"),
        ("Uppfdljning", "Uppföljning"),
        ("I6pande", "Iöpande"),
        ("dtgdrder", "åtgärder"),
        ("&r", "är"),
        ("p&", "på"),
    ],
)
def test_a_word_misread_by_ocr_matches_the_word_meant(read: str, meant: str) -> None:
    assert key_of(read, True) == key_of(meant, True)


def test_ocr_is_known_by_its_missing_letters() -> None:
    clean = "Åtgärden är påbörjad och följs upp på hösten av polisen. " * 10
    assert not looks_like_ocr(clean)
    assert looks_like_ocr(fold(clean))


def test_a_columns_width_is_the_one_that_fits_most_breaks() -> None:
    breaks = [Break(900, 1100), Break(940, 1010), Break(980, 1300), Break(400, 500)]
    width = width_of_breaks(breaks)
    assert width is not None and 980 <= width.value < 1010
    assert width.of_break(Break(950, 1200)) > 0 > width.of_break(Break(400, 500))
    assert width.of_last(300) == 0 > width.of_last(1500)


HEADER = "Orsak\n\nÅtgärd\n\nNär\n\nVem\n\nUppföljning"


def test_a_line_that_parts_rows_from_rows_is_no_measure() -> None:
    rows = [
        "Det saknas belysning\n\nStärka belysningen vid gångtunneln\n\nVåren 2025\n\nPolisen\n\nGenomfört enligt plan",
        "Behov av fler vuxna ute\n\nAnordna vandringar med föräldrar\n\nHösten 2025\n\nSkolan\n\nPågår",
    ]
    text = "\n\n".join([HEADER, rows[0], "Förslag på nya åtgärder 2026", rows[1]])
    measures = [row.measure for row in _rows(text.encode(), "x.txt")]
    assert measures == ["Stärka belysningen vid gångtunneln", "Anordna vandringar med föräldrar"]


# --- whole documents -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lekeby", "lekeby_layout"])
def test_an_invented_plan_is_read_as_by_hand(name: str) -> None:
    rows = _rows((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt")
    with (DOCUMENTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        golden = list(csv.DictReader(file))
    read = [
        {
            **{field: getattr(row, field) for field in FIELDS},
            "item": str(row.item or ""),
            "followup": row.followups[-1].text if row.followups else "",
        }
        for row in rows
    ]
    assert read == golden


def test_confidence_is_told_and_never_that_of_a_real_table() -> None:
    rows = _rows((DOCUMENTS / "lekeby.txt").read_bytes(), "lekeby.txt")
    assert all(0 < row.confidence < 1 for row in rows)


@pytest.mark.parametrize("name", ["lekeby", "lekeby_layout"])
def test_no_word_of_an_invented_plan_is_lost(name: str) -> None:
    assert _lost((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt") == []


@pytest.mark.parametrize("name", ["lekeby", "lekeby_layout"])
def test_every_word_is_in_one_cell(name: str) -> None:
    _assert_parted((DOCUMENTS / f"{name}.txt").read_bytes())


@pytest.mark.parametrize(
    "text",
    ["Bara en rad", "Protokoll\n\nMötet öppnades klockan nio.\n\nPolisen berättade om läget.\n\nMötet avslutades."],
)
def test_text_without_a_plans_headers_gives_no_rows(text: str) -> None:
    written = rows_from_stacked(stacked.read(text.encode(), "x.txt"))
    assert written.rows == ()
    assert {line.kind for line in written.account} == {"prose"}


def test_a_weak_border_becomes_a_doubt_with_its_line() -> None:
    """A row whose measure is gone: what is left could be its measure or its goal."""
    whole = (DOCUMENTS / "lekeby.txt").read_text(encoding="utf-8")
    content = whole.replace("Fältarna går pass på torget fredagar\noch lördagar.\n\n", "")
    assert content != whole
    written = rows_from_stacked(stacked.read(content.encode(), "lekeby.txt"))
    weak = [row for row in written.rows if row.confidence < 0.75]
    assert weak
    assert all(any(doubt.row == row.number and doubt.place.line for doubt in written.doubts) for row in weak)


# --- what pdftotext makes of the example plans -----------------------------------------------------------------------

EXAMPLES = {example.name: example for example in examples()}
OPTIONS = {"layout": ("-layout",), "raw": ("-raw",), "blocks": ()}
TARGET = {"rows": 0.97, "cells": 0.92}
# What does not reach the target yet, held where it stands: (rows, cells).
SHORT = {
    ("sodermalm-2024-plan", "raw"): (0.96, 0.92),
    ("sodermalm-2025-uppfoljd", "raw"): (0.96, 0.92),
    ("sodermalm-2024-uppfoljd", "blocks"): (0.97, 0.83),
    ("exempelkoping-2025-uppfoljd", "blocks"): (0.97, 0.73),
    ("sodermalm-2024-plan", "blocks"): (0.97, 0.91),
}
SHORT_IF_TIGHT = {
    ("sodermalm-2024-plan", "raw"): (0.94, 0.92),
    ("sodermalm-2025-uppfoljd", "raw"): (0.94, 0.89),
}
needs_pdftotext = pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext (poppler-utils) finns inte")


@needs_pdftotext
@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_of_an_example_plan_reads_back(name: str, option: str, tmp_path: Path) -> None:
    shares = _shares(PLANS / "expected" / f"{name}.csv", _pdf_text(name, option, tmp_path), "plan.txt")
    floors = dict(zip(TARGET, SHORT.get((name, option), TARGET.values()), strict=True))
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


@needs_pdftotext
@pytest.mark.parametrize(("name", "option"), sampled(EXAMPLES, ("layout", "raw")))
def test_the_text_of_a_table_set_tight_reads_back(name: str, option: str, tmp_path: Path) -> None:
    """Word leaves no room between a row's text and its rules: no blank line parts one row from the next."""
    text = _text_of(as_pdf(_titled(EXAMPLES[name]), padding=0), option, tmp_path)
    shares = _shares(PLANS / "expected" / f"{name}.csv", text, "plan.txt")
    floors = dict(zip(TARGET, SHORT_IF_TIGHT.get((name, option), TARGET.values()), strict=True))
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


@needs_pdftotext
@pytest.mark.parametrize(("name", "set_at"), sampled(EXAMPLES, ("MIDDLE", "BOTTOM")))
def test_cells_set_in_the_middle_or_at_the_bottom_of_their_rows_read_back(
    name: str, set_at: str, tmp_path: Path
) -> None:
    text = _text_of(as_pdf(_titled(EXAMPLES[name]), padding=0, set_at=set_at), "layout", tmp_path)
    shares = _shares(PLANS / "expected" / f"{name}.csv", text, "plan.txt")
    assert {key: shares[key] for key, floor in TARGET.items() if shares[key] < floor} == {}


@needs_pdftotext
@pytest.mark.parametrize("seed", [pytest.param(n, marks=() if n < 5 else pytest.mark.thorough) for n in range(10)])
def test_columns_in_any_order_under_other_headers_on_pages_without_any_read_back(seed: int, tmp_path: Path) -> None:
    """Other headers, orders of columns and ways to tell the area, set tight, with a header on the first page only."""
    example = EXAMPLES[sorted(EXAMPLES)[seed % len(EXAMPLES)]]
    chosen = layout(seed, example.register)
    content = as_pdf(tables(example.register, chosen), padding=0, repeats_header=False)
    gold = order(example.register, chosen)
    shares = _shares_of(gold, _text_of(content, "layout", tmp_path), "plan.txt")
    assert {key: shares[key] for key, floor in TARGET.items() if shares[key] < floor} == {}


@needs_pdftotext
@pytest.mark.parametrize("name", ["skarpnack-2024-uppfoljd", "sodermalm-2024-plan"])
def test_blocks_in_any_order_lose_no_word(name: str, tmp_path: Path) -> None:
    content = _pdf_text(name, "blocks", tmp_path)
    assert unfold(stream_of(stacked.read(content, "plan.txt"))) is not None
    assert _lost(content, "plan.txt") == []
    _assert_parted(content)


def _pdf_text(name: str, option: str, folder: Path) -> bytes:
    """What pdftotext writes of the example plan as a PDF: with its columns, in drawing order, or block by block.

    The plan whose columns are too many for the usual page is written on a larger one.
    """
    example = EXAMPLES[name]
    try:
        content = pdf(example)
    except ValueError:
        content = as_pdf(_titled(example))
    return _text_of(content, option, folder)


def _titled(example: Example) -> list[tuple[str, list[list[str]]]]:
    return [(table.title or example.title, _cells_of(table)) for table in example.tables]


def _text_of(content: bytes, option: str, folder: Path) -> bytes:
    """What pdftotext writes of the PDF."""
    (folder / "plan.pdf").write_bytes(content)
    subprocess.run(["pdftotext", *OPTIONS[option], str(folder / "plan.pdf"), str(folder / "plan.txt")], check=True)
    return (folder / "plan.txt").read_bytes()


def _cells_of(table: Table) -> list[list[str]]:
    return [[str(line.values.get(key, "")) for key in table.keys] for line in table.lines]


# --- lines read across the columns ------------------------------------------------------------------------------------


def _read_across(rows: Sequence[Sequence[str]], widths: Sequence[int], bars: Sequence[int], after: str = "") -> str:
    """A table's rows as OCR reads them straight across: the first line of every cell, then the second ones, and
    `after` each row; the rule before each column in `bars` came through as a bar."""
    lines = []
    for row in rows:
        cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            pieces = [
                ("| " if column in bars else "") + cell[number]
                for column, cell in enumerate(cells)
                if number < len(cell)
            ]
            lines.append(" ".join(pieces))
        lines[-1] += after
    return "\n".join(lines)


def fold_case_kept(text: str) -> str:
    return text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))


def _across(name: str, with_letters: bool = False) -> tuple[list[dict[str, str]], bytes]:
    """The register of an example plan, and its table read across: without å, ä and ö and with bars, or with those
    letters, without a bar, and with a blank line where rows are parted."""
    keys = ("cause", "measure", "goal", "when", "who", "followup", "status_text")
    rows = [{**row, "subarea": ""} for row in EXAMPLES[name].register if not row["item"]]
    header = ["Prioriterat område", "Orsak", "Åtgärd", "Mål", "När", "Vem", "Uppföljning", "Status"]
    table = [header, *([AREA_NAMES[row["area"]], *(row[key] for key in keys)] for row in rows)]
    widths = (22, 28, 30, 28, 18, 20, 28, 16)
    text = (
        _read_across(table, widths, bars=(), after="\n")
        if with_letters
        else fold_case_kept(_read_across(table, widths, bars=(1, 3, 5, 7)))
    )
    return rows, f"Handlingsplan Lekeby 2025\n\n{text}\n".encode()


def test_lines_read_across_the_columns_are_parted_into_cells() -> None:
    shares = _shares_of(*_across("exempelkoping-2025-uppfoljd"), "plan.txt")
    floors = {"rows": 0.87, "precision": 0.87, "cells": 0.72, "area": 0.87, "status": 0.87}
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


def test_lines_read_across_are_known_by_their_width_where_no_letter_tells_that_ocr_read_them() -> None:
    shares = _shares_of(*_across("exempelkoping-2025-uppfoljd", with_letters=True), "plan.txt")
    floors = {"rows": 0.85, "precision": 0.85, "cells": 0.72, "area": 0.85, "status": 0.85}
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


@pytest.mark.parametrize(("bar", "how"), [(" ", "no"), (" | ", "likely")])
def test_a_page_s_title_with_a_bar_in_it_shows_no_column_rules(bar: str, how: str) -> None:
    rows = [
        f"Trafikgruppen håller kontroller vid skola {number}{bar}Minst fyra under varje termin{bar}Polisen\nvåren"
        for number in range(12)
    ]
    page = "Lekeby kommun | Plan mot brott 2025\n"
    text = page.join(["", *("\n".join(rows[at : at + 3]) + "\n" for at in range(0, 12, 3))])
    stream = stream_of(stacked.read(f"Insats Syfte Ansvarig Tid Uppföljning\n{text}".encode(), "x.txt"))
    assert how_across(stream, layout_of(stream)) == how


def test_no_word_of_lines_read_across_is_lost() -> None:
    content = _across("exempelkoping-2025-uppfoljd")[1]
    assert _lost(content, "plan.txt") == []
    _assert_parted(content)


def test_a_text_of_which_nothing_was_read_across_stays_in_order() -> None:
    whole = (DOCUMENTS / "lekeby.txt").read_text(encoding="utf-8")
    stream = stream_of(stacked.read(fold_case_kept(whole).encode(), "x.txt"))
    assert stream.is_ocr
    _, _, _, cells = reading.find_cells(stream)
    words = [word for of_section in cells for cell in of_section for word in cell.words]
    assert words == sorted(words)


@pytest.mark.parametrize(
    ("header", "kinds", "why"),
    [
        ("Orsak Atgard Nar Vem\nDet ar morkt\n\nLampor", ["cause", "measure", "when", "who"], "a row right under it"),
        ("Prioriterat Orsak Atgard Nar Vem\nomrade\n\nDet ar morkt", ["area", "cause", "measure", "when", "who"],
         "the first header goes on in the next line"),
        ("Orsak\n\nAtgard\n\nNar\n\nVem\n\nBeskriv kort.\n\nBeskriv vad som ska goras.\n\nAnge nar.\n\nDet ar morkt",
         ["cause", "measure", "when", "who"], "not every column's instruction is known"),
    ],
)  # fmt: skip
def test_the_header_of_a_page_read_by_ocr_is_known(header: str, kinds: list[str], why: str) -> None:
    text = header + "\n\nByta lampor\n\nPolisen" * 20
    sections = layout_of(stream_of(stacked.read(text.encode(), "x.txt"))).sections
    assert [column.kind for column in sections[-1].columns] == kinds, why


# --- columns that were kept ------------------------------------------------------------------------------------------

TIGHT = """\
Orsak                    Åtgärd                   När          Vem
Många vuxna saknas       Anordna vandringar med   Våren 2025   Skolan
ute på kvällarna         föräldrar
Det är mörkt vid         Stärka belysningen       Hösten       Polisen och
gångtunneln                                       2025         kommunen
                         Besöka skolor            Löpande      Polisen
Ungdomar                 Följa upp läget          Löpande      Kommunen
"""


def _placed(columns: str, gap: bool = False) -> Placed:
    """A line with a word in each column named by its letter's place: capital letters begin a text."""
    return Placed({place: (place,) for place, letter in enumerate(columns) if letter != " "}, gap, False)


def test_rows_are_found_without_blank_lines_between_them() -> None:
    rows = _rows(TIGHT.encode(), "x.txt")
    assert [(row.cause, row.measure, row.when, row.who) for row in rows] == [
        ("Många vuxna saknas ute på kvällarna", "Anordna vandringar med föräldrar", "Våren 2025", "Skolan"),
        ("Det är mörkt vid gångtunneln", "Stärka belysningen", "Hösten 2025", "Polisen och kommunen"),
        ("Det är mörkt vid gångtunneln", "Besöka skolor", "Löpande", "Polisen"),
        ("Ungdomar", "Följa upp läget", "Löpande", "Kommunen"),
    ]
    assert all(0 < row.confidence < 1 for row in rows)


def test_a_header_takes_no_line_of_the_row_below() -> None:
    assert "Många vuxna" not in " ".join(
        column.header for section in reading.find_cells(stream_of(stacked.read(TIGHT.encode(), "x.txt")))[2]
        for column in section.columns
    )  # fmt: skip


def test_a_column_that_comes_back_begins_a_row() -> None:
    stream = stream_of(stacked.read(b"Alfa Beta Gamma", "x.txt"))
    lines = [_placed("ABC"), _placed(" B "), _placed("ABC"), _placed("ABC", gap=True)]
    assert [first for first, _ in row_starts(stream, lines, 1)] == [0, 2, 3]


def test_two_headers_that_nearly_touch_are_two() -> None:
    text = """\
Kostnad Delområde        Åtgärd                  När          Vem
10 tkr  Centrum          Stärka belysningen      Våren 2025   Polisen
20 tkr  Norra torget     Besöka skolor           Löpande      Skolan
"""
    sections = reading.find_cells(stream_of(stacked.read(text.encode(), "x.txt")))[2]
    assert [column.header for column in sections[0].columns] == ["Kostnad", "Delområde", "Åtgärd", "När", "Vem"]


def test_a_row_whose_columns_stand_elsewhere_than_on_the_page_keeps_its_cells() -> None:
    """The program sets the words of each row as far apart as its widest line needs."""
    text = """\
Orsak                    Åtgärd                   När          Vem
Många vuxna saknas       Anordna vandringar med   Våren 2025   Skolan
ute på kvällarna         föräldrar
Det är mörkt vid         Stärka belysningen       Hösten       Polisen och
gångtunneln                                       2025         kommunen
Unga saknar en plats Öppna en fritidsgård i  Hösten      Kommunen
att vara på          centrum                 2026
Ungdomar                 Följa upp läget          Löpande      Kommunen
"""
    measures = [row.measure for row in _rows(text.encode(), "x.txt")]
    assert [collapse(measure) for measure in measures][2] == "Öppna en fritidsgård i centrum"


def test_an_empty_column_takes_no_room_on_a_page_of_its_own() -> None:
    kinds = ["measure", "goal", "when", "who"]
    likes = {kind: dict.fromkeys(kinds, -1.0) | {kind: 3.0} for kind in kinds}
    groups = [Group(0, 5, likes["measure"]), Group(30, 5, likes["when"]), Group(44, 4, likes["who"])]
    assert aligned(groups, kinds, [0, 30, 60, 75]) == [0, 30, 30, 44]


@pytest.mark.parametrize("area", ["Otrygga och brottsutsatta platser", "Kriminella miljöer och livsstilar"])
def test_an_areas_name_on_a_line_of_its_own_is_a_heading_where_no_column_holds_areas(area: str) -> None:
    told = load(TIGHT.replace("Det är mörkt", f"{area}\nDet är mörkt").encode(), "x.txt").measures
    assert [measure.row.measure for measure in told][1] == "Stärka belysningen"
    assert len({measure.area.code for measure in told[1:]} - {told[0].area.code}) == 1


def test_a_page_without_blank_lines_is_not_too_long() -> None:
    text = TIGHT + TIGHT.split("\n", 1)[1] * 60
    assert len(text) > 2 * LONGEST_TEXT
    assert len(load(text.encode(), "x.txt").measures) > 150


# --- words that part cells -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "expected", "why"),
    [
        ("Alla torg där folk kan vistas på Från maj\nfrån juni", "Från", True, "the text has it in lower case too"),
        ("Alla som finns på Nybyggarvägen\nfrån juni", "Nybyggarvägen", False, "a name"),
        ("Vi började. Från maj\nfrån juni", "Från", False, "after a full stop it proves nothing"),
    ],
)
def test_a_common_words_capital_in_a_sentence_begins_a_cell(text: str, word: str, expected: bool, why: str) -> None:
    stream = stream_of(stacked.read(text.encode(), "x.txt"))
    plain = stream_of(stacked.read(text.split("\n")[0].encode(), "x.txt"))
    at = next(index for index, one in enumerate(stream.words) if one.text == word)
    scores = [
        {border.word: border.score for border in borders_of(one, Cues(one), range(len(one.lines)))}
        for one in (stream, plain)
    ]
    assert (scores[0].get(at, -9.0) > scores[1].get(at, -9.0)) is expected, why


def test_an_instruction_keeps_its_second_sentence_without_blank_lines() -> None:
    told = "Orsak Åtgärd När Vem\nBeskriv orsaken.\nFlera orsaker ger\nflera åtgärder.\nKoppla åtgärden till orsaken."
    text = f"{told}\nAnge när åtgärden\nska vara klar.\nAnge vem som ansvarar.\nDet är mörkt\nStärka belysningen"
    layout = layout_of(stream_of(stacked.read(text.encode(), "x.txt")))
    assert [kind for _, kind in sorted(layout.skipped.items())] == ["header", *["instruction"] * 7]
    assert [len(section.columns) for section in layout.sections] == [4]


@pytest.mark.parametrize(("ends", "told"), [("enl.", 6), ("t.ex.", 6), ("(ev.", 6), ("orsakerna.", 4)])
def test_an_instruction_goes_on_after_an_abbreviation(ends: str, told: int) -> None:
    """What follows a sentence's end begins the first row where no blank line parts the two."""
    first = "Orsak Åtgärd När Vem\nBeskriv orsaken.\nBeskriv åtgärden.\nAnge när."
    text = f"{first}\nAnge ansvarig {ends}\nUtsedd chef eller\nkontaktperson.\nMörkt\nByta lampor\nMaj\nPolisen"
    layout = layout_of(stream_of(stacked.read(text.encode(), "x.txt")))
    assert list(layout.skipped.values()).count("instruction") == told


def test_a_header_may_have_a_word_in_parentheses() -> None:
    text = "Orsak Vad ska göras? Tidplan (när) Ansvarig part\nDet är mörkt\nStärka belysningen\nVåren 2025 Polisen"
    layout_found = layout_of(stream_of(stacked.read(text.encode(), "x.txt")))
    assert [column.kind for column in layout_found.sections[-1].columns] == ["cause", "measure", "when", "who"]


@pytest.mark.parametrize(
    ("above", "below", "expected", "why"),
    [
        ("Röja sly längs", "vägen dit", 1, "in the middle of the sentence"),
        ("1. Röja sly", "2. Besöka skolor", 1, "in the middle of the list"),
        ("1. Röja sly", "1. Besöka skolor", 2, "a list of its own"),
        ("Röja sly", "Besöka skolor", 2, "a sentence of its own"),
    ],
)
def test_a_row_that_breaks_over_a_page_is_one(above: str, below: str, expected: int, why: str) -> None:
    stream = stream_of(stacked.read(f"{above}\nHösten 2025\n\f{below}".encode(), "x.txt"))
    columns = (Column("measure"), Column("when"))
    cells = [
        Cell(tuple(range(line.first, line.after)), number % 2, number != 1, 0.9)
        for number, line in enumerate(stream.lines)
    ]
    sections = [Section(columns, (0, 1)), Section(columns, (2,))]
    found = carried_over(stream, Cues(stream), sections, [cells[:2], cells[2:]])
    assert sum(cell.new_row for of_section in found for cell in of_section) == expected, why
    assert sorted(word for of_section in found for cell in of_section for word in cell.words) == [
        *range(len(stream.words))
    ]


# --- blocks in any order ---------------------------------------------------------------------------------------------

MEASURE = 2


def _places(parts: Sequence[Part], has_above: bool = False) -> str:
    """The number of each part's row, what goes on from the page above as 0."""
    rows = rows_of_page(parts, MEASURE, has_above).rows
    return "".join(str(next(number for number, row in enumerate(rows) if part in row)) for part in range(len(parts)))


@pytest.mark.parametrize(
    ("columns", "rows", "why"),
    [
        ("abcdef bcdef cdef", "111111 22222 3333", "rows in order stay"),
        ("abcd bc ef def", "1111 22 11 222", "the right half of the rows comes after the left"),
        ("abcde bcdef bcdef f", "11111 22222 33333 1", "a lone cell goes where one is missing"),
        ("bcd bc b ef def cdef", "111 22 3 11 222 3333", "steps"),
    ],
)
def test_cells_are_put_together_to_rows(columns: str, rows: str, why: str) -> None:
    cells = [Part("abcdef".index(letter), "row") for letter in columns if letter != " "]
    assert _places(cells) == rows.replace(" ", ""), why


def test_a_cell_that_counts_stands_in_the_row_it_counts() -> None:
    in_order = [part for count in (4, 5, 6) for part in (Part(0, "row", number=count), Part(2, "row"), Part(3, "row"))]
    late = [Part(2, "row"), Part(3, "row")] * 2 + [Part(0, "row", number=8), Part(0, "row", number=7)]
    assert _places([*in_order, *late]) == "111222333" + "4455" + "54"


def test_what_goes_on_from_the_page_above_is_told() -> None:
    cells = [Part(4, "row", goes_on=True), *(Part(column, "row") for column in (1, 2, 3, 4, 1, 2, 3, 4))]
    assert _places(cells, True) == "011112222"
    assert "0" not in _places(cells)


def test_a_header_that_came_in_parts_is_one_row() -> None:
    kinds = ("header", "header", "row", "row", "header", "header", "row", "row")
    parts = [Part(column, kind) for column, kind in zip((1, 2, 1, 2, 3, 4, 3, 4), kinds, strict=True)]  # type: ignore[arg-type]
    assert _places(parts) == "11221122"


def test_a_part_of_a_header_goes_with_its_own_table() -> None:
    tables = [Part(1, "header", table=6), Part(2, "header", table=6), *(Part(column, "row") for column in (1, 2))]
    tables += [Part(1, "header", table=14), Part(2, "header", table=14), *(Part(column, "row") for column in (1, 2))]
    assert _places([*tables, Part(3, "header", table=14), Part(3, "row")]) == "11223344" + "34"


def test_an_areas_name_in_one_block_with_the_header_is_a_title() -> None:
    header = "Otrygga och brottsutsatta platser\nOrsak\n\nÅtgärd\n\nNär\n\nVem"
    text = f"{header}\n\nDet är mörkt\n\nRöja sly\n\nVåren\n\nSkolan"
    assert sorted(layout_of(stream_of(stacked.read(text.encode(), "x.txt"))).skipped.items())[0] == (0, "title")


def test_an_instruction_row_that_begins_with_unknown_words_belongs_to_the_header_above() -> None:
    header = "\n\n".join(["Orsak", "Åtgärd", "När", "Vem", "Uppföljning"])
    told = "\n\n".join(["Skriv kort.", "Beskriv åtgärden.", "Ange när det ska vara klart.", "Ange vem som ansvarar."])
    rows = "\n\n".join(["Det är mörkt", "Röja sly", "Våren", "Skolan", "Pågår"])
    layout_found = layout_of(stream_of(stacked.read(f"{header}\n\n{told}\n\n{rows}".encode(), "x.txt")))
    assert [len(section.columns) for section in layout_found.sections] == [5]
    assert [kind for _, kind in sorted(layout_found.skipped.items())] == ["header"] * 5 + ["instruction"] * 4


@pytest.mark.parametrize(
    ("lines", "in_blocks", "expected", "why"),
    [
        ([f"{n * 10} tkr {n} Polisen" for n in range(1, 11)], False, list(range(1, 11)), "inside their lines"),
        ([f"{n} Polisen {n % 3 + 1}" for n in range(1, 11)], False, list(range(1, 11)), "beside another number"),
        ([f"{n} gånger" for n in range(1, 11)], False, [], "in sentences"),
        ([f"{n} Polisen" for n in range(1, 5)], False, [], "too few"),
        ([str(n) for n in (1, 2, 3, 7, 8, 9, 10, 4, 5, 6)], True, list(range(1, 11)), "blocks in any order"),
        ([f"{n} Polisen" for n in range(1, 11)], True, [], "no blocks of their own"),
    ],
)
def test_numbers_that_count_the_rows_are_known(
    lines: list[str], in_blocks: bool, expected: list[int], why: str
) -> None:
    stream = replace(stream_of(stacked.read("\n\n".join(lines).encode(), "x.txt")), in_blocks=in_blocks)
    found = counted(stream, range(len(stream.lines)))
    assert sorted(found.values()) == expected, why
    if expected and not in_blocks:
        assert all(stream.words[index].line == number - 1 for index, number in found.items()), why


def test_two_cells_in_one_block_are_parted() -> None:
    lines = [
        "Många anmälningar blir liggande Polisen och kommunen träffas",
        "varje måndag och går igenom",
        "och ingen vet vem som följer upp",
        "veckans händelser i området",
        "dem.",
    ]
    stream = stream_of(stacked.read("\n".join(lines).encode(), "x.txt"))
    section = Section((Column("cause"), Column("measure")), tuple(range(len(lines))))
    left = Width(width_of("Många anmälningar blir liggande") + 500, 200, 1.0, -2.0)
    right = Width(width_of("Polisen och kommunen träffas") + 300, 200, 1.0, -2.0)
    assert _texts_of(stream, unwoven(stream, Cues(stream), [section], [[left, right]])) == [
        [
            ("cause", "Många anmälningar blir liggande och ingen vet vem som följer upp dem."),
            ("measure", "Polisen och kommunen träffas varje måndag och går igenom veckans händelser i området"),
        ]
    ]


def test_rows_of_three_columns_in_one_block_are_parted() -> None:
    lines = [
        "Torget", "Många som bor vid torget är oroliga", "Polisen och fältarna går rundor",
        "för att det säljs narkotika där.", "varje fredag kväll.",
        "Skolan", "Elever berättar att de inte vågar", "Skolan inför kamratstödjare i", "gå hem ensamma.",
        "alla klasser från åk 4.",
    ]  # fmt: skip
    stream = stream_of(stacked.read("\n".join(lines).encode(), "x.txt"))
    section = Section((Column("subarea"), Column("cause"), Column("measure")), tuple(range(len(lines))))
    narrow = Width(width_of("Skolan") + 500, 100, 1.0, -2.0)
    assert _texts_of(stream, unwoven(stream, Cues(stream), [section], [[narrow, None, None]])) == [
        [
            ("subarea", "Torget"),
            ("cause", "Många som bor vid torget är oroliga för att det säljs narkotika där."),
            ("measure", "Polisen och fältarna går rundor varje fredag kväll."),
            ("subarea", "Skolan"),
            ("cause", "Elever berättar att de inte vågar gå hem ensamma."),
            ("measure", "Skolan inför kamratstödjare i alla klasser från åk 4."),
        ]
    ]


def _texts_of(
    stream: Stream, blocks: Sequence[Sequence[tuple[ColumnKind | None, tuple[int, ...]]]]
) -> list[list[tuple[ColumnKind | None, str]]]:
    return [
        [(kind, " ".join(stream.words[index].text for index in words)) for kind, words in cells] for cells in blocks
    ]


# --- the real plans --------------------------------------------------------------------------------------------------


@beside
@pytest.mark.shared
@pytest.mark.parametrize(
    ("known", "floors"),
    [
        (False, {"rows": 0.98, "precision": 0.97, "cells": 0.95, "area": 1.0}),
        (True, {"rows": 0.99, "precision": 0.97, "cells": 0.97, "area": 1.0}),
    ],
)
def test_the_stacked_plan_reaches_its_floor(known: bool, floors: dict[str, float]) -> None:
    rows = _known_rows() if known else ()
    path = next((SHARED / "plans").glob("003_*"))
    shares = _shares(SHARED / "gold" / "003.csv", path.read_bytes(), path.name, rows)
    assert {key: shares[key] for key, floor in floors.items() if shares[key] < floor} == {}


@beside
@pytest.mark.shared
def test_the_scanned_plan_has_the_measures_of_our_own_reading() -> None:
    """The reading names each measure by the line and words it begins with; the text itself stays in the plan."""
    path = next((SHARED / "plans").glob("002_*"))
    lines = path.read_text(encoding="utf-8").split("\n")
    read = load(path.read_bytes(), path.name).measures
    measures = [fold(measure.row.measure) for measure in read]
    with (READINGS / "002.csv").open(encoding="utf-8", newline="") as file:
        anchors = list(csv.DictReader(file))
    left = dict(enumerate(measures))
    found = understood = 0
    for anchor in anchors:
        words = lines[int(anchor["line"]) - 1].replace("|", " ").split()[int(anchor["from_word"]) - 1 :]
        start = fold(" ".join(words[: int(anchor["words"]) or None]))
        best = max(left, key=lambda number: fuzz.ratio(start, left[number][: len(start)]), default=None)
        if best is not None and fuzz.ratio(start, left[best][: len(start)]) >= 75:
            found += 1
            understood += read[best].status.code == anchor["status"]
            del left[best]
    assert len(anchors) == 56
    assert found / len(anchors) >= 0.90
    assert found / len(measures) >= 0.88
    assert understood / len(anchors) >= 0.80


@beside
@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "003"])
def test_no_word_of_a_real_plan_is_lost(name: str) -> None:
    path = next((SHARED / "plans").glob(f"{name}_*"))
    assert _lost(path.read_bytes(), path.name) == []


@beside
@pytest.mark.shared
@pytest.mark.parametrize("name", ["002", "003"])
def test_every_word_of_a_real_plan_is_in_one_cell(name: str) -> None:
    _assert_parted(next((SHARED / "plans").glob(f"{name}_*")).read_bytes())


# --- what the tests share --------------------------------------------------------------------------------------------


def _rows(content: bytes, name: str) -> tuple[Row, ...]:
    return write_down(stacked.read(content, name)).rows


def _known_rows() -> tuple[Row, ...]:
    path = next((SHARED / "plans").glob("000_*"))
    return tuple(measure.row for measure in load(path.read_bytes(), path.name).measures)


def _shares(gold: Path, content: bytes, name: str, known: tuple[Row, ...] = ()) -> dict[str, float]:
    """The shares that score.py counts, where it lies beside the project; else the test is skipped."""
    with gold.open(encoding="utf-8-sig", newline="") as file:
        return _shares_of(list(csv.DictReader(file)), content, name, known)


def _shares_of(
    gold: Sequence[Mapping[str, str]], content: bytes, name: str, known: tuple[Row, ...] = ()
) -> dict[str, float]:
    return shares_of(gold, as_register(load(content, name, known=known))["measures"])


def _lost(content: bytes, name: str) -> list[str]:
    """Words of the source that are in no cell, no doubt, and no line told as header, instruction, heading or prose. A
    word that its column cut stands whole in the cell."""
    written = rows_from_stacked(stacked.read(content, name))
    assert [line.place.line for line in written.account] == [
        number for number, line in enumerate(content.decode().replace("\f", "").split("\n"), 1) if line.strip()
    ]
    kept = Counter(word for text in _texts(written) for word in _words(text))
    kinds = {line.place.line: line.kind for line in written.account}
    stream = whole_words(stream_of(stacked.read(content, name)))
    for line in stream.lines:
        if kinds[line.number] not in ("measure", "continued", "doubt"):
            kept.update(_words(line.text))
    wanted = Counter(word for line in stream.lines for word in _words(line.text))
    return sorted((wanted - kept).elements())


def _assert_parted(content: bytes) -> None:
    """The words outside headers, titles and front matter are parted among the cells, each in one."""
    stream, layout, sections, cells = reading.find_cells(stream_of(stacked.read(content, "x.txt")))
    outside = set(layout.skipped) | {line for part in layout.sections if not part.columns for line in part.lines}
    inside = [
        index
        for number, line in enumerate(stream.lines)
        if number not in outside
        for index in range(line.first, line.after)
    ]
    assert sections
    in_cells = Counter(index for of_section in cells for cell in of_section for index in cell.words)
    first = sections[0].lines[0]
    assert sorted(in_cells.elements()) == [index for index in inside if stream.words[index].line >= first]


def _texts(written: Written) -> list[str]:
    texts = [doubt.text for doubt in written.doubts if doubt.row is None or "tvärs" in doubt.question]
    for row in written.rows:
        own = {field.name: getattr(row, field.name) for field in fields(row)}
        texts += [value for key, value in own.items() if isinstance(value, str) and key != "first"]
        texts += [row.first, *(followup.text for followup in row.followups), *(text for _, text in row.other)]
    return texts


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", collapse(text))

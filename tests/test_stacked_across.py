"""Text that OCR read straight across a table's columns: cells merged over rows, signs of lists, rules, headers.

All content is invented. The lines are set as OCR reads them: each row's cells wrapped to their columns' widths, the
first lines of all cells in one line, the second lines in the next.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest

from loaders import load
from loaders.formats import stacked
from loaders.plan.stacked.across.by_columns import Told
from loaders.plan.stacked.across.learnt import learn
from loaders.plan.stacked.across.pieces import Pieces
from loaders.plan.stacked.across.strips import Put
from loaders.plan.stacked.across.table import Table
from loaders.plan.stacked.across.table_lines import going_on
from loaders.plan.stacked.across.turn import turn_of
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.lent import lacking, lent
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.sections import Column, ColumnKind, Layout, Section
from loaders.plan.stacked.text import bullets_in, stream_of

_HEADERS = ("Orsak", "Åtgärd", "Mål", "När", "Vem", "Uppföljning")
_WIDTHS = (26, 30, 22, 14, 20, 34)
_COLUMN = {
    header: Column(kind, header)
    for header, kind in {"Orsak": "cause", "Åtgärd": "measure", "Mål": "goal", "När": "when", "Vem": "who",
                         "Läget": "followup", "Läget i maj": "followup"}.items()
}  # fmt: skip
_MERGED = None
_ROWS: tuple[tuple[str | None, ...], ...] = (
    ("Gångvägen mellan skolan och torget är mörk och många undviker den på kvällarna, mest under hösten och vintern",
     "Byta lampor längs gångvägen", "Fler går där på kvällen", "Senast i maj", "Parkenheten",
     "Lamporna byttes den 14 april och alla lyser."),
    (_MERGED, "Gallra buskar vid skolans cykelställ", "Fri sikt från gatan", "Hösten 2025", "Fastighetsägaren",
     "Buskarna är gallrade och stubbarna borttagna."),
    ("Få vuxna rör sig ute på fredagskvällar när ungdomarna samlas vid stationen och oron är stor bland grannarna",
     "Vandra i området varje fredag", "Två vandrare varje gång", "Varje vecka", "Föräldraföreningen",
     "Vandringarna pågår varje fredag sedan augusti."),
    (_MERGED, "Utbilda nya vandrare", "Tio nya vandrare", "Under våren", "Polisen",
     "Utbildningen ställdes in eftersom ingen anmälde sig."),
    ("Cyklar stjäls från gårdarna", "Märka cyklar på torget", "200 märkta cyklar", "Juni", "Bostadsbolaget",
     "Dagen hölls den 3 juni och 214 cyklar märktes."),
    ("Äldre luras på pengar i telefon av personer som säger att de ringer från banken eller polisen",
     "Informera på träffpunkterna", "Alla sex träffpunkter", "Kvartal 2", "Äldreomsorgen",
     "Fyra av sex träffpunkter har haft besök."),
    (_MERGED, "Dela ut kort med råd till hemtjänsten", "Alla hemtjänstens kunder", "September", "Hemtjänsten",
     "Korten är tryckta men inte utdelade än."),
)  # fmt: skip


def _set(rows: Sequence[Sequence[str | None]], widths: Sequence[int] = _WIDTHS, above: str = "") -> list[str]:
    """The lines of the rows, a merged cell running on beside the rows under it."""
    lines: list[str] = []
    waiting: list[str] = []
    for number, row in enumerate(rows):
        if row[0] is not None:
            waiting = textwrap.wrap(row[0], widths[0])
        cells = [textwrap.wrap(text or "", width) for text, width in zip(row[1:], widths[1:], strict=True)]
        is_last = number + 1 == len(rows) or rows[number + 1][0] is not None
        own = max(len(cell) for cell in cells)
        for at in range(max(own, len(waiting)) if is_last else own):
            first = waiting.pop(0) if waiting else ""
            lines.append(" ".join(part for part in (first, *(cell[at] for cell in cells if at < len(cell))) if part))
    return lines


def _plan(lines: Sequence[str], header: str = " ".join(_HEADERS)) -> str:
    return "\n".join(["Åtgärdsplan 2025 för Lekeby", "", "Otrygga och brottsutsatta platser", "", header, *lines])


def test_a_cause_that_is_merged_over_rows_goes_on_beside_the_row_that_begins() -> None:
    read = load(_plan(_set(_ROWS)).encode(), "x.txt").measures
    assert [one.row.measure.split()[:2] for one in read] == [str(row[1]).split()[:2] for row in _ROWS]
    for one, row, above in zip(read[1:], _ROWS[1:], read[:-1], strict=True):
        assert (one.row.cause == above.row.cause) is (row[0] is None)
    assert read[0].row.cause == _ROWS[0][0]


@pytest.mark.parametrize(
    ("line", "signs", "why"),
    [
        ("» Byta lampor Fler ute » Parkenheten", [0, 5], "two columns' items"),
        ("• Byta lampor ·. Polisen", [0, 3], "a dot beside the sign"),
        ("Maj - juni + 1 dag", [], "a dash and a plus that stands once"),
        ("+ ett + två + tre", [0, 2, 4], "a plus that comes again and again is what OCR made of the sign"),
        ("«Byta lampor»", [], "quoted words"),
    ],
)
def test_signs_of_lists_are_known_from_other_signs(line: str, signs: list[int], why: str) -> None:
    words = stream_of(stacked.read(line.encode(), "x.txt")).words
    assert sorted(bullets_in(words)) == signs, why


def test_a_list_s_sign_inside_a_line_shows_where_a_column_begins() -> None:
    rows = [(row[0], f"» {row[1]}", row[2], row[3], f"» {row[4]}", row[5]) for row in _ROWS]
    read = load(_plan(_set(rows)).encode(), "x.txt").measures
    assert [one.row.who for one in read] == [f"» {row[4]}" for row in _ROWS]


def test_bars_at_the_beginning_of_words_are_rules_where_several_lines_have_them() -> None:
    lines = _set(_ROWS)
    ruled = [
        line.replace(" Byta", " |Byta").replace(" Vandra", " |Vandra").replace(" Märka", " [Märka") for line in lines
    ]
    read = load(_plan(ruled).encode(), "x.txt").measures
    assert [one.row.measure for one in read][::2] == [row[1] for row in _ROWS][::2]
    alone = stream_of(stacked.read(b"Kommunen |Plan 2025\n[bilaga] och ett", "x.txt"))
    assert [word.text for word in alone.words][1] == "|Plan"
    stream = stream_of(stacked.read(_plan(ruled).encode(), "x.txt"))
    for word in stream.words:
        own = _plan(ruled).split("\n")[stream.lines[word.line].number - 1]
        assert own[word.at : word.at + len(word.text)] == word.text


@pytest.mark.parametrize(
    ("header", "kinds", "why"),
    [
        ("Orsak Åtgärd Mål När vem Uppföljning", ["cause", "measure", "goal", "when", "who", "followup"],
         "a small letter that OCR made of a capital"),
        ("Orsak Åtgärd Indikator/ Tid Ansvar Uppföljning\n(varför) (vad, hur) Delmål (när) (vem) 31 oktober",
         ["cause", "measure", "goal", "when", "who", "followup"], "what is asked, below in parentheses"),
        ("Orsak Åtgärd Effektmål/ Tid Ansvar Resultat\nindikator",
         ["cause", "measure", "goal", "when", "who", "followup"], "a header of two, the other one below"),
        ("ORSAK ÅTGÄRD MÅL NÄR VEM LÄGET I NOVEMBER", ["cause", "measure", "goal", "when", "who", "followup"],
         "how it went, where no other column tells"),
        ("Bilaga 2\n\nOrsak Åtgärd Mål När Vem Uppföljning", ["cause", "measure", "goal", "when", "who", "followup"],
         "the document's own line above"),
        ("Uppföljning 31 oktober 2025\n\nOrsak Åtgärd Mål När Vem Uppföljning",
         ["cause", "measure", "goal", "when", "who", "followup"], "the document's title above"),
        ("Orsak Åtgärd Mål När Vem Uppföljning\n"
         "Beskriv orsaken till Beskriv tydligt vad som Ange mål Ange tid Ange vem som Beskriv vad som har\n"
         "problemet ska göras ansvarar genomförts", ["cause", "measure", "goal", "when", "who", "followup"],
         "an instruction row read across"),
    ],
)  # fmt: skip
def test_headers_read_across(header: str, kinds: list[str], why: str) -> None:
    stream = stream_of(stacked.read(_plan(_set(_ROWS), header).encode(), "x.txt"))
    tables = [section for section in layout_of(stream).sections if section.columns]
    assert [[column.kind for column in table.columns] for table in tables] == [kinds], why
    assert stream.lines[tables[0].lines[0]].text.startswith("Gångvägen")


def test_a_last_cell_over_a_page_s_title_begins_no_header() -> None:
    cells = "\n\n".join(("Mörkt", "Byta lampor", "Maj", "Parkenheten", "Klart"))
    page = "Lekebys plan\n\nOrsak\n\nÅtgärd\n\nNär\n\nVem\n\nStatus\n\n"
    text = "\n\n\n\n".join(page + cells for _ in range(4))
    layout = layout_of(stream_of(stacked.read(text.encode(), "x.txt")))
    kinds = {tuple(column.kind for column in section.columns) for section in layout.sections if section.columns}
    assert kinds == {("cause", "measure", "when", "who", "status")}


def _kinds(layout: Layout | None) -> list[list[str]]:
    tables = [section for section in layout.sections if section.columns] if layout else []
    return [[column.kind for column in table.columns] for table in tables]


@pytest.mark.parametrize(
    ("headers", "kinds", "why"),
    [
        (("Åtgärd När Vem Uppföljning", " ".join(_HEADERS)),
         2 * [["cause", "measure", "goal", "when", "who", "followup"]], "two lost"),
        (("När Vem Status Åtgärd", " ".join(_HEADERS)), [], "others, in another order"),
        ((" ".join(_HEADERS), " ".join(_HEADERS)), [], "none lost"),
    ],
)  # fmt: skip
def test_columns_that_a_header_may_have_lost_are_the_fullest_header_s(
    headers: Sequence[str], kinds: list[list[str]], why: str
) -> None:
    lines = _set(_ROWS)
    text = "\n\n".join("\n".join([header, *lines]) for header in headers)
    found = lent(layout_of(stream_of(stacked.read(text.encode(), "x.txt"))))
    assert _kinds(found) == kinds, why


@pytest.mark.parametrize(
    ("own", "fullest", "lost", "why"),
    [
        (["Åtgärd", "Vem"], ["Orsak", "Åtgärd", "När", "Vem"], ["Orsak", "När"], "two lost"),
        (["Åtgärd", "Läget"], ["Åtgärd", "Läget", "Läget i maj"], ["Läget i maj"], "the second of two of a kind lost"),
        (["Vem", "Åtgärd"], ["Orsak", "Åtgärd", "När", "Vem"], [], "in another order"),
        (["Åtgärd", "Mål"], ["Orsak", "Åtgärd", "När"], [], "one that the fullest has not"),
        (["Åtgärd", "Vem"], ["Åtgärd", "Vem"], [], "none lost"),
    ],
)
def test_what_a_header_lacks_beside_the_fullest(
    own: Sequence[str], fullest: Sequence[str], lost: list[str], why: str
) -> None:
    found = lacking([_COLUMN[header] for header in own], [_COLUMN[header] for header in fullest])
    assert [column.header for column in found] == lost, why


_A: tuple[ColumnKind, ...] = ("measure", "when", "who")
_B: tuple[ColumnKind, ...] = ("cause", "measure", "who")
_C: tuple[ColumnKind, ...] = ("measure", "followup", "followup")


def _under(kinds: Sequence[ColumnKind], *lines: int, title: str = "", above: str = "", lent: str = "") -> Section:
    columns = tuple(Column(kind, kind.upper()) for kind in kinds)
    titles = ((0, title),) if title else ()
    own = tuple(_COLUMN[header] for header in lent.split())
    return Section(columns, lines, titles, title_above=above, after_header=lines[0], lent=own)


@pytest.mark.parametrize(
    ("tables", "joined", "why"),
    [
        ([_under(_A, 3, 4), _under(_A, 6), _under(_A, 9)], [(3, 4, 6, 9)], "a header that only comes again"),
        ([_under(_A, 3, 4), _under(_A, 6, title="Trygga torg")], [(3, 4), (6,)], "a title of its own"),
        ([_under(_A, 3, title="Trygga torg"), _under(_A, 6)], [(3, 6)], "it goes on under the title above"),
        ([_under(_A, 3), _under(_A, 6, above="Trygga torg")], [(3,), (6,)], "whose title it has is asked"),
        ([_under(_A, 3), _under(_A, 6, lent="När")], [(3,), (6,)], "whether it has that column is asked"),
        ([_under(_C, 3), _under(_C, 6, lent="Läget")], [(3, 6)], "the second of two of a kind is lent"),
        ([_under(_A, 3), _under(_B, 6), _under(_A, 9)], [(3,), (6,), (9,)], "other columns"),
        ([_under(_A, 3), _under(_B, 6), _under(_B, 9)], [(3,), (6, 9)], "the second of the others"),
    ],
)
def test_a_table_whose_header_only_comes_again_goes_on_from_the_one_above(
    tables: Sequence[Section], joined: list[tuple[int, ...]], why: str
) -> None:
    found = going_on(tables)
    assert [table.lines for table in found] == joined, why
    assert found[0].titles == tables[0].titles
    assert sum(bool(table.lent) for table in found) == sum(bool(table.lent) for table in tables), "each is asked about"


@pytest.mark.parametrize(
    ("lines", "is_parted", "on", "new", "why"),
    [
        ("Byta lampor\nlängs vägen", True, 0.0, -1.5, "right below: hardly another cell"),
        ("Byta lampor.\n\nGallra", True, -1.7, -0.7, "under a blank line, a sentence's end above"),
        ("Byta lampor\n\nGallra", True, -3.7, -0.7, "under a blank line, no sentence's end above"),
        ("Byta lampor.\n\nSida 2\n\nGallra", True, -1.7, -0.7, "what runs along the page's edge ends no sentence"),
        ("Byta lampor\n\nGallra", False, -0.7, -0.7, "where no blank lines part cells"),
    ],
)
def test_how_a_line_follows_the_one_above_it_under_its_header(
    lines: str, is_parted: bool, on: float, new: float, why: str
) -> None:
    stream = stream_of(stacked.read(lines.encode(), "x.txt"))
    own = [number for number, line in enumerate(stream.lines) if not line.text.startswith("Sida")]
    only = dict.fromkeys(own, frozenset({0}))
    none: frozenset[int] = frozenset()
    told = Told((Column("measure"),), (tuple(own),), only, none, none, none, 0, is_parted)
    turn = turn_of(stream, told, own[1], own[0])
    assert (round(turn.on, 1), round(turn.new, 1)) == (on, new), why


def test_columns_lent_to_a_table_are_asked_about() -> None:
    text = _plan([*_set(_ROWS), "", "Särskilt utsatta brottsoffer", "", " ".join(_HEADERS), *_set(_ROWS)],
                 "Åtgärd När Vem Uppföljning")  # fmt: skip
    plan = load(text.encode(), "x.txt")
    assert [one.row.measure.split()[0] for one in plan.measures] == 2 * [str(row[1]).split()[0] for row in _ROWS]
    assert any("Orsak" in doubt.question and "saknas" in doubt.question for doubt in plan.doubts)


@pytest.mark.parametrize(("stop", "is_usual"), [(".", True), ("", False)])
def test_a_cell_hardly_ends_in_a_sentence_where_the_column_s_other_cells_end_with_a_stop(
    stop: str, is_usual: bool
) -> None:
    places = ("torget", "skolan", "bryggan", "parken", "stationen", "badet")
    text = "\n".join(f"Byta alla lampor vid {place}{stop}" for place in places)
    stream = stream_of(stacked.read(text.encode(), "x.txt"))
    table = Section((Column("measure"),), tuple(range(len(places))))
    puts = [Put((line.first, line.after), 0, row, row, 0) for row, line in enumerate(stream.lines)]
    stopped = learn(stream, [table], [(0, table.lines)], [puts]).stopped["measure",]
    pieces = Pieces(stream, Cues(stream), table.columns, frozenset(), ColumnWords([word.text for word in stream.words]))
    lamps = pieces.text((0, 0, 3), 0, 3)
    before, after = (Table(pieces, [None], [40_000], {}, stopped=known).ends(lamps) for known in (None, stopped))
    assert (after < before - 1) == is_usual

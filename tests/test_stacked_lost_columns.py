"""Where OCR read a page across: columns told by what stands over several of them, by a question under the first, by
numbers before cells and items, one whose header was lost, and goals that hold for several measures. All content is
invented."""

from __future__ import annotations

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.across.pieces import Pieces
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import begin_lines, numbered
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.lent import lent_followup
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.read import find_cells, rows_from_stacked
from loaders.plan.stacked.sections import Column, ColumnKind, Layout, Section
from loaders.plan.stacked.table import are_goals_merged, with_merged_goals
from loaders.plan.stacked.text import Stream, item_numbers_in, stream_of
from loaders.plan.stacked.told import told
from loaders.records import Cell, Place, Written

ROW = "1 Det är mörkt på torget Sätta upp lampor Fler går där Parkenheten Maj Lamporna är uppe sedan maj. Klart"


_TOLD = ("Vad vill vi uppnå?", "Beskriv åtgärden så att den går att följa upp.")


def _stream(text: str) -> Stream:
    return stream_of(stacked.read(text.encode(), "plan.txt"))


def _kinds(text: str) -> list[list[str]]:
    sections = layout_of(_stream(text)).sections
    return [[column.kind for column in section.columns] for section in sections if section.columns]


@pytest.mark.parametrize(
    ("over", "counts", "why"),
    [
        ("Nr Planering Uppföljning", ["other"], "the number's header is as high as both lines"),
        ("Nr Planering Uppfö", ["other"], "cut off, the heading is one all the same"),
        ("Planering Uppföljning", [], "nothing beside the headings"),
        ("Nr\n\nPlanering Uppföljning", ["other"], "the number's header stands higher than the headings"),
    ],
)
def test_headings_over_several_columns_are_no_columns(over: str, counts: list[str], why: str) -> None:
    text = f"Plan 2025\n\n{over}\nLägesbild Åtgärd Mål Ansvarig Tid Resultat Bedömning\n{ROW}\n"
    kinds = [*counts, "cause", "measure", "goal", "who", "when", "followup", "status"]
    assert _kinds(text) == [kinds], why


@pytest.mark.parametrize(
    ("first", "told", "many", "why"),
    [
        ("Mål", _TOLD, 5, "it asks for what the first header names: the instruction row begins"),
        ("Vad vill vi?", _TOLD, 6, "the headers ask themselves"),
        ("Mål", ("Vad vill vi uppnå?", "Ange vem som ansvarar."), 6, "what is told next is not for the second column"),
        ("Mål", ("Vad vill vi\nuppnå?", _TOLD[1]), 6, "no line holds it alone"),
    ],
)
def test_a_question_after_the_headers_begins_the_instruction_row(
    first: str, told: tuple[str, ...], many: int, why: str
) -> None:
    headers = (first, "Åtgärd", "Ansvarig", "Tidpunkt", "Uppföljning 2025")
    text = "\n\n".join(("Plan 2025", *headers, *told, "Fler går där", "Sätta upp lampor"))
    assert [len(kinds) for kinds in _kinds(text)] == [many], why


def _layout(*kinds: ColumnKind, lent: tuple[Column, ...] = ()) -> Layout:
    return Layout((Section((), (0,)), Section(tuple(map(Column, kinds)), (1, 2), lent=lent)), {})


@pytest.mark.parametrize(
    ("kinds", "lent", "why"),
    [
        (("cause", "measure", "who", "status"), ("cause", "measure", "who", "followup", "status"), "nothing says how"),
        (("cause", "measure", "followup", "status"), None, "it has one"),
        (("cause", "measure", "status", "comment"), None, "the comments say how it went"),
        (("cause", "measure", "who"), None, "nothing tells that the plan was followed up"),
    ],
)
def test_a_column_for_what_was_done_that_no_header_names(
    kinds: tuple[ColumnKind, ...], lent: tuple[ColumnKind, ...] | None, why: str
) -> None:
    found = lent_followup(_layout(*kinds))
    assert (found and tuple(column.kind for column in found.sections[1].columns)) == lent, why
    assert found is None or found.sections[1].lent == (Column("followup"),), "it is asked about"


def test_a_table_may_be_lent_a_column_of_another_one_and_one_that_none_has() -> None:
    other = Column("when", "Tid")
    found = lent_followup(_layout("cause", "measure", "when", "status", lent=(other,)))
    assert found
    assert found.sections[1].lent == (other, Column("followup"))


def test_not_all_tables_end_with_a_status() -> None:
    two = (*_layout("measure", "status").sections, Section((Column("measure"), Column("who")), (3,)))
    assert lent_followup(Layout(two, {})) is None


_CAUSES = ("Det är mörkt på torget på kvällarna", "Unga i nian har hög frånvaro")
_REST = (
    ("Sätta upp lampor vid scenen", "Parkenheten", "Våren 2025", "Lamporna sattes upp i maj.", "Klart"),
    ("Klippa ner buskar längs gångvägen", "Parkenheten", "Hösten 2025", "Buskarna är inte klippta än.", "Ej påbörjat"),
    ("Vandra på torget varje fredag", "Polisen", "Löpande", "Vandringarna pågår varje vecka.", "Pågår"),
    ("Ringa hem samma dag", "Skolan", "Våren 2025", "Skolan ringer hem varje dag.", "Pågår"),
    ("Ordna läxhjälp på biblioteket", "Biblioteket", "Hösten 2025", "Läxhjälpen öppnade i september.", "Klart"),
    ("Starta en grupp för föräldrar", "Socialtjänsten", "Hösten 2025", "Gruppen har inte startat än.", "Ej påbörjat"),
)


def test_a_followup_column_whose_header_was_lost_is_read_and_asked_about() -> None:
    rows = "\n".join(" ".join((_CAUSES[number // 3], *rest)) for number, rest in enumerate(_REST))
    document = stacked.read(f"Plan 2025\n\nOrsak Åtgärd Ansvarig Tid Status\n{rows}\n".encode(), "plan.txt")
    sections, cells = find_cells(stream_of(document))[2:]
    assert [column.kind for column in sections[0].columns] == ["cause", "measure", "who", "when", "followup", "status"]
    assert [len([cell for cell in cells[0] if cell.column == 4])] == [6]
    written = rows_from_stacked(document)
    said = [(*(one.text for one in row.followups), row.status_text) for row in written.rows]
    assert said == [rest[3:] for rest in _REST]
    assert [doubt.question for doubt in written.doubts if "saknas" in doubt.question] == [
        "Över tabellen saknas en rubrik för «Uppföljning». Finns den kolumnen i tabellen, så som den lästes?"
    ]


@pytest.mark.parametrize(
    ("columns", "asked"),
    [
        ((Column("who", "Vem"),), ["«Vem», som de andra tabellerna har. Finns den kolumnen"]),
        ((Column("goal", "Mål"), Column("who", "Vem")), ["«Mål», «Vem», som de andra tabellerna har. Finns de kolum"]),
        ((Column("goal"), Column("who")), ["rubriker för «Mål», «Vem». Finns de kolumnerna"]),
        (
            (Column("goal", "Mål"), Column("followup")),
            ["«Mål», som de andra", "en rubrik för «Uppföljning»."],
        ),
    ],
)
def test_one_and_several_lent_columns_are_asked_about(columns: tuple[Column, ...], asked: list[str]) -> None:
    stream = _stream(f"Plan 2025\n\n{ROW}\n")
    layout = _layout("measure", lent=columns)
    doubts = told(stream, stream, layout, layout.sections[1:], [[]], Written((), (), ())).doubts
    assert [part in doubt.question for part, doubt in zip(asked, doubts, strict=True)] == [True] * len(asked)


_ABOVE = (("Mörkt", "Ljusare", "Lampor"), ("", "", "Gallra"), ("", "", "Vandra"), ("Bråk", "Lugnt", "Samtal"))


@pytest.mark.parametrize(
    ("rows", "goals", "why"),
    [
        ((*_ABOVE, ("", "", "Fältare")), ["Ljusare"] * 3 + ["Lugnt"] * 2, "blank where the causes are"),
        ((*_ABOVE, ("Stöld", "", "Märka")), None, "blank in too few rows without a cause of their own"),
        ((*_ABOVE, ("", "", "Ringa"), ("Rån", "", "Märka"), ("Hot", "", "Ge råd")), None, "causes stand without goals"),
        ((*_ABOVE[:2], ("", "Fler ute", "Vandra"), ("", "", "Ringa")), None, "two blank ones are too few"),
    ],
)
def test_goals_left_of_the_measures_hold_for_several(
    rows: tuple[tuple[str, ...], ...], goals: list[str] | None, why: str
) -> None:
    kinds: tuple[ColumnKind, ...] = ("cause", "goal", "measure")
    cells = [tuple(Cell(text, Place()) for text in row) for row in rows]
    assert are_goals_merged(cells, kinds) == (goals is not None), why
    assert goals is None or [row[1].text for row in with_merged_goals(cells, kinds)] == goals, why


def test_goals_right_of_the_measures_are_their_own() -> None:
    cells = [tuple(Cell(text, Place()) for text in (row[0], row[2], row[1])) for row in (*_ABOVE, ("", "", "Vandra"))]
    assert not are_goals_merged(cells, ("cause", "measure", "goal"))


def test_a_goal_is_not_held_past_a_cause_of_its_own() -> None:
    cells = [tuple(Cell(text, Place()) for text in row) for row in (*_ABOVE[:2], ("Stöld", "", "Märka"))]
    assert [row[1].text for row in with_merged_goals(cells, ("cause", "goal", "measure"))] == ["Ljusare"] * 2 + [""]


_LISTS = "1. Läxhjälp 1. Klart 1. Skolan\n2. Samtal hemma 2. Pågår 2. Skolan\n"


@pytest.mark.parametrize(
    ("text", "many", "why"),
    [
        (_LISTS, 6, "three lists have a first and a second item"),
        (_LISTS.replace(" 1. Skolan", ""), 0, "two are too few"),
        (f"{_LISTS}senast den 3. maj", 6, "a small letter goes on behind the number"),
        (f"{_LISTS}ordning 3.", 6, "nothing stands behind it"),
        (f"{_LISTS}3. Grupp", 7, "it counts on"),
        (f"{_LISTS}Antalet blev 25. Polisen går, den 12. Sedan kl. 15. Ansvarig", 6, "sentences end with numbers"),
    ],
)
def test_numbers_before_the_items_of_lists(text: str, many: int, why: str) -> None:
    assert len(item_numbers_in(_stream(text).words)) == many, why


def test_a_piece_begins_at_an_item_s_number_and_not_behind_it() -> None:
    stream = _stream(_LISTS)
    columns = [Column(kind) for kind in ("measure", "followup", "who")]
    said = ColumnWords([word.text for word in stream.words])
    pieces = Pieces(stream, Cues(stream), columns, frozenset(), said)
    number = next(index for index, word in enumerate(stream.words) if index and word.text == "1.")
    assert pieces.begins(number) > pieces.begins(number - 1)
    assert pieces.begins(number) > pieces.begins(number + 1) + 5


_GOALS = "Fler går ut 1.1 Sätta upp lampor\nLugnare rast 1.2 Öppna caféet\nTryggt torg 2.1 Vandra\nStöd 2.2 Ringa\n"


@pytest.mark.parametrize(
    ("text", "column", "why"),
    [
        (f"{_GOALS}Ljus 2.3 Gallra", 1, "they stand before the measures, beside the goals"),
        ("1.1 Ljus Sätta upp\n1.2 Rast Öppna\n2.1 Torg Vandra\n2.2 Stöd Ringa\n2.3 Sikt Gallra", 0, "they begin lines"),
    ],
)
def test_numbers_that_begin_few_lines_number_the_measures(text: str, column: int, why: str) -> None:
    stream = _stream(text)
    words = numbered(stream, range(len(stream.lines)))
    assert len(words) == 5
    assert begin_lines(stream, words) == (column == 0)
    columns = [Column(kind) for kind in ("goal", "measure", "who")]
    said = ColumnWords([word.text for word in stream.words])
    pieces = Pieces(stream, Cues(stream), columns, frozenset(), said, numbered=words)
    worths = pieces.wordings(min(words))[1][1]
    assert max(range(3), key=worths.__getitem__) == column, why


def test_a_number_that_refers_to_another_place_numbers_no_measure() -> None:
    said = "Se avsnitt 1.1 Lägesbild och 1.2 Orsaker samt bilaga 1.3 Karta\n"
    text = f"{said}{_GOALS}Ljus 2.3 Gallra"
    stream = _stream(text)
    lines = [stream.words[word].line for word in sorted(numbered(stream, range(len(stream.lines))))]
    assert lines == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("foot", "runs", "why"),
    [
        ("Antagen 2024-12-16 {} (3)", True, "the page's number stands last"),
        ("Antagen 2024-12-16 1 (3)", False, "the same each time, it counts nothing"),
    ],
)
def test_a_page_s_number_after_other_words(foot: str, runs: bool, why: str) -> None:
    text = "".join(f"{ROW}\n{foot.format(page)}\n\nLekeby kommun\n" for page in (1, 2, 3))
    stream = _stream(text)
    assert [stream.lines[line].text for line in running_lines(stream)][:1] == [foot.format(1)] * runs, why


_WHERE = ("Stölder i butiker", "Mörkt på torget", "Unga vid stationen", "Klotter på skolan", "Cyklar stjäls", "Ensamma")
_WHAT = ("Besöka butiker", "Sätta upp lampor", "Vandra på kvällar", "Sanera väggar", "Märka cyklar", "Ordna möten")


@pytest.mark.parametrize(
    ("end", "many"), [(" Butiker besökta {} (2)", 2), (" Prioritet {} (3)", 3), ("\nPrioritet {} (3)", 3)]
)
def test_rows_that_end_like_a_page_s_number_are_measures(end: str, many: int) -> None:
    rows = [
        f"{where} {what} Fler går där Parkenheten Maj 2025 Arbetet gick som det var tänkt sedan maj. Klart"
        + (end.format(number) if number <= many else "")
        for number, (where, what) in enumerate(zip(_WHERE, _WHAT, strict=True), 1)
    ]
    header = "Lägesbild Åtgärd Mål Ansvarig Tid Resultat Bedömning"
    text = f"Plan 2025\n\n{header}\n" + "\n".join(rows) + "\n"
    assert running_lines(_stream(text)) == []
    written = rows_from_stacked(stacked.read(text.encode(), "plan.txt"))
    assert [row.measure for row in written.rows] == list(_WHAT)

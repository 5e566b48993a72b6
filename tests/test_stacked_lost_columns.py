"""Where OCR read a page across: columns told by what stands over several of them, by a question under the first, by
numbers before cells and items, one whose header was lost, and goals that hold for several measures. All content is
invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from loaders.formats import stacked
from loaders.plan.stacked.across.pieces import Pieces
from loaders.plan.stacked.cells import Cell as Found
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.count import begin_lines, numbered
from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.goals import are_goals_merged, held_in, with_held_goals
from loaders.plan.stacked.headers.lent import lent_followup
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.headers.running import running_lines
from loaders.plan.stacked.read import find_cells, rows_from_stacked
from loaders.plan.stacked.sections import Column, ColumnKind, Layout, Section
from loaders.plan.stacked.table import FoundRow, as_tables
from loaders.plan.stacked.text import Stream, item_numbers_in, stream_of
from loaders.plan.stacked.told import told
from loaders.plan.tables.read import rows_from_tables
from loaders.records import Place, Table, Written

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
_GOALS_OF = ("Fler vistas på torget", "Halverad frånvaro i nian")
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


def _with_goals(header: str, is_across: bool = False, is_numbered: bool = False) -> str:
    """A plan of six measures, each cause and goal in the first of three rows alone."""
    rows = []
    for number, rest in enumerate(_REST):
        first = () if number % 3 else (_CAUSES[number // 3], _GOALS_OF[number // 3])
        rows.append((*((str(number + 1),) if is_numbered else ()), *first, *rest))
    if is_across:
        return f"Plan 2025\n\n{header}\n" + "\n".join(map(" ".join, rows)) + "\n"
    return "Plan 2025\n\n" + "\n\n".join((*header.split(), *(cell for row in rows for cell in row))) + "\n"


@pytest.mark.parametrize(("is_across", "is_numbered"), [(False, False), (True, False), (False, True)])
def test_held_goals_reach_the_rows_and_are_asked_about_once(is_across: bool, is_numbered: bool) -> None:
    header = f"{'Nr ' if is_numbered else ''}Orsak Mål Åtgärd Ansvarig Tid Uppföljning Status"
    written = rows_from_stacked(stacked.read(_with_goals(header, is_across, is_numbered).encode(), "plan.txt"))
    assert [row.goal for row in written.rows] == [goal for goal in _GOALS_OF for _ in range(3)]
    asked = [(doubt.text, doubt.field, doubt.row) for doubt in written.doubts if "flera åtgärder" in doubt.question]
    assert asked == [(_GOALS_OF[0], "goal", 2)]


def test_a_held_goal_is_as_sure_as_the_cell_it_comes_from() -> None:
    row = FoundRow((_found(2, True),), Place(line=3), (0,), replace(_found(1), sure=0.4))
    stream = _stream(f"{ROW}\n")
    section = Section((Column("cause"), Column("goal"), Column("measure")), (0,))
    document = as_tables(stacked.read(ROW.encode(), "plan.txt"), stream, [section], [[row]])
    written = told(stream, stream, Layout((section,), {}), [section], [[row]], rows_from_tables(document))
    assert [one.confidence for one in written.rows] == [0.4]
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert (table.rows[-1][1].merged, table.rows[-1][1].place) == ("down", Place(line=3)), "its place is the row's"


def _found(column: int, new_row: bool = False) -> Found:
    return Found((column,), column, new_row, 0.9)


def _row(*texts: str) -> FoundRow:
    """A row with cells in the columns that have a text."""
    return FoundRow(tuple(_found(column) for column, text in enumerate(texts) if text), Place(), (0,))


_CGM: tuple[ColumnKind, ...] = ("cause", "goal", "measure")
_GCM: tuple[ColumnKind, ...] = ("goal", "cause", "measure")
_NCGM: tuple[ColumnKind, ...] = ("other", "cause", "goal", "measure")
_ABOVE = (("Mörkt", "Ljusare", "Lampor"), ("", "", "Gallra"), ("", "", "Vandra"), ("Bråk", "Lugnt", "Samtal"))
_BELOW = ("", "", "Fältare")


@pytest.mark.parametrize(
    ("kinds", "rows", "held", "why"),
    [
        (_CGM, (*_ABOVE, _BELOW), [1, 2, 4], "blank where the causes are"),
        (_CGM, (*_ABOVE, ("Stöld", "", "Märka")), None, "blank in too few rows without a cause of their own"),
        (
            _CGM,
            (*_ABOVE, ("", "", "Ringa"), ("Rån", "", "Märka"), ("Hot", "", "Ge råd")),
            None,
            "causes stand without goals",
        ),
        (_CGM, (*_ABOVE[:2], ("", "Fler ute", "Vandra"), ("", "", "Ringa")), None, "two blank ones are too few"),
        (_GCM, (("Ljusare", "Mörkt", "Lampor"), *_ABOVE[1:3], _BELOW), [1, 2, 3], "blank where the causes beside are"),
        (
            _GCM,
            (("Ljusare", "Mörkt", "Lampor"), *(("", cause, "Vandra") for cause in ("Bråk", "Stöld", "Rån"))),
            None,
            "each has a cause of its own, right of the goal",
        ),
        (("goal", "measure"), (("Ljusare", "Lampor"), *[("", "Vandra")] * 3), None, "nothing beside tells of merging"),
        (_CGM, (("", "Ljusare", "Lampor"), *[_BELOW] * 3), None, "no cause stands anywhere"),
        (_NCGM, [(str(at), *row) for at, row in enumerate((*_ABOVE, _BELOW))], [1, 2, 4], "what counts stands in all"),
    ],
)
def test_goals_left_of_the_measures_hold_for_several(
    kinds: tuple[ColumnKind, ...], rows: Sequence[tuple[str, ...]], held: list[int] | None, why: str
) -> None:
    columns = tuple(map(Column, kinds))
    found = with_held_goals([Section(columns, (0,))], [[_row(*texts) for texts in rows]])
    assert [at for at, row in enumerate(found[0]) if row.held] == (held or []), why


def test_tables_alike_tell_together_whether_goals_hold() -> None:
    sections = [Section(tuple(map(Column, _CGM)), (0,))] * 2
    rows = [[_row(*texts) for texts in part] for part in (_ABOVE, (("Rån", "Tryggt", "Märka"), _BELOW))]
    assert [bool(row.held) for row in with_held_goals(sections, rows)[1]] == [False, True]
    assert not any(row.held for row in with_held_goals(sections[:1], rows[1:])[0]), "one alone is too few"


def test_goals_right_of_the_measures_are_their_own() -> None:
    rows = [_row(one, measure, goal) for one, goal, measure in (*_ABOVE, _BELOW)]
    assert not are_goals_merged(rows, ("cause", "measure", "goal"))


@pytest.mark.parametrize(
    ("between", "why"),
    [
        (_row("Stöld", "", "Märka"), "a cause of its own"),
        (FoundRow((replace(_found(0), column=None),), Place(), (0,)), "a heading"),
        (_row("", "Tryggt", ""), "a goal without a measure"),
    ],
)
def test_a_goal_is_not_held_past_what_ends_it(between: FoundRow, why: str) -> None:
    rows = [_row(*_ABOVE[0]), _row(*_BELOW), between, _row(*_BELOW)]
    assert [bool(row.held) for row in held_in(rows, _CGM)] == [False, True, False, False], why


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

"""Plans whose tables are gone: the rows found again in stacked text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from loaders.plan.stacked.across.read import read_across, read_by_columns
from loaders.plan.stacked.across.shape import Across, how_across
from loaders.plan.stacked.borders import has_gaps
from loaders.plan.stacked.broken import whole_words
from loaders.plan.stacked.cells import Cell
from loaders.plan.stacked.column_words import ColumnWords
from loaders.plan.stacked.cues import KINDS, Cues
from loaders.plan.stacked.headers.alike import lent
from loaders.plan.stacked.headers.parted import layout_of
from loaders.plan.stacked.in_blocks.unfold import unfold
from loaders.plan.stacked.in_columns.layout import keeps_columns, read_columns
from loaders.plan.stacked.in_order.decode import decode, flow_gain
from loaders.plan.stacked.known import known_hints
from loaders.plan.stacked.sections import Layout, LineKind, Section, kinds_of
from loaders.plan.stacked.table import FoundRow, as_tables, rows_of, text_of
from loaders.plan.stacked.text import Stream, stream_of
from loaders.plan.stacked.unsaid import unsaid
from loaders.plan.tables.read import rows_from_tables
from loaders.records import AccountLine, Document, Doubt, Row, RowKind, Written
from loaders.text import collapse

# Below this a cell's borders or column are told as a doubt.
_SURE = 0.75
_MOST_SURE = 0.98
_MOST_SURE_IF_CUT = 0.5
# How much better for each word the reading across the columns is held to be, by the shape of the lines.
_ACROSS: Mapping[Across, float] = {"likely": 0.06, "perhaps": 0.0, "hardly": -0.06, "no": 0.0}
_CUT = "Sidan bryts här och raden börjar mitt i en text: hör orden till raden före?"
# Above this gain for each cell the blank lines tell how the page was set (below -0.4 where another program put them).
_LEAST_FLOW_GAIN = -0.2
_REASONS = {
    "title": "rubrik över tabellen", "header": "kolumnrubriker", "instruction": "mallens anvisning",
    "doubt": "läst tvärs över kolumnerna",
}  # fmt: skip
_FIELDS = {
    "area": "area", "subarea": "subarea", "cause": "cause", "measure": "measure", "goal": "goal", "when": "when",
    "who": "who", "followup": "followup", "status": "status_text", "comment": "comment", "other": "",
}  # fmt: skip
_SHOWN = {
    "area": "Område", "subarea": "Delområde", "cause": "Orsak", "measure": "Åtgärd", "goal": "Mål", "when": "När",
    "who": "Vem", "followup": "Uppföljning", "status": "Status", "comment": "Kommentar", "other": "övrigt",
}  # fmt: skip

_Cells = tuple[Stream, Layout, list[Section], list[list[Cell]]]


def rows_from_stacked(document: Document, known: Sequence[Row] = ()) -> Written:
    """The measures of a document whose tables came through as stacked paragraphs.

    `known` are the rows of another document of the same plan; their texts anchor the columns. Every row has a
    confidence (how likely its weakest cell is), every weak border a doubt with its line, and the account tells what
    became of each line.
    """
    as_it_stands = stream_of(document)
    stream, layout, sections, cells = find_cells(as_it_stands, known)
    found = [rows_of(stream, of_section) for of_section in cells]
    written = rows_from_tables(as_tables(document, stream, sections, found))
    return _told(as_it_stands, stream, layout, sections, found, written)


def find_cells(stream: Stream, known: Sequence[Row] = ()) -> _Cells:
    """The text parted into tables, and each table's cells: by where words stand where the columns were kept, else by
    what the words say. The stream comes back too: in the order of the rows where the text stood in another. Text whose
    lines may have been read straight across the columns is read so and cell after cell, and that reading kept whose
    cells suit their columns better."""
    if keeps_columns(stream):
        sections, cells, taken = read_columns(stream)
        skipped: dict[int, LineKind] = dict.fromkeys(taken, "header")
        skipped |= {line: "title" for section in sections for line, _ in section.titles}
        return stream, Layout(tuple(sections), skipped), sections, cells
    stream = whole_words(stream)
    by_columns = read_by_columns(stream)
    if by_columns:
        return by_columns
    layout = layout_of(stream)
    how = how_across(stream, layout)
    in_order = _in_order(stream, known)
    best, suits = in_order, _suiting(in_order) - _ACROSS[how] if how != "no" else 0.0
    for one in _layouts(layout, how):
        across = read_across(stream, one)
        if across and (worth := _suiting(across)) > suits:
            best, suits = across, worth
    return best


def _layouts(layout: Layout, how: Across) -> list[Layout]:
    """The layouts to read across: this one, and where that is likely the same with the columns that OCR may have lost
    from its headers."""
    if how == "no":
        return []
    fuller = lent(layout) if how != "hardly" else None
    return [layout, fuller] if fuller else [layout]


def _in_order(stream: Stream, known: Sequence[Row]) -> _Cells:
    """The cells of text that stands cell after cell or block by block."""
    stream = flowing(stream)
    unfolded = None if stream.flows else unfold(stream)
    if unfolded:
        layout = Layout((*unfolded.front, *unfolded.sections), unfolded.skipped)
        return unfolded.stream, layout, unfolded.sections, unfolded.cells
    layout = layout_of(stream)
    sections = [section for section in layout.sections if section.columns]
    cells = decode(stream, Cues(stream), sections, known_hints(stream, known) if known else None)
    return stream, layout, sections, cells


def _suiting(found: _Cells) -> float:
    """How well the wording and the words of the cells suit their columns: log-likelihood ratios, per word."""
    stream, _, sections, cells = found
    cues, total = Cues(stream), 0.0
    words = ColumnWords([word.text for word in stream.words])
    for section, of_section in zip(sections, cells, strict=True):
        for cell in of_section:
            if cell.column is not None and cell.words:
                mask = cues.start_mask(cell.words[0], cell.words[-1] + 1)
                for word in cell.words:
                    mask |= cues.any[word]
                kind = section.columns[cell.column].kind
                total += cues.scores(mask, len(cell.words))[KINDS.index(kind)]
                said = words.of(kind)
                total += sum(said[word + 1] - said[word] for word in cell.words)
    return total / max(1, len(stream.words))


def flowing(stream: Stream) -> Stream:
    """The text, told to be in the order its pages were set in where its blank lines are read best so."""
    if stream.is_ocr or not has_gaps(stream):
        return stream
    sections = [section for section in layout_of(stream).sections if section.columns]
    is_set = bool(sections) and flow_gain(stream, Cues(stream), sections) > _LEAST_FLOW_GAIN
    return replace(stream, flows=is_set)


def _told(
    as_it_stands: Stream,
    stream: Stream,
    layout: Layout,
    sections: Sequence[Section],
    found: Sequence[Sequence[FoundRow]],
    written: Written,
) -> Written:
    """The rows with how sure they are, the account line by line as the document has them, and the doubts of the
    reading added."""
    by_line = {row.place.line: row for rows in found for row in rows}
    cut = _cut(stream, sections, found)
    rows = tuple(_rated(row, by_line.get(row.place.line), row.place.line in cut) for row in written.rows)
    numbers = {row.place.line: row.number for row in rows}
    by_lines = {line: numbers.get(row.place.line) for row in by_line.values() for line in row.lines}
    kinds: dict[int, tuple[RowKind, str]] = {}
    told = {line.place.line: line for line in written.account if line.kind not in ("header", "instruction")}
    for row in by_line.values():
        said = told.get(row.place.line)
        kind: RowKind = said.kind if said else "doubt"
        for line in row.lines:
            first = line == row.lines[0] or kind not in ("measure", "continued")
            kinds[line] = (kind if first else "continued", said.reason if said else "")
    for line, skipped in layout.skipped.items():
        kinds[line] = ("heading" if skipped == "title" else skipped, _REASONS[skipped])
    of_source: dict[int, tuple[RowKind, str]] = {}
    for number, told_of in sorted(kinds.items()):
        of_source.setdefault(stream.lines[number].number, told_of)
    standing = {line.number for line in stream.lines}
    above: tuple[RowKind, str] | None = None
    for source in as_it_stands.lines:
        if source.number not in standing and above:
            # Nothing but the last piece of a word that begins above.
            of_source[source.number] = ("continued", "") if above[0] == "measure" else above
        above = of_source.get(source.number)
    account = tuple(
        AccountLine(as_it_stands.place(number), kind, line.text, reason)
        for number, line in enumerate(as_it_stands.lines)
        for kind, reason in [of_source.get(line.number, ("prose", "står utanför tabellerna"))]
    )
    doubts = [_across(stream, line, by_lines) for line, kind in layout.skipped.items() if kind == "doubt"]
    doubts += [_lent(stream, section) for section in sections if section.lent and section.lines]
    doubts += [
        doubt
        for section, of_section in zip(sections, found, strict=True)
        for row in of_section
        for doubt in _doubts(stream, section, row, numbers.get(row.place.line))
    ]
    if not keeps_columns(as_it_stands):
        doubts += unsaid(stream, sections, found, numbers)
    doubts += [Doubt(_CUT, row.place, collapse(row.measure), "", row.number) for row in rows if row.place.line in cut]
    return replace(written, rows=rows, account=account, doubts=(*written.doubts, *doubts))


def _rated(row: Row, found: FoundRow | None, is_cut: bool) -> Row:
    if found is None:
        return row
    most = _MOST_SURE_IF_CUT if is_cut else _MOST_SURE
    return replace(row, confidence=round(min([row.confidence, most, *(cell.sure for cell in found.cells)]), 2))


def _cut(stream: Stream, sections: Sequence[Section], found: Sequence[Sequence[FoundRow]]) -> set[int | None]:
    """The lines of the source where a row begins in the middle of a text right after the header came again: the page
    may have cut a row there, and this be its rest."""
    return {
        rows[0].place.line
        for above, section, rows in zip(sections, sections[1:], found[1:], strict=False)
        if rows
        and kinds_of(above.columns) == kinds_of(section.columns)
        and stream.lines[rows[0].lines[0]].text.lstrip('(«"')[:1].islower()
    }


def _across(stream: Stream, line: int, numbers: Mapping[int, int | None]) -> Doubt:
    """The doubt that a line read across the columns becomes, with the row it most likely belongs to."""
    above = max((one for one in numbers if one < line), default=None)
    question = "Raden är läst tvärs över kolumnerna och gick inte att dela. Vilka rutor hör orden till?"
    return Doubt(
        question, stream.place(line), stream.lines[line].text, "", numbers[above] if above is not None else None
    )


def _lent(stream: Stream, section: Section) -> Doubt:
    """The doubt of a table that was given columns which only the document's other tables have headers for."""
    headers = "», «".join(section.lent)
    question = f"Över tabellen saknas «{headers}», som de andra tabellerna har. Har den de kolumnerna, som den lästes?"
    return Doubt(question, stream.place(section.lines[0]), "")


def _doubts(stream: Stream, section: Section, row: FoundRow, number: int | None) -> list[Doubt]:
    """One doubt for each cell whose borders or column are weak, and one where the title may be another table's."""
    columns, doubts = section.columns, []
    if section.title_above and number is not None and not any(column.kind == "area" for column in columns):
        question = f"Tabellen har ingen känd rubrik. Hör raden till «{section.title_above[:80]}» som tabellen ovanför?"
        doubts.append(Doubt(question, row.place, section.title_above, "area", number))
    if section.is_title_unsure and number is not None:
        question = "Områdets rubrik står lös på sidan, skild från sin tabell. Hör raden till det området?"
        doubts.append(Doubt(question, row.place, section.titles[0][1] if section.titles else "", "area", number))
    for cell in row.cells:
        if cell.sure < _SURE:
            kind = columns[cell.column].kind if cell.column is not None else "other"
            question = (
                f"Står texten i rätt kolumn ({_SHOWN[kind]}), och börjar och slutar den rätt? Tabellinjerna saknas."
            )
            place = stream.place(stream.words[cell.words[0]].line)
            doubts.append(Doubt(question, place, collapse(text_of(stream, cell)), _FIELDS[kind], number))
    return doubts

"""What is told of rows found in stacked text: how sure each is, what became of each line, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from loaders.plan.headers import CLEAR, header_role
from loaders.plan.stacked.in_columns.layout import keeps_columns
from loaders.plan.stacked.sections import Layout, Section, kinds_of
from loaders.plan.stacked.table import FoundRow, text_of
from loaders.plan.stacked.text import Stream
from loaders.plan.stacked.unsaid import unsaid
from loaders.records import AccountLine, Doubt, Row, RowKind, Written
from loaders.text import collapse

# Below this a cell's borders or column are told as a doubt.
_SURE = 0.75
_MOST_SURE = 0.98
_MOST_SURE_IF_CUT = 0.5
_CUT = "Sidan bryts här och raden börjar mitt i en text: hör orden till raden före?"
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


def told(
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
    doubts = [_unparted(stream, line, by_lines) for line, kind in layout.skipped.items() if kind == "doubt"]
    doubts += _by_trial(stream, sections)
    doubts += [doubt for section in sections if section.lines for doubt in _lent(stream, section)]
    doubts += _held(stream, found, numbers)
    doubts += [
        doubt
        for section, of_section in zip(sections, found, strict=True)
        for row in of_section
        for doubt in _doubts(stream, section, row, numbers.get(row.place.line))
    ]
    if not keeps_columns(as_it_stands):
        doubts += unsaid(stream, sections, found, numbers)
    doubts += [Doubt(_CUT, row.place, collapse(row.measure), "", row.number) for row in rows if row.place.line in cut]
    account = _account(as_it_stands, stream, layout, by_line.values(), written)
    return replace(written, rows=rows, account=account, doubts=(*written.doubts, *doubts))


def _account(
    as_it_stands: Stream, stream: Stream, layout: Layout, found: Iterable[FoundRow], written: Written
) -> tuple[AccountLine, ...]:
    """What became of each line of the document."""
    kinds: dict[int, tuple[RowKind, str]] = {}
    said_of = {line.place.line: line for line in written.account if line.kind not in ("header", "instruction")}
    for row in found:
        said = said_of.get(row.place.line)
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
    return tuple(
        AccountLine(as_it_stands.place(number), kind, line.text, reason)
        for number, line in enumerate(as_it_stands.lines)
        for kind, reason in [of_source.get(line.number, ("prose", "står utanför tabellerna"))]
    )


def _rated(row: Row, found: FoundRow | None, is_cut: bool) -> Row:
    if found is None:
        return row
    cells = (*found.cells, found.held) if found.held else found.cells
    most = _MOST_SURE_IF_CUT if is_cut else _MOST_SURE
    return replace(row, confidence=round(min([row.confidence, most, *(cell.sure for cell in cells)]), 2))


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


def _unparted(stream: Stream, line: int, numbers: Mapping[int, int | None]) -> Doubt:
    """The doubt that a line read across the columns becomes, with the row it most likely belongs to."""
    above = max((one for one in numbers if one < line), default=None)
    question = "Raden är läst tvärs över kolumnerna och gick inte att dela. Vilka rutor hör orden till?"
    return Doubt(
        question, stream.place(line), stream.lines[line].text, "", numbers[above] if above is not None else None
    )


def _by_trial(stream: Stream, sections: Sequence[Section]) -> list[Doubt]:
    """The doubts of headers that no vocabulary knows, read as the columns that their cells look like: one for each."""
    found: dict[str, Doubt] = {}
    for section in sections:
        for column in section.columns:
            if column.kind != "other" and column.header and header_role(column.header)[1] < CLEAR and section.lines:
                question = (
                    f"Rubriken «{column.header}» är okänd. Lästes det som står under den rätt ({_SHOWN[column.kind]})?"
                )
                place = stream.place(max(0, section.after_header - 1))
                found.setdefault(column.header, Doubt(question, place, column.header))
    return list(found.values())


def _lent(stream: Stream, section: Section) -> list[Doubt]:
    """The doubts of a table that was given columns: those that the document's other tables have headers for, and those
    that none has."""
    place = stream.place((section.lent_at or section.lines)[0])
    headers = [column.header for column in section.lent if column.header]
    others = [_SHOWN[column.kind] for column in section.lent if not column.header]
    questions = []
    if headers:
        lacks = f"Över tabellen saknas {_quoted(headers)}, som de andra tabellerna har."
        questions.append(f"{lacks} {_is_there(headers)}")
    if others:
        lacks = f"Över tabellen saknas {'rubriker' if len(others) > 1 else 'en rubrik'} för {_quoted(others)}."
        questions.append(f"{lacks} {_is_there(others)}")
    return [Doubt(question, place, "") for question in questions]


def _is_there(columns: Sequence[str]) -> str:
    which = "de kolumnerna" if len(columns) > 1 else "den kolumnen"
    return f"Finns {which} i tabellen, så som den lästes?"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _held(stream: Stream, found: Sequence[Sequence[FoundRow]], numbers: Mapping[int | None, int | None]) -> list[Doubt]:
    """The one doubt of a document in which goals were held for several measures, at the first of those without one."""
    for row in (row for of_section in found for row in of_section):
        if row.held:
            question = "Målet står bara i första raden och lästes som att det gäller för flera åtgärder. Stämmer det?"
            text = collapse(text_of(stream, row.held))
            return [Doubt(question, row.place, text, "goal", numbers.get(row.place.line))]
    return []


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

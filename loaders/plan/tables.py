"""A Document's tables to rows as written, with an account of every table row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.ditto import is_ditto
from loaders.plan.align import Profile, place_cells
from loaders.plan.classify import (
    APART,
    Kind,
    areas_spoken_of,
    classify,
    heads_other_table,
    is_beside,
    is_count,
    is_example,
    is_instruction,
    is_legend,
    is_numbered_alike,
    is_of_other_table,
    is_state,
    is_summary,
    is_tick,
    is_unticked,
    labels_area,
    names_area,
    opens_legend,
    opens_summary,
    tells_outcome,
    topic_area,
)
from loaders.plan.guessed import guessed_columns, guessed_measure
from loaders.plan.headers import (
    CLEAR,
    Header,
    Role,
    guessed,
    header_role,
    names_only_time,
    read_header,
    takes_two_rows,
    with_weeks,
)
from loaders.plan.levels import has_levels, level_of, name_of
from loaders.plan.transpose import upright
from loaders.plan.written import (
    followups_of,
    join,
    join_followups,
    other_of,
    status_of,
    texts_of,
    when_of,
    who_of,
)
from loaders.records import AccountLine, Cell, Document, Doubt, LoneCause, Paragraph, Place, Row, Table, Written
from loaders.text import collapse, fold, is_shouted

_LONGEST_PARAGRAPH_HEADING = 120
_ALIGNED = 0.7
_LONGEST_LABEL = 40
_SECTION = 99
"""The outline level of what is said under a line that names an area and is no heading."""
_SENTENCE = 4
"""So many words a sentence has that is no heading."""
_ROWS = 100
"""That of what a row of the table says of those below it, with as many headings over it as it counts on from there."""
_LEADING = 2
"""So many columns from the left one may be headed by an area's name."""
_LEAST_TOLD = 3
"""So many cells an instruction row fills."""
_ROLE_WORD = 0.6
_SHARED_BY = 1.5
_MOSTLY = 0.75
_SHARE = re.compile(r"\s*\d{1,3}\s*%\s*")
_GOES_ON = re.compile(r"[\s,;:–-]*\(?\bforts(?:\.|att\w*|ättning\w*)?\)?\.?\s*$", re.IGNORECASE)
_SEVERAL_AREAS = 3
_AREAS = 2
"""So many areas named in a column make it theirs."""
_GUESSED_AS: dict[Role, str] = {
    "measure": "Åtgärd", "when": "När", "who": "Vem", "status": "Status", "followup": "Uppföljning", "goal": "Mål",
    "cause": "Orsak",
}  # fmt: skip
_MOST_LOUD = 0.25
"""The share of rows with a text in capitals from which capitals tell nothing."""


@dataclass(slots=True)
class _Reader:
    """What is known while a document is read from top to bottom."""

    header: Header | None = None
    profile: Profile = field(default_factory=Profile)
    outline: list[tuple[int, str]] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    labelled: dict[Role, tuple[int, str]] = field(default_factory=dict)
    """What a line «Orsak: …» over a table says of all its rows, by role, with the outline level it stands at."""
    in_section: bool = False
    """Whether a line without a heading's level has named an area."""
    counted: bool = False
    """Whether an area's name has stood in a row with its number in a cell of its own."""
    told_since: set[Role] = field(default_factory=set)
    """The roles that such lines have told of since the last table."""
    over: list[str] = field(default_factory=list)
    alike: frozenset[str] = frozenset()
    """Headings in the table at hand that all stand beside one another."""
    slanted: frozenset[tuple[str, ...]] = frozenset()
    """Rows right below a header that stand in italics, as `_key` has them."""
    repeated: frozenset[tuple[str, ...]] = frozenset()
    """Rows right below a header that come again below those of other tables."""
    title: str = ""
    first: str = ""
    subarea: str = ""
    cause: str = ""
    spelled_out: frozenset[Role] = frozenset()
    levelled: bool = False
    """Whether a column tells what each row is: an area, a goal or an activity."""
    is_complete: bool = False
    rows: list[Row] = field(default_factory=list)
    headed: int = 0
    account: list[AccountLine] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    read_as: dict[tuple[str, Role], None] = field(default_factory=dict)
    """Each heading as written, with what its column was read as, of the headers that a measure stands under."""
    lone_causes: list[LoneCause] = field(default_factory=list)

    @property
    def set_apart(self) -> frozenset[tuple[str, ...]]:
        return self.slanted | self.repeated

    def headings(self) -> tuple[str, ...]:
        texts = [*reversed(self.over), *reversed(self.near), *(text for _, text in reversed(self.outline)), self.title]
        return tuple(dict.fromkeys(text for text in texts if text))


def rows_from_tables(document: Document, *, is_complete: bool = False) -> Written:
    """The measures of all tables in document order, and what became of every table row.

    `is_complete` when each row says all of its own, so that a blank cell goes on with none above.
    """
    slanted, repeated = _below_headers(document)
    reader = _Reader(is_complete=is_complete, slanted=slanted, repeated=repeated)
    measure = None if has_plan_table(document) else guessed_measure(document)
    named: dict[str, Role] = {measure.header: "measure"} if measure else {}
    with guessed(named):
        guesses = guessed_columns(document)
    with guessed(named | {guess.header: guess.role for guess in guesses}):
        for block in document.blocks:
            if isinstance(block, Paragraph):
                _read_paragraph(reader, block)
            else:
                _read_table(reader, upright(block))
    reader.doubts.extend(
        Doubt(
            f"Rubriken «{guess.header}» är okänd. Det som står under den lästes som {_GUESSED_AS[guess.role]}: "
            "stämmer det? Annars ändras det under «Så lästes kolumnerna».",
            guess.place,
            guess.header,
        )
        for guess in ([measure] if measure else []) + guesses
        if (guess.header, guess.role) in reader.read_as
    )
    return Written(
        tuple(reader.rows),
        tuple(reader.account),
        tuple(reader.doubts),
        tuple(dict.fromkeys(header for header, role in reader.read_as if role == "unknown")),
        tuple(reader.read_as),
        tuple(reader.lone_causes),
    )


def has_plan_table(document: Document) -> bool:
    """Whether any table of the document has the columns of a plan."""
    return any(
        _find_header(upright(block).rows, start=0) is not None for block in document.blocks if isinstance(block, Table)
    )


def _below_headers(document: Document) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The rows right below a header that stand in italics, and those that come again below the headers of other tables
    over rows of their own: a template's instructions, whatever they say."""
    slanted: set[tuple[str, ...]] = set()
    after: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for table in document.blocks:
        if not isinstance(table, Table) or (at := _find_header(table.rows, start=0)) is None:
            continue
        at += 1 + (at + 1 < len(table.rows) and takes_two_rows(table.rows[at], table.rows[at + 1]))
        first, following = [*map(_key, table.rows[at : at + 2]), (), ()][:2]
        if sum(map(bool, first)) < _LEAST_TOLD or not following:
            continue
        after.setdefault(first, set()).add(following)
        if at in table.slanted and len(table.slanted) * 2 <= len(table.rows):
            slanted.add(first)
    return frozenset(slanted), frozenset(row for row, rows in after.items() if len(rows) > 1)


def _key(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in cells)


# --- paragraphs and tables ------------------------------------------------------------------------------------------


def _read_paragraph(reader: _Reader, paragraph: Paragraph) -> None:
    text = collapse(paragraph.text)
    if paragraph.level is not None:
        reader.in_section = False
        reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < paragraph.level}
    label = _labelled(text)
    if label is not None:
        role, said = label
        under = reader.outline[-1][0] if reader.outline else 0
        above = reader.labelled.get("cause") if "cause" in reader.told_since else None
        if role == "cause" and above and header_role(text.partition(":")[0])[1] == 1.0:
            # «Problem: …» and below it «Orsak: …»: the problem is what the cause is a cause of.
            reader.labelled.setdefault("subarea", above)
        reader.labelled[role] = (paragraph.level or (_SECTION if reader.in_section else under), said)
        reader.told_since.add(role)
        reader.read_as[collapse(text.partition(":")[0]), role] = None
    if paragraph.level is not None:
        reader.outline = [entry for entry in reader.outline if entry[0] < paragraph.level]
        reader.outline.append((paragraph.level, text))
        reader.near = []
        _begin_section(reader)
    elif len(text) <= _LONGEST_PARAGRAPH_HEADING and not is_example(text) and not _only_tells(reader, text):
        reader.near = [*reader.near[-2:], text]
        if labels_area(text):
            reader.near = [text]
        if names_area(text) or labels_area(text):
            _begin_section(reader)
            reader.in_section = True
            reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < _SECTION}


def _only_tells(reader: _Reader, text: str) -> bool:
    """Whether a line says something of the area that stands over it already, and is no heading: a sentence, or one that
    a label begins («Mål: …»)."""
    told = (text.endswith(".") and len(text.split()) >= _SENTENCE) or _labelled(text) is not None
    return told and any(areas_spoken_of(over) or labels_area(over) for over in reader.headings())


def _labelled(text: str) -> tuple[Role, str] | None:
    """The column that a line over a table stands for, and its text («Orsak: …»); None for any other line."""
    label, colon, said = text.partition(":")
    if not colon or not said.strip() or len(label) > _LONGEST_LABEL:
        return None
    role, sure = header_role(label)
    return (role, said.strip()) if role in ("subarea", "cause", "goal") and sure >= 0.9 else None


def _standing(reader: _Reader, role: Role) -> str:
    """What stands over the table in place of a column that it lacks: a labelled line, or, for the subarea, the
    heading under the area's own."""
    if reader.header is None or reader.header.indexes(role):
        return ""
    if role in reader.labelled:
        return reader.labelled[role][1]
    if role != "subarea" or reader.header.indexes("area") or len(reader.outline) < 2:
        return ""
    text = reader.outline[-1][1]
    above = [said for _, said in reader.outline[:-1]]
    plain = not names_area(text) and _labelled(text) is None and header_role(text)[1] < _ROLE_WORD
    return text if plain and any(names_area(said) or labels_area(said) or topic_area(said) for said in above) else ""


def _begin_section(reader: _Reader) -> None:
    """What stands above a new heading no longer holds for the rows below it."""
    reader.over = []
    reader.first = reader.subarea = reader.cause = ""


def _read_table(reader: _Reader, table: Table) -> None:
    if table.hidden:
        _tell_all(
            reader, table, Kind("hidden", f"bladet {table.title or ''} är dolt och lästes inte".replace("  ", " "))
        )
        return
    if table.title and table.title != reader.title:
        reader.title = table.title
        reader.near, reader.outline = [], []
        reader.header = None
        _begin_section(reader)
    if _find_header(table.rows, start=0) is None:
        if not _continues(reader, table):
            for text in _title_of(table):
                _read_paragraph(reader, Paragraph(text, table.place))
            _tell_all(reader, table, Kind("prose", "tabell utan kolumnen Åtgärd"))
            return
        table = _fitted(reader, table)
    _read_rows(reader, table.rows)
    reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] < _ROWS}
    reader.near = []
    reader.told_since = set()


def _title_of(table: Table) -> list[str]:
    """What a table without columns says as a title over the next: its only text, or a label and what it is
    («Område | Skolan»)."""
    texts = [collapse(cell.text) for row in table.rows for cell in row if cell.text.strip() and cell.merged == "no"]
    if len(texts) == 2 and labels_area(f"{texts[0].rstrip(' :')}: {texts[1]}"):
        return [f"{texts[0].rstrip(' :')}: {texts[1]}"]
    return texts if len(texts) == 1 else []


def _continues(reader: _Reader, table: Table) -> bool:
    """Whether a table without a header goes on with the columns of the table before it."""
    if reader.header is None or table.title:
        return False
    over = [*reader.near, *(text for _, text in reader.outline[-1:])]
    if any(heads_other_table(text) for text in over) or is_of_other_table(next(iter(table.rows), ())):
        return False
    width = max((len(row) for row in table.rows), default=0)
    if not table.rows or width < 3:
        return False
    if not any(cell.text.strip() for cell in table.rows[0]):
        return True
    return width == reader.header.width or (
        not reader.near and reader.header.width - 2 <= width <= reader.header.width + 2
    )


def _fitted(reader: _Reader, table: Table) -> Table:
    """The table with its cells in the header's columns, where it has fewer of them."""
    header = reader.header
    if header is None:
        return table
    placing = place_cells(
        [row for row in table.rows if any(cell.text.strip() for cell in row)] or table.rows, header, reader.profile
    )
    if placing is None:
        return table
    reader.doubts.append(
        Doubt(
            "Tabellen har färre kolumner än rubrikraden före den. Står cellerna i rätt kolumner?",
            table.place,
            " | ".join(header.columns[index].header for index in placing),
        )
    )
    rows = []
    for row in table.rows:
        place = row[0].place if row else table.place
        moved = [_above(reader, column.role, place) for column in header.columns]
        for index, cell in enumerate(row[: len(placing)]):
            moved[placing[index]] = cell
        rows.append(tuple(moved))
    return replace(table, rows=tuple(rows))


def _above(reader: _Reader, role: Role, place: Place) -> Cell:
    """What stands in a column that a table has lost: the text above goes on, where texts do."""
    text = {"area": reader.first, "subarea": reader.subarea, "cause": reader.cause}.get(role, "")
    return Cell(text, place, "down" if text else "no")


def _find_header(rows: Sequence[Sequence[Cell]], start: int) -> int | None:
    return next((index for index in range(start, len(rows)) if read_header(rows[index]) is not None), None)


def _tell_all(reader: _Reader, table: Table, kind: Kind) -> None:
    for row in table.rows:
        blank = not any(cell.text.strip() for cell in row)
        told = Kind("blank", "tom rad") if blank else kind
        reader.account.append(_line(row, told, table.place))


# --- rows -----------------------------------------------------------------------------------------------------------


def _read_rows(reader: _Reader, rows: Sequence[tuple[Cell, ...]]) -> None:
    after_header = skip = blank = legend = summary = other = False
    title_rows = _find_header(rows, start=0) or 0
    loud = _is_loud(rows[title_rows + 1 :])
    reader.alike = _beside_one_another(rows[title_rows + 1 :])
    for index, cells in enumerate(rows):
        if skip:
            skip = False
            reader.account.append(_line(cells, Kind("header", "kolumnrubrikernas andra rad"), cells[0].place))
            continue
        over = None if index < title_rows else reader.header
        kind = classify(cells, over, after_header=after_header, is_set_apart=_key(cells) in reader.set_apart)
        if kind.kind == "doubt" and reader.counted and _counted(cells):
            kind = Kind("heading", "numrerad som områdena, ensam på raden")
        if reader.header is not None and index > title_rows and kind.kind not in ("header", "blank"):
            opens = opens_legend(cells)
            legend = opens or ((blank or legend) and is_legend(cells, reader.header, opened=legend))
            summary = (blank and opens_summary(cells)) or (summary and not blank and is_summary(cells))
            goes_on = other and not (blank and (kind.kind == "heading" or _plans(cells, reader.header)))
            other = goes_on or (blank and _begins_other_table(rows[index : index + 2]))
            if other:
                kind = Kind("prose", "annan tabell under planen")
            elif summary:
                kind = Kind("total", "sammanställning under tabellen")
            elif legend:
                kind = Kind("prose", "teckenförklaring")
            elif kind.kind in ("measure", "doubt") and _stands_over_header(cells, rows[index + 1 :]):
                kind = Kind("heading", "rubrik över nya kolumnrubriker")
        other = other and kind.kind != "header"
        blank = kind.kind == "blank"
        place = next((cell.place for cell in cells), Place())
        if kind.kind == "header":
            below = rows[index + 1] if index + 1 < len(rows) else ()
            skip = bool(below) and takes_two_rows(cells, below)
            above = rows[index - 1] if index else ()
            _take_header(reader, cells, below if skip else (), rows[index + 1 + skip :], above)
            after_header = True
        elif kind.kind == "instruction":
            _take_instruction(reader, cells, kind)
        elif kind.kind == "heading":
            _take_heading(reader, cells)
            after_header = False
        elif kind.kind in ("measure", "doubt") and not loud and _is_shouted_alone(cells):
            kind = Kind("heading", "rubrik i versaler, ensam på raden")
            _take_shouted(reader, cells)
            after_header = False
        elif kind.kind == "measure" and reader.levelled and level_of(reader.header, cells):
            kind = _take_level(reader, cells)
        elif kind.kind == "measure":
            _take_measure(reader, cells, kind)
            after_header = False
        elif kind.kind == "continued":
            kind = _take_continued(reader, cells, kind)
        elif kind.kind == "prose" and index < title_rows:
            for text in dict.fromkeys(cell.text for cell in cells if cell.text.strip()):
                _read_paragraph(reader, Paragraph(text, place))
        elif kind.kind == "doubt":
            _take_unnamed(reader, cells, kind)
            after_header = False
        reader.account.append(_line(cells, kind, place))


def _plans(cells: Sequence[Cell], header: Header) -> bool:
    """Whether a row says when or by whom, and what."""
    filled = {header.columns[index].role for index, cell in enumerate(cells[: header.width]) if cell.text.strip()}
    return "measure" in filled and bool(filled & {"when", "start", "end", "who", "partner"})


def _begins_other_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table that is no plan begins here: with its header, or with a title over it."""
    texts = [cell.text for cell in rows[0] if cell.text.strip() and cell.merged != "down"]
    return is_of_other_table(rows[0], _MOSTLY) or (
        len(texts) == 1 and len(rows) > 1 and is_of_other_table(rows[1], _MOSTLY)
    )


def _stands_over_header(cells: Sequence[Cell], following: Sequence[Sequence[Cell]]) -> bool:
    """Whether a lone short text is followed by column headers: the title of the table that begins there."""
    texts = [cell.text for cell in cells if cell.text.strip() and cell.merged != "down"]
    after = next((row for row in following if any(cell.text.strip() for cell in row)), ())
    return len(texts) == 1 and len(texts[0]) <= _LONGEST_PARAGRAPH_HEADING and read_header(after) is not None


def _take_header(
    reader: _Reader,
    cells: Sequence[Cell],
    below: Sequence[Cell],
    following: Sequence[Sequence[Cell]],
    above: Sequence[Cell],
) -> None:
    header = read_header(cells, below) or read_header(cells)
    if header is None:
        return
    header, area = _named_after_area(header)
    header = _settle_area(_settle_unnamed(_without_what_is_beside(header, following), following), following)
    header = _settle_dated(_settle_aims(_settle_ticked(header, following), following), following)
    header = with_weeks(header, cells if below else above)
    reader.levelled = has_levels(header, following)
    # An export of a system repeats what it means: a blank cell there says nothing.
    is_complete = reader.is_complete or reader.levelled
    reader.spelled_out = frozenset({"subarea", "cause"}) if is_complete else _spelled_out(header, following)
    same = reader.header is not None and [c.role for c in reader.header.columns] == [c.role for c in header.columns]
    if not same:
        reader.profile = Profile()
    reader.header = header
    if area or _starts_anew(header, following, reader.set_apart):
        _begin_section(reader)
    if area:
        reader.over = [area]


def _named_after_area(header: Header) -> tuple[Header, str]:
    """The header with the column that is headed by an area's name («Otrygga platser | Åtgärd | När») as that of the
    places or problems in it, and the name."""
    for column in header.columns[:_LEADING]:
        is_known = column.role not in ("unknown", "area", "subarea", "cause") or column.sure >= CLEAR
        if column.header and not is_known and (names_area(column.header) or topic_area(column.header)):
            has_places = any(other.role == "subarea" for other in header.columns if other is not column)
            role: Role = "cause" if has_places else "subarea"
            columns = [replace(one, role=role, sure=CLEAR) if one is column else one for one in header.columns]
            return Header(tuple(columns)), column.header
    return header, ""


def _starts_anew(header: Header, following: Sequence[Sequence[Cell]], apart: frozenset[tuple[str, ...]]) -> bool:
    """Whether the rows below a header begin a new section, not go on after a page break: an instruction row comes
    again, or the first row states its own area."""
    after = [row for row in following if any(cell.text.strip() for cell in row)]
    if not after:
        return False
    told = classify(after[0], header, after_header=True, is_set_apart=_key(after[0]) in apart)
    instructed = told.kind == "instruction"
    row = after[1] if instructed and len(after) > 1 else after[0]
    lead = header.indexes("area", "subarea")
    states = any(index < len(row) and row[index].text.strip() for index in lead) if lead else True
    return instructed and states


def _spelled_out(header: Header, following: Sequence[Sequence[Cell]]) -> frozenset[Role]:
    """Columns whose author repeats a text on every row it holds for: a blank cell there is blank, no continuation."""
    found: set[Role] = set()
    for index in header.indexes("area", "subarea", "cause"):
        texts = [fold(row[index].text) for row in following if index < len(row) and row[index].merged == "no"]
        again = sum(bool(text) and text == above for above, text in pairwise(texts))
        blank = sum(bool(above) and not text for above, text in pairwise(texts))
        if again >= 3 and blank * 4 <= again:
            found.add(header.columns[index].role)
    return frozenset(found)


def _take_instruction(reader: _Reader, cells: Sequence[Cell], kind: Kind) -> None:
    """An instruction row's first cell can name the area that the table is about, in place of an instruction. One that
    only its looks tell is asked about."""
    if kind.reason == APART:
        looks = "står lika under flera tabeller" if _key(cells) in reader.repeated else "är kursiv"
        question = f"Raden under kolumnrubrikerna {looks} och lästes som mallens anvisning. Är den en åtgärd?"
        reader.doubts.append(Doubt(question, cells[0].place, " | ".join(cell.text for cell in cells if cell.text)))
    for cell in cells:
        text = collapse(cell.text)
        if text and not is_example(text) and len(text) <= _LONGEST_PARAGRAPH_HEADING and names_area(text):
            reader.over.append(text)
            reader.first = reader.subarea = reader.cause = ""
            return


def _take_heading(reader: _Reader, cells: Sequence[Cell]) -> None:
    text = _heading_of(cells)
    label = _labelled(text)
    if label is not None and reader.header and not reader.header.indexes(label[0]):
        reader.labelled[label[0]] = (_ROWS + len(reader.over), label[1])
        reader.read_as[collapse(text.partition(":")[0]), label[0]] = None
        return
    if reader.over and fold(text) == fold(reader.over[0]):
        # It goes on in the next table.
        reader.over = reader.over[:1]
        reader.subarea = reader.cause = ""
        return
    reader.counted = reader.counted or _counted(cells)
    fresh = len(reader.rows) > reader.headed
    if labels_area(text):
        reader.outline, reader.near = [], []
    beside = bool(reader.over) and (
        is_numbered_alike(reader.over[0], text) or {text, reader.over[0]} <= reader.alike or _counted(cells)
    )
    rest = fold(text).startswith("ovrig")
    beside = fresh and (beside or rest or (bool(topic_area(text)) and (len(reader.over) <= 1 or " " in text)))
    if labels_area(text) or names_area(text) or beside:
        # A heading that comes after measures of the one before stands beside it, not under it.
        reader.over = []
        if fresh:
            reader.near = []
    elif fresh and len(reader.over) > 1:
        reader.over.pop()
    elif fresh and reader.over and (topic_area(reader.over[0]) or names_area(reader.over[0])):
        question = f"Är «{text[:80]}» ett eget område, eller en del av «{reader.over[0][:80]}»? Det lästes som en del."
        place = next(cell.place for cell in cells if cell.text.strip() and cell.merged != "down")
        reader.doubts.append(Doubt(question, place, text))
    depth = _ROWS + len(reader.over)
    reader.labelled = {role: said for role, said in reader.labelled.items() if said[0] <= depth}
    reader.over.append(text)
    reader.headed = len(reader.rows)
    reader.first, reader.subarea, reader.cause = text, "", ""


def _counted(cells: Sequence[Cell]) -> bool:
    """Whether a row holds a number and one text."""
    texts = [cell.text for cell in cells if cell.text.strip() and cell.merged != "down"]
    return len(texts) == 2 and is_count(texts[0])


def _heading_of(cells: Sequence[Cell]) -> str:
    """What a heading's row says, without that it goes on and without its number in a cell of its own."""
    texts = [collapse(cell.text) for cell in cells if cell.text.strip() and cell.merged != "down"]
    said = _GOES_ON.sub("", texts[-1] if is_count(texts[0]) else texts[0])
    return said or texts[0]


def _beside_one_another(rows: Sequence[Sequence[Cell]]) -> frozenset[str]:
    """The headings in a table of one look (in capitals or not), when none of them stands right under another, and most
    speak of areas, three areas in all: then the others among them are no places or problems but areas of the plan's
    own."""
    found: dict[bool, list[str]] = {True: [], False: []}
    last: list[str] | None = None
    for cells in rows:
        own = {collapse(cell.text) for cell in cells if cell.text.strip() and cell.merged != "down"}
        if len(own) == 1 and len(cells) > 1:
            of_look = found[next(iter(own)).isupper()]
            if of_look is last:
                return frozenset()
            of_look += own
            last = of_look
        elif own:
            last = None
    return frozenset(text for texts in found.values() if _are_areas(texts) for text in texts)


def _are_areas(headings: Sequence[str]) -> bool:
    spoken = [areas_spoken_of(text) for text in headings]
    return sum(map(bool, spoken)) * 2 > len(spoken) and len(frozenset().union(*spoken)) >= _SEVERAL_AREAS


def _is_loud(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether capitals tell nothing: rows that say more than one thing are written in them too, or there are none."""
    others = [cells for cells in rows if not _is_shouted_alone(cells)]
    shouted = sum(any(is_shouted(collapse(cell.text)) for cell in cells) for cells in others)
    return not others or shouted > _MOST_LOUD * len(others)


def _is_shouted_alone(cells: Sequence[Cell]) -> bool:
    """Whether a text in capitals is all that a row says."""
    own = [cell.text for cell in cells if cell.text.strip() and cell.merged != "down"]
    return len(own) == 1 and is_shouted(collapse(own[0]))


def _take_shouted(reader: _Reader, cells: Sequence[Cell]) -> None:
    """Take a row in capitals as a heading; one that names no area may as well be a measure, so a person is asked."""
    cell = next(cell for cell in cells if cell.text.strip() and cell.merged != "down")
    text = collapse(cell.text)
    if not names_area(text) and not topic_area(text):
        question = "Raden är bara en text i versaler. Är den en rubrik, som den lästes, eller en åtgärd?"
        reader.doubts.append(Doubt(question, cell.place, text))
    _take_heading(reader, cells)


def _take_level(reader: _Reader, cells: Sequence[Cell]) -> Kind:
    """A row that is no measure but the area or the goal of those below it."""
    assert reader.header is not None  # see `level_of`
    named = name_of(reader.header, cells)
    reader.labelled.pop("goal", None)
    if level_of(reader.header, cells) == "goal":
        reader.labelled["goal"] = (0, collapse(" ".join(cell.text for cell in named)))
        return Kind("heading", "mål för raderna under")
    if named:
        _take_heading(reader, named)
    return Kind("heading", "område för raderna under")


def _take_unnamed(reader: _Reader, cells: Sequence[Cell], kind: Kind) -> None:
    values = texts_of(reader.header, cells)
    place = next(cell.place for cell in cells)
    if values["cause"]:
        first, _, cause = _inherit(reader, cells, values)
        reader.lone_causes.append(LoneCause(cause, place, first, reader.headings()))
    text = " | ".join(collapse(cell.text) for cell in cells if cell.text.strip())
    question = "Raden har en orsak men ingen åtgärd. Saknas åtgärden?" if values["cause"] else "Vad är den här raden?"
    reader.doubts.append(Doubt(question, place, text))


def _take_measure(reader: _Reader, cells: Sequence[Cell], kind: Kind) -> None:
    values = texts_of(reader.header, cells)
    first, subarea, cause = _inherit(reader, cells, values)
    place = next(cell.place for cell in cells)
    number = len(reader.rows) + 1
    if reader.header:
        reader.read_as |= dict.fromkeys((column.header, column.role) for column in reader.header.columns)
    row = Row(
        number=number,
        place=place,
        first=first,
        headings=reader.headings(),
        subarea=subarea or _standing(reader, "subarea"),
        cause=cause or _standing(reader, "cause"),
        measure=values["measure"],
        goal=values["goal"] or _standing(reader, "goal"),
        when=when_of(values),
        who=who_of(values),
        followups=followups_of(reader.header, cells),
        status_text=status_of(reader.header, cells),
        comment=values["comment"],
        other=other_of(reader.header, cells),
        confidence=1.0 if reader.header and len(cells) == reader.header.width else _ALIGNED,
    )
    if not row.measure:
        row = _named(reader, row, values)
    if values["partner"] and not values["who"] and reader.header and reader.header.indexes("who"):
        question = "Kolumnen för ansvarig är tom, så de medverkande har lästs som ansvariga. Vem ansvarar?"
        reader.doubts.append(Doubt(question, place, values["partner"], "who", number))
    reader.rows.append(row)
    reader.profile.learn(cells)
    _doubt_extra_cells(reader, cells, number)


def _named(reader: _Reader, row: Row, values: dict[Role, str]) -> Row:
    """A measure whose own cell is empty takes its name from the text that plays the part of it."""
    if row.followups and not tells_outcome(row.followups[-1].text):
        named = replace(row, measure=row.followups[-1].text, followups=row.followups[:-1])
        said = "uppföljningens text"
    elif row.comment and not tells_outcome(row.comment):
        named, said = replace(row, measure=row.comment, comment=""), "kommentarens text"
    elif row.goal:
        named, said = replace(row, measure=row.goal, goal=""), "målets text"
    elif values["subarea"] or values["area"]:
        named, said = replace(row, measure=values["subarea"] or values["area"]), "första kolumnens text"
    elif values["cause"]:
        named, said = replace(row, measure=values["cause"]), "orsakens text"
    else:
        named, said = (
            replace(row, measure=row.followups[-1].text if row.followups else row.when or row.who),
            "radens text",
        )
    question = f"Cellen Åtgärd är tom; {said} har fått vara åtgärdens namn. Stämmer det?"
    reader.doubts.append(Doubt(question, row.place, named.measure, "measure", row.number))
    return replace(named, confidence=min(row.confidence, _ALIGNED))


def _take_continued(reader: _Reader, cells: Sequence[Cell], kind: Kind) -> Kind:
    """Add a row that only goes on with the measure above to that measure."""
    if not reader.rows:
        text = " | ".join(collapse(cell.text) for cell in cells if cell.text.strip())
        reader.doubts.append(Doubt("Raden fortsätter en rad som saknas. Vad hör den till?", cells[0].place, text))
        return Kind("doubt", "fortsätter en rad som saknas")
    row = reader.rows[-1]
    own = [replace(cell, text="") if cell.merged == "down" else cell for cell in cells]
    values = texts_of(reader.header, own)
    row = replace(
        row,
        goal=join(row.goal, values["goal"]),
        when=join(row.when, when_of(values)),
        who=join(row.who, who_of(values)),
        followups=join_followups(row.followups, followups_of(reader.header, own)),
        status_text=join(row.status_text, status_of(reader.header, own)),
        comment=join(row.comment, values["comment"]),
        cause=join(row.cause, values["cause"]) if values["cause"] not in row.cause else row.cause,
    )
    if any(cell.text.strip() for cell in own):
        text = " | ".join(collapse(cell.text) for cell in own if cell.text.strip())
        if not any(cell.merged == "down" for cell in cells):
            question = "Raden har ingen åtgärd av sin egen och har lagts till åtgärden ovanför. Stämmer det?"
            reader.doubts.append(Doubt(question, cells[0].place, text, "", row.number))
    reader.rows[-1] = row
    return kind


def _inherit(reader: _Reader, cells: Sequence[Cell], values: dict[Role, str]) -> tuple[str, str, str]:
    """First column, subarea and cause of a row: its own, or the row's above while nothing to the left of it changed.

    A blank cell goes on with the cell above only as long as the cells to its left are blank too, or say the same. One
    that says «samma som ovan» goes on with it whatever they say.
    """
    header = reader.header
    has = {role: bool(header and header.indexes(role)) for role in ("area", "subarea", "cause")}
    changed = False
    result: list[str] = []
    for role, before in (("area", reader.first), ("subarea", reader.subarea), ("cause", reader.cause)):
        own = values[role]  # type: ignore[index]
        if before and is_ditto(own):
            result.append(before)
        elif own:
            changed = changed or fold(own) != fold(before)
            result.append(own)
        elif changed or not has[role] or role in reader.spelled_out:
            result.append("" if has[role] or role != "area" else before)
        else:
            result.append(before)
    reader.first, reader.subarea, reader.cause = result
    return result[0], result[1], result[2]


def _doubt_extra_cells(reader: _Reader, cells: Sequence[Cell], number: int) -> None:
    if reader.header is None:
        return
    width = reader.header.width
    extra = " | ".join(
        collapse(cell.text)
        for index, cell in enumerate(cells[width:], start=width)
        if cell.text.strip() and not is_beside(cells, index, width)
    )
    if extra:
        question = (
            "Raden har en cell till höger om sista kolumnrubriken; texten har lagts till sista kolumnen. Stämmer det?"
        )
        reader.doubts.append(Doubt(question, cells[0].place, extra, "followup", number))


def _without_what_is_beside(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """The header up to a column that is blank all the way down, when it knows none of the columns past that: a key or
    another small table stands beside this one."""
    for column in header.columns:
        past = header.columns[column.index + 1 :]
        blank = column.role == "unnamed" and not any(
            row[column.index].text.strip() for row in following if column.index < len(row)
        )
        if blank and column.index and len(past) > 1 and all(other.role in ("unknown", "unnamed") for other in past):
            return Header(header.columns[: column.index])
    return header


def _settle_unnamed(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """A column without a header: row numbers, the area column when it stands first, else part of the one before."""
    columns = list(header.columns)
    named = [column.index for column in columns if column.role != "unnamed"]
    for column in header.columns:
        if column.role != "unnamed":
            continue
        texts = [collapse(row[column.index].text) for row in following if column.index < len(row)]
        texts = [text for text in texts if text]
        if not texts or all(len(text) <= 6 and text.rstrip(".").replace(".", "").isdigit() for text in texts):
            continue
        if column.index < named[0]:
            if not header.indexes("area"):
                columns[column.index] = replace(column, role="area")
        elif column.index > named[0]:
            left = columns[max(index for index in named if index < column.index)]
            columns[column.index] = replace(left, index=column.index)
    return Header(tuple(columns))


def _settle_area(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """A column of places or problems that names the agreement's areas, from its first text on, is the area's where no
    other is: under «Problemområde» both may stand."""
    if header.indexes("area"):
        return header
    for index in header.indexes("subarea"):
        rows = [row for row in following if index < len(row) and row[index].text.strip() and not _is_alone(row, index)]
        told = [
            collapse(row[index].text)
            for row in rows
            if not is_instruction(row, header if row is following[0] else None)
        ]
        if told and names_area(told[0]) and sum(map(names_area, dict.fromkeys(told))) >= _AREAS:
            columns = [replace(one, role="area") if one.index == index else one for one in header.columns]
            return Header(tuple(columns))
    return header


def _is_alone(cells: Sequence[Cell], index: int) -> bool:
    """Whether a cell's text is all that a row holds: a heading."""
    return all(cell.text in ("", cells[index].text) for cell in cells)


def _settle_ticked(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Columns side by side whose headers are statuses («Ej påbörjad», «Pågår», «Klar») and whose cells are only ticked
    are together the status of a row; so are parts of the year («Q1», «Q2», …) its time."""
    ticked: dict[int, Role] = {}
    for column in header.columns:
        texts = [row[column.index].text for row in following if column.index < len(row)]
        if is_state(column.header) or _SHARE.fullmatch(column.header):
            role: Role = "status"
        elif column.role == "unknown" and names_only_time(column.header):
            role = "when"
        else:
            continue
        if _only_ticks(texts, column.header):
            ticked[column.index] = role
    told = {
        role for index, role in ticked.items() if any(is_tick(row[index].text) for row in following if index < len(row))
    }
    beside = {
        index: role
        for index, role in ticked.items()
        if role in (ticked.get(index - 1), ticked.get(index + 1)) and (role == "status" or role in told)
    }
    return Header(
        tuple(
            replace(column, role=beside[column.index], ticked=True, date=None) if column.index in beside else column
            for column in header.columns
        )
    )


def _settle_dated(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Columns right of the measure's that are headed by a date or a month alone, over words and no ticks, tell how it
    goes where no other column does."""
    if header.indexes("followup", "status"):
        return header
    measure = header.indexes("measure")[0]
    columns = []
    for column in header.columns:
        texts = [row[column.index].text for row in following if column.index < len(row)]
        told = [text for text in texts if any(map(str.isalpha, text)) and not is_tick(text)]
        tells = column.index > measure and names_only_time(column.header) and len(told) * 2 > sum(map(bool, texts))
        columns.append(replace(column, role="followup") if column.role == "unknown" and tells else column)
    return Header(tuple(columns))


def _settle_aims(header: Header, following: Sequence[Sequence[Cell]]) -> Header:
    """Of two columns for the measure («Vi ska», «Så här gör vi») the left one is the goal when its cells are merged, or
    left blank, over several of the other's: a measure has a row of its own."""
    doing = header.indexes("measure")
    if len(doing) != 2 or header.indexes("goal"):
        return header
    first, second = (
        sum(bool(row[index].text.strip()) and row[index].merged == "no" for row in following if index < len(row))
        for index in doing
    )
    aim = doing[0]
    named_so = fold(header.columns[aim].header).startswith(("atgard", "insats", "aktivitet"))
    if named_so or not 0 < first * _SHARED_BY <= second:
        return header
    return Header(tuple(replace(column, role="goal") if column.index == aim else column for column in header.columns))


def _only_ticks(texts: Sequence[str], header: str) -> bool:
    """Whether a column's cells are blank or ticked; a total or a repeated header among them changes nothing."""
    told = [text for text in texts if text.strip() and fold(text) != fold(header)]
    ticks = sum(is_tick(text) or is_unticked(text) for text in told)
    return ticks * 4 >= len(told) * 3 or len(told) - ticks <= 1


def _line(cells: Sequence[Cell], kind: Kind, place: Place) -> AccountLine:
    text = " | ".join(collapse(cell.text) for cell in cells if cell.text.strip() and cell.merged != "down")
    return AccountLine(cells[0].place if cells else place, kind.kind, text, kind.reason)

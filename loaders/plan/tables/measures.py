"""Rows that are measures, go on with one, or lack one: their texts with what they inherit from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.ditto import is_ditto
from loaders.plan.classify import Kind, is_beside, tells_outcome
from loaders.plan.headers import Role
from loaders.plan.tables.state import Reader, standing
from loaders.plan.tables.written import (
    followups_of,
    join,
    join_followups,
    other_of,
    status_of,
    texts_of,
    when_of,
    who_of,
)
from loaders.records import Cell, Doubt, LoneCause, Row
from loaders.text import collapse, fold

_ALIGNED = 0.7


def take_unnamed(reader: Reader, cells: Sequence[Cell]) -> None:
    """Ask about a row that is no measure, and keep the cause that it may hold."""
    values = texts_of(reader.header, cells)
    place = next(cell.place for cell in cells)
    if values["cause"]:
        first, _, cause = _inherit(reader, values)
        reader.lone_causes.append(LoneCause(cause, place, first, reader.headings()))
    question = "Raden har en orsak men ingen åtgärd. Saknas åtgärden?" if values["cause"] else "Vad är den här raden?"
    reader.doubts.append(Doubt(question, place, _together(cells)))


def take_measure(reader: Reader, cells: Sequence[Cell]) -> None:
    """Take in a row as a measure of its own."""
    values = texts_of(reader.header, cells)
    first, subarea, cause = _inherit(reader, values)
    place = next(cell.place for cell in cells)
    number = len(reader.rows) + 1
    if reader.header:
        reader.read_as |= dict.fromkeys((column.header, column.role) for column in reader.header.columns)
    row = Row(
        number=number,
        place=place,
        first=first,
        headings=reader.headings(),
        subarea=subarea or standing(reader, "subarea"),
        cause=cause or standing(reader, "cause"),
        measure=values["measure"],
        goal=values["goal"] or standing(reader, "goal"),
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


def _named(reader: Reader, row: Row, values: dict[Role, str]) -> Row:
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


def take_continued(reader: Reader, cells: Sequence[Cell], kind: Kind) -> Kind:
    """Add a row that only goes on with the measure above to that measure."""
    if not reader.rows:
        question = "Raden fortsätter en rad som saknas. Vad hör den till?"
        reader.doubts.append(Doubt(question, cells[0].place, _together(cells)))
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
    if any(cell.text.strip() for cell in own) and not any(cell.merged == "down" for cell in cells):
        question = "Raden har ingen åtgärd av sin egen och har lagts till åtgärden ovanför. Stämmer det?"
        reader.doubts.append(Doubt(question, cells[0].place, _together(own), "", row.number))
    reader.rows[-1] = row
    return kind


def _inherit(reader: Reader, values: dict[Role, str]) -> tuple[str, str, str]:
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


def _doubt_extra_cells(reader: Reader, cells: Sequence[Cell], number: int) -> None:
    if reader.header is None:
        return
    width = reader.header.width
    extra = _together(
        [cell for index, cell in enumerate(cells[width:], start=width) if not is_beside(cells, index, width)]
    )
    if extra:
        question = (
            "Raden har en cell till höger om sista kolumnrubriken; texten har lagts till sista kolumnen. Stämmer det?"
        )
        reader.doubts.append(Doubt(question, cells[0].place, extra, "followup", number))


def _together(cells: Sequence[Cell]) -> str:
    """The cells' texts on one line."""
    return " | ".join(collapse(cell.text) for cell in cells if cell.text.strip())

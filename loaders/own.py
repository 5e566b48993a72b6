"""The product's own tables, read back as what they say: an export of a selection, or a filled template.

Their columns are the register's: codes stand as the words that the pages write for them, so that nothing is judged that
a person or the register has already said. What a cell leaves open is read as in any other document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from loaders.dates import read_date
from loaders.errors import UnreadableDocument
from loaders.meaning.actors import read_actors
from loaders.records import (
    AccountLine,
    Actor,
    Area,
    Document,
    Doubt,
    FollowUp,
    Front,
    Measure,
    Plan,
    Row,
    RowKind,
    Table,
    Timing,
    Written,
)
from loaders.text import collapse, fold
from loaders.vocabulary import words

_RULE = "egen kolumn"
_PLAN = re.compile(r"(.+?)\s+((?:19|20)\d\d)")
_JUDGED = re.compile(r"bedömd per (\d{1,2} \w+ \d{4})")
_WHOLE_YEAR = re.compile(r"bedömd efter (\d{4}) års slut")
_APOSTROPHE = re.compile(r"^'(?=\s*[=+\-@])")
_KINDS = ("organisation", "function", "person")
_EXAMPLES = "exempel"
"""A sheet whose name begins so shows how, and is no part of the plan."""


@dataclass(frozen=True, slots=True)
class Own:
    """One of our tables in a document: its rows as column to text, each with its place among the table's rows."""

    table: Table
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    is_export: bool


def own_table(document: Document) -> Own | None:
    """The product's own table in the document, None when it is another's document."""
    for block in document.blocks:
        if not isinstance(block, Table) or not block.rows or fold(block.title).startswith(_EXAMPLES):
            continue
        for number, cells in enumerate(block.rows[:6]):
            headings = {fold(cell.text): index for index, cell in enumerate(cells) if cell.text.strip()}
            kind = next((name for name in ("export", "template") if _has(headings, words("own")[name])), None)
            if kind is None:
                continue
            named = {
                role: headings[fold(heading)]
                for role, heading in words("own")["columns"].items()
                if fold(heading) in headings
            }
            rows = tuple(
                (place, {role: _text(document, row[index].text) for role, index in named.items() if index < len(row)})
                for place, row in enumerate(block.rows[number + 1 :], number + 1)
            )
            return Own(block, rows, kind == "export")
    return None


def _has(headings: Mapping[str, int], wanted: Sequence[str]) -> bool:
    return all(fold(heading) in headings for heading in wanted)


def _text(document: Document, text: str) -> str:
    """A cell's text; the apostrophe that keeps a text from being a formula in CSV is no part of it."""
    return _APOSTROPHE.sub("", text.strip()) if document.form in ("csv", "tsv") else text.strip()


# --- as written ----------------------------------------------------------------------------------------------------


def written(document: Document, own: Own) -> Written:
    """The rows of our table, and the account of every table row in the document."""
    account: list[AccountLine] = []
    rows: list[Row] = []
    told = dict(own.rows)
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        for number, cells in enumerate(block.rows):
            if not cells:
                continue
            place, text = cells[0].place, collapse(" | ".join(cell.text for cell in cells if cell.text.strip()))
            kind: RowKind = "blank" if not text else "instruction"
            reason = "beskriver filen" if text else ""
            if block is own.table and number in told:
                cell = told[number]
                if cell.get("measure"):
                    rows.append(_row(len(rows) + 1, replace(place), cell))
                    kind, reason = "measure", ""
                elif text:
                    kind, reason = "doubt", "raden har ingen åtgärd"
            elif block is own.table and text:
                kind, reason = "header", "kolumnrubriker"
            account.append(AccountLine(place, kind, text, reason))
    doubts = tuple(
        Doubt("Raden har ingen åtgärd. Vad ska göras?", line.place, line.text)
        for line in account
        if line.kind == "doubt"
    )
    return Written(tuple(rows), tuple(account), doubts)


def _row(number: int, place: object, cell: Mapping[str, str]) -> Row:
    start, end = cell.get("start", ""), cell.get("end", "")
    span = f"{start} – {end}".strip() if start or end else ""
    who = cell.get("who", "") or "; ".join(cell[kind] for kind in _KINDS if cell.get(kind))
    item = cell.get("item", "")
    followup = cell.get("followup", "")
    return Row(
        number=number,
        place=place,  # type: ignore[arg-type]
        first=cell.get("area", ""),
        subarea=cell.get("subarea", ""),
        cause=cell.get("cause", ""),
        measure=cell["measure"],
        item=int(item) if item.isdigit() else None,
        goal=cell.get("goal", ""),
        when=cell["when"] if "when" in cell else span or cell.get("timing", ""),
        who=who,
        followups=(FollowUp(None, followup),) if followup else (),
        status_text=cell["status_text"] if "status_text" in cell else cell.get("status", ""),
        comment=cell.get("comment", ""),
    )


# --- whose plan ----------------------------------------------------------------------------------------------------


def front(document: Document, own: Own, read: Front) -> Front:
    """What the file says of itself. Raises UnreadableDocument when it holds several plans."""
    plans = sorted({cell["plan"] for _, cell in own.rows if cell.get("plan") and cell.get("measure")})
    if len(plans) > 1:
        raise UnreadableDocument(
            f"Filen har åtgärder ur flera planer ({', '.join(plans)}). Hämta en plan i taget och läs in var och en."
        )
    found = _PLAN.fullmatch(plans[0]) if plans else None
    said = _cover(document, own)
    day_of_rows = {collapse(cell["judged"]) for _, cell in own.rows if cell.get("judged") and cell.get("measure")}
    about = " · ".join([*said.values(), *(f"bedömd {said_of_row}" for said_of_row in sorted(day_of_rows))])
    judged, whole = _JUDGED.search(about), _WHOLE_YEAR.search(about)
    district = found[1] if found else said.get(fold(words("own")["cover"]["district"]))
    year = found[2] if found else said.get(fold(words("own")["cover"]["year"]), "")
    day = read_date(judged[1] if judged else said.get(fold(words("own")["cover"]["day"]), ""), None)
    return Front(
        district=district or (None if not own.is_export else read.district),
        police_area=read.police_area,
        plan_year=int(year) if str(year).isdigit() else None,
        followed_up=day,
        whole_year=bool(whole),
    )


def _cover(document: Document, own: Own) -> dict[str, str]:
    """The names and texts of the sheets beside the table."""
    found: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Table) and block is not own.table and not fold(block.title).startswith(_EXAMPLES):
            for cells in block.rows:
                if len(cells) > 1 and cells[0].text.strip() and cells[1].text.strip():
                    found.setdefault(fold(cells[0].text.strip(" :")), collapse(cells[1].text))
    return found


# --- as stated -----------------------------------------------------------------------------------------------------


def as_stated(plan: Plan, own: Own) -> Plan:
    """The plan with what its cells state in place of what was judged; a stated field is in no doubt."""
    cells = [cell for _, cell in own.rows if cell.get("measure")]
    stated = [_stated(measure, cell) for measure, cell in zip(plan.measures, cells, strict=True)]
    settled = {(measure.row.number, field) for measure, fields in stated for field in fields}
    return replace(
        plan,
        measures=tuple(measure for measure, _ in stated),
        doubts=tuple(doubt for doubt in plan.doubts if (doubt.row, doubt.field) not in settled),
        unknown_columns=(),
    )


def _stated(measure: Measure, cell: Mapping[str, str]) -> tuple[Measure, set[str]]:
    fields: set[str] = set()
    area = _code("area", cell.get("area", ""))
    if area:
        measure = replace(measure, area=Area(area, collapse(cell.get("subarea", "")), cell["area"], _RULE))
        fields.add("area")
    status = _code("status", cell.get("status", ""))
    if status or (not cell.get("status", "").strip() and not measure.followups):
        code = status or "ej_uppfoljd"
        judged = replace(measure.status, code=code, words=cell.get("status", ""), rule=_RULE, doubt="")
        followups = tuple(replace(one, status=replace(one.status, code=code, doubt="")) for one in measure.followups)
        measure = replace(measure, status=judged, followups=followups)
        fields.add("status")
    timing = _timing(cell)
    if timing:
        measure = replace(measure, timing=timing)
        fields.add("when")
    actors = _actors(measure, cell)
    if actors is not None:
        measure = replace(measure, actors=actors)
        fields.add("who")
    return measure, fields


def _timing(cell: Mapping[str, str]) -> Timing | None:
    start, end = _day(cell.get("start", "")), _day(cell.get("end", ""))
    code = _code("timing", cell.get("timing", ""))
    if not code and (cell.get("timing") or cell.get("when")):
        return None
    code = code or ("deadline" if end else "start" if start else "unset")
    said = ", ".join(text for text in (cell.get("timing", ""), cell.get("start", ""), cell.get("end", "")) if text)
    return Timing(code, start, end, cell.get("when", "") or said, _RULE)


def _actors(measure: Measure, cell: Mapping[str, str]) -> tuple[Actor, ...] | None:
    """Those who are named: the template's columns say of which kind, an export's Vem does; Ansvariga corrects it."""
    if any(kind in cell for kind in _KINDS):
        named = [(kind, name) for kind in _KINDS for name in re.split(r"\s*[;\n]\s*", cell.get(kind, "")) if name]
        return tuple(_actor(kind, collapse(name)) for kind, name in named)
    if "actors" not in cell:
        return None
    if collapse(cell["actors"]) == ", ".join(dict.fromkeys(actor.name for actor in measure.actors)):
        return measure.actors
    read = {actor.name: actor for actor in measure.actors}
    names = [collapse(name) for name in cell["actors"].split(",") if name.strip()]
    return tuple(read.get(name) or _actor(_kind(name), name) for name in names)


def _kind(name: str) -> str:
    found = read_actors(name).actors
    return found[0].kind if len(found) == 1 else "organisation"


def _actor(kind: str, name: str) -> Actor:
    found = read_actors(name).actors
    party = found[0].party if len(found) == 1 else ""
    return Actor(kind, name, name, party)


def _day(text: str) -> date | None:
    return read_date(text, None) if text else None


def _code(subject: str, text: str) -> str:
    """The code that a cell's word stands for, "" for none."""
    return _codes(subject).get(fold(text), "")


@cache
def _codes(subject: str) -> Mapping[str, str]:
    return {fold(word): code for code, said in words("own")[subject].items() for word in said}

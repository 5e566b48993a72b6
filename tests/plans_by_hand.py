"""Plans made by hand for tests of the register: small, invented, without any loader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from loaders.records import (
    AccountLine,
    Actor,
    Area,
    Doubt,
    FollowUp,
    Form,
    Front,
    JudgedFollowUp,
    Measure,
    Obstacle,
    Place,
    Plan,
    Row,
    Status,
    Timing,
)

NO_OBSTACLE = Obstacle()


@dataclass(frozen=True)
class Line:
    """One measure in short: `actors` as "kind:name" or "kind:name@party"; `followups` as (date, text, status)."""

    measure: str
    status: str = "ej_uppfoljd"
    text: str = ""
    area: str = "unga"
    subarea: str = ""
    cause: str = "Orsak"
    when: str = ""
    timing: str = "unset"
    start: date | None = None
    end: date | None = None
    actors: tuple[str, ...] = ("organisation:Polisen@Polisen",)
    who: str = "Polisen"
    goal: str = ""
    item: int | None = None
    continues: bool = False
    status_text: str = ""
    comment: str = ""
    followups: tuple[tuple[date | None, str, str], ...] = ()
    status_doubt: str = ""
    obstacle: Obstacle = NO_OBSTACLE
    other: tuple[tuple[str, str], ...] = field(default=())


def by(end: date, start: date | None = None, when: str = "") -> dict[str, object]:
    """The keys of a Line with a deadline."""
    return {"timing": "deadline", "start": start, "end": end, "when": when or f"Senast {end}"}


def content(name: str) -> bytes:
    """Bytes that stand for the file `name`."""
    return f"innehållet i {name}".encode()


def plan(
    name: str,
    lines: Sequence[Line],
    district: str | None = "Ekby",
    year: int | None = 2024,
    followed_up: date | None = None,
    whole_year: bool = False,
    form: Form = "xlsx",
    doubts: tuple[Doubt, ...] = (),
) -> Plan:
    """A Plan of these lines, as a loader would give it for the file whose bytes are content(name)."""
    measures = tuple(_measure(number, line) for number, line in enumerate(lines, 1))
    return Plan(
        name=name,
        sha256=hashlib.sha256(content(name)).hexdigest(),
        form=form,
        front=Front(district, "Ekby lokalpolisområde", year, followed_up, whole_year),
        measures=measures,
        doubts=doubts,
        account=tuple(AccountLine(m.row.place, "measure", m.row.measure) for m in measures),
        unknown_columns=("Budget",) if any(line.other for line in lines) else (),
        warnings=(),
    )


def _measure(number: int, line: Line) -> Measure:
    followups = line.followups or (((None, line.text, line.status),) if line.text else ())
    row = Row(
        number=number,
        place=Place(sheet="Plan", table=1, row=number + 3),
        first=line.area,
        subarea=line.subarea,
        cause=line.cause,
        measure=line.measure,
        item=line.item,
        goal=line.goal,
        when=line.when,
        who=line.who,
        followups=tuple(FollowUp(day, text) for day, text, _ in followups),
        status_text=line.status_text,
        comment=line.comment,
        other=line.other,
    )
    return Measure(
        row=row,
        area=Area(line.area, line.subarea, line.area, "för hand"),
        status=Status(line.status, line.continues, line.text, "för hand", doubt=line.status_doubt),
        timing=Timing(line.timing, line.start, line.end, line.when, "för hand"),
        actors=tuple(_actor(actor) for actor in line.actors),
        followups=tuple(
            JudgedFollowUp(day, text, Status(status, False, text, "för hand"), line.obstacle)
            for day, text, status in followups
        ),
        obstacle=line.obstacle,
    )


def _actor(said: str) -> Actor:
    kind, _, rest = said.partition(":")
    name, _, party = rest.partition("@")
    return Actor(kind, name, name, party)

"""The one road from a file's bytes to a Plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from loaders.errors import UnreadableDocument
from loaders.identify import identify
from loaders.meaning.actors import read_actors
from loaders.meaning.area import read_area
from loaders.meaning.status import read_status
from loaders.meaning.timing import read_timing
from loaders.plan.front import read_front
from loaders.plan.items import split_items
from loaders.plan.stacked import rows_from_stacked
from loaders.plan.tables import has_plan_table, rows_from_tables
from loaders.records import Actors, Document, Doubt, FollowUp, Front, JudgedFollowUp, Measure, Plan, Row, Written
from loaders.text import collapse, join_lines
from loaders.vocabulary import words

LARGEST = 20 * 1024 * 1024

Progress = Callable[[int, int], None]


def load(
    content: bytes,
    name: str,
    district: str | None = None,
    year: int | None = None,
    known: Sequence[Row] = (),
    progress: Progress | None = None,
) -> Plan:
    """Read one plan document.

    `name` is the file's name, `district` and `year` override what the document says of itself, `known` are the rows
    of an earlier document of the same plan (they help where the table borders are lost), `progress(done, pages)` is
    called while pages are read. Raises UnreadableDocument with a Swedish sentence when there is no plan to read.
    """
    if len(content) > LARGEST:
        size = len(content) / 1024 / 1024
        raise UnreadableDocument(
            f"Filen är för stor ({size:.0f} MB). Högst 20 MB går att läsa. Dela upp den eller ta bort bilder."
        )
    document = identify(name, content).read(content, name, progress)
    written = write_down(document, known)
    if not written.rows:
        raise UnreadableDocument(
            "I filen finns ingen tabell med kolumnen Åtgärd. "
            "Kontrollera att det är åtgärdsplanen och att tabellen har rubriker."
        )
    front = read_front(document, written, name)
    front = replace(front, district=district or front.district, plan_year=year or front.plan_year)
    return judge(document, written, front)


def write_down(document: Document, known: Sequence[Row] = ()) -> Written:
    """The rows of a document as written: from its tables, or from its running text when the tables are gone."""
    if has_plan_table(document):
        written = rows_from_tables(document)
    elif any(block for block in document.blocks):
        written = rows_from_stacked(document, known)
    else:
        return Written((), ())
    numbered: list[Row] = []
    numbers: dict[int, int] = {}
    for row in written.rows:
        for part in split_items(row):
            numbers.setdefault(row.number, len(numbered) + 1)
            numbered.append(_collapsed(replace(part, number=len(numbered) + 1)))
    doubts = tuple(replace(doubt, row=numbers.get(doubt.row) if doubt.row else None) for doubt in written.doubts)
    return replace(written, rows=tuple(numbered), doubts=doubts)


def judge(document: Document, written: Written, front: Front) -> Plan:
    """Add what each row's texts mean, each judgement with its reason, and gather the doubts."""
    actors = [read_actors(row.who, home=_home(front)) for row in written.rows]
    measures = tuple(judge_row(row, front, named) for row, named in zip(written.rows, actors, strict=True))
    doubts = list(written.doubts)
    for measure, named in zip(measures, actors, strict=True):
        row = measure.row
        for field, text, doubt in (
            ("area", row.first, measure.area.doubt),
            ("status", row.status_text or (row.followups[-1].text if row.followups else ""), measure.status.doubt),
            ("when", row.when, measure.timing.doubt),
            ("who", row.who, named.doubt),
        ):
            if doubt:
                doubts.append(Doubt(doubt, row.place, text, field, row.number))
    return Plan(
        name=document.name,
        sha256=document.sha256,
        form=document.form,
        front=front,
        measures=measures,
        doubts=tuple(doubts),
        account=written.account,
        unknown_columns=written.unknown_columns,
        warnings=(*document.notes, *_warnings(written, front)),
    )


def judge_row(row: Row, front: Front, named: Actors) -> Measure:
    """One row with its area, status and timing, and the actors already read."""
    latest = row.followups[-1] if row.followups else FollowUp(None, "")
    followed_up = latest.date or front.followed_up
    timing = read_timing(row.when, front.plan_year)

    status_of = partial(read_status, when=row.when, measure=row.measure, plan_year=front.plan_year)
    return Measure(
        row=row,
        area=read_area(row.first, row.subarea, row.headings),
        status=status_of(row.status_text, latest.text, row.comment, followed_up=followed_up),
        timing=timing,
        actors=named.actors,
        followups=tuple(
            JudgedFollowUp(
                followup.date,
                followup.text,
                status_of("", followup.text, followed_up=followup.date or front.followed_up),
            )
            for followup in row.followups
        ),
    )


def _home(front: Front) -> str:
    """The body that a plan's own offices belong to: a Stockholm district's administration, else the municipality."""
    return "Stadsdelsförvaltningen" if front.district in words("districts")["stockholm"] else "Kommunen"


def _collapsed(row: Row) -> Row:
    """The row with every text on one line; words that a hyphen broke over a line end are put together."""
    texts: dict[str, Any] = {
        name: join_lines(getattr(row, name))
        for name in ("first", "subarea", "cause", "measure", "goal", "when", "who", "status_text", "comment")
    }
    return replace(
        row,
        followups=tuple(FollowUp(followup.date, join_lines(followup.text)) for followup in row.followups),
        headings=tuple(collapse(text) for text in row.headings),
        **texts,
    )


def _warnings(written: Written, front: Front) -> list[str]:
    warnings = []
    if front.district is None:
        warnings.append("Dokumentet säger inte vilken stadsdel eller kommun planen gäller.")
    if front.plan_year is None:
        warnings.append("Dokumentet säger inte vilket år planen gäller.")
    if written.unknown_columns:
        warnings.append("Okända kolumner, sparade bredvid raderna: " + ", ".join(written.unknown_columns) + ".")
    hidden = sum(line.kind == "hidden" for line in written.account)
    if hidden:
        warnings.append(f"{hidden} rader står på dolda blad och räknas inte.")
    return warnings

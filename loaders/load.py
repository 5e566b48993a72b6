"""The one road from a file's bytes to a Plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from loaders import apart, own
from loaders.ditto import as_above
from loaders.errors import UnreadableDocument
from loaders.identify import identify
from loaders.limits import within_limits
from loaders.meaning.actors_together import read_together
from loaders.meaning.area import read_area, with_next_places, with_one_area_each, with_own_areas, without_own_names
from loaders.meaning.area_levels import Stands, with_level_areas, without_title
from loaders.meaning.moved import asked_of_move
from loaders.meaning.obstacle import read_obstacle
from loaders.meaning.status import read_status
from loaders.meaning.timing import read_timing
from loaders.mend import mend, own_words
from loaders.plan.followed import followed
from loaders.plan.followed_day import on_its_day
from loaders.plan.front import latest_column, read_front
from loaders.plan.guessed import guessed_header
from loaders.plan.headers import meaning
from loaders.plan.items import split_items
from loaders.plan.labelled import rows_from_labelled
from loaders.plan.periods import dated
from loaders.plan.stacked.in_columns.layout import keeps_columns
from loaders.plan.stacked.known import known_as
from loaders.plan.stacked.read import rows_from_stacked
from loaders.plan.stacked.text import looks_like_ocr, stream_of
from loaders.plan.tables.read import has_plan_table, rows_from_tables
from loaders.plan.unsure import unsure_words
from loaders.records import (
    Actor,
    Actors,
    Area,
    Document,
    Doubt,
    FollowUp,
    Front,
    JudgedFollowUp,
    Measure,
    Obstacle,
    Paragraph,
    Place,
    Plan,
    Rewording,
    Row,
    Status,
    Table,
    Written,
)
from loaders.reworded import reworded
from loaders.text import collapse, join_lines
from loaders.vocabulary import words

LARGEST = 20 * 1024 * 1024

_ALIKE, _LEAST, _MANY = 0.02, 0.8, 1.5
"""How far apart the text that two readings of a table hold may be for them to be one; how much of the text that the
tables' rows hold the rows read by where words stand must hold at least; and how many times more rows are others."""

Progress = Callable[[int, int], None]


def load(
    content: bytes,
    name: str,
    district: str | None = None,
    year: int | None = None,
    known: Sequence[Row] = (),
    progress: Progress | None = None,
    followed_up: date | None = None,
    columns: Mapping[str, str] = MappingProxyType({}),
    said: Sequence[Rewording] = (),
) -> Plan:
    """Read one plan document.

    `name` is the file's name, `district` and `year` override what the document says of itself, `known` are the rows
    of an earlier document of the same plan (they help where the table borders are lost), `progress(done, pages)` is
    called while pages are read, `followed_up`, `columns` and `said` are as `understand` takes them. Raises
    UnreadableDocument with a Swedish sentence when there is no plan to read.
    """
    return understand(open_document(content, name, progress), district, year, known, followed_up, columns, said)


def open_document(content: bytes, name: str, progress: Progress | None = None) -> Document:
    """The document's paragraphs and tables: the slow half of `load`, which nothing that a person states can change.

    Raises UnreadableDocument.
    """
    if len(content) > LARGEST:
        size = len(content) / 1024 / 1024
        raise UnreadableDocument(
            f"Filen är för stor ({size:.0f} MB). Högst 20 MB går att läsa. Dela upp den eller ta bort bilder."
        )
    name = name.strip() or "namnlös fil"
    if apart.is_chosen():
        return apart.document(content, name, progress)
    return within_limits(identify(name, content).read(content, name, progress))


def understand(
    document: Document,
    district: str | None = None,
    year: int | None = None,
    known: Sequence[Row] = (),
    followed_up: date | None = None,
    columns: Mapping[str, str] = MappingProxyType({}),
    said: Sequence[Rewording] = (),
) -> Plan:
    """What an opened document says and means: the other half of `load`.

    `followed_up` overrides the follow-up date that the document states; `columns` maps headings as written to the
    columns that they mean here, before the vocabulary; `said` is what stands in a row by a person's own reading. Raises
    UnreadableDocument when there is no plan in it.
    """
    with meaning(columns):
        return _understand(document, district, year, known, followed_up, said)


def _understand(
    document: Document,
    district: str | None,
    year: int | None,
    known: Sequence[Row],
    followed_up: date | None,
    said: Sequence[Rewording],
) -> Plan:
    mine = own.own_table(document)
    written = own.written(document, mine) if mine else write_down(document, known)
    if mine:
        written = replace(written, rows=tuple(map(_collapsed, written.rows)))
    if not written.rows:
        raise UnreadableDocument(
            "I filen finns ingen tabell med kolumnen Åtgärd. "
            "Kontrollera att det är åtgärdsplanen och att tabellen har rubriker."
        )
    front = read_front(document, written, document.name)
    if mine:
        front = own.front(document, mine, front)
    front = replace(front, district=district or front.district, plan_year=year or front.plan_year)
    if any(followup.period for row in written.rows for followup in row.followups):
        # Whose plan and of which year is known by now; when it was followed up is what these columns tell.
        written = replace(written, rows=dated(written.rows, front.plan_year))
        dated_front = read_front(document, written, document.name)
        front = replace(dated_front, district=front.district, plan_year=front.plan_year)
    if followed_up:
        front = replace(front, followed_up=followed_up, whole_year=False, followed_up_words="", followed_up_doubt="")
    day = followed_up or (front.followed_up if front.followed_up_words else None)
    if day:
        written = replace(written, rows=on_its_day(written.rows, day, latest_column(written)))
    plan = judge(document, reworded(written, said), front)
    return own.as_stated(plan, mine) if mine else plan


def write_down(document: Document, known: Sequence[Row] = ()) -> Written:
    """The rows of a document as written: from its tables, else from running text by its labels, else from text whose
    tables are gone."""
    printed = _printed(document)
    if has_plan_table(document):
        written = rows_from_tables(document)
        placed = rows_from_stacked(printed, known) if printed and _may_be_short(written, document, printed) else None
        if placed is not None and _differ(written, placed):
            written = replace(placed, read_with=known_as(known))
        else:
            written = followed(written)
    elif labelled := rows_from_labelled(document):
        written = labelled
    elif any(block for block in document.blocks):
        written = replace(rows_from_stacked(printed or document, known), read_with=known_as(known))
        if guessed_header(document):
            # A table under an unknown heading, unless the plan stands in text and that table is of something else.
            written = max(written, rows_from_tables(document), key=lambda one: len(one.rows))
    else:
        return Written((), ())
    written = replace(written, doubts=(*written.doubts, *unsure_words(document, written.rows)))
    numbered: list[Row] = []
    numbers: dict[int, int] = {}
    for row in written.rows:
        for part in split_items(row):
            numbers.setdefault(row.number, len(numbered) + 1)
            numbered.append(_collapsed(replace(part, number=len(numbered) + 1)))
    doubts = tuple(replace(doubt, row=numbers.get(doubt.row) if doubt.row else None) for doubt in written.doubts)
    return replace(written, rows=tuple(numbered), doubts=doubts)


def _printed(document: Document) -> Document | None:
    """The document as text that keeps its columns, None where no header stands in columns."""
    printed = replace(document, blocks=document.laid_out)
    return printed if printed.blocks and keeps_columns(stream_of(printed)) else None


def _may_be_short(written: Written, document: Document, printed: Document) -> bool:
    """Whether the tables' rows may hold less than the document's: their columns are told by gaps alone, or most of the
    text stands outside them, as where rules part a header and frame what stands below it."""
    ruled = any(block.ruled for block in document.blocks if isinstance(block, Table))
    text = sum(len(collapse(block.text)) for block in printed.blocks if isinstance(block, Paragraph))
    return not ruled or 2 * _held(written) < text


def _differ(written: Written, placed: Written) -> bool:
    """Whether the tables went wrong: cells fell outside them or ran together, so that the rows hold less or more than
    where the words stand tells; or rows that nothing parts ran together."""
    of_tables, of_words = _held(written), _held(placed)
    if of_words < _LEAST * of_tables:
        return False
    return abs(of_words - of_tables) > _ALIKE * of_tables or len(placed.rows) > _MANY * len(written.rows)


def _held(written: Written) -> int:
    """How much text the rows hold in the cells that no other row repeats. Characters."""
    return sum(
        len(text)
        for row in written.rows
        for text in (row.measure, row.goal, row.when, row.who, row.status_text, row.comment)
    ) + sum(len(followup.text) for row in written.rows for followup in row.followups)


def judge(document: Document, written: Written, front: Front) -> Plan:
    """Add what each row's texts mean, each judgement with its reason, and gather the doubts."""
    rows = [as_meant(row) for row in written.rows] if _lost_letters(written) else list(written.rows)
    actors = read_together([row.who for row in rows], home=home_of(front.district))
    firsts = [row.first for row in rows]
    over = without_title([row.headings for row in rows], firsts)
    areas = [read_area(row.first, row.subarea, headings) for row, headings in zip(rows, over, strict=True)]
    areas = with_level_areas(
        [
            Stands(row.first, row.subarea, headings, (row.cause, row.measure))
            for row, headings in zip(rows, over, strict=True)
        ],
        areas,
    )
    areas = with_next_places(list(zip(firsts, areas, strict=True)))
    areas = with_own_areas(
        [(row.first, row.subarea, headings, area) for row, headings, area in zip(rows, over, areas, strict=True)]
    )
    areas = with_one_area_each([(row.first, row.subarea, area) for row, area in zip(rows, areas, strict=True)])
    areas = without_own_names(list(zip(firsts, areas, strict=True)))
    measures = tuple(
        as_written(judge_row(row, front, area, named, "" if above is None else rows[above].when), own)
        for row, own, area, named, above in zip(
            rows, written.rows, areas, actors, as_above([row.when for row in rows]), strict=True
        )
    )
    doubts = list(written.doubts)
    if front.followed_up_doubt:
        said = front.followed_up_words
        doubts.append(Doubt(front.followed_up_doubt, _place_of(said, document), said, "followed_up"))
    for measure, named in zip(measures, actors, strict=True):
        row = measure.row
        for field, text, doubt in (
            ("area", row.first, measure.area.doubt),
            ("status", row.status_text or (row.followups[-1].text if row.followups else ""), measure.status.doubt),
            ("when", row.when, measure.timing.doubt),
            ("who", row.who, named.doubt),
            _end_in_doubt(measure, front),
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
        headings=written.headings,
        lone_causes=tuple((lone, read_area(lone.first, "", lone.headings)) for lone in written.lone_causes),
        warnings=(*document.notes, *_warnings(written, front)),
        read_with=written.read_with,
    )


def _place_of(sentence: str, document: Document) -> Place:
    """Where a sentence stands outside the tables."""
    outside = [block for block in document.blocks if not isinstance(block, Table)]
    return next((block.place for block in outside if sentence in collapse(block.text)), Place())


def _end_in_doubt(measure: Measure, front: Front) -> tuple[str, str, str]:
    """(field, text, question) where the latest follow-up says that the measure has got a later end date."""
    row = measure.row
    latest = row.followups[-1] if row.followups else FollowUp(None, "")
    texts = (latest.text, row.status_text, row.comment)
    question, text = asked_of_move(texts, measure.timing, measure.status.code, latest.date or front.followed_up)
    return "end", text, question


def judge_row(row: Row, front: Front, area: Area, named: Actors, when_above: str = "") -> Measure:
    """One row with its status and timing, and the area and the actors already read. `when_above` is the time of the row
    that its own «dito» stands for."""
    latest = row.followups[-1] if row.followups else FollowUp(None, "")
    followed_up = latest.date or front.followed_up
    timing = read_timing(row.when, front.plan_year)
    if when_above:
        asked = f"«{row.when}» är läst som raden ovan, där det står «{when_above}». Stämmer det?"
        timing = replace(read_timing(when_above, front.plan_year), words=row.when, rule="som raden ovan", doubt=asked)

    status_of = partial(read_status, when=when_above or row.when, measure=row.measure, plan_year=front.plan_year)
    obstacle_in = partial(read_obstacle, home=home_of(front.district))
    return Measure(
        row=row,
        area=area,
        status=status_of(row.status_text, latest.text, row.comment, followed_up=followed_up),
        timing=timing,
        actors=named.actors,
        followups=tuple(
            JudgedFollowUp(
                followup.date,
                followup.text,
                status_of("", followup.text, followed_up=followup.date or front.followed_up),
                obstacle_in(followup.text),
            )
            for followup in row.followups
        ),
        obstacle=obstacle_in(latest.text, row.status_text, row.comment),
    )


_TEXTS = ("first", "subarea", "cause", "measure", "goal", "when", "who", "status_text", "comment")


def _lost_letters(written: Written) -> bool:
    """Whether the rows' texts all but lack å, ä and ö, so that their words must be mended to be understood."""
    return looks_like_ocr(" ".join(getattr(row, name) for row in written.rows for name in _TEXTS))


def as_meant(row: Row) -> Row:
    """The row with every text mended, to be judged and thrown away."""
    texts: dict[str, Any] = {name: mend(getattr(row, name)) for name in _TEXTS}
    return replace(
        row,
        followups=tuple(replace(followup, text=mend(followup.text)) for followup in row.followups),
        headings=tuple(mend(text) for text in row.headings),
        **texts,
    )


def as_written(measure: Measure, own: Row) -> Measure:
    """The measure judged from mended texts, on its own row again: every word told is one the document has."""
    if measure.row is own:
        return measure
    followups = [followup.text for followup in own.followups]
    said = [own.status_text, *reversed(followups), own.comment]
    return replace(
        measure,
        row=own,
        area=replace(
            measure.area,
            subarea=own_words(measure.area.subarea, [own.first, own.subarea]),
            words=own_words(measure.area.words, [own.first, own.subarea, *own.headings]),
        ),
        status=_status_as_written(measure.status, said),
        timing=replace(measure.timing, words=own_words(measure.timing.words, [own.when])),
        actors=tuple(_actor_as_written(actor, own.who) for actor in measure.actors),
        followups=tuple(
            JudgedFollowUp(
                one.date, text, _status_as_written(one.status, [text]), _obstacle_as_written(one.obstacle, [text])
            )
            for one, text in zip(measure.followups, followups, strict=True)
        ),
        obstacle=_obstacle_as_written(measure.obstacle, said),
    )


def _status_as_written(status: Status, texts: Sequence[str]) -> Status:
    return replace(
        status,
        words=own_words(status.words, texts),
        continues_words=own_words(status.continues_words, texts),
    )


def _obstacle_as_written(obstacle: Obstacle, texts: Sequence[str]) -> Obstacle:
    return replace(obstacle, words=own_words(obstacle.words, texts), waits_for=own_words(obstacle.waits_for, texts))


def _actor_as_written(actor: Actor, who: str) -> Actor:
    """The actor with the document's words; a person is called what the document calls them."""
    name = own_words(actor.name, [who]) if actor.kind == "person" else actor.name
    return replace(actor, name=name, words=own_words(actor.words, [who]))


def home_of(district: str | None) -> str:
    """The body that a plan's own offices belong to: a Stockholm district's administration, else the municipality."""
    return "Stadsdelsförvaltningen" if district in words("districts")["stockholm"] else "Kommunen"


def _collapsed(row: Row) -> Row:
    """The row with every text on one line; words that a hyphen broke over a line end are put together."""
    texts: dict[str, Any] = {
        name: join_lines(getattr(row, name))
        for name in ("first", "subarea", "cause", "measure", "goal", "when", "who", "status_text", "comment")
    }
    return replace(
        row,
        followups=tuple(replace(followup, text=join_lines(followup.text)) for followup in row.followups),
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

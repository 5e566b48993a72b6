"""A document under review: read and tried in a register of its own, before anything of it counts.

What a person says of it meanwhile is said in the trial, by the functions that say it in the register; `confirm` says
it all again in the register, with the document, in one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import duckdb

from data import columns, corrections, decisions, links, questions, store, trial
from data.corrections import RefusedCorrection as RefusedCorrection
from data.corrections import Said
from data.decisions import RefusedDecision as RefusedDecision
from data.filters import Filters
from data.intake import places, twins
from data.intake.documents import already, keep_in
from data.intake.outcomes import Given, Imported, RefusedDocument
from data.intake.reading import complete, understand
from data.intake.tables import log
from loaders.records import Document, Plan

REVIEWER = "den som granskar"
"""Who says something in a trial: the name is asked for when it is confirmed."""


class ChangedRegister(Exception):  # noqa: N818 - a state of the register, as its users say it
    """What the review was compared with has changed meanwhile. Its message is Swedish."""


@dataclass(frozen=True, slots=True)
class Review:
    """One document, read as `given` says and tried in the register `trial`, where its id is `document`.

    `columns` are the headings with chosen meanings that it was read with, `chosen` those of them that were chosen in
    this review. `lost` counts what was said before, and could not be said of this reading. Close it with `close`.
    """

    content: bytes
    opened: Document
    given: Given
    plan: Plan
    columns: Mapping[str, str]
    chosen: Mapping[str, str]
    trial: duckdb.DuckDBPyConnection
    document: str
    basis: str
    lost: int = 0

    @property
    def name(self) -> str:
        """The file's name."""
        return self.plan.name

    @property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return self.opened.sha256

    @property
    def district(self) -> str:
        """Whose plan it is."""
        return str(self._row("district"))

    @property
    def plan_name(self) -> str:
        """«Södermalm 2024»."""
        return links.plan_id(self.district, int(self._row("plan_year")))

    @property
    def filters(self) -> Filters:
        """The document's own rows, as its plan stands on its own day."""
        return Filters(plans=(self.plan_name,), as_of=self._row("known_on"), documents=(self.document,))

    def _row(self, column: str) -> Any:
        cursor = self.trial.cursor()
        try:
            return cursor.execute(f"SELECT {column} FROM document WHERE id = $id", {"id": self.document}).fetchall()[0][
                0
            ]
        finally:
            cursor.close()


def begin(
    con: duckdb.DuckDBPyConnection,
    content: bytes,
    opened: Document,
    given: Given,
    chosen: Mapping[str, str] = MappingProxyType({}),
) -> Review:
    """Read an opened document and try it. The register `con` is only read.

    Raises UnreadableDocument, and RefusedDocument when district or year is neither read nor given, or when the
    register has the file.
    """
    plan, read_with = understand(con, opened, given, chosen)
    complete(plan)
    _refuse_what_is_there(con, content, plan.name)
    cursor = con.cursor()
    try:
        district = " ".join(str(plan.front.district).split())
        basis = trial.basis(cursor, district)
    finally:
        cursor.close()
    tried = trial.of_district(con, district)
    try:
        with store.writing(tried) as writer:
            imported = keep_in(writer, content, plan, REVIEWER, given)
    except BaseException:
        tried.close()
        raise
    return Review(content, opened, given, plan, read_with, dict(chosen), tried, imported.document, basis)


def again(
    con: duckdb.DuckDBPyConnection, before: Review, given: Given | None = None, chosen: Mapping[str, str] | None = None
) -> Review:
    """The same document read otherwise, or against the register as it is now; what was said of a row of `before` is
    said again of that row, wherever it stands now. Closes `before` when it succeeds; raises as `begin`."""
    new = begin(
        con,
        before.content,
        before.opened,
        before.given if given is None else given,
        before.chosen if chosen is None else chosen,
    )
    lost = 0
    now = _rows_now(before, new)
    for said in _corrections(before):
        entry = now[said.measure]
        lost += not (entry and _tried(new, replace(said, measure=entry)))
    for one, other, same in _decisions(before):
        lost += not decided(new, now.get(one, one), now.get(other, other), same)
    for answer in _answers(before):
        answered(new, answer["question"], answer["text"], answer["place"])
    close(before)
    return Review(
        new.content, new.opened, new.given, new.plan, new.columns, new.chosen, new.trial, new.document, new.basis, lost
    )


def told_before(review: Review) -> list[twins.Twin]:
    """The plan's other documents that say the same, or something else of the same day."""
    cursor = review.trial.cursor()
    try:
        return twins.of(cursor, review.document)
    finally:
        cursor.close()


def close(review: Review) -> None:
    """Let the trial go."""
    review.trial.close()


# --- what is said of it --------------------------------------------------------------------------------------------


def corrected(review: Review, said: list[Said]) -> None:
    """Say, in the trial, that these values stand for what was read. Raises RefusedCorrection; then none is said."""
    with store.writing(review.trial) as cursor:
        corrections.correct_in(cursor, said, REVIEWER, review.filters.as_of, review.sha256)


def taken_back(review: Review, entry: str, field: str) -> None:
    """Let the reading of the field stand again."""
    with store.writing(review.trial) as cursor:
        cursor.execute(
            """
            UPDATE correction SET undone_at = $at, undone_by = $by
            WHERE came_with = $sha256 AND undone_at IS NULL AND field = $field
              AND measure = (SELECT measure FROM link WHERE entry = $entry)
            """,
            {"at": store.now(), "by": REVIEWER, "sha256": review.sha256, "field": field, "entry": entry},
        )


def decided(review: Review, before: str, after: str, same: bool) -> bool:
    """Say, in the trial, that two entries are the same measure, or two; whether that could be said."""
    try:
        with store.writing(review.trial) as cursor:
            decisions.decide_in(cursor, before, after, same, REVIEWER, review.sha256)
    except decisions.RefusedDecision:
        return False
    return True


def answered(review: Review, question: str, text: str, place: str) -> None:
    """Say, in the trial, that a question of the reading has been looked at and that the reading may stand."""
    with store.writing(review.trial) as cursor:
        _keep_answers(cursor, review.sha256, [{"question": question, "text": text, "place": place}], REVIEWER)


def has_answers(review: Review) -> bool:
    """Whether anything was said in the review: what is nowhere else until it is confirmed."""
    return bool(review.chosen or _corrections(review) or _decisions(review) or _answers(review))


def _tried(review: Review, said: Said) -> bool:
    try:
        corrected(review, [said])
    except corrections.RefusedCorrection:
        return False
    return True


# --- and what is stored of it --------------------------------------------------------------------------------------


def confirm(con: duckdb.DuckDBPyConnection, review: Review, who: str, changed: str = "") -> Imported:
    """Store the document and all that was said of it, in one transaction. `changed` is a sentence for the import log:
    what the import changes. Undone, all of it, by `remove`.

    Raises ChangedRegister when the district's plans have changed since the review began: begin it `again`. Raises
    RefusedDocument when somebody else has stored the file meanwhile, and something was said that would be lost.
    """
    if not has_answers(review) and (same := already(con, review.content, review.name)):
        return same
    _refuse_what_is_there(con, review.content, review.name)
    said, decided, answers = _corrections(review), _decisions(review), _answers(review)
    agreed = _agreed(review, said)
    with store.writing(con) as cursor:
        if trial.basis(cursor, review.district) != review.basis:
            raise ChangedRegister(
                f"Någon har ändrat {review.district}s planer medan du granskade. "
                "Jämförelsen är gjord på nytt: titta på den och spara igen."
            )
        imported = keep_in(cursor, review.content, review.plan, who, review.given)
        for before, after, alike in decided:
            decisions.decide_in(cursor, before, after, alike, who, review.sha256)
        corrections.correct_in(cursor, said, who, review.filters.as_of, review.sha256)
        columns.keep_in(cursor, review.district, review.chosen, who, review.sha256)
        _keep_answers(cursor, review.sha256, answers, who)
        told = (imported.message, changed, _counted(len(said) - agreed, agreed, len(decided)))
        log(cursor, "imported", review.sha256, review.name, who, " ".join(filter(None, told)))
    return imported


def _refuse_what_is_there(con: duckdb.DuckDBPyConnection, content: bytes, name: str) -> None:
    same = already(con, content, name)
    if same:
        raise RefusedDocument(
            f"Någon annan har sparat «{name}» medan du granskade, så dina svar är inte sparade. "
            f"Rätta i stället på åtgärdernas egna sidor i {same.plan}, eller ångra den importen och spara igen."
        )


def _agreed(review: Review, said: list[Said]) -> int:
    """How many of the corrections say what was read: a person has looked at it, and nothing is changed."""
    found = questions.ask(review.trial, "document_readings", review.filters)
    read = {(str(entry), str(field)): str(value) for entry, field, value in found[["entry", "field", "read"]].values}
    return sum(read.get((one.measure, one.field)) == one.value for one in said)


def _counted(corrected: int, agreed: int, decided: int) -> str:
    """How much a person said in the review, for the log; "" for nothing."""
    told = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (corrected, "rättelse", "rättelser"),
            (agreed, "bekräftelse", "bekräftelser"),
            (decided, "val av samma eller olika", "val av samma eller olika"),
        )
        if number
    ]
    return f"I granskningen gjordes {', '.join(told[:-1])}{' och ' if told[1:] else ''}{told[-1]}." if told else ""


def _keep_answers(cursor: duckdb.DuckDBPyConnection, sha256: str, answers: list[dict[str, str]], who: str) -> None:
    said = {"sha256": sha256, "who": who, "made_at": store.now(), "came_with": sha256}
    store.add(cursor, "doubt_answer", [{**said, **answer} for answer in answers])


def _corrections(review: Review) -> list[Said]:
    """What was corrected in the review, in the order that it was said, each of an entry of the document."""
    return [
        Said(*said)
        for said in _asked(
            review,
            """
            SELECT e.id, c.field, c.value, c.why
            FROM correction c
            JOIN link l ON l.measure = c.measure
            JOIN entry e ON e.id = l.entry AND e.document = $document
            WHERE c.came_with = $sha256 AND c.undone_at IS NULL
            ORDER BY c.id
            """,
        )
    ]


def _decisions(review: Review) -> list[tuple[str, str, bool]]:
    return _asked(
        review,
        """
        SELECT b.id, a.id, x.same
        FROM decision x
        JOIN document bd ON bd.sha256 = x.before_sha256
        JOIN entry b ON b.document = bd.id AND b.row = x.before_row
        JOIN document ad ON ad.sha256 = x.after_sha256
        JOIN entry a ON a.document = ad.id AND a.row = x.after_row
        WHERE x.came_with = $sha256 AND x.undone_at IS NULL AND $document IN (ad.id, bd.id)
        ORDER BY x.id
        """,
    )


def _answers(review: Review) -> list[dict[str, str]]:
    found = _asked(
        review,
        """
        SELECT question, text, place FROM doubt_answer
        WHERE came_with = $sha256 AND undone_at IS NULL AND $document <> '' ORDER BY made_at
        """,
    )
    return [{"question": question, "text": text, "place": place} for question, text, place in found]


def _rows_now(before: Review, new: Review) -> dict[str, str]:
    """Each entry of a reading and the entry that its row is in another; "" for a row that is not there."""
    was, now = _standings(before), _standings(new)
    same = {was[one]: now[other] for one, other in places.same_rows(list(was), list(now))}
    return {entry: same.get(entry, "") for entry in was.values()}


def _standings(review: Review) -> dict[places.Standing, str]:
    """Where each row of the document stands, and its entry."""
    cursor = review.trial.cursor()
    try:
        found = places.of(cursor, review.document)
    finally:
        cursor.close()
    entries = dict(_asked(review, "SELECT row, id FROM entry WHERE document = $document AND $sha256 <> ''"))
    return {one: entries[one.row] for one in found}


def _asked(review: Review, sql: str) -> list[Any]:
    cursor = review.trial.cursor()
    try:
        return cursor.execute(sql, {"document": review.document, "sha256": review.sha256}).fetchall()
    finally:
        cursor.close()

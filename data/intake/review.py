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
from data.intake import places, twins, wordings
from data.intake.documents import already, keep_in
from data.intake.outcomes import Given, Imported, RefusedDocument
from data.intake.reading import complete, understand
from data.intake.tables import log
from loaders.records import Document, Plan, Rewording

REVIEWER = "den som granskar"
"""Who says something in a trial: the name is asked for when it is confirmed."""


class ChangedRegister(Exception):  # noqa: N818 - a state of the register, as its users say it
    """What the review was compared with has changed meanwhile. Its message is Swedish."""


@dataclass(frozen=True, slots=True)
class Review:
    """One document, read as `given` says and tried in the register `trial`, where its id is `document`.

    `columns` are the headings with chosen meanings that it was read with, `chosen` those of them that were chosen in
    this review; `said` is what a person has read in it where the program read other words, and why. `lost` counts what
    was said before, and could not be said of this reading. Close it with `close`.
    """

    content: bytes
    opened: Document
    given: Given
    plan: Plan
    columns: Mapping[str, str]
    chosen: Mapping[str, str]
    said: Mapping[Rewording, str]
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
    said: Mapping[Rewording, str] = MappingProxyType({}),
) -> Review:
    """Read an opened document and try it. The register `con` is only read.

    Raises UnreadableDocument, and RefusedDocument when district or year is neither read nor given, or when the
    register has the file.
    """
    plan, read_with = understand(con, opened, given, chosen, tuple(said))
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
            kept = wordings.keep_in(writer, imported.document, said, REVIEWER, opened.sha256)
    except BaseException:
        tried.close()
        raise
    taken = {one: said[one] for one in kept}
    return Review(content, opened, given, plan, read_with, dict(chosen), taken, tried, imported.document, basis)


def again(
    con: duckdb.DuckDBPyConnection,
    before: Review,
    given: Given | None = None,
    chosen: Mapping[str, str] | None = None,
    said: Mapping[Rewording, str] | None = None,
) -> Review:
    """The same document read otherwise, or against the register as it is now; what was said of a row of `before` is
    said again of that row, wherever it stands now, unless it was said of a text that `said` has in other words. Closes
    `before` when it succeeds; raises as `begin`."""
    wanted = before.said if said is None else said
    new = begin(
        con,
        before.content,
        before.opened,
        before.given if given is None else given,
        before.chosen if chosen is None else chosen,
        wanted,
    )
    lost = len(wanted) - len(new.said)
    same_rows = said is not None and new.basis == before.basis  # other words move no row
    now = {entry: entry for entry in _standings(before).values()} if same_rows else _rows_now(before, new)
    other = _other_texts(before, new) if said is not None else frozenset()
    for correction in _corrections(before):
        entry = now[correction.measure]
        holds = (correction.measure, correction.field) not in other
        lost += not (entry and holds and _tried(new, replace(correction, measure=entry)))
    for one, second, same in _decisions(before):
        lost += not decided(new, now.get(one, one), now.get(second, second), same)
    for answer in _answers(before):
        answered(new, answer["question"], answer["text"], answer["place"])
    close(before)
    return replace(new, lost=lost)


def reworded(con: duckdb.DuckDBPyConnection, review: Review, entry: str, texts: Mapping[str, str], why: str) -> Review:
    """The document read anew with these texts (field to text) in a row, as a person has read them in the document; the
    words of the reading itself take back what was said. Closes `review`; raises RefusedCorrection, and as `begin`."""
    if not why.strip():
        raise RefusedCorrection("Skriv varför texten rättas.")
    row, now = _written(review, entry)
    said = dict(review.said)
    for field, text in texts.items():
        wanted = " ".join(text.split())
        if field == "measure" and not wanted:
            raise RefusedCorrection("En åtgärd måste ha en text.")
        earlier = next((one for one in said if (one.row, one.field) == (row, field)), None)
        read = earlier.read if earlier else now[field]
        if earlier:
            del said[earlier]
        if wanted != read:
            said[Rewording(row, field, read, wanted)] = why.strip()
    return again(con, review, said=said)


def texts_of(review: Review, entry: str) -> dict[str, str]:
    """What a row of the document says in each text that can be read otherwise, as it stands now."""
    return _written(review, entry)[1]


def said_of(review: Review, entry: str) -> dict[str, str]:
    """The texts of a row that a person has read otherwise (field to the reading's own words)."""
    row, _ = _written(review, entry)
    return {one.field: one.read for one in review.said if one.row == row}


def _written(review: Review, entry: str) -> tuple[int, dict[str, str]]:
    columns = ", ".join(wordings.COLUMNS.values())
    sql = f"SELECT row, {columns} FROM entry WHERE document = $document AND $sha256 <> '' AND id = $entry"
    cursor = review.trial.cursor()
    try:
        ((row, *texts),) = cursor.execute(
            sql, {"document": review.document, "sha256": review.sha256, "entry": entry}
        ).fetchall()
    finally:
        cursor.close()
    return row, dict(zip(wordings.COLUMNS, texts, strict=True))


def _other_texts(before: Review, new: Review) -> frozenset[tuple[str, str]]:
    """The entry and field of each value that another text is read for in `new`. Whether a row is a measure at all is
    said of the row, whatever its words."""
    texts = [
        {(str(entry), str(field)): str(text) for entry, field, text in found[["entry", "field", "text"]].values}
        for found in (questions.ask(one.trial, "document_readings", one.filters) for one in (before, new))
    ]
    return frozenset(
        place for place, text in texts[0].items() if texts[1].get(place) != text and place[1] != "is_measure"
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
    return bool(review.chosen or review.said or _corrections(review) or _decisions(review) or _answers(review))


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
        worded = wordings.keep_in(cursor, imported.document, review.said, who, review.sha256)
        corrections.correct_in(cursor, said, who, review.filters.as_of, review.sha256)
        columns.keep_in(cursor, review.district, review.chosen, who, review.sha256)
        _keep_answers(cursor, review.sha256, answers, who)
        told = (imported.message, changed, _counted(len(said) - agreed, agreed, len(worded), len(decided)))
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


def _counted(corrected: int, agreed: int, worded: int, decided: int) -> str:
    """How much a person said in the review, for the log; "" for nothing."""
    told = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in (
            (corrected, "rättelse", "rättelser"),
            (agreed, "bekräftelse", "bekräftelser"),
            (worded, "texträttelse", "texträttelser"),
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
            WHERE c.came_with = $sha256 AND c.undone_at IS NULL AND NOT starts_with(c.field, 'written_')
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

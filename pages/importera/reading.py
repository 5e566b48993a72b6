"""What the trial of a file says of it: its rows, its questions, and what the import changes."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from data import questions
from data.filters import Filters
from data.intake.review import Review, told_before
from data.intake.twins import Twin
from pages.importera.asked import together
from pages.importera.charts import Reading
from pages.parts import cache, values

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What an import changes in its plan: how many of each kind, which, the plan's figures before and after, and
    which matches are for a person to decide. `compared_with` is "" when there was nothing to compare with, `twins` are
    the documents that say the same or speak of the same day, `later` the latest document when that is not this one: the
    plan's figures are its, and stay so."""

    compared_with: str
    counts: Mapping[str, int]
    lists: Mapping[str, list[Row]]
    before: Row | None
    after: Row
    unsure: list[Row]
    twins: list[Twin]
    later: Row | None

    @property
    def says_nothing_new(self) -> bool:
        """Whether another document says just this, and no figure of the plan changes."""
        whole = any(twin.is_whole for twin in self.twins)
        return whole and not self.compared_with and self.before is not None and not _differ(self.before, self.after)


def rows(review: Review) -> list[Reading]:
    """The document's rows in its own order, each as field to reading."""
    return _rows(_ask(review.trial, "document_readings", review.filters))


def _rows(readings: Sequence[Row]) -> list[Reading]:
    found: dict[str, dict[str, Row]] = {}
    for row in readings:
        found.setdefault(str(row["entry"]), {})[str(row["field"])] = row
    return list(found.values())


def waiting(plan: str, document: str) -> tuple[int, int]:
    """How many questions of a document in the register nobody has answered, each counted once as in the review, and how
    many pairs of its rows and others' nobody has decided."""
    of_plan = Filters(plans=(plan,))
    known = {str(row["document"]): values.day(row["known_on"]) for row in _register(of_plan, "documents")}
    own = Filters(plans=(plan,), as_of=known[document], documents=(document,))
    by_entry = {str(row["status"]["entry"]): row for row in _rows(_register(own, "document_readings"))}
    asked = together(_doubts(_register(own, "document_doubts")), by_entry)
    return len(asked), len(_unsure(_register(of_plan, "proposals"), by_entry))


def _register(filters: Filters, question: str) -> list[Row]:
    """What the register answers."""
    return values.rows(cache.ask(question, filters))


def _unsure(proposals: Sequence[Row], entries: Container[str]) -> list[Row]:
    return [row for row in proposals if str(row["before_entry"]) in entries or str(row["after_entry"]) in entries]


def earlier_followups(review: Review, entry: str) -> list[Row]:
    """What the document's earlier follow-ups say of a row, the latest of them first: «measure_followups» as it answers
    of this document, but for the follow-up that the row's status is read from."""
    whole = Filters(plans=(review.plan_name,), as_of=review.filters.as_of, measures=(entry,))
    own = [row for row in _ask(review.trial, "measure_followups", whole) if row["document"] == review.name]
    latest = max((day for row in own if (day := values.day(row["day"]))), default=None)
    return [row for row in own if values.day(row["day"]) != latest]


def doubts(review: Review) -> list[Row]:
    """The questions that nobody has answered, the least sure first; one question of a row and field is asked once."""
    return _doubts(_ask(review.trial, "document_doubts", review.filters))


def _doubts(found: Sequence[Row]) -> list[Row]:
    seen: dict[tuple[str, str, str], Row] = {}
    for row in found:
        entry = values.text(row["entry"])
        seen.setdefault((entry or values.text(row["place"]), str(row["field"]), str(row["question"])), row)
    return list(seen.values())


def account(review: Review) -> list[Row]:
    """What became of each row of the document."""
    return _ask(review.trial, "document_account", review.filters)


def document(review: Review) -> Row:
    """The document as the question «documents» tells it, with its plan's district and year."""
    found = _ask(review.trial, "documents", Filters(plans=(review.plan_name,)))
    row = next(row for row in found if row["document"] == review.document)
    return {**row, "district": review.district, "plan_year": review.plan.front.plan_year}


def change(review: Review) -> Change:
    """What the import changes. The trial is asked what the register will be asked, so the two cannot differ."""
    day = Filters(plans=(review.plan_name,), as_of=review.filters.as_of)
    lists: dict[str, list[Row]] = {}
    counts: dict[str, int] = {}
    for row in _ask(review.trial, "since_last", day):
        counts[str(row["change"])] = int(row["measures"])
    for row in _ask(review.trial, "since_last_rows", day):
        lists.setdefault(str(row["change"]), []).append(row)
    earlier = _earlier(review)
    compared = values.text(earlier["name"]) if earlier else ""
    if earlier and not counts:
        lists = _since_written(review, day, values.day(earlier["known_on"]))
        counts = {kind: len(listed) for kind, listed in lists.items()}
    elif earlier:
        lists["moved"] = _ask(review.trial, "status_moves", day)
    if earlier:
        titles = {str(row["measure"]): row["title"] for row in _ask(review.trial, "measures", day)}
        lists["text"] = [
            {**row, "title": titles.get(str(row["measure"]), "")}
            for row in _ask(review.trial, "measure_changes", day)
            if row["after_document"] == review.name and row["field"] in ("measure", "cause", "goal")
        ]
        changed = {str(row["measure"]) for listed in lists.values() for row in listed}
        counts |= {
            "moved": len(lists.get("moved", [])),
            "text": len({row["measure"] for row in lists["text"]}),
            "same": len(titles.keys() - changed),
        }
    whole = Filters(plans=(review.plan_name,))
    before = values.only(questions.ask(cache.connection(), "key_figures", whole))
    after = values.only(questions.ask(review.trial, "key_figures", whole))
    assert after is not None  # the question always gives a row
    entries = {str(reading["status"]["entry"]) for reading in rows(review)}
    unsure = _unsure(_ask(review.trial, "proposals", Filters(plans=(review.plan_name,))), entries)
    return Change(
        compared,
        counts if compared else {},
        lists if compared else {},
        before,
        after,
        unsure,
        told_before(review),
        _later(review),
    )


def _since_written(review: Review, day: Filters, written: date | None) -> dict[str, list[Row]]:
    """What a first follow-up changes in the plan as it was written: no follow-up before it is there to ask about."""
    then = {str(row["measure"]): row for row in _ask(review.trial, "measures", replace(day, as_of=written))}
    now = {str(row["measure"]): row for row in _ask(review.trial, "measures", day)}
    origins = {str(row["measure"]): str(row["kind"]) for row in _ask(review.trial, "origins", day)}
    found: dict[str, list[Row]] = {"vanished": _ask(review.trial, "vanished", day)}
    for measure, row in now.items():
        if measure not in then:
            found.setdefault(origins.get(measure, "new"), []).append(row)
            continue
        told = {"measure": measure, "title": row["title"]}
        for kind, before, after in (
            ("moved", str(then[measure]["status"]), str(row["status"])),
            ("new_deadline", _when(then[measure]), _when(row)),
            ("new_owner", values.text(then[measure]["actors"]), values.text(row["actors"])),
        ):
            if before != after:
                found.setdefault(kind, []).append({**told, "before": before, "after": after})
        if row["status"] == "borttagen" != then[measure]["status"]:
            found.setdefault("removed", []).append(told)
    return found


def _when(row: Row) -> str:
    """The end date of a deadline, else the class of its time."""
    end = values.day(row["end_date"])
    return end.isoformat() if row["timing"] == "deadline" and end else str(row["timing"])


def _earlier(review: Review) -> Row | None:
    """The latest document of the plan before this one's day; None when there is none."""
    own = review.filters.as_of
    earlier = [
        row
        for row in _ask(review.trial, "documents", Filters(plans=(review.plan_name,)))
        if own is not None and (values.day(row["known_on"]) or own) < own
    ]
    return earlier[-1] if earlier else None


def _later(review: Review) -> Row | None:
    """The plan's latest document when its day comes after this one's; else None."""
    own = review.filters.as_of
    last = _ask(review.trial, "documents", Filters(plans=(review.plan_name,)))[-1]
    return last if own is not None and (values.day(last["known_on"]) or own) > own else None


def _differ(before: Row, after: Row) -> bool:
    return any(values.text(before[name]) != values.text(after[name]) for name in after)


def _ask(con: duckdb.DuckDBPyConnection, question: str, filters: Filters) -> list[Row]:
    return values.rows(questions.ask(con, question, replace(filters)))

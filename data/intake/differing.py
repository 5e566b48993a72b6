"""What a document gives otherwise when it is read again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.intake.outcomes import Difference

Entry = Mapping[str, Any]
"""An entry's columns, with `actors` as «kind:name | kind:name»."""

VALUES = {
    "measure": "åtgärd",
    "area": "område",
    "subarea": "delområde",
    "cause": "orsak",
    "goal": "mål",
    "item": "delåtgärd",
    "when_text": "när",
    "timing": "sorts tid",
    "start_date": "start",
    "end_date": "slutdatum",
    "stated_start": "angiven start",
    "who": "vem",
    "actors": "ansvariga",
    "followup": "uppföljning",
    "status_text": "statusord",
    "status": "status",
    "continues": "fortsätter",
    "obstacle": "hinder",
    "waits_for": "väntar på",
    "comment": "kommentar",
    "area_text": "områdestext",
    "subarea_text": "delområdestext",
    "headings": "rubriker",
    "other": "okända kolumner",
    "place": "plats i dokumentet",
    "confidence": "säkerhet",
}
"""What is said of a measure, in Swedish; any other column tells how a value was reached."""
HOW = "hur ett värde lästes"
ROW = "raden"
_UNTOLD = frozenset({"id", "document", "row", "fingerprint", "page", "sheet", "table_no", "row_no", "line"})


def differences(document: str, before: Sequence[Entry], after: Sequence[Entry]) -> list[Difference]:
    """Each value that differs, row by row as the document is read now, then the rows that are gone.

    A row is the one of before that has its text, else the one of its number: a new row above moves none below.
    """
    found: list[Difference] = []
    pairs = _pairs(before, after)
    for old, new in pairs:
        shown = new or old
        assert shown is not None
        row, title = int(shown["row"]), str(shown["measure"])
        if old is None or new is None:
            was, now = (title, "") if new is None else ("", title)
            found.append(Difference(document, row, "", was, now, title))
            continue
        for field, value in new.items():
            if field not in _UNTOLD and old[field] != value:
                found.append(Difference(document, row, field, _said(old[field]), _said(value), title))
    return found


def named(field: str) -> str:
    """The field in Swedish words."""
    return VALUES.get(field, HOW) if field else ROW


def is_value(difference: Difference) -> bool:
    """Whether it is a value that differs, or the row itself, and not only how a value was reached."""
    return not difference.field or difference.field in VALUES


def counted(found: Iterable[Difference]) -> list[tuple[str, int]]:
    """How many differences there are of each field in Swedish words, the most first."""
    return Counter(named(one.field) for one in found).most_common()


def _pairs(before: Sequence[Entry], after: Sequence[Entry]) -> list[tuple[Entry | None, Entry | None]]:
    waiting: dict[str, list[Entry]] = {}
    for old in before:
        waiting.setdefault(old["fingerprint"], []).append(old)
    same: dict[int, Entry] = {}
    for new in after:
        if waiting.get(new["fingerprint"]):
            same[new["row"]] = waiting[new["fingerprint"]].pop(0)
    left = {old["row"]: old for olds in waiting.values() for old in olds}
    paired: list[tuple[Entry | None, Entry | None]] = [
        (same[new["row"]] if new["row"] in same else left.pop(new["row"], None), new) for new in after
    ]
    return [*paired, *((old, None) for _, old in sorted(left.items()))]


def _said(value: object) -> str:
    return "" if value is None else str(value)

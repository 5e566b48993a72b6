"""Columns under headers that no vocabulary knows, told by trial: as which kind of column the text is read best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loaders.plan.stacked.cues import Cues
from loaders.plan.stacked.headers.words import is_untold
from loaders.plan.stacked.in_order.decode import suits_at_first
from loaders.plan.stacked.sections import ColumnKind, Section
from loaders.plan.stacked.text import Stream

# What such a column may be, and how much better the text must read so in the mean of its words: on sixteen plans more
# was gained where it was right, and less where it was not. The measures are always somewhere.
_TRIED: tuple[ColumnKind, ...] = ("measure", "cause", "goal", "when", "who", "followup", "status", "subarea", "comment")
_LEAST_GAIN = 0.02
# More of them are not tried: each costs a reading of the text for every role.
_MOST = 4


def told_by_trial(stream: Stream, cues: Cues, sections: Sequence[Section]) -> list[Section]:
    """The sections with each such column told as the kind that the table lacks and that its cells suit best."""
    found = _with_places(sections)
    headers = dict.fromkeys(column.header for section in found for column in section.columns if is_untold(column))
    if not headers or len(headers) > _MOST:
        return found
    score = suits_at_first(stream, cues, found)
    while headers:
        kinds = {column.kind for section in found for column in section.columns}
        lacking = [kind for kind in _TRIED if kind not in kinds]
        tried: list[ColumnKind] = ["measure"] if "measure" in lacking else lacking
        ways = [
            (suits_at_first(stream, cues, _as(found, header, kind)), header, kind)
            for header in headers
            for kind in tried
        ]
        best = max(ways, default=None)
        if best is None:
            break
        least = _LEAST_GAIN if not _parts_areas(found, best[1], best[2]) else 0.0
        if best[0] < score + least and best[2] != "measure":
            break
        score, header, kind = best
        found = _as(found, header, kind)
        del headers[header]
    return found


def _with_places(sections: Sequence[Section]) -> list[Section]:
    """The sections, a column between areas and causes told as that of places in them: nothing else is wont to stand
    there."""
    kinds = {column.kind for section in sections for column in section.columns}
    headers = dict.fromkeys(column.header for section in sections for column in section.columns if is_untold(column))
    for header in headers if "subarea" not in kinds else ():
        beside = {
            (left.kind, right.kind)
            for section in sections
            for left, column, right in zip(section.columns, section.columns[1:], section.columns[2:], strict=False)
            if column.header == header
        }
        if beside == {("area", "cause")}:
            return _as(sections, header, "subarea")
    return list(sections)


def _parts_areas(sections: Sequence[Section], header: str, kind: ColumnKind) -> bool:
    """Whether the column would part the areas, and stands right of theirs: where such a column is wont to stand."""
    beside = {
        left.kind
        for section in sections
        for left, column in pairwise(section.columns)
        if column.header == header and is_untold(column)
    }
    return kind == "subarea" and beside == {"area"}


def _as(sections: Sequence[Section], header: str, kind: ColumnKind) -> list[Section]:
    return [
        replace(
            section,
            columns=tuple(
                replace(column, kind=kind) if column.header == header and is_untold(column) else column
                for column in section.columns
            ),
        )
        for section in sections
    ]

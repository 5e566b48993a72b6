"""Tables' headers mended by those of the other tables: torn, read in part, or begun in words of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.plan.stacked.headers.first_columns import leading_columns
from loaders.plan.stacked.headers.lent import lacking
from loaders.plan.stacked.headers.over_rows import without_headings
from loaders.plan.stacked.headers.runs import Run, columns_of
from loaders.plan.stacked.headers.torn_headers import torn_first
from loaders.plan.stacked.headers.words import is_untold, kind_alike
from loaders.plan.stacked.sections import Column, LineKind, kinds_of
from loaders.plan.stacked.text import Stream
from loaders.text import collapse

USUAL = tuple(Column(kind) for kind in ("area", "cause", "measure", "goal", "when", "who", "followup"))
"""The columns of most plans, for a text that tells of none."""
# So many headers of one kind without others to their left, and the rest of them is not looked at.
_TRIED = 8
# So many tables with the same columns tell what a header that lost one or two of them had.
_FEWEST_ALIKE, _MOST_LOST = 2, 2
# An instruction row torn in pieces tells of so many columns at least.
_FEWEST_TOLD = 2
# So many headers are a row of them, though none is known to be over the measures.
_WHOLE = 5


def mended(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables, each header as the others of its like tell it."""
    led = _led(stream, _untorn(stream, tables))
    return _with_instructions(_like_most(stream, led) if stream.is_ocr else without_headings(stream, led))


def _untorn(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables, the first header given back to one whose cell a page's end tore."""
    found: list[Run] = []
    for run in tables:
        found.append(next((whole for above in found if (whole := _given_first(stream, run, above))), run))
    return found


def _given_first(stream: Stream, run: Run, above: Run) -> Run | None:
    """The run with its torn first header, as the run above has it whole; None when it lacks none."""
    whole, headers = ([column.header for column in one.headers] for one in (above, run))
    first, after = torn_first(stream, whole, headers, run.first, run.after)
    if first == run.first:
        return None
    torn: dict[int, LineKind] = dict.fromkeys((*range(first, run.first), *range(run.after, after)), "header")
    named = (above.headers[0], *run.headers)
    return replace(run, first=first, after=after, headers=named, kinds=run.kinds | torn)


def _led(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables, each with the headers to the left of those found, where more than half of its like have them."""
    led: list[tuple[int, tuple[Column, ...]]] = []
    in_vain: Counter[tuple[Column, ...]] = Counter()
    floor = 0
    for run in tables:
        at = run.first
        columns: list[tuple[str, str]] = []
        if in_vain[run.headers] < _TRIED and run.headers and run.kinds.get(run.first) == "header":
            named = {column.kind for column in run.headers}
            at, columns = leading_columns(stream, run.first, floor, named)
        led.append((at, tuple(Column(kind_alike(text), text) for _, text in columns)))
        in_vain[run.headers] += not columns
        floor = run.after
    lines: list[dict[int, LineKind]] = [
        dict.fromkeys(range(at, run.first), "header") for run, (at, _) in zip(tables, led, strict=True)
    ]
    alike = Counter(run.headers for run in tables)
    same = Counter((run.headers, columns) for run, (_, columns) in zip(tables, led, strict=True) if columns)
    return [
        replace(run, first=at, headers=columns + run.headers, kinds=own | run.kinds)
        if columns and 2 * same[run.headers, columns] > alike[run.headers]
        else run
        for run, (at, columns), own in zip(tables, led, lines, strict=True)
    ]


def _like_most(stream: Stream, tables: Sequence[Run]) -> list[Run]:
    """The tables, those of whose header OCR lost a column or two given the columns that most of them have, and those
    where the first lines of a row were taken for more headers given these back."""
    counts = Counter(kinds_of(run.headers) for run in tables)
    kinds, count = counts.most_common(1)[0] if counts else ((), 0)
    if count < _FEWEST_ALIKE or 2 * count < len(tables):
        return list(tables)
    most = next(run.headers for run in tables if kinds_of(run.headers) == kinds)
    return [_as_most(stream, run, most) for run in tables]


def _as_most(stream: Stream, run: Run, most: tuple[Column, ...]) -> Run:
    lost = lacking(run.headers, most)
    if lost and len(lost) <= _MOST_LOST:
        return replace(run, headers=most, lent=lost)
    kinds, own = kinds_of(most), kinds_of(run.headers)
    is_more = len(own) > len(kinds) and own[: len(kinds)] == kinds and set(own[len(kinds) :]) <= {*kinds, "other"}
    return _given_back(stream, run, len(kinds)) if is_more else run


def _given_back(stream: Stream, run: Run, many: int) -> Run:
    """The run with so many headers, when those after them are whole lines; else as it was."""
    extra = collapse(" ".join(column.header for column in run.headers[many:]))
    for after in range(run.after - 1, run.first, -1):
        if collapse(" ".join(line.text for line in stream.lines[after : run.after])) == extra:
            kinds = {line: kind for line, kind in run.kinds.items() if line < after}
            return replace(run, headers=run.headers[:many], after=after, kinds=kinds)
    return run


def torn_before(stream: Stream, runs: Sequence[Run], tables: Sequence[Run]) -> list[Run]:
    """The beginning of the first table where OCR tore its header and its instruction row: the columns are those of the
    header that came through whole further down. Without it all above that header would be no row text. Pieces of an
    instruction row show it, of two columns at least: a heading of a preface may say «Uppföljning» too."""
    torn = [run for run in runs if not tables or run.first < tables[0].first]
    told = [run for run in torn if run.instructed]
    if not stream.is_ocr or not tables or len({kind for run in told for kind, _ in run.instructed}) < _FEWEST_TOLD:
        return []
    return [replace(told[0], headers=columns_of(tables[0]))]


def _with_instructions(tables: Sequence[Run]) -> list[Run]:
    """The tables, an instruction row that begins with words no vocabulary knows joined to the header it stands under:
    it tells of some of the header's columns and makes no table of its own."""
    found: list[Run] = []
    for run in tables:
        above = found[-1] if found else None
        told = {kind for kind, _ in run.instructed}
        if (
            above
            and not run.headers
            and not run.titles
            and told < {column.kind for column in above.headers}
            and run.first - above.after <= len(above.headers)
        ):
            between: dict[int, LineKind] = dict.fromkeys(range(above.after, run.first), "instruction")
            found[-1] = replace(
                above,
                after=run.after,
                instructed=above.instructed + run.instructed,
                kinds=above.kinds | between | run.kinds,
            )
        else:
            found.append(run)
    return found


def whole_columns(columns: tuple[Column, ...], above: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns, or those of the table above (or the usual ones) where a repeated header came through in part."""
    kinds = {column.kind for column in columns}
    if above and kinds == {column.kind for column in above} and len(columns) == len(above):
        return above
    if above and kinds < {column.kind for column in above} and len(columns) + 1 < len(above):
        return above
    if len(columns) == len(above) and _differ_by_unknown(columns, above):
        return above
    if "measure" in kinds or (len(columns) >= _WHOLE and any(map(is_untold, columns))):
        return columns
    if kinds <= {column.kind for column in above}:
        named = {column.kind: column for column in columns}
        return tuple(named.get(column.kind, column) for column in above)
    return _with_usual(columns)


def _with_usual(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with the usual ones that they lack, each where it usually stands."""
    found = list(columns)
    order = [column.kind for column in USUAL]
    for number, usual in enumerate(USUAL):
        kinds = [column.kind for column in found]
        if usual.kind in kinds or (usual.kind == "area" and "subarea" in kinds):
            continue
        before = [at for at, kind in enumerate(kinds) if kind in order[:number] or kind in ("subarea", "other")]
        after = [at for at, kind in enumerate(kinds) if kind in order[number + 1 :]]
        found.insert(min(after) if after else max(before, default=-1) + 1, usual)
    return tuple(found)


def _differ_by_unknown(columns: Sequence[Column], above: Sequence[Column]) -> bool:
    """Whether the header is the one above with one of its words misread."""
    differing = [one.kind for one, other in zip(columns, above, strict=True) if one.kind != other.kind]
    return differing == ["other"]

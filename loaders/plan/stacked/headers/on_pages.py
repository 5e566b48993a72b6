"""Headers told by their coming again with each page or table: for text whose blocks stand in any order.

A header's parts may stand anywhere among the cells, right on them without a blank line between; but where the header
row is repeated, each of its lines comes as often on each page as the others do. What is known of them by the
vocabulary tells how often that is, and what else comes so is of the header too: a header that no vocabulary knows, its
second line, the instruction under it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.plan.classify import is_state
from loaders.plan.headers import header_role
from loaders.plan.stacked.headers.marks import HeaderMark
from loaders.plan.stacked.headers.words import KIND_OF, is_heading_word, kind_alike, settled
from loaders.plan.stacked.sections import Column, ColumnKind
from loaders.plan.stacked.text import Stream
from loaders.text import collapse

_FEWEST_TIMES, _FEWEST_ROLES = 2, 4
# How alike the counts by page of two lines of one header are at least: what they share of what either has.
_ALIKE = 0.6
# How sure a line's role is at least for the line to be a header by itself, and to be one in just such words.
_KNOWN, _EXACT = 0.8, 0.95
_LONGEST_KNOWN, _LONGEST_UNKNOWN = 8, 4
# So near a page's ends, mostly, what runs along them stands.
_EDGE, _MOSTLY = 2, 0.6
# Of how it went a table may well have several columns.
_SEVERAL = frozenset({"followup", "status", "comment", "known"})
_LAST = frozenset({"followup", "status", "comment"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that begin alike each time: a header, then what stands under it (`told`)."""

    header: str
    lines: tuple[int, ...]
    told: tuple[int, ...]
    last: int


def headers_on_pages(stream: Stream) -> list[HeaderMark]:
    """The header and instruction lines that come again as often as their table's header does; [] where it does not."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(stream.lines):
        if line.after - line.first <= _LONGEST_KNOWN:
            places.setdefault(line.text, []).append(number)
    counts = {
        key: Counter(stream.lines[line].page for line in lines)
        for key, lines in places.items()
        if len(lines) >= _FEWEST_TIMES
    }
    roles = {key: _role(stream.lines[places[key][0]].text) for key in counts}
    usual = _usual_counts(counts, roles)
    if usual is None:
        return []
    known = {key for key in counts if roles[key] and _alike(counts[key], usual) >= _ALIKE}
    if len({roles[key] for key in known}) < _FEWEST_ROLES:
        return []
    own = known | {
        key
        for key, count in counts.items()
        if count == usual
        and (
            _begins_known(stream, places[key])
            or (_touch(stream, places, key, known) and not _runs(stream, places[key]))
        )
    }
    alike = {key for key, count in counts.items() if _alike(count, usual) >= _ALIKE} - own
    while under := {key for key in alike if _stands_under(stream, places[key], own)}:
        own |= under
        alike -= under
    own |= {
        stream.lines[line + 1].text for key in own - known if _begins_known(stream, places[key]) for line in places[key]
    } & set(places)
    lines = {line: key for key in own for line in places[key]} | _below(stream, places, roles, own)
    return _as_marks(stream, _parts(stream, lines, roles))


def _begins_known(stream: Stream, places: Sequence[int]) -> bool:
    """Whether the line is a known header together with the one right under it, each time."""
    lines = stream.lines
    below = {lines[line + 1].text if line + 1 < len(lines) and not lines[line + 1].gap else "" for line in places}
    return (
        len(below) == 1
        and below != {""}
        and header_role(collapse(f"{lines[places[0]].text} {below.pop()}"))[1] >= _EXACT
    )


def _touch(stream: Stream, places: Mapping[str, list[int]], key: str, known: Collection[str]) -> bool:
    """Whether the line mostly stands beside one of the header's known ones, or over one with another line between."""
    header = {line for other in known for line in places[other]}
    return sum(not header.isdisjoint((line - 1, line + 1, line + 2)) for line in places[key]) >= _MOSTLY * len(
        places[key]
    )


def _stands_under(stream: Stream, places: Sequence[int], own: Collection[str]) -> bool:
    """Whether the line mostly stands right under one of the header's."""
    lines = stream.lines
    right_under = [line for line in places if line and not lines[line].gap and lines[line - 1].text in own]
    return len(right_under) >= _MOSTLY * len(places)


def _below(
    stream: Stream, places: Mapping[str, list[int]], roles: Mapping[str, str], own: Collection[str]
) -> dict[int, str]:
    """The lines right under a known header that say the same each time: its second line, though that comes elsewhere
    too."""
    lines = stream.lines
    found: dict[int, str] = {}
    for key in own:
        below = [line + 1 for line in places[key] if line + 1 < len(lines)]
        said = {lines[line].text for line in below}
        if roles.get(key) and len(said) == 1 and not said & set(own) and not any(lines[line].gap for line in below):
            found |= dict.fromkeys(below, said.pop())
    return found


def _role(text: str) -> str:
    """What the line is the header of by itself; "" where it is none."""
    role, sure = header_role(text)
    begins = not text[:1].isalpha() or text[:1].isupper()
    # What only holds a header's word may be the title that runs along the pages.
    least = _KNOWN if len(text.split()) <= _LONGEST_UNKNOWN else _EXACT
    is_one = sure >= least and begins and not text.endswith((".", ",", ";")) and not is_state(text)
    return role if is_one and role not in ("unknown", "unnamed") else ""


def _usual_counts(counts: Mapping[str, Counter[int | None]], roles: Mapping[str, str]) -> Counter[int | None] | None:
    """How often the header comes on each page: as most of its known lines do, among them the measures'."""
    best, most = None, 0
    for key, role in roles.items():
        if role:
            alike = {roles[other] for other, count in counts.items() if _alike(count, counts[key]) >= _ALIKE} - {""}
            exact = sum(count == counts[key] for other, count in counts.items() if roles[other])
            if len(alike) >= _FEWEST_ROLES and (worth := 100 * len(alike) + exact) > most:
                best, most = counts[key], worth
    return best


def _alike(one: Counter[int | None], other: Counter[int | None]) -> float:
    return (one & other).total() / (one | other).total()


def _runs(stream: Stream, lines: Sequence[int]) -> bool:
    """Whether the line runs along the pages' edges: it is no header by itself, and mostly first or last on its page."""
    if _role(stream.lines[lines[0]].text):
        return False

    def is_at_edge(line: int) -> bool:
        page, last = stream.lines[line].page, len(stream.lines) - 1
        return any(not 0 <= at <= last or stream.lines[at].page != page for at in (line - _EDGE, line + _EDGE))

    return sum(map(is_at_edge, lines)) >= _MOSTLY * len(lines)


def _parts(stream: Stream, lines: Mapping[int, str], roles: Mapping[str, str]) -> list[_Part]:
    """The headers with the lines under them, in reading order."""
    found: list[_Part] = []
    # The roles in the header so far, with the parts that have them.
    taken: dict[str, int] = {}
    for line in sorted(lines):
        above = found[-1] if found else None
        is_next = above is not None and line == above.last + 1
        if not is_next:
            taken = {}
        is_close = is_next and not stream.lines[line].gap
        text, role = stream.lines[line].text, roles.get(lines[line], "")
        is_told = any(found[at].told for at in taken.values())
        if above and is_close and line == above.lines[-1] + 1 and _is_rest(above.header, text, role):
            found[-1] = replace(above, header=collapse(f"{above.header} {text}"), lines=(*above.lines, line), last=line)
        elif taken and _is_told(text, role, taken, is_told, is_close):
            at = taken.get(role, len(found) - 1)
            found[at] = replace(found[at], told=(*found[at].told, line))
            found[-1] = replace(found[-1], last=line)
        elif role or _may_be_unknown(stream, lines, line):
            found.append(_Part(text, (line,), (), line))
            taken[role or text] = len(found) - 1
    return found


def _is_rest(header: str, text: str, role: str) -> bool:
    """Whether the line is the rest of the header above it: both together are a header in just such words, or it goes on
    with a small letter or a number."""
    sure, joined = header_role(header)[1], header_role(collapse(f"{header} {text}"))[1]
    if not role and text[:1].islower() | text.isdigit():
        return not header.endswith("?") and not text.endswith(".")
    return sure < _EXACT and joined >= _KNOWN and joined > sure


def _is_told(text: str, role: str, taken: Collection[str], is_told: bool, is_close: bool) -> bool:
    """Whether the line tells what is to stand under a header above it rather than being one."""
    if (role and role not in taken) or role in _SEVERAL:
        return False
    if role:
        # What comes again after the columns that stand last is of the row below.
        return header_role(text)[1] < _EXACT or is_told or not _LAST.isdisjoint(taken)
    return is_told or is_close or text.endswith(".")


def _may_be_unknown(stream: Stream, lines: Mapping[int, str], line: int) -> bool:
    """Whether a line that no vocabulary knows may be a header: a few words, or more of them with the line below."""
    one = stream.lines[line]
    below = stream.lines[line + 1].text if line + 1 in lines and not stream.lines[line + 1].gap else ""
    if below and header_role(collapse(f"{one.text} {below}"))[1] >= _KNOWN:
        return True
    return one.after - one.first <= _LONGEST_UNKNOWN and is_heading_word(one.text, one.text) and not is_state(one.text)


def _as_marks(stream: Stream, parts: Sequence[_Part]) -> list[HeaderMark]:
    """The parts as marks, each header the same column everywhere, as all of them together tell."""
    first: dict[str, Counter[str]] = {}
    for part in parts:
        first.setdefault(stream.lines[part.lines[0]].text, Counter())[part.header] += 1
    named = {key: count.most_common(1)[0][0] for key, count in first.items() if count.total() >= _FEWEST_TIMES}
    headers = list(dict.fromkeys(named.values()))
    columns: dict[str, Column] = {}
    for column in settled([Column(_kind(header), header) for header in headers]):
        columns.setdefault(column.header, column)
    marks: list[HeaderMark] = []
    for part in parts:
        header = named.get(stream.lines[part.lines[0]].text)
        if header is None or header not in columns:
            continue
        column = columns[header]
        marks.append(HeaderMark(part.lines, "header", (column,)))
        marks += [HeaderMark(told, "instruction", (column,)) for told in _together(part.told)]
    return sorted(marks, key=lambda mark: mark.lines[0])


def _together(lines: Sequence[int]) -> list[tuple[int, ...]]:
    """The lines, those that follow each other together."""
    found: list[tuple[int, ...]] = []
    for line in lines:
        if found and line == found[-1][-1] + 1:
            found[-1] = (*found[-1], line)
        else:
            found.append((line,))
    return found


def _kind(header: str) -> ColumnKind:
    role, sure = header_role(header)
    return KIND_OF.get(role, role) if sure >= _KNOWN else kind_alike(header)  # type: ignore[return-value]

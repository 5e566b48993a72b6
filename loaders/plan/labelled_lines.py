"""A text's lines, and which of them begin with a label of the plan («Ansvarig: Polisen»)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.plan.headers import Role, header_role, may_be_others
from loaders.records import Document, Paragraph, Place
from loaders.text import collapse, fold

LONGEST_LABEL = 40
LONGEST_TITLE = 150
MOST_LABELS = 500
_CLEAR = 0.85
_SURE = 0.97
_OFTEN = 3
_LABEL = re.compile(rf"([^\W\d_][^:\n]{{0,{LONGEST_LABEL - 1}}}?)\s*:(?:\s+|$)(.*)", re.DOTALL)
_DASHED_LABEL = re.compile(rf"([^\W\d_][^:\n\t]{{0,{LONGEST_LABEL - 1}}}?)(?:\t+| +[–—-] +)(\S.*)", re.DOTALL)
_NUMBERED_LABEL = re.compile(r"([^\W\d_]+\s*\d+)\s*[.–-]\s+(\S.*)", re.DOTALL)
_BULLET = re.compile(r"[-*•‣▪●○–➢]\s+")
_NUMBER = re.compile(r"(?:[A-Z]?\d+(?:\.\d+)*[.):]|\d+(?:\.\d+)+|\d+\s[-–])\s*(?=\S)")
# A label inside a line: after the end of a sentence, a sign between parts, or a gap.
_INSIDE = re.compile(r"(?:(?<=[.;,!?|])\s{1,9}|\s{2,9}|\s{0,9}\|\s{0,9}|\s[–-]\s)(?=([A-ZÅÄÖ][^:.;,|\n]{1,30}?)\s*:\s)")
_RULE = re.compile(r"[\W_]*")
_TITLE_ENDS = (".", "!", ";", ",", ":")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text, or one label's part of it. `opens` when it begins a paragraph of its own, `listed` when a
    bullet stands before it; `role` and `label` of a line that begins with one, `said` what comes after it."""

    text: str
    place: Place
    source: int
    opens: bool = True
    level: int | None = None
    strong: bool = False
    listed: bool = False
    role: Role | None = None
    label: str = ""
    said: str = ""

    @property
    def like_title(self) -> bool:
        """Whether the line looks like a title: short, and no sentence."""
        return not self.listed and len(self.text) <= LONGEST_TITLE and not self.text.endswith(_TITLE_ENDS)

    @property
    def numbered(self) -> bool:
        return bool(_NUMBER.match(self.text))


def lines_of(document: Document) -> list[Line]:
    """The lines of the paragraphs, those that begin with a label marked. Lines without a word are left out; none when
    the text has more that looks like labels than any plan would."""
    lines = list(_lines(document))
    candidates = Counter(label for line in lines for label in _candidates(line))
    if len(candidates) > MOST_LABELS:
        return []
    often = _frequent(candidates)
    lines = [_with_label(part, often) for line in lines for part in _parted(line, often)]
    return _with_unknown(lines)


def source_lines(document: Document) -> list[tuple[str, Place]]:
    """Each line of the paragraphs as it stands, in order: what `Line.source` counts."""
    return [(collapse(text), place) for _, text, place, _ in _texts(document)]


def _texts(document: Document) -> Iterator[tuple[Paragraph, str, Place, bool]]:
    """The paragraphs' lines with their places, and whether each begins a paragraph.

    In Markdown every line is a paragraph to its reader, and only a blank line begins another; where a paragraph's place
    counts lines, each further line has a place of its own.
    """
    above: int | None = None
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            above = None
            continue
        by_line = document.form in ("markdown", "stacked text")
        number = block.place.line
        goes_on = document.form == "markdown" and number is not None and above is not None and number == above + 1
        for offset, text in enumerate(block.text.split("\n")):
            place = block.place
            if document.form == "stacked text" and number is not None:
                place = replace(place, line=number + offset)
            yield block, text, place, not offset and not goes_on
            above = place.line if by_line else None


def _lines(document: Document) -> Iterator[Line]:
    below_rule = True
    for source, (block, text, place, opens) in enumerate(_texts(document)):
        if _RULE.fullmatch(text):
            below_rule = True
            continue
        stripped = text.strip()
        bullet = _BULLET.match(stripped)
        plain = stripped[bullet.end() :] if bullet else stripped
        whole = opens and "\n" not in block.text
        yield Line(
            plain, place, source, opens or below_rule or block.level is not None, block.level,
            block.strong and whole, bool(bullet),
        )  # fmt: skip
        below_rule = block.level is not None


def _with_label(line: Line, often: frozenset[str]) -> Line:
    found = _found_label(line.text, often)
    if found is None or (line.level is not None and found[0] != "measure"):
        return replace(line, text=collapse(line.text))
    role, label, said = found
    if role in ("measure", "goal") and may_be_others(label):
        role = "known"  # «Hur: …» describes a measure that has its name elsewhere, «Indikator: …» how its goal is told
    return replace(line, text=collapse(line.text), role=role, label=label, said=said.strip())


def _found_label(text: str, often: frozenset[str]) -> tuple[Role, str, str] | None:
    """The role, label and text of a line that begins with a label that the vocabulary knows. Only a label that comes
    `often` may have a dash or a tab for its colon."""
    text = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    match = _LABEL.match(text)
    if match:
        label = collapse(match.group(1))
        role, sure = header_role(label)
        return (role, label, match.group(2)) if sure >= _CLEAR and not label[0].islower() else None
    match = _NUMBERED_LABEL.match(text)
    if match and header_role(match.group(1)) == ("measure", 1.0):
        return "measure", collapse(match.group(1)), match.group(2)
    match = _DASHED_LABEL.match(text)
    if match and fold(match.group(1)) in often and header_role(match.group(1))[1] >= _SURE:
        return header_role(match.group(1))[0], collapse(match.group(1)), match.group(2)
    return None


def _candidates(line: Line) -> list[str]:
    """What may be labels in a line: what it begins with up to a colon or dash, and the like inside it."""
    begins = [match for match in (_LABEL.match(line.text), _DASHED_LABEL.match(line.text)) if match][:1]
    return [match.group(1) for match in (*begins, *_INSIDE.finditer(line.text))]


def _frequent(candidates: Counter[str]) -> frozenset[str]:
    """The known labels, folded, that come often, at the beginning of lines or inside them."""
    counted: Counter[str] = Counter()
    for label, times in candidates.items():
        if header_role(label)[1] >= _CLEAR:
            counted[fold(label)] += times
    return frozenset(label for label, times in counted.items() if times >= _OFTEN)


def _parted(line: Line, often: frozenset[str]) -> Iterator[Line]:
    """A line that begins with a label and holds others, one part for each of them; any other line as it is."""
    if _found_label(line.text, often) is None:
        yield line
        return
    start, opens = 0, line.opens
    for match in _INSIDE.finditer(line.text):
        is_label = fold(match.group(1)) in often or header_role(match.group(1))[1] >= _SURE
        if is_label and line.text[start : match.start()].strip()[-1:] != ":":
            yield replace(line, text=line.text[start : match.start()].strip(" |"), opens=opens)
            start, opens = match.end(), False
    yield replace(line, text=line.text[start:], opens=opens)


def _with_unknown(lines: Sequence[Line]) -> list[Line]:
    """The lines with those marked too whose label the vocabulary does not know, where it comes again among others."""
    found: list[re.Match[str] | None] = []
    for index, line in enumerate(lines):
        near = any(lines[at].role for at in (index - 1, index + 1) if 0 <= at < len(lines))
        match = _LABEL.match(line.text) if near and line.role is None and line.level is None else None
        found.append(match if match and match.group(1)[0].isupper() and len(match.group(1).split()) <= 3 else None)
    times = Counter(fold(match.group(1)) for match in found if match)
    return [
        replace(line, role="unknown", label=collapse(match.group(1)), said=match.group(2).strip())
        if match and times[fold(match.group(1))] >= _OFTEN - 1
        else line
        for line, match in zip(lines, found, strict=True)
    ]

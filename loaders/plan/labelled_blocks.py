"""A labelled text's lines put together: headings, running text, and one block for each measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from loaders.plan.classify import labels_area, names_area, topic_area
from loaders.plan.headers import Role
from loaders.plan.labelled_lines import Line
from loaders.text import fold

OWN: tuple[Role, ...] = ("when", "start", "end", "who", "partner", "followup", "status")
_OVER: tuple[Role, ...] = ("area", "subarea", "cause", "goal")
_BRIEF: tuple[Role, ...] = ("area", "subarea", "when", "start", "end", "who", "partner")
"""What is said in a few words, and never in a paragraph more."""
_FEWEST = 3


@dataclass(slots=True)
class Said:
    """One label with its lines: those that begin with it (a label may come again in a block), and those that go on."""

    label: str
    role: Role
    lines: list[Line]

    @property
    def texts(self) -> Iterator[str]:
        """What is said line by line, blank lines left out."""
        return (text for line in self.lines if (text := line.said if line.role else line.text))


@dataclass(slots=True)
class Block:
    """A measure: its title and what describes it, if it has one, and what the labels say. `unsure` holds lines that
    may belong elsewhere, each with the question."""

    title: list[Line]
    labels: dict[str, Said] = field(default_factory=dict)
    unsure: list[tuple[Line, str]] = field(default_factory=list)
    latest: str = ""

    @property
    def last(self) -> Said:
        """The label that was met last, to which an unlabelled line belongs."""
        return self.labels[self.latest]

    @property
    def said(self) -> list[Said]:
        return list(self.labels.values())

    @property
    def lines(self) -> list[Line]:
        return [*self.title, *(line for said in self.said for line in said.lines)]

    @property
    def roles(self) -> set[Role]:
        return {said.role for said in self.said}


Part = Block | Line
"""A line by itself is a heading when it has a level, else running text."""

_LOOSE_HEADING = 8
"""The level of a heading that has none of its own: under every one that has."""


@dataclass(frozen=True, slots=True)
class _Habit:
    """How this text is written: what a title usually is (a level, "strong" or "plain"), whether a label names the
    measure, whether labels stand alone over what they say, whether headings have levels, and whether what is no
    running text is marked as such, so that a short line without a mark is running text too."""

    title: int | str
    named: bool
    alone: bool
    levels: bool
    marked: bool


def blocks_of(lines: Sequence[Line]) -> tuple[list[Part], list[tuple[Line, str]]]:
    """The text's parts in order, and what of those outside the blocks is unsure; no parts when it is no plan written
    with labels."""
    lines = _with_area_headings(lines)
    habit = _habit(lines)
    parts: list[Part] = []
    block: Block | None = None
    loose: list[Line] = []
    for line in lines:
        if line.role is None:
            loose.append(line)
            continue
        if block is None or _is_boundary(block, loose, line, habit):
            rest = _end(block, loose, line, habit) if block else loose
            before, title, unsure = _titled(rest, line, habit, first=block is None)
            parts += [*_told(before), block := Block(title, unsure=unsure)]
        else:
            _continue(block, loose, doubted=not habit.alone)
        same = block.labels.setdefault(fold(line.label), Said(line.label, line.role, []))
        same.lines.append(line)
        block.latest = fold(line.label)
        loose = []
    parts += _told(_end(block, loose, None, habit) if block else loose)
    return _settled(parts, habit)


# --- how the text is written ----------------------------------------------------------------------------------------


def _with_area_headings(lines: Sequence[Line]) -> list[Line]:
    """The lines with a label of the area turned into headings, where they stand over measures and not in each: the
    first before any measure, and most of them before the next measure's title or label."""
    named = any(line.role == "measure" for line in lines)
    areas = over = 0
    below, measure_below, said_above = "", False, True
    for line in reversed(lines):
        if line.role == "area":
            areas += 1
            over += measure_below if named else below == "loose"
            said_above = False
        elif line.role in ("measure", *OWN):
            measure_below = line.role == "measure"
            said_above = True
        below = "label" if line.role else "loose"
    if said_above or over * 2 < areas:
        return list(lines)
    return [
        replace(line, role=None, label="", said="", level=line.level or 1) if line.role == "area" else line
        for line in lines
    ]


def _habit(lines: Sequence[Line]) -> _Habit:
    labelled = [line for line in lines if line.role]
    counted = Counter(line.role for line in labelled)
    most = max((counted[role] for role in OWN), default=0)
    votes: Counter[int | str] = Counter()
    for above, line in pairwise(lines):
        if line.role and not above.role and (above.level is not None or above.strong or above.like_title):
            votes[above.level if above.level is not None else "strong" if above.strong else "plain"] += 1
    title = votes.most_common(1)[0][0] if votes else "plain"
    named = counted["measure"] * 2 >= most > 0
    levels = any(line.level is not None for line in lines[1:])
    return _Habit(
        title=title,
        named=named,
        alone=sum(not line.said for line in labelled) * 2 > len(labelled),
        levels=levels,
        marked=levels or any(line.strong for line in lines[1:]) if named else title != "plain",
    )


# --- where a block ends and the next begins -------------------------------------------------------------------------


def _is_boundary(block: Block, loose: Sequence[Line], line: Line, habit: _Habit) -> bool:
    """Whether the label `line`, after the unlabelled lines, begins another measure."""
    if any(one.level is not None for one in loose):
        return True
    if habit.named:
        again = line.role == "measure" or fold(line.label) == fold(block.said[0].label)
        return again and "measure" in block.roles
    if not loose:
        return False
    if fold(line.label) in block.labels or any(one.strong for one in loose):
        return True
    waiting = habit.alone and not any(block.last.texts)
    return not waiting and not habit.marked and any(one.opens and one.like_title for one in loose)


def _end(block: Block, loose: Sequence[Line], line: Line | None, habit: _Habit) -> list[Line]:
    """Gives the block the lines that go on with its last label, and returns the others."""
    stop = 0
    waiting = habit.alone and not any(block.last.texts)
    for index, one in enumerate(loose):
        if one.level is not None or one.strong:
            break
        if line is None and one.opens and not habit.alone and (block.last.role in _BRIEF or not any(block.last.texts)):
            break  # after the last measure, where nothing is told in sentences: the plan's own closing words
        if index == len(loose) - 1 and line and not habit.named and one.like_title and (one.opens or not line.opens):
            break
        if one.opens and not habit.marked and (one.like_title or one.numbered) and not (waiting and index == 0):
            break
        stop = index + 1
    _continue(block, loose[:stop], doubted=not habit.alone)
    return list(loose[stop:])


def _continue(block: Block, lines: Sequence[Line], *, doubted: bool) -> None:
    """Adds unlabelled lines to what the block's last label says; a paragraph of its own is asked about."""
    said = block.last
    for line in lines:
        if doubted and line.opens and not line.listed:
            question = f"Stycket har ingen etikett och har lagts till «{said.label}» ovanför. Hör det dit?"
            block.unsure.append((line, question))
        said.lines.append(line)


def _titled(
    lines: Sequence[Line], label: Line, habit: _Habit, *, first: bool
) -> tuple[list[Line], list[Line], list[tuple[Line, str]]]:
    """The lines over a measure parted: what stands before its title, the title with what describes it, and what of
    that is unsure."""
    if habit.named or not lines:
        return list(lines), [], []
    index, unsure = _title_at(lines, label, habit, first=first)
    return list(lines[:index]), list(lines[index:]), unsure


def _title_at(lines: Sequence[Line], label: Line, habit: _Habit, *, first: bool) -> tuple[int, list[tuple[Line, str]]]:
    def is_usual(line: Line) -> bool:
        return line.strong and line.level is None if habit.title == "strong" else line.level == habit.title

    usual = [index for index, line in enumerate(lines) if is_usual(line)]
    if usual:
        return usual[-1], []
    headed = max((index for index, line in enumerate(lines) if line.level is not None), default=-1)
    tail = range(headed + 1, len(lines))
    if tail and not label.opens:
        # The title stands in the paragraph of its labels: what is above that paragraph is something else.
        return max((index for index in tail if lines[index].opens), default=tail[-1]), []
    strong = [index for index in tail if lines[index].strong]
    if strong:
        return strong[-1], []
    short = [index for index in tail if lines[index].like_title]
    numbered = [index for index in short if lines[index].numbered]
    plain = [index for index in short if not _is_area(lines[index].text)]
    if numbered and len(numbered) < len(short):
        return numbered[-1], []
    if len(plain) > 1:
        chosen = plain[0] if habit.levels else plain[-1]
        question = f"Är «{lines[chosen].text[:80]}» åtgärdens namn? Raderna intill kan vara rubrik eller beskrivning."
        return chosen, [] if first else [(lines[chosen], question)]
    if short:
        chosen = (plain or short)[-1]
        question = f"Är «{lines[chosen].text[:80]}» åtgärdens namn? Den skrivs inte som de andra åtgärdernas."
        return chosen, [(lines[chosen], question)] if habit.marked else []
    if headed >= 0:
        return headed, []
    question = "Åtgärden har ingen egen rubrik. Är texten ovanför etiketterna dess namn?"
    return len(lines) - 1, [(lines[-1], question)]


def _is_area(text: str) -> bool:
    return bool(labels_area(text) or names_area(text) or topic_area(text) or text.isupper())


# --- what the parts are ---------------------------------------------------------------------------------------------


def _told(lines: Sequence[Line]) -> list[Part]:
    """Lines outside the blocks: headings with a level, and running text."""
    return [
        replace(line, level=_LOOSE_HEADING) if line.level is None and (line.strong or line.like_title) else line
        for line in lines
    ]


def _settled(parts: Sequence[Part], habit: _Habit) -> tuple[list[Part], list[tuple[Line, str]]]:
    """The parts with those blocks taken apart that are no measure: what is said of all measures under a heading, and
    what the document says of itself."""
    blocks = [part for part in parts if isinstance(part, Block)]
    times = Counter(fold(said.label) for block in blocks for said in block.said)
    usual = {label for label, number in times.items() if number * 3 >= len(blocks)}
    kept = [block for block in blocks if _is_measure(block, usual, habit)]
    full = [block for block in kept if len(block.roles - {"unknown", "known"}) >= 2 and block.roles & set(OWN)]
    if len(full) < _FEWEST or len(full) * 2 < len(kept):
        return [], []
    mine = {id(block) for block in kept}
    result: list[Part] = []
    unsure: list[tuple[Line, str]] = []
    for part in parts:
        if isinstance(part, Line) or id(part) in mine:
            result.append(part)
            continue
        result += _apart(part)
        if part.roles & set(OWN) and part is not blocks[0]:
            unsure.append((part.lines[0], "Texten har etiketter men lästes inte som en åtgärd. Är den en?"))
    return result, unsure


def _is_measure(block: Block, usual: set[str], habit: _Habit) -> bool:
    if habit.named and "measure" not in block.roles:
        return False
    labels = [fold(said.label) for said in block.said]
    common = sum(label in usual for label in labels)
    as_usual = not block.title or _kind(block.title[0]) == habit.title
    if block.roles <= set(_OVER) and not as_usual:
        return False
    return common * 2 > len(labels) or (as_usual and common * 2 >= len(labels) and bool(block.roles & set(OWN)))


def _kind(line: Line) -> int | str:
    return line.level if line.level is not None else "strong" if line.strong else "plain"


def _apart(block: Block) -> Iterator[Part]:
    yield from _told(block.title[:1])
    yield from block.title[1:]
    for said in block.said:
        yield from said.lines

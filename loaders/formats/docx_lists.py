"""The numbers and bullets that Word draws before list items: numbering.xml and styles.xml to the text a reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace all names are read in; documents in the strict variant are renamed into it."""

LEVELS = 9

_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts ("decimal", "bullet", …), what it writes ("%1."), where it starts."""

    number_format: str = "decimal"
    text: str = "%1."
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True, slots=True)
class ListNumber:
    """A `w:num`: its counters' key, its levels, and the levels that it starts over."""

    key: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says, its ancestors included: outline level (0..8) and list (numId, ilvl)."""

    name: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None


@dataclass
class Lists:
    """Counts list items as Word does, in document order."""

    numbers: dict[str, ListNumber]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Count one item and give what Word draws before it ("2. ", "b) ", "• ") with its space; "" for nothing."""
        entry = self.numbers.get(number)
        if entry is None or not 0 <= level < LEVELS:
            return ""
        shape = entry.levels.get(level, Level())
        counts = self._counts.setdefault(entry.key, [None] * LEVELS)
        if level in entry.starts and (number, level) not in self._started:
            # A w:num that overrides the start begins anew once, the first time it is met.
            self._started.add((number, level))
            counts[level] = entry.starts[level]
        else:
            now = counts[level]
            counts[level] = shape.start if now is None else now + 1
        for deeper in range(level + 1, LEVELS):
            restart = entry.levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and level < restart):
                counts[deeper] = None
        if shape.number_format == "bullet":
            return "- " if shape.text.strip() in {"-", "–", "—"} else "• "
        if shape.number_format == "none" and "%" not in shape.text:
            return f"{shape.text.strip()} " if shape.text.strip() else ""

        def drawn(found: re.Match[str]) -> str:
            index = int(found.group(1)) - 1
            other = entry.levels.get(index, Level())
            value = counts[index]
            form = "decimal" if shape.legal else other.number_format
            return _count_text(other.start if value is None else value, form)

        text = _PLACEHOLDER.sub(drawn, shape.text).strip()
        if not text:
            return ""
        return text if shape.suffix == "nothing" else f"{text} "


def read_styles(root: Any) -> dict[str, Style]:
    """Paragraph style id to what it says; the key "" is the default paragraph style."""
    raw: dict[str, tuple[str, Any, str]] = {}
    default = ""
    for style in root.iterfind(f"{W}style"):
        if style.get(f"{W}type", "paragraph") != "paragraph":
            continue
        identity = style.get(f"{W}styleId", "")
        name = _value(style, "name") or ""
        raw[identity] = (name, style.find(f"{W}pPr"), _value(style, "basedOn") or "")
        if style.get(f"{W}default") in {"1", "true"}:
            default = identity
    styles: dict[str, Style] = {}
    for identity, (name, _, _) in raw.items():
        outline = level = number = None
        seen: set[str] = set()
        at = identity
        while at in raw and at not in seen:
            seen.add(at)
            ancestor, properties, above = raw[at]
            heading = re.fullmatch(r"(?:heading|rubrik) ([1-9])", ancestor.lower())
            if properties is not None:
                if outline is None:
                    outline = _number(properties, "outlineLvl")
                listed = properties.find(f"{W}numPr")
                if number is None and listed is not None:
                    number = _value(listed, "numId")
                    level = _number(listed, "ilvl")
            if outline is None and heading:
                outline = int(heading.group(1)) - 1
            at = above
        if outline is None and name.lower() in {"title", "rubrik"}:
            outline = 0
        styles[identity] = Style(name, outline, number, level)
    styles[""] = styles.get(default, Style())
    return styles


def read_lists(root: Any) -> dict[str, ListNumber]:
    """numId to its list, with styles that stand for lists followed to where the levels are written."""
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    named: dict[str, str] = {}
    for abstract in root.iterfind(f"{W}abstractNum"):
        identity = abstract.get(f"{W}abstractNumId", "")
        abstracts[identity] = {
            int(level.get(f"{W}ilvl", "0")): _read_level(level) for level in abstract.iterfind(f"{W}lvl")
        }
        if style := _value(abstract, "numStyleLink"):
            links[identity] = style
        if style := _value(abstract, "styleLink"):
            named[style] = identity
    numbers: dict[str, ListNumber] = {}
    for entry in root.iterfind(f"{W}num"):
        key = _value(entry, "abstractNumId") or ""
        key = named.get(links.get(key, ""), key)
        levels = dict(abstracts.get(key, {}))
        starts: dict[int, int] = {}
        for override in entry.iterfind(f"{W}lvlOverride"):
            index = int(override.get(f"{W}ilvl", "0"))
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[index] = _read_level(own)
            start = _number(override, "startOverride")
            if start is not None:
                starts[index] = start
        numbers[entry.get(f"{W}numId", "")] = ListNumber(key, levels, starts)
    return numbers


def _read_level(element: Any) -> Level:
    start = _number(element, "start")
    legal = element.find(f"{W}isLgl")
    return Level(
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText") or "",
        1 if start is None else start,
        _value(element, "suff") or "tab",
        _number(element, "lvlRestart"),
        legal is not None and legal.get(f"{W}val", "1") not in {"0", "false"},
    )


def _count_text(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        # After z Word writes aa, bb, cc.
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        text = ""
        for size, sign in _ROMAN:
            text += sign * (value // size)
            value %= size
        return text.upper() if form == "upperRoman" else text
    if form == "decimalZero":
        return f"{value:02d}"
    return "" if form in {"none", "bullet"} else str(value)


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(element: Any, name: str) -> int | None:
    value = _value(element, name)
    return int(value) if value is not None and value.lstrip("-").isdecimal() else None

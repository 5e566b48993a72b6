"""Figures as HTML: they print, shrink to a phone, are read aloud and can be clicked, segment by segment.

Everything that comes in as text is escaped here; what comes out is HTML for st.html. Colours and patterns stand in
style.css under the classes `status-…` and `light-…`; two palettes that never mix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from pages.parts import words

Palette = Literal["status", "light", "load", "balance", "cause"]
FEW = 5
"""Under this number of measures a percentage says more than is known."""
STATUS_BAR = tuple(code for code in words.STATUSES if code != "borttagen")
LIGHT_BAR = ("green", "yellow", "red", "grey")
LOAD_BAR = tuple(words.LOADS)
BALANCE_BAR = tuple(words.BALANCE)
CAUSE_BAR = tuple(words.CAUSES)
_LABEL_FROM = 0.04
_ONE_COLUMN = 3
_PATTERNED = frozenset({"pausad", "ej_genomford", "oklar", "ej_uppfoljd", "not_done", "none"})


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the counted measures are `done`; `unknown` of them may or may not be."""

    done: int
    counted: int
    unknown: int = 0

    @property
    def few(self) -> bool:
        """Too few measures for a percentage."""
        return self.counted < FEW

    @property
    def share(self) -> str:
        """The share in words, for five measures or more: «55 %», or the interval when most statuses are unknown."""
        if 2 * self.unknown > self.counted:
            return self._interval
        return words.percent(self.done, self.counted)

    @property
    def spread(self) -> str:
        """What the unknown statuses make of the share, «(2–85 %)»; "" when none is unknown or the share says it."""
        return f"({self._interval})" if 0 < 2 * self.unknown <= self.counted else ""

    @property
    def headline(self) -> str:
        """Share and spread in one: «2 % (2–85 %)»."""
        return f"{self.share} {self.spread}".strip()

    @property
    def widest(self) -> str:
        """The share in the least room: its interval when anything is unknown."""
        return self._interval

    @property
    def _interval(self) -> str:
        return words.interval(self.done, self.done + self.unknown, self.counted)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure of the row on top: its name, the figure with what the unknown make of it, «n av N» as the link to its
    rows, a note, the earlier state and `aside`, a link to rows that the figure leaves out."""

    name: str
    figure: str
    rows: str
    href: str
    before: str = ""
    note: str = ""
    spread: str = ""
    aside: str = ""
    aside_href: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a stacked bar: `count` measures of the class `code`, and the address of their rows."""

    code: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One stacked bar. `href` opens all its rows, `rate_href` the done ones; `chosen` marks the one looked into.
    `said` stands at its end instead of the rate, when what is counted is no share."""

    name: str
    segments: tuple[Segment, ...]
    rate: Rate
    rate_href: str
    href: str = ""
    strong: bool = False
    chosen: bool = False
    said: str = ""

    @property
    def total(self) -> int:
        """Number of measures in the bar."""
        return sum(segment.count for segment in self.segments)


def sign(light: str) -> str:
    """The sign of a läge, its word read aloud: shape first, then colour, never colour alone."""
    word = f"{words.LIGHTS[light]} läge"
    return (
        f'<span class="sign light-{escape(light)}" role="img" aria-label="{word}" title="{word}">'
        f"{words.SIGNS[light]}</span>"
    )


def link(href: str, text: str, title: str = "") -> str:
    """A link with escaped text; `title` shows the whole when the text is cut."""
    hint = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(href)}"{hint}>{escape(text)}</a>'


def plain(text: str) -> str:
    """Text as HTML that shows just that text."""
    return escape(text)


def answer(claim: str, rest: str = "", conclusion: str = "") -> str:
    """The page's answer: one h1, its claim and its conclusion in bold."""
    parts = [f"<b>{escape(claim)}</b>", escape(rest), f"<b>{escape(conclusion)}</b>" if conclusion else ""]
    return f'<h1 class="answer">{" ".join(part for part in parts if part)}</h1>'


def section(title: str, explanation: str = "", level: int = 2, whole: str = "") -> str:
    """A heading with its explanation on the same line; `whole` is its text when `title` was cut."""
    muted = f' <span class="muted">{escape(explanation)}</span>' if explanation else ""
    hint = f' title="{escape(whole)}"' if whole not in ("", title) else ""
    return f'<h{level} class="section"{hint}>{escape(title)}{muted}</h{level}>'


def key_figures(figures: Sequence[KeyFigure]) -> str:
    """The row of key figures."""
    return f'<div class="key-figures" role="list">{"".join(map(_key_figure, figures))}</div>'


def _key_figure(figure: KeyFigure) -> str:
    rows = link(figure.href, figure.rows) if figure.href else escape(figure.rows)
    spread = f' <span class="spread">{escape(figure.spread)}</span>' if figure.spread else ""
    small = "".join(f'<div class="before">{escape(text)}</div>' for text in (figure.note, figure.before) if text)
    if figure.aside:
        small += f'<div class="before aside">{link(figure.aside_href, figure.aside)}</div>'
    return (
        f'<div class="key-figure" role="listitem"><div class="name">{escape(figure.name)}</div>'
        f'<div class="figure">{escape(figure.figure)}{spread}</div><div class="rows">{rows}</div>{small}</div>'
    )


def legend(
    palette: Palette, totals: Mapping[str, int], removed: int = 0, removed_href: str = "", numbers: bool = True
) -> str:
    """What the colours mean, with the total of each class that occurs, in the palette's order. `numbers` False where
    a measure stands in several bars, so that their sum is not the total."""
    names = _names(palette)
    items = [
        f'<li><span class="swatch {palette}-{code}" aria-hidden="true"></span>{names[code]}'
        + (f" <b>{words.number(totals[code])}</b></li>" if numbers else "</li>")
        for code in _order(palette)
        if totals.get(code)
    ]
    if removed:
        number = words.number(removed)
        count = link(removed_href, number) if removed_href else number
        items.append(f'<li class="muted"><s>Borttagna</s> {count}, inte med i staplarna</li>')
    return f'<ul class="legend">{"".join(items)}</ul>'


def bars(palette: Palette, rows: Sequence[Bar], alt: str, by_count: bool = False) -> str:
    """Stacked bars, one per row: all of the same length, or `by_count` on one common scale.

    `alt` is the figure's answer in one sentence, for those who do not see it.
    """
    longest = max((bar.total for bar in rows), default=0)
    body = "".join(_bar(palette, bar, bar.total / longest if by_count and longest else 1) for bar in rows)
    kind = "bars by-count" if by_count else "bars"
    return f'<div class="{kind}" role="group" aria-label="{escape(alt)}">{body}</div>'


def _bar(palette: Palette, bar: Bar, length: float) -> str:
    name = link(bar.href, bar.name) if bar.href else escape(bar.name)
    classes = "bar" + (" strong" if bar.strong else "") + (" chosen" if bar.chosen else "")
    current = ' aria-current="true"' if bar.chosen else ""
    parts = "".join(_segment(palette, bar, segment, length) for segment in bar.segments if segment.count)
    fill = f'<span class="fill" style="width:{100 * length:.2f}%">{parts}</span>'
    return (
        f'<div class="{classes}"{current}><span class="name" title="{escape(bar.name)}">{name}</span>'
        f'<span class="track">{fill}</span><span class="rate">{_rate(bar)}</span></div>'
    )


def _segment(palette: Palette, bar: Bar, segment: Segment, length: float) -> str:
    label = f"{bar.name}, {_names(palette)[segment.code]}: {segment.count} av {bar.total}"
    wide = segment.count * length >= _LABEL_FROM * bar.total
    plate = ' class="plate"' if segment.code in _PATTERNED else ""
    number = f"<span{plate}>{words.number(segment.count)}</span>" if wide else ""
    return (
        f'<a class="segment {palette}-{segment.code}" style="flex-grow:{segment.count}" '
        f'href="{escape(segment.href)}" title="{escape(label)}" aria-label="{escape(label)}">{number}</a>'
    )


def _rate(bar: Bar) -> str:
    rate = bar.rate
    if bar.said:
        return link(bar.rate_href, bar.said) if bar.rate_href else f'<span class="muted">{escape(bar.said)}</span>'
    if not rate.counted:
        return '<span class="muted">inga åtgärder</span>'
    rows = link(bar.rate_href, words.of(rate.done, rate.counted))
    if rate.few:
        return f'<span class="few muted">{rows} · få åtgärder</span>'
    spread = f' <span class="spread">{rate.spread}</span>' if rate.spread else ""
    return f"<b>{rate.share}</b>{spread} {rows}"


def unsure(asked: str) -> str:
    """«osäkert läst», with what of it in its hint, where a line rests on a reading that somebody is asked about and has
    not answered; `asked` is as the questions write it, "" for nothing."""
    if not asked:
        return ""
    what = words.listing([words.ASKED[kind] for kind in asked.split()])
    hint = f"{words.upper_first(what)}: frågan om läsningen är inte besvarad"
    return f'<span class="asked" title="{escape(hint)}">osäkert läst</span>'


def decision_lines(lines: Iterable[tuple[str, str, str, str, str]]) -> str:
    """Compact lines of a list to decide on: (läge, title, address, place in short, what of it is unsure)."""
    body = "".join(
        f'<li>{sign(light)}<span class="title">{link(href, title, title)}</span>'
        f'<span class="doubt">{unsure(asked)}</span><span class="muted">{escape(place)}</span></li>'
        for light, title, href, place, asked in lines
    )
    return f'<ul class="lines">{body}</ul>'


def counted_lines(lines: Iterable[tuple[int, str, str]]) -> str:
    """Sentences with a number in front: (number, what it counts, address or "")."""
    items = [
        f"<li><b>{link(href, words.number(value)) if href and value else words.number(value)}</b>"
        f"<span>{escape(text)}</span></li>"
        for value, text, href in lines
    ]
    return f'<ul class="counted{" many" if len(items) > _ONE_COLUMN else ""}">{"".join(items)}</ul>'


def switch(label: str, choices: Iterable[tuple[str, str, bool]], round_ends: bool = False) -> str:
    """A choice between views, as links: (word, address, chosen)."""
    body = "".join(
        f'<a href="{escape(href)}"{" aria-current=" + chr(34) + "true" + chr(34) if chosen else ""}>{escape(word)}</a>'
        for word, href, chosen in choices
    )
    return f'<nav class="{"pills" if round_ends else "switch"}" aria-label="{escape(label)}">{body}</nav>'


def badges(items: Iterable[tuple[str, str]], said: str, clear: str) -> str:
    """The filters in force, each (words, address without it); then how many measures they leave and the way to clear
    them all, both HTML."""
    items = list(items)
    if not items:
        return ""
    body = "".join(
        f'<li><a href="{escape(href)}" aria-label="Ta bort filtret {escape(text)}" title="Ta bort filtret">'
        f'{escape(text)} <span aria-hidden="true">✕</span></a></li>'
        for text, href in items
    )
    rest = "".join(f'<li class="rest">{html}</li>' for html in (said, clear) if html)
    return f'<ul class="badges" aria-label="Filter i kraft">{body}{rest}</ul>'


def picture_buttons(key: str, file: str, caption: str) -> str:
    """Buttons that take the chart in the container `key` away as a picture: a `file` without ending, a `caption`."""
    about = f'data-of="{escape(key)}" data-file="{escape(file)}" data-caption="{escape(caption)}"'
    buttons = "".join(
        f'<button type="button" data-does="picture" data-as="{kind}" {about}>Hämta bild ({kind.upper()})</button>'
        for kind in ("png", "svg")
    )
    return f'<div class="actions pictures">{buttons}</div>'


def note(text: str, href: str = "", link_text: str = "", kind: str = "note") -> str:
    """A closing or explaining line, with a link last when it has one."""
    return f'<p class="{kind}">{escape(text)}{" " + link(href, link_text) if href else ""}</p>'


def _order(palette: Palette) -> tuple[str, ...]:
    return {
        "status": STATUS_BAR,
        "light": LIGHT_BAR,
        "load": LOAD_BAR,
        "balance": BALANCE_BAR,
        "cause": CAUSE_BAR,
    }[palette]


def _names(palette: Palette) -> dict[str, str]:
    return {
        "status": words.STATUSES,
        "light": words.LIGHTS,
        "load": words.LOADS,
        "balance": words.BALANCE,
        "cause": words.CAUSES,
    }[palette]

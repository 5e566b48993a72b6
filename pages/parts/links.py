"""Addresses inside the dashboard: a page and the filters that its view was made with.

Addresses are relative, so that they hold behind a proxy with a path of its own. The names in them are Swedish words
that can be read, sent and typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from pages.parts.address import AND

START = "oversikt"

Value = str | Iterable[str]


@dataclass(frozen=True, slots=True)
class Links:
    """Writes addresses that carry the filters in force. `base` maps address names to their values."""

    base: Mapping[str, Value] = field(default_factory=dict)

    def to(self, page: str, anchor: str = "", /, **more: Value | None) -> str:
        """The address of `page` with the filters in force and those in `more`; None or empty takes a filter away."""
        values = {**self.base, **more}
        pairs = [(name, text) for name, value in values.items() for text in _texts(value)]
        query = urlencode(pairs, quote_via=quote)
        return f"{'./' if page == START else page}{'?' + query if query else ''}{'#' + anchor if anchor else ''}"

    def narrowed(self, **more: Value | None) -> Links:
        """Links that choose only among what these leave: a filter is never replaced by a value outside it, but asked
        for beside it (AND before its name). None takes a filter away; "" leaves it as it is."""
        values = dict(self.base)
        for name, value in more.items():
            wanted = _texts(value)
            if value is None:
                values.pop(name, None)
            if not wanted:
                continue
            place = name
            while _texts(values.get(place)) and not set(wanted) <= set(_texts(values.get(place))):
                place = f"{AND}{place}"
            values[place] = wanted
        return Links(values)

    def rows(self, **more: Value | None) -> str:
        """The address of the list of rows behind a figure: those of `more` among what the filters leave."""
        return self.narrowed(**more).to("utforska")

    def measure(self, number: str) -> str:
        """The address of one measure's own page."""
        return self.to("atgard", "", atgard=number)


def _texts(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) and value else tuple(value)

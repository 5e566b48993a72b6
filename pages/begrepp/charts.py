"""Begrepp as HTML: a heading with an anchor per definition, and its example with the chosen plan's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from pages.parts import words
from pages.parts.definitions import Definition


def contents(definitions: Iterable[Definition]) -> str:
    """Links to each definition on the page."""
    links = " · ".join(f'<a href="#{entry.anchor}">{escape(entry.name)}</a>' for entry in definitions)
    return f'<p class="contents">{links}</p>'


def definition_list(definitions: Iterable[Definition], key: Mapping[str, Any] | None, plan: str) -> str:
    """All definitions; `key` answers key_figures for `plan`, None when there is no plan to take examples from."""
    return f'<div class="prose">{"".join(_definition(entry, key, plan) for entry in definitions)}</div>'


def _definition(entry: Definition, key: Mapping[str, Any] | None, plan: str) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in entry.paragraphs)
    example = ""
    if entry.example and key is not None and key["measures"]:
        numbers = {name: words.number(int(key[name])) for name in _NUMBERS}
        example = f'<p class="muted">{escape(f"Exempel, {plan}: " + entry.example.format(**numbers))}</p>'
    return f'<h2 id="{entry.anchor}">{escape(entry.name)}</h2>{paragraphs}{example}'


_NUMBERS = ("measures", "removed", "counted", "done", "on_track", "overdue", "soon", "followed_up", "unknown")

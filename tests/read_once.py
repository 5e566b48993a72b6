"""One reading of each document for all the tests of a file that read it again and again.

A reading rests on the file and on what is stated and known of it, never on what was read before: the second of two like
it would be the first. Each is made by the loaders themselves, once, and handed out again; one that fails is not kept.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

import loaders
from loaders.plan.stacked import read as stacked


@contextmanager
def read_once() -> Iterator[None]:
    """Until it ends, `loaders` gives the reading that it has given before of the same document in the same way."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("load", "open_document", "understand"):
            patch.setattr(loaders, name, _kept(getattr(loaders, name)))
        yield


@contextmanager
def stacked_once() -> Iterator[None]:
    """Until it ends, a text whose tables are gone has its cells found once, however its rows are asked for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stacked, "find_cells", _kept(stacked.find_cells))
        yield


def _kept(read: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(read)
    kept: dict[object, Any] = {}

    def reading(*given: Any, **named: Any) -> Any:
        bound = signature.bind(*given, **named)
        bound.apply_defaults()
        said = bound.arguments
        key = tuple((name, _fixed(value)) for name, value in said.items() if name != "progress")
        if key not in kept:
            kept[key] = read(**said)
        return kept[key]

    return reading


def _fixed(value: object) -> object:
    if isinstance(value, Mapping):
        return tuple(value.items())
    return tuple(value) if isinstance(value, list) else value

"""Half of a series each time, the whole with `--thorough`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import product
from typing import Any

import pytest


def sampled(names: Iterable[str], forms: Iterable[str], sample: Collection[tuple[str, str]] = ()) -> list[Any]:
    """Every name in every form as parameters: those of the sample (by default the forms by turns) each time, the others
    marked thorough."""
    listed = list(forms)
    turns = sample or {(name, listed[number % len(listed)]) for number, name in enumerate(names)}
    return [
        pytest.param(name, form, marks=() if (name, form) in turns else pytest.mark.thorough)
        for name, form in product(names, listed)
    ]

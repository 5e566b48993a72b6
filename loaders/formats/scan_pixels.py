"""What the rooms of a scanned page share: how it is measured, and what is found on it, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DPI = 300
"""Pixels an inch that pages are rendered at: fewer cost words (91-94 % at 150, over 99 % at 300)."""
POINT = 72 / DPI
"""Points a pixel."""
RULE_STEP = 2
"""Rules are sought in a picture this many times smaller."""
NEAR = 12
"""Pixels: what ends nearer a rule than this ends at it."""

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, in pixels: where it lies across its own direction, and from where to where it runs."""

    at: float
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Fill:
    """A box on a page that is filled with a colour of its own, in pixels."""

    top: int
    bottom: int
    left: int
    right: int

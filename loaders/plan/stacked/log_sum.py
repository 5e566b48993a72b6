"""Likelihoods summed while they are held as logarithms."""

from __future__ import annotations

import math

# The logarithm of what cannot be.
NEVER = -1e9


def add_logs(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    low, high = (one, other) if one < other else (other, one)
    return high if low < high - 30 else high + math.log1p(math.exp(low - high))

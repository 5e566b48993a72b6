"""Values of a DataFrame as plain Python ones: pandas has its own nothing (NaN, NaT, NA) and its own dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd


def day(value: Any) -> date | None:
    """A date, or None for nothing."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def missing(value: Any) -> bool:
    """Whether there is no value."""
    return value is None or bool(pd.isna(value))


def iso_day(text: str) -> date | None:
    """The day that a text of the form 2024-12-31 names, None for any other text."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def text(value: Any) -> str:
    """A text, "" for nothing."""
    return "" if value is None or pd.isna(value) else str(value)


def whole(value: Any) -> int:
    """A whole number, 0 for nothing: for sums over no rows, never for a missing measurement."""
    return 0 if pd.isna(value) else int(value)


def rows(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The rows as mappings from column to value; pandas' NA, which is neither true nor false, as None."""
    names = [str(name) for name in frame.columns]
    # Column by column: pandas' own to_dict takes each row out of every column, ten times as slow.
    columns = [[None if value is pd.NA else value for value in frame[name].tolist()] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def only(frame: pd.DataFrame) -> Mapping[str, Any] | None:
    """The single row, None when there is none."""
    return rows(frame)[0] if len(frame) else None

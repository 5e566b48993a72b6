"""The words of the plans, as data: one TOML file per subject, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(subject: str) -> dict[str, Any]:
    """The vocabulary file `subject`.toml as a dictionary; the caller must not change it."""
    return tomllib.loads(files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))

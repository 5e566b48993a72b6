"""A file into a Plan, and what to say when it cannot be read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import loaders
from data.intake.outcomes import RefusedDocument
from loaders.errors import UnreadableDocument
from loaders.records import Plan


def read(content: bytes, name: str, district: str | None = None, year: int | None = None) -> Plan:
    """The document as a Plan with district and plan year, nothing kept: for a look before it is imported.

    Raises loaders' UnreadableDocument, or RefusedDocument when it does not say whose plan it is or for which year.
    """
    plan = loaders.load(content, name, district, year)
    missing = [
        word
        for word, value in (("vilken stadsdel eller kommun", plan.front.district), ("vilket år", plan.front.plan_year))
        if not value
    ]
    if missing:
        raise RefusedDocument(
            f"Det framgår inte av «{name}» {' och '.join(missing)} planen gäller. Ange det och försök igen."
        )
    return plan


@cache
def loader_version() -> str:
    """A fingerprint of the loaders' code and vocabulary: another one may read a document otherwise."""
    seen = hashlib.sha256()
    home = Path(loaders.__file__).parent
    for file in sorted(file for kind in ("*.py", "*.toml") for file in home.rglob(kind)):
        seen.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes())
    return seen.hexdigest()[:12]


def why(error: Exception) -> str:
    """The error's own sentence when it was written for the user, else what can be said of it."""
    if isinstance(error, UnreadableDocument | RefusedDocument):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "Filen finns inte. Kontrollera namnet och mappen."
    if isinstance(error, OSError):
        return f"Filen går inte att öppna: {error.strerror or error}."
    return f"Filen gick inte att läsa ({type(error).__name__}). Rapportera gärna felet tillsammans med filen."

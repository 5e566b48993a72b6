"""What the user has chosen: one object for every question."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Filters:
    """A selection of measures; an empty filter chooses all.

    `plans` holds plan ids («Södermalm 2024»), `measures` ids of measures (or of any of their entries), `actors` names
    or «kind:name». `as_of` None judges each plan on its own default day. A measure is in the period when its time
    (start to end) meets it; one without any date is in no period. `text` finds the measures that hold all its words,
    in any column. `documents` holds ids of documents, for the questions that tell of single documents.
    """

    plans: tuple[str, ...] = ()
    as_of: date | None = None
    areas: tuple[str, ...] = ()
    subareas: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    timings: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    period_from: date | None = None
    period_to: date | None = None
    text: str = ""
    measures: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def parameters(self) -> dict[str, Any]:
        """The filters as SQL parameters of the same names, tuples as lists; and `narrowed`, whether any of them
        chooses among the plans' measures."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        narrowed = any(value for name, value in values.items() if name not in ("plans", "as_of", "documents"))
        lists = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        return {**lists, "narrowed": narrowed}

"""What a page may change in the register: corrections by hand and what is said of names, made and undone.

The register's own lock and count of changes make every figure follow at once; nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data import corrections, intake, person_decisions
from data.corrections import RefusedCorrection
from data.decisions import RefusedDecision
from pages.parts import cache


def correct(measure: str, values: Mapping[str, str], why: str, who: str, as_of: date | None = None) -> str:
    """Let each of `values` (field to value, as data.corrections takes them) stand for what was read, in their order.

    Returns "" when all are made, else the Swedish sentence that says what is wrong; what came before it is made.
    """
    try:
        for field, value in values.items():
            corrections.correct(cache.connection(), measure, field, value, why, who, as_of)
    except RefusedCorrection as refused:
        return str(refused)
    return ""


def undo(correction: int, who: str) -> str:
    """Let the reading, or the correction before, stand again. Returns "" or what is wrong, in Swedish."""
    try:
        intake.undo_correction(cache.connection(), correction, who)
    except (RefusedCorrection, intake.UnreadableDocument) as refused:
        return str(refused)
    return ""


def decide_persons(district: str, name: str, others: Sequence[str], same: bool, who: str) -> str:
    """Say that `name` and each of `others`, as the district's plans write them, are the same person or are two.
    Returns "" or what is wrong, in Swedish."""
    try:
        for other in others:
            person_decisions.decide(cache.connection(), district, name, other, same, who)
    except RefusedDecision as refused:
        return str(refused)
    return ""


def undo_persons(decision: int, who: str) -> str:
    """Let the rules, or the decisions before, stand again. Returns "" or what is wrong, in Swedish."""
    try:
        person_decisions.undo(cache.connection(), decision, who)
    except RefusedDecision as refused:
        return str(refused)
    return ""

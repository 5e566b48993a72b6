"""A Plan as the register contract's JSON object."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from loaders.records import Measure, Plan


def as_register(plan: Plan) -> dict[str, Any]:
    """The document and its measures as plain values, in document order."""
    return {
        "document": {
            "name": plan.name,
            "sha256": plan.sha256,
            "form": plan.form,
            "district": plan.front.district,
            "plan_year": plan.front.plan_year,
            "followed_up": _iso(plan.front.followed_up),
            "warnings": list(plan.warnings),
            "unknown_columns": list(plan.unknown_columns),
            "doubts": [
                {
                    "row": doubt.row,
                    "field": doubt.field,
                    "question": doubt.question,
                    "text": doubt.text,
                    "source": _known(asdict(doubt.place)),
                }
                for doubt in plan.doubts
            ],
        },
        "measures": [_measure(measure) for measure in plan.measures],
    }


def _measure(measure: Measure) -> dict[str, Any]:
    row = measure.row
    return {
        "row": row.number,
        "area": measure.area.code,
        "subarea": measure.area.subarea,
        "cause": row.cause,
        "measure": row.measure,
        "item": row.item,
        "goal": row.goal,
        "when": row.when,
        "who": row.who,
        "followup": row.followups[-1].text if row.followups else "",
        "followups": [{"date": _iso(followup.date), "text": followup.text} for followup in row.followups],
        "status_text": row.status_text,
        "comment": row.comment,
        "other": dict(row.other),
        "status": measure.status.code,
        "status_reason": measure.status.words,
        "continues": measure.status.continues,
        "timing": measure.timing.code,
        "start": _iso(measure.timing.start),
        "end": _iso(measure.timing.end),
        "actors": [f"{actor.kind}:{actor.name}" for actor in measure.actors],
        "source": _known(asdict(row.place)),
        "confidence": row.confidence,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(place: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in place.items() if value is not None}

"""What a Plan brings to each table of the register, as rows. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from data.intake.known_on import known_on
from data.intake.reading import loader_version, plan_of
from data.stated_start import is_stated
from loaders.records import Doubt, FollowUp, JudgedFollowUp, Measure, Obstacle, Place, Plan
from loaders.text import fold

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def rows_of(plan: Plan, sha256: str) -> dict[str, list[dict[str, Any]]]:
    """What a document brings to each table."""
    district, year = plan_of(plan)
    document = sha256[:12]
    followed_up, whole_year, day = known_on(plan, year)
    rows: dict[str, list[dict[str, Any]]] = {
        "document": [
            {
                "id": document,
                "sha256": sha256,
                "name": plan.name,
                "form": plan.form,
                "district": district,
                "plan_year": year,
                "police_area": plan.front.police_area,
                "followed_up": followed_up,
                "whole_year": whole_year,
                "is_followup": whole_year or followed_up is not None,
                "known_on": day,
                "warnings": list(plan.warnings),
                "columns": list(plan.columns),
                "loader_version": loader_version(),
                "read_with": plan.read_with,
            }
        ],
        "entry": [],
        "entry_followup": [],
        "entry_actor": [],
        "lone_cause": [
            {"document": document, "position": position, "area": area.code, "cause": lone.cause, **_place(lone.place)}
            for position, (lone, area) in enumerate(plan.lone_causes, 1)
        ],
        "doubt": [],
        "account": [],
        "unknown_column": [],
    }
    slug = _NOT_SLUG.sub("-", fold(district)).strip("-") or "plan"
    for measure in plan.measures:
        entry = f"{slug}-{year}-{sha256[:6]}-{measure.row.number:03}"
        rows["entry"].append(_entry(entry, document, measure))
        rows["entry_followup"] += [
            {"entry": entry, "position": position, **_followup(followup)}
            for position, followup in enumerate(measure.followups, 1)
        ]
        rows["entry_actor"] += [
            {
                "entry": entry,
                "position": position,
                "kind": actor.kind,
                "name": actor.name,
                "words": actor.words,
                "party": actor.party,
                "title": actor.title,
                "contact": actor.contact,
            }
            for position, actor in enumerate(measure.actors, 1)
        ]
    rows["doubt"] = [
        {
            "document": document,
            "position": position,
            "row": doubt.row,
            "field": doubt.field,
            "question": doubt.question,
            "text": doubt.text,
            **_place(doubt.place),
        }
        for position, doubt in enumerate((*plan.doubts, *_backward_times(plan.measures)), 1)
    ]
    rows["account"] = [
        {
            "document": document,
            "position": position,
            "kind": line.kind,
            "text": line.text,
            "reason": line.reason,
            **_place(line.place),
        }
        for position, line in enumerate(plan.account, 1)
    ]
    rows["unknown_column"] = [
        {"document": document, "position": position, "header": header}
        for position, header in enumerate(plan.unknown_columns, 1)
    ]
    return rows


def _entry(entry: str, document: str, measure: Measure) -> dict[str, Any]:
    row, area, status, timing = measure.row, measure.area, measure.status, measure.timing
    start = None if _is_backward(measure) else timing.start
    latest = row.followups[-1] if row.followups else FollowUp(None, "")
    return {
        "id": entry,
        "document": document,
        "row": row.number,
        "fingerprint": _fingerprint(row.measure, row.item, row.cause),
        "area_text": row.first,
        "headings": list(row.headings),
        "subarea_text": row.subarea,
        "cause": row.cause,
        "measure": row.measure,
        "item": row.item,
        "goal": row.goal,
        "when_text": row.when,
        "who": row.who,
        "followup": latest.text,
        "status_text": row.status_text,
        "comment": row.comment,
        "other": [{"header": header, "text": text} for header, text in row.other],
        "area": area.code,
        "area_words": area.words,
        "area_rule": area.rule,
        "area_doubt": area.doubt,
        "subarea": area.subarea,
        "status": status.code,
        "status_words": status.words,
        "status_rule": status.rule,
        "status_doubt": status.doubt,
        "continues": status.continues,
        "continues_words": status.continues_words,
        **_obstacle(measure.obstacle),
        "timing": timing.code,
        "start_date": start,
        "end_date": timing.end,
        "stated_start": is_stated(timing.code, start, row.when),
        "timing_words": timing.words,
        "timing_rule": timing.rule,
        "timing_doubt": timing.doubt,
        **_place(row.place),
        "confidence": row.confidence,
    }


def _followup(followup: JudgedFollowUp) -> dict[str, Any]:
    status = followup.status
    return {
        "date": followup.date,
        "text": followup.text,
        "status": status.code,
        "status_words": status.words,
        "status_rule": status.rule,
        "status_doubt": status.doubt,
        "continues": status.continues,
        "continues_words": status.continues_words,
        **_obstacle(followup.obstacle),
    }


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    return {
        "obstacle": obstacle.kind,
        "obstacle_words": obstacle.words,
        "obstacle_rule": obstacle.rule,
        "waits_for": obstacle.waits_for,
        "waits_for_party": obstacle.party,
    }


def _place(place: Place) -> dict[str, Any]:
    """A place as columns, and in words: «sida 3, tabell 1, rad 12», «bladet Platser, rad 7», «rad 120»."""
    row = place.row or place.line
    words = (
        f"sida {place.page}" if place.page else "",
        f"bladet {place.sheet}" if place.sheet else "",
        f"tabell {place.table}" if place.table and not place.sheet else "",
        f"rad {row}" if row else "",
    )
    return {
        "page": place.page,
        "sheet": place.sheet,
        "table_no": place.table,
        "row_no": place.row,
        "line": place.line,
        "place": ", ".join(word for word in words if word),
    }


def _is_backward(measure: Measure) -> bool:
    start, end = measure.timing.start, measure.timing.end
    return start is not None and end is not None and start > end


def _backward_times(measures: Iterable[Measure]) -> list[Doubt]:
    """A doubt for each measure that was read to end before it starts; its start is then not kept."""
    return [
        Doubt(
            "Tiden är läst så att åtgärden slutar före den börjar. När gäller den?",
            m.row.place,
            m.row.when,
            "when",
            m.row.number,
        )
        for m in measures
        if _is_backward(m)
    ]


def _fingerprint(measure: str, item: int | None, cause: str) -> str:
    return hashlib.sha256("\n".join((fold(measure), str(item or ""), fold(cause))).encode()).hexdigest()[:16]

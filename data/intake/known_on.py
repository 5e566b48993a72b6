"""The day whose knowledge a document holds."""

from __future__ import annotations

from datetime import date

from loaders.records import Plan


def known_on(plan: Plan, year: int) -> tuple[date | None, bool, date]:
    """(date of the latest follow-up, follow-up of the whole year?, the day whose knowledge the document holds).

    A whole year's follow-up, and a followed-up plan without a date, is judged on 1 January of the next year; a plan
    as written, where no follow-up is stated and no measure has any, on 1 January of its own year.
    """
    dates = [
        followup.date for measure in plan.measures for followup in measure.followups if followup.date and followup.text
    ]
    followed_up = plan.front.followed_up or max(dates, default=None)
    any_followup = any(measure.status.code != "ej_uppfoljd" for measure in plan.measures)
    if any_followup and (plan.front.whole_year or followed_up is None):
        return followed_up, True, date(year + 1, 1, 1)
    if followed_up is not None:
        return followed_up, False, followed_up
    return None, False, date(year, 1, 1)

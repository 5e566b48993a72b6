"""What else a text may be read as, as values that a correction takes."""

from __future__ import annotations

from loaders.meaning.timing_others import other_timings


def other_times(when: str, plan_year: int | None) -> list[dict[str, str]]:
    """The times that parts of a text in När say by themselves: each as timing, start and end, as corrections write."""
    return [
        {
            "timing": timing.code,
            "start": timing.start.isoformat() if timing.start else "",
            "end": timing.end.isoformat() if timing.end else "",
        }
        for timing in other_timings(when, plan_year)
        if not (timing.start and timing.end and timing.start > timing.end)
    ]

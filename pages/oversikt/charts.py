"""What Översikt shows, from the answers to its questions: the sentence, the key figures, the bars and the lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from pages.parts import figures, values, words
from pages.parts.areas import area_bars
from pages.parts.figures import Bar, KeyFigure, Rate
from pages.parts.links import Links
from pages.parts.words import NBSP

SHOWN_DECISIONS: Final = 9
"""As many as one screen holds; the rest are a click away."""
_CHANGES: Final[dict[str, tuple[str, str]]] = {
    "done": ("blev genomförd", "blev genomförda"),
    "not_done": ("blev ej genomförd", "blev ej genomförda"),
    "removed": ("togs bort ur planen", "togs bort ur planen"),
    "late": ("blev försenad", "blev försenade"),
    "new_deadline": ("fick nytt slutdatum", "fick nytt slutdatum"),
    "reopened": ("öppnades igen", "öppnades igen"),
    "new": ("är ny i planen", "är nya i planen"),
    "split": ("kom till när en åtgärd delades i flera", "kom till när åtgärder delades i flera"),
    "merged": ("slogs ihop av flera", "slogs ihop av flera"),
    "returned": ("är tillbaka i planen", "är tillbaka i planen"),
    "vanished": ("försvann utan förklaring", "försvann utan förklaring"),
    "new_owner": ("fick ny ansvarig", "fick ny ansvarig"),
    "new_goal": ("fick omskrivet mål", "fick omskrivet mål"),
}


def sentence(key: Mapping[str, Any], decisions: int, statuses: Mapping[str, int], within: str = "") -> str:
    """The page's answer as an h1. `statuses` counts the selection's measures per status; `within` is « i urvalet» when
    it is not the whole plan."""
    counted, done = int(key["counted"]), int(key["done"])
    if not counted:
        return figures.answer(words.all_removed(int(key["measures"]), within))
    unsure = _unsure(key)
    unknown = int(key["unknown"])
    conclusion = _decisions(decisions, within)
    if 2 * unknown > counted:
        known = counted - unknown
        word = "inte uppföljda" if not statuses.get("oklar") else "ej uppföljda eller oklara"
        claim = f"{words.of(unknown, counted)} åtgärder{within} är {word}, så läget är okänt."
        return figures.answer(claim, f"{_of_the_known(done, known, word)}{unsure}".strip(), conclusion)
    verb = "är genomförd" if done == 1 else "är genomförda"
    if counted == 1:
        claim = f"Urvalets enda åtgärd är {'genomförd' if done else 'inte genomförd'}."
        return figures.answer(claim, f"{_late(key)}{unsure}", conclusion)
    claim = f"{words.of(done, counted)} åtgärder{within} {verb}" if done else f"Ingen åtgärd{within} är genomförd"
    on_track = int(key["on_track"])
    return figures.answer(
        f"{claim} och {words.number(on_track) if on_track else 'ingen'} är i fas.", f"{_late(key)}{unsure}", conclusion
    )


def _unsure(key: Mapping[str, Any]) -> str:
    """How many statuses rest on a reading that somebody is asked about and has not answered; "" for none."""
    unsure, measures = int(key["status_asked"]), int(key["measures"])
    if not unsure:
        return ""
    if measures == 1:
        return " Statusen är osäkert läst."
    return f" {words.of(unsure, measures)} statusar är osäkert {'läst' if unsure == 1 else 'lästa'}."


def _of_the_known(done: int, known: int, word: str) -> str:
    if not known:
        return ""
    those = "Av de uppföljda" if word == "inte uppföljda" else "Av de övriga"
    if not done:
        return f"{those} är ingen genomförd."
    return f"{those} är {words.of(done, known)} {'genomförd' if done == 1 else 'genomförda'}."


def _late(key: Mapping[str, Any]) -> str:
    overdue, soon = int(key["overdue"]), int(key["soon"])
    if overdue:
        return "1 är försenad." if overdue == 1 else f"{words.number(overdue)} är försenade."
    if not soon:
        return "Ingen är försenad."
    end = values.day(key["soon_end"])
    as_of = values.day(key["as_of"])
    when = words.day_and_month(end, as_of) if end else f"inom 60{NBSP}dagar"
    return f"Ingen är försenad, men {words.number(soon)} har slutdatum {when}."


def _decisions(number: int, within: str) -> str:
    return f"{words.number(number)} behöver ett beslut." if number else f"Inget{within} behöver beslut."


def key_row(key: Mapping[str, Any], before: Mapping[str, Any] | None, links: Links) -> str:
    """Five figures, each with n of N as the link to its rows and the earlier state in words."""
    counted, unknown, measures = int(key["counted"]), int(key["unknown"]), int(key["measures"])
    removed, vanished = int(key["removed"]), int(key["vanished"])
    as_of = values.day(key["as_of"])

    def earlier(part: str, whole: str = "counted", with_unknown: bool = False) -> str:
        return _earlier(before, as_of, part, whole, with_unknown)

    def rate(name: str, column: str, href: str) -> KeyFigure:
        done = int(key[column])
        share = Rate(done, counted, unknown)
        known = f"{words.of(unknown, counted)} har okänd status" if unknown else ""
        note = "få åtgärder" if share.few else known
        figure = words.number(done) if share.few else share.share
        spread = "" if share.few else share.spread
        return KeyFigure(name, figure, words.of(done, counted), href, earlier(column, with_unknown=True), note, spread)

    return figures.key_figures(
        [
            KeyFigure(
                "Åtgärder",
                words.number(measures),
                f"varav {words.count(removed, 'borttagen', 'borttagna')}" if removed else "ingen borttagen",
                links.rows(status="borttagen") if removed else "",
                _earlier_number(before, as_of, measures),
                aside=f"{words.number(vanished)} försvann utan förklaring, inte med i siffrorna" if vanished else "",
                aside_href=links.rows(urval="forsvunna"),
            ),
            rate("Genomförda", "done", links.rows(status="genomford")),
            rate("I fas", "on_track", links.rows(urval="i_fas")),
            KeyFigure(
                "Försenade",
                words.number(int(key["overdue"])),
                words.of(int(key["overdue"]), counted),
                links.rows(urval="forsenade"),
                earlier("overdue"),
            ),
            KeyFigure(
                "Uppföljda",
                words.percent(int(key["followed_up"]), measures)
                if measures >= figures.FEW
                else words.number(int(key["followed_up"])),
                words.of(int(key["followed_up"]), measures),
                links.rows(urval="uppfoljda"),
                earlier("followed_up", "measures"),
            ),
        ]
    )


def _earlier(before: Mapping[str, Any] | None, as_of: date | None, part: str, whole: str, with_unknown: bool) -> str:
    if before is None:
        return ""
    unknown = int(before["unknown"])
    tail = f", {words.number(unknown)}{NBSP}{'okänd' if unknown == 1 else 'okända'}" if with_unknown and unknown else ""
    return f"{_then(before, as_of)}: {words.of(int(before[part]), int(before[whole]))}{tail}"


def _earlier_number(before: Mapping[str, Any] | None, as_of: date | None, measures: int) -> str:
    if before is None:
        return ""
    number = int(before["measures"])
    then = _then(before, as_of)
    return f"lika många som {then}" if number == measures else f"{then}: {words.number(number)}"


def _then(before: Mapping[str, Any], as_of: date | None) -> str:
    day = values.day(before["before_date"])
    return words.day_and_month(day, as_of) if day else "förra uppföljningen"


def areas(found: pd.DataFrame, links: Links, chosen: str) -> tuple[list[Bar], str]:
    """The bars per area (column status) and the sentence that says them aloud."""
    rows = area_bars(found, "status", links, chosen, page="omraden")
    said = "; ".join(f"{bar.name} {words.of(bar.rate.done, bar.rate.counted)}" for bar in rows)
    return rows, f"Genomförda åtgärder per område: {said}."


def decision_list(found: pd.DataFrame, links: Links, limit: int = SHOWN_DECISIONS) -> str:
    """What needs a decision, grouped under the question to decide; at most `limit` lines."""
    parts: list[str] = []
    shown = found.head(limit)
    for question, group in shown.groupby("question", sort=False):
        details = {values.text(detail) for detail in group["detail"]}
        parts.append(figures.section(str(question), details.pop() if len(details) == 1 else "", level=3))
        parts.append(
            figures.decision_lines(
                (
                    str(row["light"]),
                    str(row["title"]),
                    links.measure(str(row["measure"])),
                    words.SHORT_AREAS[str(row["area"])],
                    str(row["asked"]),
                )
                for row in values.rows(group)
            )
        )
    return "".join(parts)


def all_decisions(shown: str, number: int, links: Links) -> str:
    """The way to all that needs a decision: as rows, and as the paper to decide from."""
    paper = figures.link(links.to("beslut"), "Beslutsunderlag att skriva ut")
    rows = figures.link(links.rows(urval="beslut"), f"Visa alla {words.number(number)}" if shown else "Visa som lista")
    return f'<p class="note">{figures.plain(shown)}{rows} · {paper}</p>'


def changes(counted: pd.DataFrame, rows: pd.DataFrame, links: Links) -> str:
    """What happened since the follow-up before, as counted sentences; those with 0 are left out, except the new and
    the vanished, whose absence is news too. `counted` answers since_last, `rows` since_last_rows."""
    number = {str(row["change"]): int(row["measures"]) for row in values.rows(counted)}
    lines = []
    for change, (one, many) in _CHANGES.items():
        found = number.get(change, 0)
        if found:
            text = one if found == 1 else many
            lines.append((found, text + (_were_unknown(rows) if change == "done" else ""), links.rows(andring=change)))
    if not number.get("new") and not number.get("vanished"):
        lines.append((0, "nya eller försvunna utan förklaring", ""))
    return figures.counted_lines(lines)


def left_behind(found: pd.DataFrame, year: int, links: Links) -> str:
    """Which measures of a plan of `year` were to continue but are not in the next plan; "" when none, or no next plan.
    `found` answers continues_unfollowed."""
    if not len(found):
        return ""
    said = f"skulle fortsätta {year + 1} men finns inte i nästa plan."
    return figures.counted_lines([(len(found), said, links.rows(urval="fortsatter_inte"))])


def _were_unknown(rows: pd.DataFrame) -> str:
    unknown = int(((rows["change"] == "done") & (rows["before"] == "ej_uppfoljd")).sum())
    if not unknown:
        return ""
    return f". {words.number(unknown)} av dem var ej {'uppföljd' if unknown == 1 else 'uppföljda'} då."

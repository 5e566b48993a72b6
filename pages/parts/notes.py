"""The closing line of every page: which day it is judged, what is left out, and where the counting is explained."""

from __future__ import annotations

from pages.parts import figures, words
from pages.parts.address import DISTRICTS, NAMES, YEARS
from pages.parts.links import Links
from pages.parts.view import View


def closing(view: View, anchor: str, with_gap: bool = True, unsure: int = 0, moved: int = 0) -> str:
    """The closing note as HTML; `anchor` is the heading on Begrepp that explains the page's figures. `with_gap` False
    where the page has said gap() already; `unsure` is how many of the measures' statuses have an unanswered question,
    `moved` how many of their end dates.
    """
    rule = "Borttagna räknas bara i andelen uppföljda."
    judged = _judged(view) if with_gap or not gap(view) else f"Bedömt {view.judged}."
    said = (
        judged if unsure or moved else f"{judged} {rule}"
    )  # one line; the legend says of removed ones that they are left out
    note = figures.note(said, view.links.to("begrepp", anchor), "Så räknas siffrorna", "note closing")
    if not unsure and not moved:
        return note
    links = view.links
    parts = [
        (unsure, links.rows(urval="osakert_lasta"), ("status är osäkert läst", "statusar är osäkert lästa")),
        (moved, links.to("plankvalitet", "fragor"), ("slutdatum kan ha flyttats", "slutdatum kan ha flyttats")),
    ]
    asked = " och ".join(figures.link(href, words.count(number, *said)) for number, href, said in parts if number)
    return note.removesuffix("</p>") + f" · {asked}</p>"


def gap(view: View) -> str:
    """What a day after the latest follow-up cannot show; "" when the day is no such day."""
    latest = view.together[0].followed_up
    if view.several or latest is None or view.as_of <= latest or view.at_default:
        return ""
    days = words.count((view.as_of - latest).days, "dag", "dagar")
    return (
        f"Senaste uppföljningen är från {words.long_date(latest)}, {days} före det datum du valt. "
        "Det som gjorts därefter syns inte."
    )


def print_line(view: View) -> str:
    """What was chosen, as one line on paper, where the filter row does not print."""
    return f'<p class="print-line" aria-hidden="true">{figures.plain(view.in_words)}</p>'


def nothing_found(view: View, page: str = "oversikt") -> str:
    """What `page` says when the filters leave no measure."""
    clear = cleared(view).to(page)
    return (
        '<h1 class="answer"><b>Inga åtgärder stämmer med filtren.</b> ' + figures.link(clear, "Rensa filter") + "</h1>"
    )


def cleared(view: View) -> Links:
    """The way out of every filter and back to the plan's own day; hidden names stay hidden."""
    kept = ("plan", DISTRICTS, YEARS, NAMES)
    return Links({name: value for name, value in view.links.base.items() if name in kept})


def _judged(view: View) -> str:
    latest = view.together[0].followed_up
    judged = f"Bedömt {view.judged}"
    if view.several:
        return f"{judged}."
    if latest is None:
        return f"{judged}. Planen är inte uppföljd än."
    if view.at_default:
        return f"{judged}{'' if view.together[0].whole_year else ', dagen för senaste uppföljningen'}."
    days = (view.as_of - latest).days
    if days < 0:
        known = (
            "det som var känt då"
            if view.as_of >= view.together[0].first_known
            else "det som planens första dokument säger"
        )
        return f"{judged}, med {known}. Senaste uppföljningen är från {words.long_date(latest)}."
    return f"{judged}. {gap(view)}"

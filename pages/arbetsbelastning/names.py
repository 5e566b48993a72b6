"""«Är det samma person?» as HTML: what is asked, what is counted as one person and why, and what has been decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final

from pages.arbetsbelastning.charts import PERSONS
from pages.parts import figures, values, words
from pages.parts.links import Links
from pages.parts.names import NameQuestion, Standing, unanswered

Row = Mapping[str, Any]

ANCHOR: Final = "samma-person"
_TITLE_LENGTH: Final = 70
_STATES: Final[dict[str, str]] = {
    "gäller": "",
    "ersatt": " Ersatt av ett senare svar.",
    "hittar inte namnen": " Namnen står inte i planerna nu.",
}


def heading(number: int) -> str:
    """The block's heading, with how many questions wait."""
    said = f"{words.count(number, 'fråga', 'frågor')} om namn" if number else "inga frågor om namn"
    return f'<div id="{ANCHOR}">{figures.section("Är det samma person?", said)}</div>'


def explained(asked: Sequence[NameQuestion]) -> str:
    """What an answer does; names of several districts are never asked about together."""
    districts = list(dict.fromkeys(one.district for one in asked))
    whose = f"alla planer för {districts[0]}" if len(districts) == 1 else "alla planer för samma område"
    return figures.note(
        f"Svaret gäller {whose}, och alla siffror följer det. Är samma namn olika personer i olika åtgärder, rätta "
        "ansvarig i åtgärden."
    )


def waiting(asked: Sequence[NameQuestion], href: str) -> str:
    """Told beside the figures that unanswered questions make unsure; "" when there are none."""
    said = unanswered(asked)
    return figures.note(said, href, "Är det samma person?") if said else ""


def question(asked: NameQuestion, links: Links) -> str:
    """One question: the names, where they stand, and why it is asked."""
    items = "".join(f"<li>{_stands(standing, links)}</li>" for standing in (asked.name, *asked.others))
    return (
        f'<div class="name-question"><b>{escape(asked.asked)}</b> <span class="muted">{escape(asked.why)}</span>'
        f'<ul class="names">{items}</ul></div>'
    )


def alone(asked: Sequence[NameQuestion], links: Links) -> str:
    """First names that no full name begins with: nobody can say more of them than the plans do."""
    names = "; ".join(
        f"{escape(one.name.name)} {figures.link(_rows(one.name.name, links), words.measures(one.name.measures))}"
        for one in asked
    )
    said = "Bara förnamn, och inget fullt namn i planerna börjar så"
    return f'<p class="note">{said}: {names}. Var och en räknas för sig.</p>'


def counted_as(name: str, spelling: str, reason: str, measures: int, links: Links) -> str:
    """A spelling that is counted under another name, and why."""
    where = f" i {figures.link(_rows(spelling, links), words.measures(measures))}" if measures else ""
    return (
        f'<div class="name-question">«{escape(spelling)}»{where} räknas som <b>{escape(name)}</b>. '
        f'<span class="muted">{escape(reason)}</span></div>'
    )


def decided(row: Row) -> str:
    """One decision: what was said, by whom and when, and whether it holds."""
    said = "är samma person" if row["same"] else "är olika personer"
    text = f"{row['first']} och {row['second']} {said}"
    made = f"{values.text(row['who'])}, {_moment(row['made_at'])}"
    state = str(row["state"])
    about = (
        ""
        if state == "gäller"
        else {"ersatt": " Ersatt av ett senare svar."}.get(state, " Namnen står inte i planerna nu.")
    )
    return f'<div class="name-question">{escape(text)}. <span class="muted">{escape(made)}.{escape(about)}</span></div>'


def joined(spellings: int, answers: int) -> str:
    """What is folded away: the spellings that are counted under another name, and the answers given."""
    said = [words.count(spellings, "stavning", "stavningar")] if spellings else []
    said += [words.count(answers, "svar", "svar")] if answers else []
    return f"Så räknas namnen ihop ({', '.join(said)})"


def _stands(standing: Standing, links: Links) -> str:
    name = f"<b>{escape(standing.name)}</b>"
    if not standing.measures:
        return f'{name} <span class="muted">står i {escape(standing.plans)}</span>' if standing.plans else name
    title = words.shortened(standing.title, _TITLE_LENGTH)
    example = f"«{escape(title)}»"
    rows = figures.link(_rows(standing.name, links), words.measures(standing.measures))
    return f'{name} {rows} <span class="muted">{"bland annat " if standing.measures > 1 else ""}{example}</span>'


def _rows(name: str, links: Links) -> str:
    return PERSONS.within(name, links).rows()


def _moment(value: Any) -> str:
    """The day on this machine's clock; `value` is UTC without zone."""
    when: datetime = value.to_pydatetime().replace(tzinfo=UTC).astimezone()
    return words.long_date(when.date())

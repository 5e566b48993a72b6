"""Swedish words, numbers and dates, as every page writes them. Pure functions of plain values.

The codes are the register's own (area, status, light, timing); the words are the ones design and the method use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

NBSP: Final = "\u00a0"
_DATED_NOTE: Final = re.compile(r"(?:^|(?<=[.!?;\n])\s|(?<=\n))((?:20)?\d\d[01]\d[0-3]\d|20\d\d-\d\d-\d\d)\s*[:–-]\s")

AREAS: Final[dict[str, str]] = {
    "unga": "Unga i riskzon",
    "platser": "Otrygga platser",
    "systemhotande": "Systemhotande brottslighet",
    "brottsoffer": "Utsatta brottsoffer",
    "kriminella_miljoer": "Kriminella miljöer",
    "ovrigt": "Övriga områden",
}
AGREED_AREAS: Final = ("unga", "platser", "systemhotande", "brottsoffer", "kriminella_miljoer")
SHORT_AREAS: Final[dict[str, str]] = AREAS | {
    "unga": "Unga",
    "platser": "Platser",
    "systemhotande": "Systemhot",
    "brottsoffer": "Brottsoffer",
    "ovrigt": "Övriga",
}
FULL_AREAS: Final[dict[str, str]] = {
    "unga": "Unga i riskzon för destruktivt beteende",
    "platser": "Otrygga och brottsutsatta platser",
    "systemhotande": "Systemhotande brottslighet",
    "brottsoffer": "Särskilt utsatta och sårbara brottsoffer",
    "kriminella_miljoer": "Kriminella miljöer och livsstilar",
    "ovrigt": "Områden utanför de fem i överenskommelsen",
}

STATUSES: Final[dict[str, str]] = {
    "genomford": "Genomförd",
    "delvis": "Delvis genomförd",
    "pagar": "Pågår",
    "pausad": "Pausad",
    "ej_paborjad": "Ej påbörjad",
    "ej_genomford": "Ej genomförd",
    "oklar": "Oklar",
    "ej_uppfoljd": "Ej uppföljd",
    "borttagen": "Borttagen",
}
_GOES_ON: Final[dict[str, str]] = {
    "pausad": "ska tas upp igen",
    "ej_paborjad": "ska göras senare",
    "ej_genomford": "ska tas upp igen",
}
"""What it is that the text says work goes on, where nothing is going on now."""
UNKNOWN_STATUSES: Final = frozenset({"oklar", "ej_uppfoljd"})

LIGHTS: Final[dict[str, str]] = {
    "struck": "Struken",
    "red": "Rött",
    "yellow": "Gult",
    "grey": "Grått",
    "green": "Grönt",
}
LOADS: Final[dict[str, str]] = {
    "overdue": "Försenade",
    "open_not_overdue": "Öppna, inte försenade",
    "done": "Klara",
}
BALANCE: Final[dict[str, str]] = {
    "done": "Genomförda",
    "open_not_overdue": "Öppna, inte försenade",
    "overdue": "Försenade",
    "not_done": "Ej genomförda",
}
GOAL_LACKS: Final[dict[str, str]] = {
    "direction": "ingen riktning",
    "number": "inget tal",
    "date": "inget datum",
    "vague": "vaga ord",
}
RESULTS: Final[dict[str, str]] = {
    "effect": "vad som blev annorlunda",
    "verdict": "vad de berörda tyckte",
    "reach": "hur många som nåddes",
}
OBSTACLES: Final[dict[str, str]] = {
    "waiting": "Väntar på någon annan",
    "lack": "Något som behövs saknas",
    "hindrance": "Något står i vägen",
}
ASKED: Final[dict[str, str]] = {"owner": "ansvarig", "status": "status", "time": "tid"}
"""What a measure's reading can be unsure of, as the questions name it."""
CAUSES: Final[dict[str, str]] = {
    "one": "med 1 åtgärd",
    "few": "med 2–3 åtgärder",
    "many": "med 4 eller fler",
    "none": "utan åtgärd",
}
SIGNS: Final[dict[str, str]] = {"struck": "—", "red": "■", "yellow": "▲", "grey": "○", "green": "●"}

TIMINGS: Final[dict[str, str]] = {
    "deadline": "Slutdatum",
    "start": "Bara start",
    "recurring": "Återkommande",
    "ongoing": "Löpande",
    "on_demand": "Vid behov",
    "unset": "Ingen tid satt",
}
NO_DAY: Final = "Slut utan bestämd dag"
"""A deadline whose day is not known: «snarast»."""

MONTHS: Final = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def number(value: int) -> str:
    """Digits in groups of three with a no-break space: 189 654."""
    return f"{value:,}".replace(",", NBSP)


def percent(part: int, whole: int) -> str:
    """Whole percent of `whole` (> 0), never rounded up to all nor down to nothing: «under 1 %», «över 99 %»."""
    share = 100 * part / whole
    if 0 < share < 1:
        return f"under{NBSP}1{NBSP}%"
    if part < whole and share >= 99.5:
        return f"över{NBSP}99{NBSP}%"
    return f"{_rounded(part, whole)}{NBSP}%"


def interval(low: int, high: int, whole: int) -> str:
    """The least and the most the share can be: «2–85 %»; `low` and `high` count measures out of `whole` (> 0)."""
    first, last = _rounded(low, whole), _rounded(high, whole)
    return f"{first}{NBSP}%" if first == last else f"{first}–{last}{NBSP}%"


def of(part: int, whole: int) -> str:
    """«42 av 77», never broken over a line."""
    return f"{number(part)}{NBSP}av{NBSP}{number(whole)}"


def count(value: int, one: str, many: str) -> str:
    """The number with the word in the right form: «1 åtgärd», «2 åtgärder»."""
    return f"{number(value)}{NBSP}{one if value == 1 else many}"


def measures(value: int) -> str:
    """«1 åtgärd», «82 åtgärder»."""
    return count(value, "åtgärd", "åtgärder")


def all_removed(measures: int, within: str = "") -> str:
    """The answer when nothing but removed measures is left; `within` is « i urvalet» when some are not looked at."""
    if measures == 1:
        return "Urvalets enda åtgärd är borttagen ur planen."
    return f"Alla {number(measures)} åtgärder{within} är borttagna ur planen."


def nothing_to_decide(within: str = "") -> str:
    """What is said when no measure, or none of the selection's (`within`), needs a decision."""
    return f"Inget{within} behöver styrgruppens beslut just nu."


def goal_lacks(codes: Sequence[str], vague: str) -> str:
    """Why a goal cannot be measured: «inget tal, vaga ord: «verka för»»; `vague` are those words."""
    return ", ".join(
        f"{GOAL_LACKS[code]}: «{vague}»" if code == "vague" and vague else GOAL_LACKS[code] for code in codes
    )


def long_date(day: date) -> str:
    """«13 november 2024», for sentences."""
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def moment(when: datetime) -> str:
    """«13 november 2024 kl. 14.05» on this machine's clock; `when` is UTC without zone, as the register stores it."""
    here = when.replace(tzinfo=UTC).astimezone()
    return f"{long_date(here.date())} kl. {here:%H.%M}"


def day_and_month(day: date, beside: date | None = None) -> str:
    """«13 mars»; with the year when it is not the year of `beside`."""
    if beside is not None and day.year != beside.year:
        return long_date(day)
    return f"{day.day}{NBSP}{MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """«31 dec 2024», for tables."""
    return f"{day.day}{NBSP}{short_month(day.month)}{NBSP}{day.year}"


def short_month(month: int) -> str:
    """«dec» for 12; months of four letters or fewer are whole."""
    name = MONTHS[month - 1]
    return name if len(name) <= 4 else name[:3]


def judged_at(as_of: date, whole_year: bool) -> str:
    """The as-of date in words: «per 13 november 2024», or «efter 2024 års slut» for a follow-up of the whole year."""
    if whole_year and (as_of.month, as_of.day) == (1, 1):
        return f"efter {as_of.year - 1} års slut"
    return f"per {long_date(as_of)}"


def time_words(timing: str, end: date | None) -> str:
    """The end date of a measure with a deadline, else its timing class in words; never a blank."""
    return short_date(end) if timing == "deadline" and end else timing_class(timing, end)


def timing_class(timing: str, end: date | None) -> str:
    """The timing class in words, without its day: «Slutdatum», or what an end without a day is called."""
    return NO_DAY if timing == "deadline" and end is None else TIMINGS.get(timing, timing)


def status(code: str, goes_on: bool) -> str:
    """«Pågår, arbetet fortsätter» where the text says so; «Pausad, ska tas upp igen» where nothing goes on now."""
    return f"{STATUSES[code]}, {_GOES_ON.get(code, 'arbetet fortsätter')}" if goes_on else STATUSES[code]


def listing(words: Sequence[str], last: str = "och") -> str:
    """«a», «a och b», «a, b och c»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def shortened(text: str, length: int) -> str:
    """The text cut at a word with « …», which never stands alone on a line, when longer than `length` characters."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head else head}{NBSP}…"


def latest_note(text: str, length: int) -> str:
    """As `shortened`; of a follow-up kept as dated notes («240312: … 241104: …») the latest of them, when all of it is
    longer than `length` characters."""
    notes = list(_DATED_NOTE.finditer(text))
    if len(text) <= length or len(notes) < 2:
        return shortened(text, length)
    last = max(notes, key=lambda note: (note[1].replace("-", "")[-6:], note.start()))
    end = next((note.start() for note in notes if note.start() > last.start()), len(text))
    before = f"…{NBSP}" if last.start() else ""
    return before + shortened(text[last.start() : end].strip(), length)


def upper_first(text: str) -> str:
    """The text with a capital first letter, for use where it stands first."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def _rounded(part: int, whole: int) -> int:
    """Whole percent, halves up (round() would take 12.5 to 12)."""
    return (200 * part + whole) // (2 * whole)


def literal(text: str) -> str:
    """A document's text for a widget's label: Streamlit takes labels for Markdown, and this shows just that text.

    Marks are escaped; what is looked for after that (addresses, icons, colours) is broken up with a joiner nobody sees.
    """
    escaped = _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
    return _SOUGHT.sub("\\g<0>\u2060", escaped)


def heard(text: str) -> str:
    """A document's text for a label that is only read aloud: Streamlit reads out the escapes of `literal`, so what
    Markdown would take for a mark is left out. One of nothing but marks is a column: a widget needs a name.
    """
    return _SOUGHT.sub("\\g<0>\u2060", " ".join(_MARKS.sub(" ", text).split())) or "Kolumn"


_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>#|~:$&=^!]")
_MARKDOWN: Final = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~:$&=^]")
_SOUGHT: Final = re.compile(r"(?<=\\):(?=\S)|@|\bwww")

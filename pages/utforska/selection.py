"""What the address selects on Utforska beside the filter row, how it is said in words, and which rows it leaves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from data.filters import Filters
from pages.parts import words
from pages.parts.address import Address

NOTHING: Final = "-"
END_MONTH: Final = "slut"
"""Names in the address the months, as 2024-12, that a deadline falls in."""
NO_PARTY: Final = "part_saknas"
"""Chooses, with any value, the measures where no party can be told."""
_MONTH: Final = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
SELECTIONS: Final[dict[str, tuple[str, str]]] = {
    "i_fas": ("on_track", "I fas"),
    "forsenade": ("overdue", "Försenade"),
    "snart": ("soon", "Slutdatum inom 60 dagar"),
    "uppfoljda": ("followed_up", "Uppföljda"),
    "saknar_uppfoljning": ("missing_followup", "Saknar uppföljning"),
    "oppna": ("open", "Öppna"),
    "oppna_ej_forsenade": ("open_not_overdue", "Öppna, inte försenade"),
    "kan_inte_bli_forsenade": ("cannot_be_overdue", "Kan inte bli försenade"),
    "perioden_ute": ("followup_due", "Perioden har gått ut"),
    "utan_ansvarig": ("without_owner", "Öppna som saknar ansvarig"),
    "en_person": ("hangs_on_one", "Hänger på en enda person"),
    "utan_part": ("without_party", "Öppna där ingen part framgår"),
    "utan_organisation": ("without_organisation", "Öppna som inte namnger någon organisation"),
    "utan_funktion": ("without_function", "Öppna som inte namnger någon funktion"),
    "utan_person": ("without_person", "Öppna som inte namnger någon person"),
    "med_ansvarig": ("has_owner", "Har ansvarig"),
    "namngiven": ("names_person", "Har en namngiven person som ansvarig"),
    "med_mal": ("has_goal", "Har operativt mål"),
}
"""Names in the address, each with the column of the question `measures` that holds it, and its word."""
QUALITY: Final[dict[str, tuple[str, str]]] = {
    "med_orsak": ("meets_cause", "Har orsak"),
    "utan_orsak": ("lacks_cause", "Saknar orsak"),
    "har_ansvarig": ("meets_owner", "Har ansvarig, borttagna ej räknade"),
    "saknar_ansvarig": ("lacks_owner", "Saknar ansvarig"),
    "med_namngiven": ("meets_named", "Namnger en person eller funktion"),
    "utan_namngiven": ("lacks_named", "Namnger ingen person eller funktion"),
    "med_tid": ("meets_time", "Har tid satt"),
    "utan_tid": ("lacks_time", "Saknar tid"),
    "har_mal": ("meets_goal", "Har operativt mål, borttagna ej räknade"),
    "utan_mal": ("lacks_goal", "Saknar operativt mål"),
    "med_matbart_mal": ("meets_measurable", "Har mål som går att mäta"),
    "utan_matbart_mal": ("lacks_measurable", "Saknar mål som går att mäta"),
    "foljdes_upp": ("meets_followup", "Har uppföljning, borttagna ej räknade"),
    "orsak_en": ("cause_has_one", "Enda åtgärden för sin orsak"),
    "orsak_nagra": ("cause_has_few", "Orsaken har 2–3 åtgärder"),
    "orsak_manga": ("cause_has_many", "Orsaken har 4 eller fler åtgärder"),
    "utan_resultat": ("without_result", "Genomförda utan angivet resultat"),
}
"""As SELECTIONS, with the column of the question `quality`."""
LISTS: Final[dict[str, tuple[str, str]]] = {
    "att_ratta": ("to_mend", "Saknar något som metoden kräver"),
    "motsagelser": ("contradictions", "Säger emot sig själva"),
    "beslut": ("decisions", "Kräver beslut"),
    "forsvunna": ("vanished", "Försvunna utan förklaring"),
    "fortsatter_inte": ("continues_unfollowed", "Skulle fortsätta nästa år men finns inte i nästa plan"),
}
"""Names in the address, each with the question that lists its measures, and its word."""
CHANGES: Final[dict[str, str]] = {
    "done": "Genomförda sedan förra uppföljningen",
    "not_done": "Ej genomförda, sedan förra uppföljningen",
    "removed": "Borttagna sedan förra uppföljningen",
    "late": "Försenade sedan förra uppföljningen",
    "new_deadline": "Nytt slutdatum sedan förra uppföljningen",
    "reopened": "Öppnade igen sedan förra uppföljningen",
    "new": "Nya sedan förra uppföljningen",
    "split": "Delar av åtgärder som delats sedan förra uppföljningen",
    "merged": "Sammanslagna sedan förra uppföljningen",
    "returned": "Tillbaka i planen sedan förra uppföljningen",
    "vanished": "Försvunna utan förklaring sedan förra uppföljningen",
    "new_owner": "Ny ansvarig sedan förra uppföljningen",
    "new_goal": "Omskrivet mål sedan förra uppföljningen",
}


def narrowed(filters: Filters, address: Address) -> Filters:
    """The filter row's filters with what else the address names; codes that do not exist are left out."""
    place = address.more.get("plats", ())
    return replace(
        filters,
        subareas=tuple("" if value == NOTHING else value for value in place),
        statuses=_known(address, "status", words.STATUSES),
        lights=_known(address, "lage", words.LIGHTS),
        timings=_known(address, "tid", words.TIMINGS),
        actors=address.more.get("ansvarig", ()),
        parties=address.more.get("part", ()),
        text=address.first("sok"),
        measures=address.more.get("atgard", ()),
    )


def kept(
    found: pd.DataFrame,
    address: Address,
    listed: Mapping[str, Collection[str]],
    changed: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """The rows of `found` (question `measures`) that the selections of the address leave.

    `listed` holds the measures per name in LISTS that the address has, `changed` those per change since the last
    follow-up.
    """
    for name in address.more.get("urval", ()):
        if name in SELECTIONS | QUALITY:
            found = found[found[(SELECTIONS | QUALITY)[name][0]].astype(bool)]
        elif name in LISTS:
            found = found[found["measure"].isin(list(listed[name]))]
    for change in address.more.get("andring", ()):
        if change in CHANGES:
            found = found[found["measure"].isin(list(changed.get(change, ())))]
    if months := _months(address):
        month = pd.to_datetime(found["end_date"]).dt.strftime("%Y-%m")
        found = found[(found["timing"] == "deadline") & month.isin(months)]
    if address.first(NO_PARTY):
        found = found[found["parties"] == ""]
    for cause in address.more.get("orsak", ()):
        found = found[found["cause"] == ("" if cause == NOTHING else cause)]
    return found


def in_words(address: Address, area: str) -> list[str]:
    """Each filter in force as «Status: Pågår eller Ej påbörjad»."""
    said = []
    for name in address.more.get("urval", ()):
        word = (SELECTIONS | QUALITY | LISTS).get(name, ("", ""))[1]
        if word:
            said.append(f"Urval: {word}")
    said += [f"Ändring: {CHANGES[name]}" for name in address.more.get("andring", ()) if name in CHANGES]
    for label, name, known in (
        ("Status", "status", words.STATUSES),
        ("Läge", "lage", words.LIGHTS),
        ("Tid", "tid", words.TIMINGS),
    ):
        codes = _known(address, name, known)
        if codes:
            said.append(f"{label}: {words.listing([known[code] for code in codes], 'eller')}")
    if months := _months(address):
        named = [f"{words.MONTHS[int(month[5:]) - 1]}{words.NBSP}{month[:4]}" for month in months]
        said.append(f"Slutdatum: {words.listing(named, 'eller')}")
    if address.first(NO_PARTY):
        said.append("Part: ingen framgår")
    if area:
        said.append(f"Område: {words.AREAS[area]}")
    for label, name, missing in (
        ("Plats", "plats", "ingen plats angiven"),
        ("Orsak", "orsak", "saknas i planen"),
        ("Ansvarig", "ansvarig", ""),
        ("Part", "part", ""),
    ):
        texts = [_said(name, value, missing) for value in address.more.get(name, ())]
        if texts:
            said.append(f"{label}: {words.listing([words.shortened(text, 80) for text in texts], 'eller')}")
    if address.first("sok"):
        said.append(f"Text: «{address.first('sok')}»")
    return said


def _months(address: Address) -> tuple[str, ...]:
    return tuple(month for month in address.more.get(END_MONTH, ()) if _MONTH.fullmatch(month))


def _known(address: Address, name: str, codes: Collection[str]) -> tuple[str, ...]:
    chosen = address.more.get(name, ())
    return tuple(code for code in codes if code in chosen)


def _said(name: str, value: str, missing: str) -> str:
    if value == NOTHING:
        return missing
    return value.partition(":")[2] or value if name == "ansvarig" else value

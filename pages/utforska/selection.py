"""What the address selects on Utforska beside the filters of every page, its words, and which rows it leaves."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

import pandas as pd

from pages.parts import selection, words
from pages.parts.address import NOTHING, Address
from pages.parts.selection import Active
from pages.parts.view import View

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
    "osakert_lasta": ("status_asked", "Status osäkert läst, frågan ej besvarad"),
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
    "flyttat_slutdatum": ("date_moves", "Slutdatum som har flyttats"),
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


def kept(
    found: pd.DataFrame,
    address: Address,
    listed: Mapping[str, Collection[str]],
    changed: Mapping[str, Collection[str]],
) -> pd.DataFrame:
    """The rows of `found` (question `measures`) that the selections of the address leave.

    `listed` holds the measures per name in LISTS, and per further filter, that the address has; `changed` those per
    change since the last follow-up.
    """
    for name in address.more.get("urval", ()):
        if name in SELECTIONS | QUALITY:
            found = found[found[(SELECTIONS | QUALITY)[name][0]].astype(bool)]
    for measures in listed.values():
        found = found[found["measure"].isin(list(measures))]
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


def own(view: View) -> list[Active]:
    """What Utforska alone selects by, one by one: a figure's rows, a change, a cause, a measure, a further filter."""
    more = view.address.more
    said = [
        Active("urval", name, f"Urval: {word}")
        for name in more.get("urval", ())
        if (word := (SELECTIONS | QUALITY | LISTS).get(name, ("", ""))[1])
    ]
    said += [
        Active("andring", name, f"Ändring: {CHANGES[name]}") for name in more.get("andring", ()) if name in CHANGES
    ]
    said += [
        Active("orsak", cause, "Orsak: saknas i planen" if cause == NOTHING else f"Orsak: {words.shortened(cause, 80)}")
        for cause in more.get("orsak", ())
    ]
    said += [Active("atgard", measure, "En åtgärd") for measure in more.get("atgard", ())]
    for month in _months(view.address):
        named = f"{words.MONTHS[int(month[5:]) - 1]}{words.NBSP}{month[:4]}"
        said.append(Active(END_MONTH, month, f"Slutdatum: {named}"))
    said += [Active(NO_PARTY, value, "Part: ingen framgår") for value in more.get(NO_PARTY, ())[:1]]
    for name, further in view.further:
        said += [Active(name, found.value, f"och {found.said}") for found in selection.active(further)]
    return said


def _months(address: Address) -> tuple[str, ...]:
    return tuple(month for month in address.more.get(END_MONTH, ()) if _MONTH.fullmatch(month))

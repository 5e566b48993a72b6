"""Why two entries are thought to be one measure, as a Swedish sentence."""

from __future__ import annotations

from data.matching.score import FIELDS, Evidence

_SHOWN = {"cause": "orsak", "subarea": "delområde", "when": "tid", "who": "ansvarig", "goal": "mål"}
_SAME = 0.9
_OTHER = 0.4

CONFIRMED = "Bekräftad för hand."


def reason(evidence: Evidence, *, clear: bool, placed: bool, twins: bool) -> str:
    """What agrees and what differs. `clear`: no other row comes near; `placed`: the place in the document agrees;
    `twins`: other rows say exactly the same and the order told them apart."""
    measure = evidence.of("measure")
    if measure is None:
        text = "Åtgärdens text saknas i det ena dokumentet"
    elif measure == 1:
        text = "Samma text"
    elif measure >= _SAME:
        text = "Nästan samma text"
    elif measure >= _OTHER:
        text = f"Texten är omskriven ({round(100 * measure)} % lik)"
    else:
        text = "Texten är en annan"
    same = [_SHOWN[name] for name, alike in _others(evidence) if alike is not None and alike >= _SAME]
    other = [_SHOWN[name] for name, alike in _others(evidence) if alike is not None and alike < _OTHER]
    sentence = text
    if same:
        sentence += f"{' och' if measure is not None and measure >= _OTHER else ', men'} samma {_listed(same)}"
    if placed and not same:
        sentence += ", på samma plats i dokumentet"
    if other:
        sentence += f"; {_listed(other)} skiljer"
    if twins:
        sentence += "; lika rader skilda åt av ordningen"
    elif not clear:
        sentence += "; en annan rad passar nästan lika bra"
    return f"{sentence}."


def part_reason(number: int, parts: int, *, merged: bool, sure: bool) -> str:
    """Why a row is a part of a measure, or is thought to be."""
    which = f"del {number} av {parts}"
    if sure and merged:
        return f"Åtgärden har gått upp i en annan som {which}, med samma plats, orsak och ansvarig."
    if sure:
        return f"Åtgärden har delats: raden är {which}, med samma plats, orsak och ansvarig."
    if merged:
        return f"Åtgärden ser ut att ha gått upp i en annan: den svarar mot {which}."
    return f"Åtgärden ser ut att ha delats: raden svarar mot {which}."


def _others(evidence: Evidence) -> list[tuple[str, float | None]]:
    return [(name, alike) for name, alike in zip(FIELDS, evidence.alike, strict=True) if name in _SHOWN]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"

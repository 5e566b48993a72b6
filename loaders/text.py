"""Text as every room of loaders compares it: white space, case, diacritics and hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from loaders.vocabulary import words

_SPACE = re.compile(r"\s+")
_MARKS = re.compile("[\u0300-\u034e\u0350-\u036f]+")
# The signs that a heading in capitals has at least, in all and in one word: «APT OCH SSPF» is two abbreviations.
_SHOUTED, _LONG_WORD = 12, 5
# So many short words with one of these among them are no abbreviations either: «UNGA SOM ÄR PÅ VÄG».
_MANY_SHORT = 4
_SAID = re.compile(r"\b(?:SOM|ÄR|PÅ|I|FÖR|ATT|AV|MED|TILL|FRÅN|UR|ÅT|VID|OM|UTAN|UNDER|MOT|EN|ETT|DET|DEN|DE|VI)\b")
_SOFT = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def collapse(text: str) -> str:
    """The text on one line: runs of white space (line feeds and no-break spaces too) become one space."""
    return _SPACE.sub(" ", text.translate(_SOFT)).strip()


@lru_cache(1 << 15)  # reading text without tables asks for the same words again and again
def fold(text: str) -> str:
    """The text as vocabulary is matched: collapsed, case folded, without diacritics (å and ä become a, ö becomes o)."""
    plain = collapse(text)
    if plain.isascii():
        return plain.lower()
    decomposed = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    if decomposed.isascii():
        return decomposed.lower()  # most texts: the marks of å, ä, ö and é are gone
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


_GOES_ON = r"\n\s*(?=[a-zåäöé])(?!(?:och|eller|samt|respektive|resp|till|men)\b)"
_BROKEN_WORD = re.compile(rf"(?<=[^\W\d])[-\u2010\u2011]{_GOES_ON}")
# «18-» over «åringar», «kvartal 1-» over «kvartal 3»: the hyphen is the word's own, or a span's
_BEHIND_DIGIT = re.compile(rf"(?<=\d)([-\u2010\u2011]){_GOES_ON}")
# «Januari-» over «december», «mån-» over «fre»: from one time to another, no broken word; as OCR writes them too
_TIMES = {name for names in words("timing")["months"].values() for name in names} | {*words("timing")["span_ends"]}
_ANY_TIME = "|".join(sorted(_TIMES | {fold(name) for name in _TIMES}, key=len, reverse=True))
_SPAN = re.compile(rf"(\b(?:{_ANY_TIME})[-\u2010\u2011\u2013])\n\s*(?=(?:{_ANY_TIME})\b)", re.IGNORECASE)


def join_lines(text: str) -> str:
    """The text on one line, words that a hyphen broke over a line end put together again."""
    spans = _BEHIND_DIGIT.sub(r"\1", _SPAN.sub(r"\1", text.replace("\u00ad\n", "")))
    return collapse(_BROKEN_WORD.sub("", spans))


def is_shouted(text: str) -> bool:
    """Whether a text is two words or more in capitals, and no row of abbreviations («VÅLD I NÄRA RELATIONER»)."""
    words = text.split()
    are_spoken = len(words) >= _MANY_SHORT and "," not in text and bool(_SAID.search(text))
    return (
        text.isupper()
        and len(words) > 1
        and len(text) >= _SHOUTED
        and (are_spoken or any(sum(map(str.isalpha, word)) >= _LONG_WORD for word in words))
    )

"""Bytes of a text file to text, whatever the program that wrote them."""

from __future__ import annotations

import codecs

from loaders.errors import UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows, old Mac and DOS: the three that Swedish office programs have written text files in besides UTF-8.
_OLD = ("cp1252", "mac_roman", "cp850")
_SWEDISH = set("åäöÅÄÖé")
_ODD = set("†‡¤¦¨ŒœŠš¬¸¯Ž¢£¥ƒ‰‹›°±²³¶·¹º»¼½¾¿×÷╔╗╚╝═║│┤╣┐└┴┬├─┼╩╦╠▓▒░█▄▀¸ˇ˘˙˚˛˝Ç‚„")


def decode(content: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else the old code page that gives Swedish letters.

    Raises UnreadableDocument when the bytes are no text at all.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content[:4096]:
        raise UnreadableDocument(
            "Filen är ingen textfil. Spara planen som Excel, Word, PDF, CSV eller text och försök igen."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # A file cut off inside a letter, or with single damaged bytes, is still UTF-8.
        text = content.decode("utf-8", errors="replace")
        if text.count("\ufffd") <= 1 + sum(char in _SWEDISH for char in text) // 20:
            return text
    return max((content.decode(encoding, errors="replace") for encoding in _OLD), key=_swedishness)


def looks_like_text(content: bytes) -> bool:
    """Whether the bytes can be a text file: no zip, PDF or other binary form, few control characters."""
    head = content[:4096]
    if any(head.startswith(mark) for mark, _ in _BOMS):
        return True
    if not head or b"\x00" in head or head.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return False
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13) for byte in head)
    return control * 50 < len(head)


def _decoded(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace").lstrip("\ufeff")


def _swedishness(text: str) -> int:
    sample = text[:20_000]
    return sum(char in _SWEDISH for char in sample) - 2 * sum(char in _ODD or char == "\ufffd" for char in sample)

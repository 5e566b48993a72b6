"""HTML and Markdown marks inside a cell to plain text: lists and breaks become lines, everything else its words."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_LIST = re.compile(r"<\s*(ol|ul)\b([^>]*)>(.*?)(?:<\s*/\s*\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ITEM = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)
# Marks of formatting only: any other tag is somebody's text and stays to be seen.
_TAG = re.compile(
    r"<\s*/?\s*(?:a|abbr|b|big|blockquote|br|caption|center|code|col|colgroup|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|"
    r"pre|q|s|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|v|o:p)(?:\s[^<>]*)?/?\s*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*\*|___|\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])"
)
_STRIKE = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_LINES = re.compile(r"[ \t]*\n\s*")


def plain_text(source: str) -> str:
    """The words of a Markdown or HTML cell, a line for each paragraph, break and list item.

    An ordered list without numbers of its own gets them ("1. "), counted from its `start`.
    """
    text = without_tags(source)
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda found: found.group(1) or found.group(2), text)
    text = _STRIKE.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    text = _ESCAPE.sub(r"\1", text)
    return _LINES.sub("\n", text.replace("\u00a0", " ")).strip()


def without_tags(source: str) -> str:
    """The words of a text with HTML formatting: breaks, paragraphs and list items become lines, entities letters."""
    if "<" not in source and "&" not in source:
        return source
    text = _COMMENT.sub("", source)
    text = _LIST.sub(_list_lines, text)
    text = _BREAK.sub("\n", text)
    text = _TAG.sub("", text)
    return html.unescape(text)


def _list_lines(found: re.Match[str]) -> str:
    kind, attributes, body = found.group(1).casefold(), found.group(2), found.group(3)
    parts = [part.strip() for part in _ITEM.split(body)]
    before, items = parts[0], [part for part in parts[1:] if part]
    if kind == "ul" or not items or all(re.match(r"\d+[.)]", item) for item in items):
        return "\n" + "\n".join([before, *items]) + "\n"
    begin = re.search(r"start\s*=\s*[\"']?(\d+)", attributes)
    first = int(begin.group(1)) if begin else 1
    return "\n" + "\n".join([before, *(f"{number}. {item}" for number, item in enumerate(items, start=first))]) + "\n"

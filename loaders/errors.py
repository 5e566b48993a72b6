"""The one error that a reader of documents raises on purpose."""

from __future__ import annotations


class UnreadableDocument(Exception):  # noqa: N818 - a state of the document, as its users say it
    """A document cannot be read. Its message is Swedish: what is wrong, and what the user can do about it."""

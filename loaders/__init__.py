"""Reading of plan documents: bytes of a file to a Plan, with the words that every judgement rests on."""

from loaders.errors import UnreadableDocument
from loaders.load import load, open_document, understand
from loaders.records import Plan

__all__ = ["Plan", "UnreadableDocument", "load", "open_document", "understand"]

"""Bytes of one file form to a Document; knows nothing of plans."""

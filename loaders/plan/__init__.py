"""A Document to rows as written; knows nothing of file forms."""

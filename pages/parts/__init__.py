"""What the pages share: words, figures, tables, filters, links, the cache and the frame's look."""

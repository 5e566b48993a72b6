"""A Document to rows as written; knows nothing of file forms.

By its tables     the room tables/
By its labels     labelled.py (labelled_lines.py marks the lines, labelled_blocks.py puts them together)
By neither        the room stacked/, for text whose table is gone
In all of them    headers.py (a header row), guessed.py (columns under unknown headings), classify.py (what a row is),
                  items.py (a row of several measures), periods.py (columns of parts of a year)
Of the whole      front.py (what the document says of itself), followed.py and followed_day.py (what only follows up,
                  and when), unsure.py (words read weakly)
"""

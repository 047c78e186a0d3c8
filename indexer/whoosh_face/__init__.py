"""The index as Whoosh sees it: its segments behind a codec, and a table of contents.

Whoosh only reads through this face; what it shows is computed from the arrays of the segments.
"""

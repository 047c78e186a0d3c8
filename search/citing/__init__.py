"""A paragraph and its source, in the forms people paste: text, Markdown, BibTeX, CSL-JSON."""

"""Sources to articles to paragraphs to terms to a Whoosh segment."""

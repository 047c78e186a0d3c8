"""Where in a segment what was asked stands, and which paragraphs match."""

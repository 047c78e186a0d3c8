"""Query to postings to hits to snippets to terminal, JSON or page."""

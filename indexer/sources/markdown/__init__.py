"""Markdown: paragraphs as a page would show them."""

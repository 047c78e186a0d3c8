"""How well paragraphs answer, and in which order they come."""

"""Records: JSON lines, JSON and CSV, one record an article."""

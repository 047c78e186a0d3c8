"""PDF: paragraphs from where letters stand on the page."""

"""Word and OpenDocument: styled paragraphs."""

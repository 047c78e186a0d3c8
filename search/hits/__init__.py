"""What a search answers with: hits, their matches, the piece to show."""

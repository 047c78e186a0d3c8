"""E-books: a chapter is an article."""

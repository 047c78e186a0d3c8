"""What was asked: the text of a query to a tree, or an error with a place."""

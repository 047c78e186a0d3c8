"""The search page: what an index holds as parts that a browser loads when it needs them."""

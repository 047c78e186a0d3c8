"""What a text is made of: its head, its blocks and their kinds, its sentences."""

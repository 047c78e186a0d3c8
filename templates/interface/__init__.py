"""What the pages say, in each of their languages."""

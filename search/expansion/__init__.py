"""Which surface forms a pattern or a fuzzy word stands for."""

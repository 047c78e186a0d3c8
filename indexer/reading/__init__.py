"""Sources read in processes of their own, which a hostile file may break and nothing else."""

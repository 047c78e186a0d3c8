"""The array codec: how a segment of the index lies on disk, is written, merged and read."""

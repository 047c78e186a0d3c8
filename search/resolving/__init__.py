"""What has become of a paragraph that somebody cited."""

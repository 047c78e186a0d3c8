"""Keeping an index in step with files and folders."""

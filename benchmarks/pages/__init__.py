"""The search page beside others that need no server of their own, in headless Chromium."""

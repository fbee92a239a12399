"""Named questions by subject; each gives back frozen rows."""

"""Foreign files in and out; no SQL."""

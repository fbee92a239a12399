"""The room of call sheets: paper for days away from the desk, and keying its results in."""

"""The window and what surrounds every room."""

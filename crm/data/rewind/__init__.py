"""Takes steps back and brings them again, from what the recorder noted."""

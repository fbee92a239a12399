"""The room of returned forms: read, put beside what we hold, filed as applications."""

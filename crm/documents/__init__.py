"""Paper from plain content: content in, PDF bytes out; no SQL, no Qt."""

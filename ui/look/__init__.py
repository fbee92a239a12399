"""Colours, spacing, icons and plain-text widgets: the only place that knows how things look."""

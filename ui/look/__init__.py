"""Colours, spacing, icons and plain-text widgets: the only place that knows what things look like."""

"""Mirrors crm/data/rewind."""

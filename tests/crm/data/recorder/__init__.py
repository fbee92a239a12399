"""Mirrors crm/data/recorder."""

"""The room of companies."""

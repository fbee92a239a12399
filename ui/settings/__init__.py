"""The association's profile and this machine's choices."""

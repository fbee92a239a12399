"""The steps from the schema of one release to the next, each never changed once released."""

"""The calling screen: queue, company and call."""

"""The list of companies and the page of one."""

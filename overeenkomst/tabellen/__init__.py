"""Lists, on the page and in Excel."""

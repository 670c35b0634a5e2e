"""A benchmark of search engines on the pages that the program writes."""

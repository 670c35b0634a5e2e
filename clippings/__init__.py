"""Clippings turns scraped Chinese newspaper text into articles a reader can cite."""

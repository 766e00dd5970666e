"""Filling the pages: each module reads through the services and returns one page's plain data."""

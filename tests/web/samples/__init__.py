"""Made-up content of the pages: no real person, number or address."""

"""Decision models: DMN 1.1 to 1.5, evaluated with evidence."""

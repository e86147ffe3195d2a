"""Pages that the website makes from rules and records."""

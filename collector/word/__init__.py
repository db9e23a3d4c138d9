"""Word files in and out. Knows nothing of questions, Flask or the database."""

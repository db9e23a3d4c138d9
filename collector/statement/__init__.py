"""What a statement means: definitions, answers, problems, wording. Knows no Flask and no database."""

"""What a statement means: definitions, answers, their problems and their wording. Knows no Flask, no database."""

"""What an author should look at before handing in: pure functions, each from a Context to findings."""

"""The pages: the only place that knows Flask. One module an audience, and one for each concern of the web."""

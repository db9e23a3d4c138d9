"""What gunicorn imports: the application with the settings of the environment."""

from collector import create_app

app = create_app()

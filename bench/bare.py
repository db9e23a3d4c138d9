"""The least that Flask can serve: what a page of ours is measured against."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def show() -> str:
    return "ok"

"""The `collector` command. Thin: each command reads its arguments, calls a room, and prints."""

from collector.cli import data, definitions, reports, setting_up
from collector.cli.common import main

__all__ = ["data", "definitions", "main", "reports", "setting_up"]

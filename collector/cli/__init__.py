"""The `collector` command. Thin: each command reads its arguments, calls a room, and prints."""

from collector.cli import comparing, data, definitions, reports, setting_up
from collector.cli.common import main

__all__ = ["comparing", "data", "definitions", "main", "reports", "setting_up"]

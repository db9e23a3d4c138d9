"""Files of answers, as the command line reads them."""

import json

from collector.statement import states


def saved(path, answers):
    """The file of these answers."""
    values = {name: states.to_json(typed) for name, typed in answers.items()}
    path.write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return path

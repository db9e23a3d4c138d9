"""A definition broken on purpose."""


def breaking(folder, old='type = "integer"', new='type = "integre"', file="first.toml"):
    path = folder / "forms" / "kinds" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

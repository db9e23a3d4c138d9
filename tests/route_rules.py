"""The rules of routes, read from the source by ast; `broken` says in plain words which view breaks which."""

import ast
import re

ROUTING = {"get", "post", "route", "put", "patch", "delete", "add_url_rule"}
MARKS = {"role", "signed_in", "open_page"}
# Who may be asked without an account, and why.
OPEN = {
    "sign_in.show": "signing in",
    "sign_in.enter": "signing in",
    "setup.show": "the first administrator has no account yet",
    "setup.finish": "the first administrator has no account yet",
    "guide.show": "help for somebody who can't sign in",
}
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?|<(int|string):[a-z_]+>")


def broken(folder):
    """Everything in the modules of `folder` that breaks a rule."""
    found = []
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found += [f"{path.stem}.{node.name}: {fault}" for fault in view_faults(path.stem, node)]
            if isinstance(node, ast.Attribute) and node.attr == "add_url_rule":
                found.append(f"{path.stem}: a route without a decorator")
    return found


def view_faults(module, node):
    """What is wrong with a function, if it is a view."""
    decorators = [called(each) for each in node.decorator_list]
    routes = [each for each in decorators if each[0] in ROUTING]
    marks = [each for each in decorators if each[0] in MARKS]
    if not routes and not marks:
        return
    if len(routes) != 1:
        yield f"{len(routes)} routes"
    if len(marks) != 1:
        yield f"{len(marks)} permissions instead of one"
    elif marks[0][0] == "open_page" and f"{module}.{node.name}" not in OPEN:
        yield "open, but not on the list of open pages"
    if decorators and decorators[0][0] not in ROUTING:
        yield "the route is not the outermost decorator, so it serves the view without what is outside"
    for method, address in routes:
        if method not in ("get", "post"):
            yield f"method {method}: a page is a GET, a change of state a POST"
        if address is None:
            yield "the address is not a plain string"
        else:
            yield from address_faults(address)


def called(decorator):
    """(name, first argument) of `x.name`, `name` or `x.name("first")`."""
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    first = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
    return name, first.value if isinstance(first, ast.Constant) else None


def address_faults(address):
    """What is wrong with a path: kebab-case, typed parameters, no slash at the end."""
    if address == "/":
        return
    if not address.startswith("/") or address.endswith("/"):
        yield f"{address} begins or ends wrongly"
    for segment in address.strip("/").split("/"):
        if not SEGMENT.fullmatch(segment):
            yield f"{address}: {segment} is neither kebab-case nor a typed parameter"

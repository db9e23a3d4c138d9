"""Fixtures for the pages: an application on a fresh database, people in two units, and a checking client."""

import dataclasses
import html
import shutil

import jinja2
import lxml.html
import page_checks
import pytest

from collector import catalogue, config, create_app
from collector.store import database as store
from collector.store import migrations, people, sessions, units

SECRET = "only for tests: fifty characters that nobody keeps"
PEOPLE = {
    # account: (unit, name, position, roles)
    "chenyuanshan": ("江城市水文局", "陈远山", "党委书记、局长", ("official",)),
    "wangxiaohe": ("江城市水文局", "王小河", "副局长", ("official",)),
    "zhouqing": ("江城市水文局", "周清", "办公室主任", ("administrator",)),
    "linzhixing": ("海岭市测绘院", "林知行", "院长", ("official", "administrator")),
}


class Client:
    """A test client that signs in without a password, sends the CSRF token, and checks every page it gets."""

    def __init__(self, app):
        self.http = app.test_client()
        self.app = app

    def sign_in(self, person_id):
        """Open a session as the sign-in page would."""
        connection = store.connection(self.app.extensions["collector"].settings.database)
        token = sessions.open(connection, person_id)
        with self.http.session_transaction() as session:
            session["token"] = token
            session["csrf_token"] = "raw-csrf-token"
        return self

    def get(self, path, status=200, **options):
        """The answer, checked."""
        return self.checked(self.http.get(path, **options), status)

    def page(self, path, status=200):
        """The page as a tree."""
        return tree(self.get(path, status))

    def post(self, path, data=(), status=303, **options):
        """Post with a CSRF token, whatever page it would stand on."""
        pairs = list(data.items()) if isinstance(data, dict) else list(data)
        fields = list_of(pairs) | {"csrf_token": [self.token()]}
        return self.checked(self.http.post(path, data=fields, **options), status)

    def submit(self, path, answers, status=303):
        """Fill in the form on a page as a browser would; every answer needs a field of its name."""
        return self.resume(self.get(path), answers, status, path)

    def resume(self, response, answers, status=303, path=""):
        """Fill in the form on the page that an answer brought."""
        first = next(iter(answers))
        (form,) = [form for form in tree(response).forms if first in form.fields]
        missing = set(answers) - set(form.fields)
        assert not missing, f"no field for {missing} at {path}"
        pairs = [pair for pair in form.form_values() if pair[0] not in answers]
        for name, value in answers.items():
            pairs += [(name, each) for each in (value if isinstance(value, list) else [value])]
        return self.checked(self.http.post(form.action or path, data=list_of(pairs)), status)

    def token(self):
        """A signed CSRF token for this browser."""
        found = tree(self.http.get("/sign-in", follow_redirects=True))
        return found.xpath("string(//input[@name='csrf_token']/@value)")

    def checked(self, response, status):
        assert response.status_code == status, f"{response.status} {words(response)[:600]}"
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            assert response.headers["Content-Type"] == "text/html; charset=utf-8"
            faults = page_checks.faults(response.text)
            assert not faults, "\n".join(faults)
        return response


def list_of(pairs):
    """The pairs as the test client takes them: a list of values for every name."""
    fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).extend(value if isinstance(value, list | tuple) else [value])
    return fields


def tree(response):
    """The page of an answer."""
    return lxml.html.document_fromstring(response.text)


def words(response):
    """The text of a page on one line."""
    if response.mimetype != "text/html":
        return html.unescape(response.get_data(as_text=True))
    return " ".join(lxml.html.document_fromstring(response.text).text_content().split())


def errors(response):
    """The messages at the page's questions, by question."""
    found = tree(response).xpath("//*[starts-with(@id, 'q-')]")
    return {
        each.get("id")[2:]: [
            " ".join(message.itertext()) for message in each.xpath(".//*[@class='error']/span")
        ]
        for each in found
        if each.xpath(".//*[@class='error']")
    }


def form_fields(page, form_id="questions"):
    """What a browser would send of a form, without a button, as a list of pairs."""
    (form,) = [form for form in page.forms if form.get("id") == form_id]
    areas = {area.get("name") for area in form.iter("textarea")}
    pairs = []
    for name, value in form.form_values():
        if name in areas:
            # A browser drops the line end that follows the tag, and sends the others as two characters.
            value = value.removeprefix("\n").replace("\n", "\r\n")
        if name not in ("csrf_token", "then", "add"):
            pairs.append((name, value))
    return pairs


@pytest.fixture(scope="session")
def loaded_file(tmp_path_factory):
    """A database with the shipped definition, and nobody in it."""
    path = tmp_path_factory.mktemp("loaded") / "collector.sqlite3"
    migrations.migrate(path)
    connection = store.connect(path)
    catalogue.load_forms(connection, config.ROOT / "forms", config.ROOT / "doc_templates")
    connection.close()
    return path


@pytest.fixture
def settings(loaded_file, tmp_path):
    path = tmp_path / "web" / "collector.sqlite3"
    path.parent.mkdir()
    shutil.copy(loaded_file, path)
    yield config.Settings(database=path, secret_key=SECRET)
    store.close(path)


class Compiled(jinja2.BytecodeCache):
    """The pages' templates by name, compiled once for all applications; Jinja compares their sources."""

    def __init__(self):
        self.kept = {}

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@pytest.fixture
def app(settings):
    made = create_app(settings)
    made.jinja_env.bytecode_cache = COMPILED
    # An error nobody expected fails the test instead of becoming a page.
    made.config["PROPAGATE_EXCEPTIONS"] = True
    return made


@pytest.fixture
def db(settings):
    """The application's database."""
    return store.connection(settings.database)


@pytest.fixture
def ids(db):
    """The people's ids by account; nobody's password is known."""
    with store.transaction(db):
        for unit in dict.fromkeys(unit for unit, *_ in PEOPLE.values()):
            units.add(db, unit)
        return added(db, PEOPLE)


def added(db, everybody):
    """Add people to units that are there, as PEOPLE says it; their ids by account."""
    unit_ids, found = {row["name"]: row["id"] for row in units.all(db)}, {}
    for account, (unit, name, position, roles) in everybody.items():
        found[account] = people.add(
            db,
            unit_ids[unit],
            account=account,
            name=name,
            position=position,
            password_hash="nobody's",
            must_change_password=False,
        )
        for role in roles:
            people.grant(db, unit_ids[unit], found[account], role)
    return found


@pytest.fixture
def stranger(app):
    """A browser that is not signed in."""
    return Client(app)


def signed_in(account):
    """The fixture of a browser in which that person is signed in."""

    @pytest.fixture
    def browser(app, ids):
        return Client(app).sign_in(ids[account])

    return browser


official = signed_in("chenyuanshan")
colleague = signed_in("wangxiaohe")  # another official of the same unit
administrator = signed_in("zhouqing")
outsider = signed_in("linzhixing")  # official and administrator of another unit


@pytest.fixture
def https(settings):
    """The same settings behind a proxy that speaks HTTPS."""
    return dataclasses.replace(settings, https=True, trusted_proxies=1, hosts=("localhost",))


@pytest.fixture
def statement(official):
    """The address of the official's statement for 2026."""
    return new_statement(official)


def new_statement(client, year=2026, period="年度", definition="integrity"):
    """Begin a statement; its address."""
    return client.post(
        "/statements", {"definition": definition, "year": str(year), "period": period}
    ).location

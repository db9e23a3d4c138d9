BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'collector','first_tables','2026-11-22 19:39:18.818063+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'collector','editing','2026-11-22 19:39:18.818063+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'collector','people_and_rounds','2026-11-22 23:16:10.582964+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'collector','reviews','2026-11-23 02:08:52.014864+00:00');
CREATE TABLE answers (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    saved_at TEXT NOT NULL, page TEXT NOT NULL DEFAULT '', original TEXT, original_version INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (unit_id, statement_id, name),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "answers" VALUES(1,1,'head_count',NULL,2,1,'2026-11-22T04:00:00.000000Z','',NULL,0);
INSERT INTO "answers" VALUES(1,1,'units','["江城站","周家渡站"]',1,1,'2026-11-22T04:00:00.000000Z','',NULL,0);
INSERT INTO "answers" VALUES(1,1,'note','"𠮷 ''a''\n二"',1,1,'2026-11-22T04:00:00.000000Z','',NULL,0);
INSERT INTO "answers" VALUES(1,7,'head_count','"11"',1,2,'2026-11-22T04:00:00.000000Z','',NULL,0);
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    account_hash TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT
;
INSERT INTO "attempts" VALUES(1,'3abd72ec6352d6085d85e34f0478dca7d14ef8048f3c1986e28106d654713946','10.0.0.1','2026-11-22T04:00:00.000000Z');
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    person_id INTEGER,
    unit_id INTEGER,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    result TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT
;
INSERT INTO "audit" VALUES(1,'2026-11-22T04:00:00.000000Z',1,1,'signed_in','statement 1','ok','10.0.0.1');
CREATE TABLE clerks (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    official_id INTEGER NOT NULL REFERENCES people (id),
    clerk_id INTEGER NOT NULL REFERENCES people (id),
    assigned_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, official_id, clerk_id),
    CHECK (official_id <> clerk_id)
) STRICT
;
INSERT INTO "clerks" VALUES(1,1,2,1,'2026-11-22T20:00:00.000000Z');
CREATE TABLE confirmations (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    question TEXT NOT NULL,
    digest TEXT NOT NULL,
    explanation TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, "check", question),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "confirmations" VALUES(1,1,'cutoff','cutoff_date','d','核对过',1,'2026-11-22T21:27:39.781831Z');
INSERT INTO "confirmations" VALUES(1,1,'stale','note','e','退回后才核对',1,'2026-11-22T22:50:00.000000Z');
CREATE TABLE definitions (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    sources TEXT NOT NULL,
    template BLOB NOT NULL,
    loaded_at TEXT NOT NULL
) STRICT
;
INSERT INTO "definitions" VALUES(1,'integrity','0f','述责述廉报告','{"statement.toml": "title = ''报告''\n"}',X'504B0001','2026-11-22T04:00:00.000000Z');
CREATE TABLE extensions (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id),
    deadline TEXT NOT NULL,
    reason TEXT NOT NULL,
    extended_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
;
INSERT INTO "extensions" VALUES(1,1,1,1,'2026-12-31','驻村',1,'2026-11-22T04:00:00.000000Z');
CREATE TABLE facts (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, name)
) STRICT
;
INSERT INTO "facts" VALUES(1,'unit_full_name','"江城市水文局"',1,'2026-11-22T21:27:39.781876Z');
CREATE TABLE finished (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    section TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, section),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "finished" VALUES(1,1,'header',1,'2026-11-22T21:27:39.781817Z');
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    definition_id INTEGER NOT NULL REFERENCES definitions (id),
    file_name TEXT NOT NULL,
    found TEXT NOT NULL,
    at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
;
INSERT INTO "imports" VALUES(1,1,1,1,'旧报告.docx','{}','2026-11-22T21:27:39.781977Z',NULL);
CREATE TABLE participants (
    unit_id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    deadline TEXT,
    PRIMARY KEY (unit_id, round_id, person_id),
    FOREIGN KEY (unit_id, round_id) REFERENCES rounds (unit_id, id)
) STRICT
;
INSERT INTO "participants" VALUES(1,1,1,NULL);
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    account TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    position TEXT NOT NULL DEFAULT '',
    password_hash TEXT NOT NULL,
    must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
    disabled_at TEXT,
    created_at TEXT NOT NULL
) STRICT
;
INSERT INTO "people" VALUES(1,1,'chen','陈远山','局长','x',1,NULL,'2026-11-22T04:00:00.000000Z');
INSERT INTO "people" VALUES(2,1,'zhou','周清','','x',1,'2026-11-22T04:00:00.000000Z','2026-11-22T04:00:00.000000Z');
CREATE TABLE phrases (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER,
    suggestion TEXT NOT NULL,
    note TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('shipped', 'own')),
    shipped_text TEXT UNIQUE,
    edited_at TEXT,
    removed_at TEXT
) STRICT
;
INSERT INTO "phrases" VALUES(1,'学用新思想','campaign',2024,2026,'','','own',NULL,NULL,NULL);
CREATE TABLE remark_notes (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people (id),
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, person_id, question),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "remark_notes" VALUES(1,1,2,'units','再看看','2026-11-22T22:40:00.000000Z');
CREATE TABLE remarks (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    return_id INTEGER,
    answers_id INTEGER,
    text TEXT NOT NULL,
    said_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, id),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id),
    FOREIGN KEY (unit_id, return_id) REFERENCES returns (unit_id, id),
    FOREIGN KEY (unit_id, answers_id) REFERENCES remarks (unit_id, id)
) STRICT
;
INSERT INTO "remarks" VALUES(1,1,1,'note',1,NULL,'请写明站点',2,'2026-11-22T22:20:00.000000Z');
INSERT INTO "remarks" VALUES(2,1,1,'note',NULL,1,'已写明',1,'2026-11-22T22:30:00.000000Z');
CREATE TABLE returns (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('return', 'correction')),
    reason TEXT NOT NULL,
    returned_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, id),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "returns" VALUES(1,1,1,1,'return','请改两处',2,'2026-11-22T22:20:00.000000Z');
CREATE TABLE review_settings (
    unit_id INTEGER PRIMARY KEY REFERENCES units (id),
    stages INTEGER NOT NULL CHECK (stages BETWEEN 1 AND 2)
) STRICT
;
INSERT INTO "review_settings" VALUES(1,2);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    cause TEXT NOT NULL,
    note TEXT NOT NULL,
    answers TEXT NOT NULL,
    versions TEXT NOT NULL,
    saved_by INTEGER NOT NULL REFERENCES people (id),
    at TEXT NOT NULL,
    UNIQUE (unit_id, statement_id, number),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "revisions" VALUES(1,1,1,1,'saved','','{"note":"𠮷 ''a''\n二","units":["江城站","周家渡站"]}','{"note":1,"units":1}',1,'2026-11-22T21:27:39.781478Z');
CREATE TABLE roles (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    PRIMARY KEY (unit_id, person_id, role)
) STRICT
;
INSERT INTO "roles" VALUES(1,1,'official');
INSERT INTO "roles" VALUES(1,2,'administrator');
CREATE TABLE rosters (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    file_name TEXT NOT NULL,
    people TEXT NOT NULL,
    at TEXT NOT NULL,
    used_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
;
INSERT INTO "rosters" VALUES(1,1,1,'人员.xlsx','[]','2026-11-22T04:00:00.000000Z',NULL);
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    definition_name TEXT NOT NULL,
    year INTEGER NOT NULL,
    period TEXT NOT NULL,
    cutoff_date TEXT NOT NULL,
    deadline TEXT NOT NULL,
    opened_by INTEGER NOT NULL REFERENCES people (id),
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (unit_id, id)
) STRICT
;
INSERT INTO "rounds" VALUES(1,1,'integrity',2026,'year','2026-11-30','2026-12-31',2,'2026-11-22T04:00:00.000000Z',NULL);
CREATE TABLE saves (
    unit_id INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (unit_id, statement_id, key),
    FOREIGN KEY (unit_id, statement_id) REFERENCES statements (unit_id, id)
) STRICT
;
INSERT INTO "saves" VALUES(1,1,'key','','2026-11-22T21:27:39.781799Z');
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    address TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    ended_at TEXT
) STRICT
;
INSERT INTO "sessions" VALUES('563674540e6f6c0990d683db50028868b31c146b9051d277e85d6e46998a9f5f',1,'10.0.0.1','2026-11-22T04:00:00.000000Z','2026-11-22T04:00:00.000000Z','2026-11-22T16:00:00.000000Z',NULL);
CREATE TABLE setup_links (
    token_hash TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
) STRICT
;
INSERT INTO "setup_links" VALUES('e3fd2ee7774d25ccb658e4da92b55b9229431ea0dca535462d7bafafb5587f4e','2026-11-22T04:00:00.000000Z','2026-11-23T04:00:00.000000Z',NULL,NULL);
CREATE TABLE "statements" (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    definition_id INTEGER NOT NULL REFERENCES definitions (id),
    definition_name TEXT NOT NULL,
    round_id INTEGER REFERENCES rounds (id),
    year INTEGER NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    missing INTEGER NOT NULL DEFAULT 0,
    findings INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    saved_at TEXT,
    saved_by INTEGER REFERENCES people (id),
    discarded_at TEXT,
    imported_at TEXT,
    imported_file TEXT, submitted_at TEXT, submitted_revision INTEGER, submissions INTEGER NOT NULL DEFAULT 0, stage INTEGER NOT NULL DEFAULT 0, opened_at TEXT, opened_by INTEGER REFERENCES people (id), passed_by INTEGER REFERENCES people (id), return_id INTEGER REFERENCES returns (id), doubts INTEGER NOT NULL DEFAULT 0, own_share INTEGER, copied_share INTEGER,
    UNIQUE (unit_id, id)
) STRICT
;
INSERT INTO "statements" VALUES(1,1,1,1,'integrity',1,2026,'year','returned',7,2,'2026-11-22T04:00:00.000000Z','2026-11-22T04:00:00.000000Z',1,NULL,NULL,NULL,'2026-11-22T22:00:00.000000Z',1,1,0,'2026-11-22T22:10:00.000000Z',2,NULL,1,1,41,3);
INSERT INTO "statements" VALUES(7,1,1,1,'integrity',NULL,2025,'first-half','draft',0,0,'2026-11-22T04:00:00.000000Z',NULL,NULL,'2026-11-22T05:00:00.000000Z',NULL,NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "statements" VALUES(9,1,1,1,'integrity',NULL,2024,'year','draft',0,0,'2026-11-22T04:00:00.000000Z',NULL,NULL,NULL,'2026-11-22T04:00:00.000000Z','2024.docx',NULL,NULL,0,0,NULL,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE unit_settings (
    unit_id INTEGER PRIMARY KEY REFERENCES units (id),
    own_words_share INTEGER NOT NULL CHECK (own_words_share BETWEEN 0 AND 100)
) STRICT
;
INSERT INTO "unit_settings" VALUES(1,20);
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES units (id),
    name TEXT NOT NULL
) STRICT
;
INSERT INTO "units" VALUES(1,NULL,'江城市水文局');
INSERT INTO "units" VALUES(2,1,'江城市水文局监测科');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX people_by_unit ON people (unit_id, name);
CREATE INDEX roles_by_person ON roles (person_id);
CREATE INDEX sessions_by_person ON sessions (person_id);
CREATE INDEX attempts_by_account ON attempts (account_hash, at);
CREATE INDEX attempts_by_address ON attempts (address, at);
CREATE INDEX audit_by_unit ON audit (unit_id, id);
CREATE INDEX definitions_by_name ON definitions (name, loaded_at);
CREATE INDEX rounds_by_unit ON rounds (unit_id, year);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE INDEX saves_by_time ON saves (at);
CREATE INDEX imports_by_person ON imports (unit_id, person_id);
CREATE TRIGGER revisions_no_update BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER revisions_no_delete BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE TRIGGER revisions_no_replace BEFORE INSERT ON revisions WHEN EXISTS (SELECT 1 FROM revisions WHERE id = NEW.id OR (unit_id = NEW.unit_id AND statement_id = NEW.statement_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'revisions is append-only'); END;
CREATE UNIQUE INDEX statements_in_force ON statements (unit_id, definition_name, year, period, person_id) WHERE discarded_at IS NULL;
CREATE INDEX statements_by_person ON statements (unit_id, person_id);
CREATE INDEX participants_by_person ON participants (person_id);
CREATE INDEX extensions_by_round ON extensions (unit_id, round_id);
CREATE INDEX rosters_by_person ON rosters (unit_id, person_id);
CREATE TRIGGER extensions_no_update BEFORE UPDATE ON extensions BEGIN SELECT RAISE(ABORT, 'extensions is append-only'); END;
CREATE TRIGGER extensions_no_delete BEFORE DELETE ON extensions BEGIN SELECT RAISE(ABORT, 'extensions is append-only'); END;
CREATE TRIGGER extensions_no_replace BEFORE INSERT ON extensions WHEN EXISTS (SELECT 1 FROM extensions WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'extensions is append-only'); END;
CREATE INDEX statements_by_round ON statements (round_id, person_id, state, discarded_at);
CREATE INDEX units_by_parent ON units (parent_id);
CREATE INDEX statements_by_year ON statements (year);
CREATE INDEX statements_desk ON statements (unit_id, year, state, submitted_at, discarded_at, person_id);
CREATE INDEX revisions_by_person ON revisions (unit_id, statement_id, saved_by, cause);
CREATE INDEX clerks_by_clerk ON clerks (clerk_id);
CREATE INDEX remarks_by_statement ON remarks (unit_id, statement_id);
CREATE INDEX returns_by_statement ON returns (unit_id, statement_id);
CREATE TRIGGER returns_no_update BEFORE UPDATE ON returns BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER returns_no_delete BEFORE DELETE ON returns BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER returns_no_replace BEFORE INSERT ON returns WHEN EXISTS (SELECT 1 FROM returns WHERE id = NEW.id OR (unit_id = NEW.unit_id AND statement_id = NEW.statement_id AND revision = NEW.revision)) BEGIN SELECT RAISE(ABORT, 'returns is append-only'); END;
CREATE TRIGGER remarks_no_update BEFORE UPDATE ON remarks BEGIN SELECT RAISE(ABORT, 'remarks is append-only'); END;
CREATE TRIGGER remarks_no_delete BEFORE DELETE ON remarks BEGIN SELECT RAISE(ABORT, 'remarks is append-only'); END;
CREATE TRIGGER remarks_no_replace BEFORE INSERT ON remarks WHEN EXISTS (SELECT 1 FROM remarks WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'remarks is append-only'); END;
CREATE VIRTUAL TABLE answers_search USING fts5 (answers UNINDEXED, words, tokenize = 'unicode61', columnsize = 0);
INSERT INTO "answers_search" (rowid, answers, words) VALUES(1,'note'||char(30)||'江城站','江 城 站');
COMMIT;

-- Written by SchemaFixtureTests.
CREATE TABLE ox_generation (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL,
  side TEXT NOT NULL,
  family TEXT NOT NULL,
  name TEXT NOT NULL,
  ladder BLOB NOT NULL,
  anchor BLOB NOT NULL,
  offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  size INTEGER NOT NULL,
  records INTEGER NOT NULL,
  first_ms INTEGER,
  last_ms INTEGER,
  state TEXT NOT NULL
);
CREATE INDEX ox_generation_by_family ON ox_generation (host, side, family);
CREATE TABLE ox_stack (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE TABLE ox_mark (
  generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
  offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  PRIMARY KEY (generation_id, offset)
) WITHOUT ROWID;
CREATE TABLE ox_gap (
  generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
  offset INTEGER NOT NULL,
  byte_count INTEGER,
  reason TEXT NOT NULL,
  PRIMARY KEY (generation_id, offset)
) WITHOUT ROWID;
CREATE TABLE ox_incident (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  cause TEXT NOT NULL,
  title TEXT NOT NULL,
  operation TEXT,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  retry TEXT NOT NULL,
  affects TEXT NOT NULL,
  entity TEXT NOT NULL,
  state TEXT NOT NULL,
  state_ms INTEGER,
  confirmed INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  recovered_ms INTEGER,
  regressed_ms INTEGER,
  failures INTEGER NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX ox_incident_by_last ON ox_incident (last_ms, id);
CREATE INDEX ox_incident_by_state ON ox_incident (state, last_ms, id);
CREATE INDEX ox_incident_by_fingerprint ON ox_incident (fingerprint, first_ms);
CREATE TABLE ox_id (
  id TEXT PRIMARY KEY,
  generation_id INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  incident INTEGER
) WITHOUT ROWID;
CREATE INDEX ox_id_by_incident ON ox_id (incident);
CREATE TABLE ox_remark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  verb TEXT NOT NULL,
  text TEXT,
  ticket TEXT,
  mute_end TEXT
);
CREATE TABLE ox_record (
  list INTEGER NOT NULL,
  place INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (list, place)
) WITHOUT ROWID;
CREATE TABLE ox_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE VIEW sources AS
  SELECT id, host, side, family, name, offset AS bytes, records, first_ms, last_ms FROM ox_generation;
CREATE VIEW gaps AS
  SELECT g.host, g.side, g.name AS file, p.offset, p.byte_count, p.reason
  FROM ox_gap p JOIN ox_generation g ON g.id = p.generation_id;
CREATE VIEW incidents AS
  SELECT id, cause, title, operation, kind, owner, retry, affects, entity, state, state_ms, confirmed, fingerprint, first_ms, last_ms, failures
  FROM ox_incident;
CREATE VIEW remarks AS
  SELECT coalesce(i.id, s.incident) AS incident, s.time_ms, s.author, s.verb, s.text, s.ticket, s.mute_end
  FROM ox_remark s LEFT JOIN ox_id d ON d.id = s.incident LEFT JOIN ox_incident i ON i.number = d.incident;
CREATE TABLE ox_inventory_source (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, time_ms INTEGER, UNIQUE (kind, name));
CREATE TABLE ox_inventory (
  source_id INTEGER NOT NULL REFERENCES ox_inventory_source (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  object_id INTEGER,
  name TEXT,
  owner TEXT,
  context_id INTEGER,
  host TEXT,
  domain TEXT,
  mailbox TEXT,
  detail TEXT,
  PRIMARY KEY (source_id, line)
) WITHOUT ROWID;
CREATE TABLE ox_inventory_name (
  name TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES ox_inventory_source (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  PRIMARY KEY (name, source_id, line)
) WITHOUT ROWID;
CREATE INDEX ox_inventory_by_id ON ox_inventory (object_id);
CREATE INDEX ox_inventory_by_name ON ox_inventory (name);
CREATE INDEX ox_inventory_by_context ON ox_inventory (context_id);
CREATE VIEW inventory AS
  SELECT s.kind, s.name AS list, s.time_ms, i.line, i.object_id, i.name, i.owner, i.context_id, i.host, i.domain, i.mailbox, i.detail
  FROM ox_inventory i JOIN ox_inventory_source s ON s.id = i.source_id;
CREATE TABLE ox_outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  what TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  is_late INTEGER NOT NULL
);
CREATE INDEX ox_outbox_by_incident ON ox_outbox (incident, what);
CREATE VIEW outbox AS
  SELECT coalesce(i.id, b.incident) AS incident, b.what, b.time_ms, b.is_late
  FROM ox_outbox b LEFT JOIN ox_id d ON d.id = b.incident LEFT JOIN ox_incident i ON i.number = d.incident;
CREATE TABLE ox_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ox_evidence (
  event_id INTEGER NOT NULL,
  incident INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (event_id, incident, place)
) WITHOUT ROWID;
CREATE TABLE ox_trend (
  facet TEXT NOT NULL,
  step_ms INTEGER NOT NULL,
  start_ms INTEGER NOT NULL,
  value TEXT NOT NULL,
  failures INTEGER NOT NULL,
  incidents INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (facet, step_ms, start_ms, value)
) WITHOUT ROWID;
CREATE TABLE ox_span (
  incident INTEGER PRIMARY KEY,
  cause TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  retry TEXT NOT NULL,
  operation TEXT,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL
);
CREATE TABLE ox_cause (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE ox_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
  offset INTEGER NOT NULL,
  line INTEGER NOT NULL,
  time_ms INTEGER,
  level INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  cause_id INTEGER REFERENCES ox_cause (id),
  stack_id INTEGER REFERENCES ox_stack (id)
);
CREATE TABLE ox_pack (
  id INTEGER PRIMARY KEY,
  last_id INTEGER NOT NULL,
  records INTEGER NOT NULL,
  is_full INTEGER NOT NULL,
  byte_count INTEGER NOT NULL,
  data BLOB NOT NULL
);
CREATE VIRTUAL TABLE ox_event_word USING fts5 (words, content = '', detail = none, columnsize = 0,
  tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
CREATE VIRTUAL TABLE ox_event_part USING fts5 (parts, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'");
CREATE TABLE ox_minute (
  generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
  minute INTEGER NOT NULL,
  level INTEGER NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (generation_id, minute, level)
) WITHOUT ROWID;
CREATE TABLE ox_failure (
  incident INTEGER NOT NULL,
  place INTEGER NOT NULL,
  time_ms INTEGER NOT NULL,
  other_cause TEXT,
  other_operation TEXT,
  host TEXT NOT NULL,
  partner_host TEXT,
  partner INTEGER,
  sides INTEGER NOT NULL,
  domain TEXT,
  mailbox TEXT,
  context_name TEXT,
  context_id TEXT,
  subscription TEXT,
  subadmin TEXT,
  address TEXT,
  PRIMARY KEY (time_ms, incident, place)
) WITHOUT ROWID;
CREATE INDEX ox_failure_by_incident ON ox_failure (incident, time_ms);
CREATE INDEX ox_event_by_position ON ox_event (generation_id, offset);
CREATE INDEX ox_event_by_time ON ox_event (time_ms);
CREATE VIEW events AS
  SELECT e.id, g.host, g.side, g.name AS file, e.offset, e.line, e.time_ms, CASE e.level WHEN 0 THEN 'emergency' WHEN 1 THEN 'alert' WHEN 2 THEN 'critical' WHEN 3 THEN 'error' WHEN 4 THEN 'warning' WHEN 5 THEN 'notice' WHEN 6 THEN 'info' WHEN 7 THEN 'debug' WHEN 8 THEN 'trace' END AS level,
    CASE e.kind WHEN 0 THEN 'failure' WHEN 1 THEN 'unknown' WHEN 2 THEN 'request' WHEN 3 THEN 'start' END AS kind, c.name AS cause,
    record_text(p.id, p.byte_count, p.data, e.id) AS text, s.text AS stack
  FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_cause c ON c.id = e.cause_id
  LEFT JOIN ox_stack s ON s.id = e.stack_id LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id);
CREATE VIEW failures AS
  SELECT i.id AS incident, f.time_ms, coalesce(f.other_cause, i.cause) AS cause, i.kind, i.owner, i.retry, i.state, nullif(coalesce(f.other_operation, i.operation), '') AS operation,
    f.host, f.partner_host, CASE f.partner WHEN 0 THEN 'found' WHEN 1 THEN 'missing' WHEN 2 THEN 'not-expected' WHEN 3 THEN 'not-covered' END AS partner, f.domain, f.mailbox, f.context_name, f.context_id, f.subscription,
    f.subadmin, f.address
  FROM ox_failure f JOIN ox_incident i ON i.number = f.incident;
CREATE VIEW minutes AS
  SELECT g.host, g.side, m.minute * 60000 AS minute_ms, CASE m.level WHEN 0 THEN 'emergency' WHEN 1 THEN 'alert' WHEN 2 THEN 'critical' WHEN 3 THEN 'error' WHEN 4 THEN 'warning' WHEN 5 THEN 'notice' WHEN 6 THEN 'info' WHEN 7 THEN 'debug' WHEN 8 THEN 'trace' END AS level, sum(m.records) AS records
  FROM ox_minute m JOIN ox_generation g ON g.id = m.generation_id GROUP BY g.host, g.side, m.minute, m.level;
CREATE TABLE ox_occurrence (
  incident INTEGER NOT NULL,
  place INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (incident, place)
);
CREATE TABLE ox_document (
  cause TEXT NOT NULL,
  number INTEGER NOT NULL,
  documents TEXT NOT NULL,
  PRIMARY KEY (cause, number)
);
CREATE INDEX ox_span_by_cause ON ox_span (cause, first_ms, last_ms);
INSERT INTO ox_generation (id, host, side, family, name, ladder, anchor, offset, line, size, records, first_ms, last_ms, state) VALUES (1, 'ox1', 'ox', '/logs/open-xchange.log', '/logs/open-xchange.log.0', '[{"hash":[1,2],"length":16}]', X'0304', 100, 1, 200, 0, NULL, NULL, '{}');
INSERT INTO ox_stack (id, hash, text) VALUES (1, X'EDA8EB5ADA370F40', 'at x');
INSERT INTO ox_document (cause, number, documents) VALUES ('limit.contexts', 0, X'1C02000058A409B167BA03D9606A6C046A3D60B6F1600910BD9107CC64C03A4E212F5F21179841F50653930F5EDA64000B24604A04A6A71485CC92620548830C5435C01D85681D1A60691D1A606D1E1A1818A03710A1C180D44EF47575B108476F2C427D8DDE5A348298086B2F1A10D95E54C2D6F0436F6561C613A4CD85D438C2D7260100EDFAB0A8');
INSERT INTO ox_event (id, generation_id, offset, line, time_ms, level, kind, cause_id, stack_id) VALUES (1, 1, 0, 1, 0, 3, 1, NULL, 1);
INSERT INTO ox_event (id, generation_id, offset, line, time_ms, level, kind, cause_id, stack_id) VALUES (2, 1, 100, 2, 100, 3, 1, NULL, NULL);
INSERT INTO ox_gap (generation_id, offset, byte_count, reason) VALUES (1, 50, 7, 'a hole');
INSERT INTO ox_id (id, generation_id, offset, incident) VALUES ('OX-MED8W', 0, 0, 0);
INSERT INTO ox_incident (number, id, cause, title, operation, kind, owner, retry, affects, entity, state, state_ms, confirmed, fingerprint, first_ms, last_ms, recovered_ms, regressed_ms, failures, words) VALUES (0, 'OX-MED8W', 'limit.contexts', 'The subadmin has reached its number of contexts', 'install', 'capacity', 'ox-admin', 'useless', 'subadmin', '', 'open', NULL, 0, 'v1:0', 1000, 2000, NULL, NULL, 0, 'OX-MED8W limit.contexts The subadmin has reached its number of contexts install  no more');
INSERT INTO ox_mark (generation_id, offset, line, time_ms) VALUES (1, 0, 1, 60001);
INSERT INTO ox_meta (key, value) VALUES ('answer', 'words');
INSERT INTO ox_meta (key, value) VALUES ('derived', 1);
INSERT INTO ox_meta (key, value) VALUES ('events', 1);
INSERT INTO ox_meta (key, value) VALUES ('revision', 1);
INSERT INTO ox_minute (generation_id, minute, level, records) VALUES (1, 1, 6, 3);
INSERT INTO ox_pack (id, last_id, records, is_full, byte_count, data) VALUES (1, 2, 2, 0, 126, X'7801636264E4E66260D0D5656060624A49294E2D29C9494D51C8CF4B2D2EC9CCC951C82F48CD33B2CAAF30B72ACDCBCECB2FCF33B54A2D2ACA2FAA0301031D087430D03134D431D4018911A518A81EAC180040072734');
PRAGMA application_id = 1331188812;
PRAGMA user_version = 3;

-- A store's tables. What could tell about a breach or a person lies in `sealed` columns; docs/formats/store.md.
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE setting(name TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE staff(id TEXT PRIMARY KEY, organisation TEXT NOT NULL, role TEXT NOT NULL, public_key BLOB NOT NULL, added_at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE incident(
  id TEXT PRIMARY KEY, organisation TEXT NOT NULL, role TEXT NOT NULL, authority TEXT NOT NULL, root TEXT NOT NULL,
  opened_at INTEGER NOT NULL, last_seq INTEGER NOT NULL, wheel_at INTEGER, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX incident_wheel ON incident(wheel_at) WHERE wheel_at IS NOT NULL;
CREATE TABLE fact(
  organisation TEXT NOT NULL, incident TEXT NOT NULL REFERENCES incident(id), seq INTEGER NOT NULL, id TEXT NOT NULL,
  recorded_at INTEGER NOT NULL, author TEXT NOT NULL, sealed BLOB, signature BLOB NOT NULL, PRIMARY KEY(incident, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE register(one INTEGER PRIMARY KEY CHECK(one = 1), size INTEGER NOT NULL, edge BLOB NOT NULL, last_recorded INTEGER) STRICT;
CREATE TABLE chain(incident TEXT PRIMARY KEY, count INTEGER NOT NULL, last_leaf BLOB NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entry(idx INTEGER PRIMARY KEY, organisation TEXT NOT NULL, incident TEXT NOT NULL, bytes TEXT NOT NULL, leaf BLOB NOT NULL, openings BLOB) STRICT;
CREATE INDEX entry_incident ON entry(incident);
CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE outbox(
  id TEXT PRIMARY KEY, organisation TEXT NOT NULL, incident TEXT NOT NULL, kind TEXT NOT NULL, created_at INTEGER NOT NULL,
  state INTEGER NOT NULL, attempts INTEGER NOT NULL, result TEXT NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_ready ON outbox(created_at) WHERE state = 0;
CREATE TABLE outbox_event(id TEXT NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL, result TEXT NOT NULL) STRICT;
INSERT INTO register VALUES(1, 0, x'', NULL);

-- One campaign of notices. What names a person, or says what was exposed of them, lies in `sealed`; docs/formats/campaign.md.
CREATE TABLE campaign(
  one INTEGER PRIMARY KEY CHECK(one = 1), id TEXT NOT NULL, incident TEXT NOT NULL, content BLOB NOT NULL, planned_at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE notice(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL, controller TEXT NOT NULL, revision INTEGER NOT NULL,
  stratum TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, because TEXT NOT NULL, said BLOB NOT NULL, sealed BLOB NOT NULL,
  batch INTEGER, handed_at INTEGER, told BLOB, recorded INTEGER NOT NULL DEFAULT 0, UNIQUE(person, controller, revision)) STRICT;
CREATE INDEX notice_ready ON notice(channel, seq) WHERE state = 'ready';
CREATE INDEX notice_handed ON notice(channel, handed_at) WHERE state = 'handed';
CREATE INDEX notice_batch ON notice(batch) WHERE batch IS NOT NULL;
CREATE TABLE counter(stratum TEXT NOT NULL, state TEXT NOT NULL, notices INTEGER NOT NULL, PRIMARY KEY(stratum, state)) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_added AFTER INSERT ON notice BEGIN
  INSERT INTO counter VALUES(NEW.stratum, NEW.state, 1) ON CONFLICT DO UPDATE SET notices = notices + 1;
END;
CREATE TRIGGER notice_moved AFTER UPDATE OF state ON notice WHEN OLD.state <> NEW.state BEGIN
  UPDATE counter SET notices = notices - 1 WHERE stratum = OLD.stratum AND state = OLD.state;
  INSERT INTO counter VALUES(NEW.stratum, NEW.state, 1) ON CONFLICT DO UPDATE SET notices = notices + 1;
END;
CREATE TABLE batch(number INTEGER PRIMARY KEY, channel TEXT NOT NULL, made_at INTEGER NOT NULL, open INTEGER NOT NULL) STRICT;
CREATE TABLE event(key TEXT PRIMARY KEY, notice TEXT NOT NULL, event TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;

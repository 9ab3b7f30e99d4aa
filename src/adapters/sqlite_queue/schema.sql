-- One campaign of notices. What names a person, or says what was exposed of them, lies in `sealed`; docs/formats/campaign.md.
-- States, events, channels and certainties are numbers: their places in the lists there. Times are microseconds since 1970.
CREATE TABLE campaign(
  one INTEGER PRIMARY KEY CHECK(one = 1), id TEXT NOT NULL, incident TEXT NOT NULL, content BLOB NOT NULL, planned_at INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE TABLE word(no INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;  -- controllers, sites, languages
CREATE TABLE notice(
  seq INTEGER PRIMARY KEY, id BLOB NOT NULL, person ANY NOT NULL, controller INTEGER NOT NULL, revision INTEGER NOT NULL,
  certainty INTEGER NOT NULL, language INTEGER NOT NULL, channel INTEGER NOT NULL, state INTEGER NOT NULL, because TEXT NOT NULL,
  site INTEGER NOT NULL, turn INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, deferrals INTEGER NOT NULL DEFAULT 0,
  owner INTEGER, lease INTEGER, first_at INTEGER, due INTEGER, batch INTEGER, handed_at INTEGER, hand INTEGER, told BLOB,
  said BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX notice_who ON notice(person, controller, revision);
CREATE INDEX notice_ready ON notice(channel, site, turn) WHERE state = 1;
CREATE INDEX notice_open ON notice(state) WHERE state IN (2, 8);
CREATE INDEX notice_due ON notice(due) WHERE state = 6;
CREATE INDEX notice_failed ON notice(seq) WHERE state = 7;
CREATE INDEX notice_handed ON notice(channel, handed_at) WHERE state = 3;
CREATE INDEX notice_batch ON notice(batch) WHERE batch IS NOT NULL;
CREATE TABLE counter(certainty INTEGER, language INTEGER, channel INTEGER, state INTEGER, notices INTEGER NOT NULL,
  PRIMARY KEY(certainty, language, channel, state)) STRICT, WITHOUT ROWID;
CREATE TABLE batch(number INTEGER PRIMARY KEY, channel INTEGER NOT NULL, made_at INTEGER NOT NULL, open INTEGER NOT NULL) STRICT;
-- Append only: what was intended, what came of it, what was heard of it later.
CREATE TABLE attempt(notice INTEGER, n INTEGER, at INTEGER NOT NULL, owner INTEGER NOT NULL, PRIMARY KEY(notice, n)) STRICT, WITHOUT ROWID;
CREATE TABLE outcome(
  notice INTEGER, n INTEGER, event INTEGER, at INTEGER NOT NULL, code TEXT NOT NULL, counted INTEGER NOT NULL, PRIMARY KEY(notice, n, event)) STRICT, WITHOUT ROWID;
CREATE TABLE event(key TEXT PRIMARY KEY, notice INTEGER NOT NULL, event INTEGER NOT NULL, at INTEGER NOT NULL, because TEXT NOT NULL, state INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE note(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

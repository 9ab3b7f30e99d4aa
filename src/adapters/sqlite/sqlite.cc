#include "adapters/sqlite/sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/check.h"

namespace tocsin::sqlite {
namespace {

std::unexpected<Error> damaged(const std::string& where) {
  return failure(ErrorKind::corrupt, "the file is damaged or is no store", where, "stop, keep a copy, and restore the newest back-up");
}

std::unexpected<Error> told(int code, const std::string& where) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return failure(ErrorKind::unavailable, "the disk is full", where, "free space on that disk and run the command again; nothing was changed");
    case SQLITE_ERROR:  // what we ask never changes, so a table or a column is missing
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return damaged(where);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return failure(ErrorKind::unavailable, "another program uses the store", where, "wait until it has finished, or stop it");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return failure(ErrorKind::unavailable, "the file cannot be opened for reading and writing", where, "see whether the folder exists and belongs to you");
    default:
      if (code == SQLITE_IOERR_SHORT_READ) return damaged(where);
      return failure(ErrorKind::unavailable, fmt::format("the store's file could not be used ({})", sqlite3_errstr(code)), where,
                     "see the disk's state and run the command again");
  }
}

// SQLite itself would let the whole machine read a new file. Its side files get the rights of the file; what goes wrong
// here, it tells.
void make_private(const std::string& path) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0) ::close(fd);
}

}  // namespace

Statement& Statement::bind(int index, std::int64_t value) {
  check(sqlite3_bind_int64(statement_.get(), index, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  check(sqlite3_bind_text(statement_.get(), index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  check(sqlite3_bind_blob(statement_.get(), index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_null(int index) {
  check(sqlite3_bind_null(statement_.get(), index) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const int extended = sqlite3_extended_errcode(sqlite3_db_handle(statement_.get()));
  sqlite3_reset(statement_.get());
  return told(extended, where_);
}

Result<void> Statement::run() {
  for (;;) {
    TRY(row, step());
    if (row) continue;
    reset();
    return {};
  }
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::view(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string_view{} : std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string Statement::text(int column) const { return std::string(view(column)); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

Result<Database> Database::open(const std::string& path, bool create) {
  if (create) make_private(path);
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | (create ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Database database(raw, path);
  if (code != SQLITE_OK) return told(code, path);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // FULL: an acknowledged fact survives a power cut. secure_delete: what was erased is overwritten.
  TRY_DO(
      database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA "
                       "busy_timeout=2000; PRAGMA cache_size=-65536"));
  return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return told(sqlite3_extended_errcode(database_.get()), path_);
  return Statement(statement, path_);
}

Result<void> Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return told(sqlite3_extended_errcode(database_.get()), path_);
  return {};
}

}  // namespace tocsin::sqlite

// SQLite's C API with owners and Results; the only header here that knows sqlite3.h.
//
// Acts:   on one database file, one connection
// Holds:  a Statement must not outlive its Database; text and blobs are copied out.
// Errors: full disk, unreadable folder, busy -> unavailable; malformed file -> corrupt

#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tocsin::sqlite {

class Statement {
 public:
  Statement(sqlite3_stmt* statement, std::string where) : statement_(statement), where_(std::move(where)) {}

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  Result<bool> step();      // true: a row is there
  Result<void> run();       // to the end, rows ignored, ready to be bound again
  std::int64_t number(int column) const;
  std::string text(int column) const;  // also blobs
  std::string_view view(int column) const;  // valid until the next step
  bool is_null(int column) const;
  void reset();

 private:
  struct Free {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Free> statement_;
  std::string where_;
};

class Database {
 public:
  static Result<Database> open(const std::string& path, bool create);

  Result<Statement> prepare(std::string_view sql);
  Result<void> execute(const std::string& sql);
  std::int64_t changes() const { return sqlite3_changes64(database_.get()); }

 private:
  Database(sqlite3* database, std::string path) : database_(database), path_(std::move(path)) {}
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
  std::string path_;
};

}  // namespace tocsin::sqlite

// A transaction or a savepoint of one database.
//
// Holds:  rolled back unless it was kept. A savepoint lies within a transaction.

#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "adapters/sqlite/sqlite.h"

namespace tocsin {

class Transaction {
 public:
  static Result<Transaction> begin(sqlite::Database& database, std::string name) {
    TRY_DO(database.execute(name.empty() ? "BEGIN IMMEDIATE" : "SAVEPOINT " + name));
    return Transaction(database, std::move(name));
  }
  Transaction(Transaction&& other) noexcept : database_(other.database_), name_(std::move(other.name_)) { other.database_ = nullptr; }
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (database_ == nullptr) return;
    const auto undone = database_->execute(name_.empty() ? "ROLLBACK" : fmt::format("ROLLBACK TO {0}; RELEASE {0}", name_));
    (void)undone;  // nothing more can be done here; SQLite rolls back when the connection closes
  }
  Result<void> keep() {
    TRY_DO(database_->execute(name_.empty() ? "COMMIT" : "RELEASE " + name_));
    database_ = nullptr;
    return {};
  }

 private:
  Transaction(sqlite::Database& database, std::string name) : database_(&database), name_(std::move(name)) {}
  sqlite::Database* database_;
  std::string name_;
};

}  // namespace tocsin

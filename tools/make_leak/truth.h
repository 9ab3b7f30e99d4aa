// What is true about the files: which row is which person, and every count a resolver should reach.
//
// Acts:   writes truth.csv as rows come, truth.json in the end.
// Holds:  a few bits for each person and insurer; no names.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "make_leak/table.h"

namespace tocsin::make_leak {

class Truth {
 public:
  static Result<Truth> in(const std::string& folder);

  // The row just written to `table`. Person 0: a reject, with its reason.
  void record(const Table& table, std::uint64_t person, const std::string& controller);
  void reject(const Table& table, const std::string& reason);
  void member(const Table& table, std::uint64_t person);  // a row of the controller's own file: not of the leak
  void person(bool dependant) { ++(dependant ? dependants_ : insured_); }
  void number(std::uint64_t n = 1) { numbers_only_ += n; }
  void count(const std::string& what, std::uint64_t n = 1) { further_[what] += n; }
  void say(std::string key, json::value value) { said_[std::move(key)] = std::move(value); }

  Result<void> finish();

 private:
  struct Controller {
    std::uint64_t records = 0, persons = 0, last_person = 0;
  };
  explicit Truth(std::string folder) : folder_(std::move(folder)) {}
  void line(const Table& table, std::uint64_t person, const std::string& what);

  std::string folder_;
  std::unique_ptr<Table> rows_;
  std::map<std::string, Controller> controllers_;
  std::map<std::string, std::uint64_t> rejects_, further_;
  json::object said_;
  std::uint64_t records_ = 0, rejected_ = 0, insured_ = 0, dependants_ = 0, numbers_only_ = 0, members_ = 0;
};

}  // namespace tocsin::make_leak

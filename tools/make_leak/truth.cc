#include "make_leak/truth.h"

#include <cstdio>
#include <fstream>

namespace tocsin::make_leak {

Result<Truth> Truth::in(const std::string& folder) {
  Truth truth(folder);
  const std::string header[] = {"file", "row", "person", "what"};
  TRY(rows, csv_table(folder, "truth", header, {.separator = ',', .line_end = "\n"}));
  truth.rows_ = std::move(rows);
  return truth;
}

void Truth::line(const Table& table, std::uint64_t person, const std::string& what) {
  const std::string fields[] = {table.name(), std::to_string(table.rows()), person == 0 ? std::string() : std::to_string(person), what};
  rows_->row(fields);
}

// REQUIRES: all records of a person come before those of the next, so that one number tells whether a
// controller has met them.
void Truth::record(const Table& table, std::uint64_t person, const std::string& controller) {
  line(table, person, "record");
  ++records_;
  Controller& counts = controllers_[controller];
  ++counts.records;
  counts.persons += counts.last_person != person;
  counts.last_person = person;
}

void Truth::reject(const Table& table, const std::string& reason) {
  line(table, 0, reason);
  ++rejected_;
  ++rejects_[reason];
}

void Truth::member(const Table& table, std::uint64_t person) {
  line(table, person, "member");
  ++members_;
}

Result<void> Truth::finish() {
  TRY_DO(rows_->finish());
  json::array controllers;
  for (const auto& [name, counts] : controllers_)
    controllers.push_back({{"controller", name.empty() ? json::value(nullptr) : json::value(name)}, {"records", counts.records}, {"persons", counts.persons}});
  json::object rejects, further;
  for (const auto& [reason, n] : rejects_) rejects[reason] = n;
  for (const auto& [what, n] : further_) further[what] = n;
  json::object all = said_;
  all["records"] = records_;
  all["rejects"] = rejected_;
  all["rejects_by_reason"] = std::move(rejects);
  all["persons"] = insured_ + dependants_;
  all["insured"] = insured_;
  all["dependants"] = dependants_;
  all["numbers_only"] = numbers_only_;
  all["members"] = members_;
  all["by_controller"] = std::move(controllers);
  all["further"] = std::move(further);
  std::ofstream out(folder_ + "/truth.json", std::ios::binary);
  out << print(all);
  out.flush();
  if (!out) return failure(ErrorKind::unavailable, "the file could not be written", folder_ + "/truth.json", "see whether the disk has room");
  return {};
}

}  // namespace tocsin::make_leak

// A leak on disk for the bench, and the same leak read as `scope` reads it, in this process.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"
#include "exposures/table_file.h"
#include "make_leak/general.h"
#include "persons/census.h"
#include "persons/match_keys.h"
#include "records/normal_forms.h"

namespace tocsin {

struct LeakOnDisk {
  std::array<std::string, 2> files;
  std::vector<std::uint32_t> person_of_row;  // of one file, then of the other
};

inline LeakOnDisk write_leak(const std::string& folder, std::uint64_t persons, std::uint64_t first_family = 0) {
  LeakOnDisk leak;
  std::array<std::ofstream, 2> out;
  std::array<std::vector<std::uint32_t>, 2> rows;
  for (std::size_t i = 0; i < 2; ++i) {
    leak.files[i] = folder + "/" + std::string(make_leak::general_files[i]);
    out[i].open(leak.files[i], std::ios::binary);
    out[i] << make_leak::general_header();
  }
  make_leak::make_general({.persons = persons, .seed = 1, .first_family = first_family, .threads = 2},
                          [&](std::size_t file, const make_leak::GeneralPiece& piece) {
                            out[file] << piece.bytes;
                            for (const std::uint64_t person : piece.persons) rows[file].push_back(static_cast<std::uint32_t>(person));
                            return out[file].good();
                          });
  check(out[0].flush().good() && out[1].flush().good());
  leak.person_of_row = std::move(rows[0]);
  leak.person_of_row.insert(leak.person_of_row.end(), rows[1].begin(), rows[1].end());
  return leak;
}

struct ReadLeak {
  IdentityTable table;
  std::vector<ExposureRow> exposures;
};

class LeakReader final : public TableSink {
 public:
  LeakReader() : canonicaliser_(uses(), normal_forms("FR"), 20261122, {}) {}
  bool shape(const FileShape&) override { return true; }
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override {
    check(fault == RowFault::none && canonicaliser_.read(fields, record_));
    add_identity(table, record_, hash_);
    std::uint64_t kinds = 0;
    for (const std::uint16_t column : record_.filled) kinds |= 1ULL << column;
    const auto controller = controllers_.try_emplace(record_.controller, static_cast<std::uint32_t>(controllers_.size() + 1)).first->second;
    exposures.push_back({controller + offset, kinds});
    return true;
  }

  IdentityTable table;
  std::vector<ExposureRow> exposures;
  std::uint32_t offset = 0;

 private:
  static std::vector<ColumnUse> uses() {
    std::vector<ColumnUse> uses;
    for (const std::string_view kind : make_leak::general_kinds) uses.push_back({std::string(kind), DateOrder::day_first});
    return uses;
  }
  Canonicaliser canonicaliser_;
  CanonicalRecord record_;
  KeyedHash hash_{KeyedHash::Key{1, 2, 3}};
  std::map<std::string, std::uint32_t> controllers_;
};

inline void read_file(const std::string& path, LeakReader& reader) {
  TableFile file({}, reader);
  std::vector<char> piece(1 << 20);
  const int fd = ::open(path.c_str(), O_RDONLY);
  check(fd >= 0);
  for (ssize_t got = 0; (got = ::read(fd, piece.data(), piece.size())) > 0;) file.add({piece.data(), static_cast<std::size_t>(got)});
  ::close(fd);
  check(file.finish() == ReadFailure::none);
}

// One thread a file: what the parse children and the ingest do, without the pipe between them.
inline ReadLeak read_leak(const LeakOnDisk& leak, int) {
  std::array<LeakReader, 2> readers;
  readers[1].offset = 84;
  {
    const std::jthread other([&] { read_file(leak.files[1], readers[1]); });
    read_file(leak.files[0], readers[0]);
  }
  ReadLeak all{std::move(readers[0].table), std::move(readers[0].exposures)};
  all.table.append(readers[1].table);
  all.exposures.insert(all.exposures.end(), readers[1].exposures.begin(), readers[1].exposures.end());
  return all;
}

}  // namespace tocsin

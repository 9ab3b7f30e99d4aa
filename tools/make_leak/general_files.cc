// The general leak as files: two tables, truth.csv (file, row -> person) and truth.json.
#include <cstdio>
#include <fstream>
#include <memory>

#include "base/json.h"
#include "make_leak/general.h"
#include "make_leak/scenarios.h"

namespace tocsin::make_leak {
namespace {

Error not_written(const std::string& path) { return {ErrorKind::unavailable, "the file could not be written", path, "see whether the disk has room"}; }

void append_truth(const GeneralPiece& piece, std::string_view name, std::uint64_t row, std::string& out) {
  for (const std::uint64_t person : piece.persons) {
    out.append(name).append(",").append(std::to_string(++row)).append(",").append(std::to_string(person)).append(",record\n");
  }
}

}  // namespace

Result<void> general(const Order& order) {
  if (order.format != Format::csv) return failure(ErrorKind::invalid, "this scenario is written as csv", "--format", "choose csv");
  std::array<std::ofstream, 2> files;
  for (std::size_t i = 0; i < 2; ++i) {
    files[i].open(order.folder + "/" + std::string(general_files[i]), std::ios::binary);
    files[i] << general_header();
  }
  std::ofstream truth(order.folder + "/truth.csv", std::ios::binary);
  truth << "file,row,person,what\n";
  std::array<std::uint64_t, 2> rows{};
  std::string lines;
  const GeneralCounts counts = make_general({.persons = order.persons, .seed = order.seed}, [&](std::size_t file, const GeneralPiece& piece) {
    files[file] << piece.bytes;
    lines.clear();
    append_truth(piece, general_files[file], rows[file], lines);
    rows[file] += piece.persons.size();
    truth << lines;
    return files[file].good() && truth.good();
  });
  const std::string path = order.folder + "/truth.json";
  std::ofstream json(path, std::ios::binary);
  json << print(json::object{{"scenario", "general"},
                             {"seed", order.seed},
                             {"records", counts.rows[0] + counts.rows[1]},
                             {"rejects", 0},
                             {"persons", counts.persons},
                             {"families", counts.families},
                             {"dependants", counts.dependants}});
  for (std::ofstream* file : {&files[0], &files[1], &truth, &json}) {
    file->close();
    if (!*file) return std::unexpected(not_written(order.folder));
  }
  return {};
}

}  // namespace tocsin::make_leak

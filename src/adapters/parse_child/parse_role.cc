#include "adapters/parse_child/parse_role.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string_view>
#include <vector>

#include "adapters/parse_child/budgets.h"
#include "adapters/parse_child/jail.h"
#include "exposures/record_batch.h"
#include "exposures/table_file.h"

namespace tocsin {
namespace {

constexpr std::size_t piece_bytes = 256 << 10;

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

ReadFailure feed(TableFile& file) {
  std::vector<char> piece(piece_bytes);
  while (true) {
    const ssize_t size = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return ReadFailure::input_unreadable;
    if (size == 0 || !file.add({piece.data(), static_cast<std::size_t>(size)})) return file.finish();
  }
}

void read_table(const ReadBudgets& budgets, BatchWriter& writer) {
  TableFile file(budgets, writer);
  const ReadFailure failure = feed(file);
  if (failure == ReadFailure::none)
    writer.finish(file.values_repaired(), file.stopped_early());
  else
    writer.fail(failure);
}

}  // namespace

bool wants_parse_role(int count, char** arguments) {
  return count >= 3 && std::string_view(arguments[1]) == "--role" && std::string_view(arguments[2]) == "parse";
}

int parse_role(int count, char** arguments) {
  const auto budgets = budgets_of({arguments + 3, arguments + count});
  if (!budgets) return 2;
  ::setenv("TZ", "UTC0", 1);  // libzip tells times, and no zone's file can be opened from inside
  ::tzset();
  if (!enter_jail()) return 3;
  BatchWriter writer(write_all);
  try {
    read_table(*budgets, writer);
  } catch (const std::bad_alloc&) {  // the file's memory budget; what was held is released by now
    writer.fail(ReadFailure::out_of_memory);
  }
  return 0;
}

}  // namespace tocsin

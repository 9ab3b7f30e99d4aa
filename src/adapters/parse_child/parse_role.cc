#include "adapters/parse_child/parse_role.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/parse_child/budgets.h"
#include "adapters/parse_child/jail.h"
#include "deliveries/returned_mail.h"
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

// The file itself, read where it is wanted. Its size is asked before the jail.
class InputFile final : public RandomBytes {
 public:
  static std::optional<InputFile> open() {
    struct stat about{};
    if (::fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode)) return {};
    return InputFile(static_cast<std::uint64_t>(about.st_size));
  }
  std::uint64_t size() const override { return size_; }
  bool failed() const { return failed_; }
  std::size_t read_at(std::uint64_t offset, std::span<char> into) override {
    std::size_t done = 0;
    while (done < into.size()) {
      const ssize_t got = ::pread(STDIN_FILENO, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      failed_ = failed_ || got < 0;
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

 private:
  explicit InputFile(std::uint64_t size) : size_(size) {}
  std::uint64_t size_;
  bool failed_ = false;
};

// From a pipe or a device: as it comes.
ReadFailure feed(TableFile& file) {
  std::vector<char> piece(piece_bytes);
  while (true) {
    const ssize_t size = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return ReadFailure::input_unreadable;
    if (size == 0 || !file.add({piece.data(), static_cast<std::size_t>(size)})) return file.finish();
  }
}

void read_table(const ReadBudgets& budgets, InputFile* input, BatchWriter& writer) {
  TableFile file(budgets, writer, input);
  ReadFailure failure = input != nullptr ? file.read() : feed(file);
  if (input != nullptr && input->failed()) failure = ReadFailure::input_unreadable;
  if (failure == ReadFailure::none)
    writer.finish(file.notes(), file.stopped_early());
  else
    writer.fail(failure);
}

bool read_all(char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(STDIN_FILENO, bytes, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

// Mails that came back, each behind its length; a line of answer for each.
void read_mails() {
  unsigned char length[4];
  std::string mail;
  while (read_all(reinterpret_cast<char*>(length), sizeof length)) {
    const std::size_t size = static_cast<std::size_t>(length[0]) << 24 | length[1] << 16 | length[2] << 8 | length[3];
    if (size > returned_mail_max) return;
    mail.resize(size);
    if (!read_all(mail.data(), size) || !write_all(line_of(returned_mail_of(mail)) + "\n")) return;
  }
}

}  // namespace

bool wants_parse_role(int count, char** arguments) {
  return count >= 3 && std::string_view(arguments[1]) == "--role" && std::string_view(arguments[2]) == "parse";
}

int parse_role(int count, char** arguments) {
  if (count == 4 && std::string_view(arguments[3]) == "mail") {
    if (!enter_jail()) return 3;
    read_mails();
    return 0;
  }
  const auto budgets = budgets_of({arguments + 3, arguments + count});
  if (!budgets) return 2;
  ::setenv("TZ", "UTC0", 1);  // libzip tells times, and no zone's file can be opened from inside
  ::tzset();
  auto input = InputFile::open();
  if (!enter_jail()) return 3;
  BatchWriter writer(write_all);
  try {
    read_table(*budgets, input ? &*input : nullptr, writer);
  } catch (const std::bad_alloc&) {  // the file's memory budget; what was held is released by now
    writer.fail(ReadFailure::out_of_memory);
  }
  return 0;
}

}  // namespace tocsin

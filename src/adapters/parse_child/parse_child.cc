#include "adapters/parse_child/parse_child.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>
#include <vector>

#include "adapters/parse_child/batch_workers.h"
#include "adapters/parse_child/budgets.h"
#include "base/bytes.h"

namespace tocsin {
namespace {

constexpr int pipe_bytes = 1 << 20;
constexpr int exec_failed = 127;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

Result<Descriptor> opened(const std::string& path) {
  const auto cannot = [&](std::string what, std::string remedy) { return failure(ErrorKind::invalid, std::move(what), path, std::move(remedy)); };
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return cannot(std::string("the file cannot be opened: ") + std::strerror(errno), "see whether the path is right and you may read it");
  Descriptor file(fd);
  struct stat about{};
  if (::fstat(fd, &about) != 0 || S_ISDIR(about.st_mode)) return cannot("this is a folder, not a file", "name the files in it");
  return file;
}

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// Between fork and exec: only calls that are safe there.
[[noreturn]] void become_reader(const char* binary, char* const* words, int input, int output, const ChildLimits& limits) {
  if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0) ::_exit(exec_failed);
  ::close_range(STDERR_FILENO, ~0U, 0);
#if !defined(__SANITIZE_ADDRESS__)
  limit(RLIMIT_AS, limits.memory_bytes);
#endif
  const rlimit cpu{limits.cpu_seconds, limits.cpu_seconds + 1};
  ::setrlimit(RLIMIT_CPU, &cpu);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 16);
  char* const no_environment[] = {nullptr};
  ::execve(binary, words, no_environment);
  ::_exit(exec_failed);
}

// A running child; killed and waited for at the latest when it goes out of scope.
class Child {
 public:
  Child(pid_t pid, Descriptor output) : pid_(pid), output_(std::move(output)) {}
  ~Child() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), output_(std::move(other.output_)) {}
  Child& operator=(Child&&) = delete;

  // Fills all of `bytes`; false at the end of the stream.
  bool read(char* bytes, std::size_t size) {
    while (size > 0) {
      const ssize_t got = ::read(output_.get(), bytes, size);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      bytes += got;
      size -= static_cast<std::size_t>(got);
    }
    return true;
  }
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_;
  Descriptor output_;
};

Result<Child> started(const std::string& binary, const Descriptor& file, const std::vector<std::string>& more, const ChildLimits& limits) {
  std::vector<std::string> words{binary, "--role", "parse"};
  words.insert(words.end(), more.begin(), more.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failure(ErrorKind::unavailable, std::string("no pipe: ") + std::strerror(errno));
  Descriptor output(ends[0]), childs_end(ends[1]);
  ::fcntl(output.get(), F_SETPIPE_SZ, pipe_bytes);
  const pid_t pid = ::fork();
  if (pid < 0) return failure(ErrorKind::unavailable, std::string("the reader could not be started: ") + std::strerror(errno));
  if (pid == 0) become_reader(binary.c_str(), pointers.data(), file.get(), childs_end.get(), limits);
  return Child(pid, std::move(output));
}

std::unexpected<Error> unreadable(const std::string& path, std::string what, std::string remedy) {
  return failure(ErrorKind::invalid, std::move(what), path, std::move(remedy));
}

// The reader stopped in the middle. Its exit status is all it can still say.
std::unexpected<Error> death(const std::string& path, int status) {
  constexpr const char* keep_aside = "leave this file out, or turn it into plain CSV on a machine that may be lost";
  if (WIFSIGNALED(status)) {
    switch (WTERMSIG(status)) {
      case SIGXCPU:
      case SIGKILL: return unreadable(path, "reading this file took longer than allowed, and was stopped", "split the file, or leave it out");
      case SIGSYS: return unreadable(path, "the reader of this file tried to leave its cage, and was killed: the file may be an attack", keep_aside);
      default: return unreadable(path, "the reader of this file crashed (signal " + std::to_string(WTERMSIG(status)) + ")", keep_aside);
    }
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == exec_failed)
    return failure(ErrorKind::unavailable, "the reader for strangers' files could not be started", path,
                   "see whether tocsin's own binary is still in its place");
  if (WIFEXITED(status) && WEXITSTATUS(status) == 3)
    return failure(ErrorKind::unavailable, "the kernel refuses to cage the reader for strangers' files", path, "allow seccomp and Landlock for tocsin");
  return unreadable(path, "the reader of this file gave up in the middle", keep_aside);
}

std::unexpected<Error> told(const std::string& path, ReadFailure why) {
  switch (why) {
    case ReadFailure::none: break;
    case ReadFailure::damaged_archive: return unreadable(path, "the archive or spreadsheet is damaged or cut off", "get the file again, or export it as CSV");
    case ReadFailure::encrypted_archive: return unreadable(path, "the archive or spreadsheet is encrypted", "decrypt it first; tell whether the thief could");
    case ReadFailure::archive_too_large:
      return unreadable(path, "the archive unpacks to more than is allowed, or is a bomb", "unpack it with care and export it as CSV");
    case ReadFailure::not_a_spreadsheet: return unreadable(path, "an archive in which nothing is a table", "unpack it and see what it holds");
    case ReadFailure::damaged_sheet:
      return unreadable(path, "a sheet cannot be read: its XML is broken or refers elsewhere", "open and save it again, or export it as CSV");
    case ReadFailure::too_many_rows: return unreadable(path, "more rows than allowed", "split the file");
    case ReadFailure::input_unreadable:
      return failure(ErrorKind::unavailable, "the file could not be read to its end", path, "see whether the disk or share it lies on is still there");
    case ReadFailure::not_a_table:
      return unreadable(path, "the file holds no rows that can be read: it is a picture, a program, encrypted or of a form nobody knows here",
                        "see what it is; export tables as CSV, texts as plain text");
    case ReadFailure::damaged_columns: return unreadable(path, "the Parquet file is damaged, or packed in a way that is not read here", "export it as CSV");
    case ReadFailure::too_many_tables: return unreadable(path, "the file holds more tables than allowed", "split it");
    case ReadFailure::out_of_memory: return unreadable(path, "reading this file needs more memory than allowed", "split the file, or export it as CSV");
  }
  return unreadable(path, "the file cannot be read", "");
}

Error at_path(Error error, const std::string& path) {
  error.where = error.where.empty() ? path : path + ", " + error.where;
  return error;
}

}  // namespace

namespace {

// Frame by frame to `hear(frame, payload)`, which says whether it was the last; the child's death is an error.
template <class Hear>
Result<ReadSummary> listen(const std::string& path, Child& child, BatchDecoder& decoder, std::string& payload, const Hear& hear) {
  std::string header(frame_header_bytes, '\0');
  while (child.read(header.data(), header.size())) {
    const auto size = BatchDecoder::payload_size(header);
    if (!size) return std::unexpected(at_path(size.error(), path));
    payload.resize(*size);
    if (!child.read(payload.data(), payload.size())) break;
    auto opened = decoder.open(header, payload);
    if (!opened) return std::unexpected(at_path(opened.error(), path));
    if (const auto* failed = std::get_if<ReadFailure>(&*opened)) return told(path, *failed);
    if (const auto* summary = std::get_if<ReadSummary>(&*opened)) return *summary;
    TRY_DO(hear(*opened));
  }
  return death(path, child.wait());
}

}  // namespace

Result<ReadSummary> ParseChild::read(const std::string& path, const ReadBudgets& budgets, TableVisitor& visitor) {
  TRY(file, opened(path));
  TRY(child, started(binary_, file, words_of(budgets), limits_));
  BatchDecoder decoder;
  RowBatch batch;
  std::string payload;
  return listen(path, child, decoder, payload, [&](const BatchDecoder::Opened& frame) -> Result<void> {
    if (const auto* shape = std::get_if<FileShape>(&frame)) return visitor.shape(*shape);
    const auto decoded = BatchDecoder::decode_rows(payload, std::get<BatchDecoder::Rows>(frame).columns, batch);
    if (!decoded) return std::unexpected(at_path(decoded.error(), path));
    return visitor.rows(batch);
  });
}

Result<ReadSummary> ParseChild::read(const std::string& path, const ReadBudgets& budgets, BatchWork& work, unsigned workers) {
  TRY(file, opened(path));
  TRY(child, started(binary_, file, words_of(budgets), limits_));
  BatchDecoder decoder;
  std::string payload;
  BatchWorkers threads(work, std::max(1U, workers));
  auto summary = listen(path, child, decoder, payload, [&](const BatchDecoder::Opened& frame) -> Result<void> {
    if (const auto* shape = std::get_if<FileShape>(&frame)) {
      TRY_DO(threads.finish());
      return work.shape(decoder.tables() - 1, *shape);
    }
    std::string next = threads.buffer();
    std::swap(next, payload);
    return threads.add(std::move(next), std::get<BatchDecoder::Rows>(frame).columns) ? Result<void>{} : threads.finish();
  });
  TRY_DO(threads.finish());
  return summary;
}

namespace {

// The mails one after another, each behind its length, in a file that is nowhere.
Result<Descriptor> file_of(std::span<const std::string> mails) {
  Descriptor file(::memfd_create("returned", MFD_CLOEXEC));
  if (file.get() < 0) return failure(ErrorKind::unavailable, std::string("no memory for mails: ") + std::strerror(errno));
  std::string all;
  for (const std::string& mail : mails) {
    const std::string_view some = std::string_view(mail).substr(0, returned_mail_max);
    append_u32_be(all, static_cast<std::uint32_t>(some.size()));
    all += some;
  }
  if (::write(file.get(), all.data(), all.size()) != static_cast<ssize_t>(all.size()) || ::lseek(file.get(), 0, SEEK_SET) != 0)
    return failure(ErrorKind::unavailable, "no memory for mails");
  return file;
}

constexpr std::size_t answer_bytes_max = 512;

}  // namespace

// Where the reader dies, the mail after the last answer is left out, and another reader takes those behind it.
Result<std::vector<std::optional<ReturnedMail>>> ParseChild::read_returned(std::span<const std::string> mails) {
  std::vector<std::optional<ReturnedMail>> all;
  while (all.size() < mails.size()) {
    const auto rest = mails.subspan(all.size());
    TRY(file, file_of(rest));
    TRY(child, started(binary_, file, {"mail"}, limits_));
    std::size_t answered = 0;
    std::string line;
    for (char c = 0; answered < rest.size() && line.size() < answer_bytes_max && child.read(&c, 1);) {
      if (c != '\n') {
        line += c;
        continue;
      }
      all.push_back(returned_mail_of_line(line));
      line.clear();
      ++answered;
    }
    if (answered == rest.size()) break;
    const int status = child.wait();
    if (WIFEXITED(status) && (WEXITSTATUS(status) == exec_failed || WEXITSTATUS(status) == 3)) return death("returned mails", status);
    all.emplace_back();
  }
  return all;
}

}  // namespace tocsin

#include "adapters/openpgp_seal/gpg_ring.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

namespace tocsin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t run_dir_length_max = 70;  // + "/tocsin-XXXXXX/ring/S.gpg-agent.browser" stays under 107 bytes

std::string gpg_conf(const OpenPgpSealConfig& config) {
  std::string conf =
      "# written by tocsin each time; changes are lost\n"
      "no-auto-key-retrieve\n"
      "no-auto-key-locate\n"
      "disable-dirmngr\n"
      "trust-model always\n"  // keys are pinned by fingerprint; there is no web of trust to ask
      "no-emit-version\n"
      "no-comments\n"
      "compress-algo none\n"  // the length of a compressed text tells about the text
      "personal-cipher-preferences AES256 AES192 AES\n"
      "weak-digest SHA1\n"
      "import-options import-clean,no-repair-pks-subkey-bug\n";
  conf += fmt::format("max-output {}\n", config.output_bytes_max);
  if (config.simulated_now) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(*config.simulated_now);
    conf += fmt::format("faked-system-time {}!\n", seconds.time_since_epoch().count());
  }
  return conf;
}

Result<void> write(const fs::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::trunc | std::ios::binary);
  out << text;
  out.close();
  if (!out)
    return failure(ErrorKind::unavailable, "the key ring's configuration could not be written", file.string(), "see whether the disk is full or read-only");
  return {};
}

// The first run-time folder that is there, is ours to write, and has a short name.
Result<std::string> make_run_dir() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  const std::array bases = {variable("XDG_RUNTIME_DIR"), fmt::format("/run/user/{}", getuid()), variable("TMPDIR"), std::string("/tmp")};
  for (const std::string& base : bases) {
    if (base.empty() || base.size() > run_dir_length_max) continue;
    std::string name = base + "/tocsin-XXXXXX";
    if (mkdtemp(name.data()) != nullptr) return name;
  }
  return failure(ErrorKind::unavailable, "no folder for the sockets of the key agent could be made", "/tmp",
                 "set XDG_RUNTIME_DIR to a folder with a short name that you may write");
}

// By GnuPG's own tool: GPGME's own connection to an agent dies now and then on a busy machine (1.18, in
// assuan_socket_connect). An agent that does not go ends by itself once its socket is gone.
void end_agent(const std::string& home) {
  std::array<std::string, 5> words = {"gpgconf", "--homedir", home, "--kill", "gpg-agent"};
  std::array<char*, 6> argv{};
  std::ranges::transform(words, argv.begin(), [](std::string& word) { return word.data(); });
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_RDWR, 0);
  pid_t child = 0;
  if (posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ) == 0) waitpid(child, nullptr, 0);
  posix_spawn_file_actions_destroy(&actions);
}

Result<void> prepare(const fs::path& ring, const OpenPgpSealConfig& config) {
  std::error_code error;
  fs::create_directories(ring, error);
  if (!error) fs::permissions(ring, fs::perms::owner_all, error);
  if (error) return failure(ErrorKind::unavailable, "the folder of the key ring cannot be used", ring.string(), "see its permissions");
  TRY_DO(write(ring / "gpg.conf", gpg_conf(config)));
  return write(ring / "gpg-agent.conf", "disable-scdaemon\nno-allow-external-cache\nallow-loopback-pinentry\n");
}

}  // namespace

Result<GpgRing> GpgRing::at(const OpenPgpSealConfig& config) {
  std::error_code error;
  const fs::path ring = fs::absolute(config.ring_dir, error);
  if (error || config.ring_dir.empty()) return failure(ErrorKind::invalid, "the key ring needs a folder", config.ring_dir);
  TRY_DO(prepare(ring, config));
  TRY(run_dir, make_run_dir());
  GpgRing made(run_dir);
  fs::create_directory_symlink(ring, made.home_, error);
  if (error) return failure(ErrorKind::unavailable, "the short path to the key ring could not be made", run_dir);
  return made;
}

GpgRing::GpgRing(std::string run_dir) : run_dir_(std::move(run_dir)), home_(run_dir_ + "/ring") {}

GpgRing::GpgRing(GpgRing&& other) noexcept : run_dir_(std::exchange(other.run_dir_, {})), home_(std::exchange(other.home_, {})) {}

GpgRing::~GpgRing() {
  if (run_dir_.empty()) return;
  std::error_code ignored;
  if (fs::exists(home_ + "/S.gpg-agent", ignored)) end_agent(home_);
  fs::remove(home_, ignored);
  fs::remove(run_dir_, ignored);
}

}  // namespace tocsin

#include "mortal_files.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tocsin {
namespace {

// What a file held where it was written since its last sync; played backwards when the power goes.
struct Undo {
  std::string path;
  std::string old;
  sqlite3_int64 offset;
  sqlite3_int64 old_size;
};

Death how_to_die = Death::before_the_write;
std::uint64_t last_write = 0;
std::uint64_t writes = 0;
std::vector<Undo> unsynced;

// What SQLite sees; the system's own file lies right behind it in memory.
struct MortalFile {
  sqlite3_file base;
  const char* path;  // SQLite's, valid until the file is closed
};

MortalFile* mortal(sqlite3_file* file) { return reinterpret_cast<MortalFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(mortal(file) + 1); }

void lose_what_is_unsynced() {
  std::for_each(unsynced.rbegin(), unsynced.rend(), [](const Undo& undo) {
    const int fd = ::open(undo.path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;  // deleted since
    const bool undone =
        ::pwrite(fd, undo.old.data(), undo.old.size(), undo.offset) == static_cast<ssize_t>(undo.old.size()) && ::ftruncate(fd, undo.old_size) == 0;
    if (!undone) ::abort();
    ::close(fd);
  });
}

bool is_the_last() { return ++writes == last_write; }

[[noreturn]] void die() {
  if (how_to_die == Death::power_cut) lose_what_is_unsynced();
  ::_exit(death);
}

void remember(sqlite3_file* file, sqlite3_int64 offset, sqlite3_int64 amount) {
  if (how_to_die != Death::power_cut || mortal(file)->path == nullptr) return;
  Undo undo{mortal(file)->path, {}, offset, 0};
  real(file)->pMethods->xFileSize(real(file), &undo.old_size);
  undo.old.resize(static_cast<std::size_t>(std::clamp<sqlite3_int64>(undo.old_size - offset, 0, amount)));
  real(file)->pMethods->xRead(real(file), undo.old.data(), static_cast<int>(undo.old.size()), offset);
  unsynced.push_back(std::move(undo));
}

int write(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  if (is_the_last()) {
    if (how_to_die == Death::in_mid_write) real(file)->pMethods->xWrite(real(file), bytes, amount / 2, offset);
    die();
  }
  remember(file, offset, amount);
  return real(file)->pMethods->xWrite(real(file), bytes, amount, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (is_the_last()) die();
  sqlite3_int64 old_size = 0;
  real(file)->pMethods->xFileSize(real(file), &old_size);
  remember(file, size, std::max<sqlite3_int64>(old_size - size, 0));
  return real(file)->pMethods->xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int flags) {
  if (is_the_last()) die();
  if (mortal(file)->path != nullptr) std::erase_if(unsynced, [&](const Undo& undo) { return undo.path == mortal(file)->path; });
  return real(file)->pMethods->xSync(real(file), flags);
}

// Everything else is the system's.
template <auto method, class... Args>
auto passed_on(sqlite3_file* file, Args... args) {
  return (real(file)->pMethods->*method)(real(file), args...);
}

using Io = sqlite3_io_methods;
const Io mortal_methods = {
    .iVersion = 3,
    .xClose = passed_on<&Io::xClose>,
    .xRead = passed_on<&Io::xRead, void*, int, sqlite3_int64>,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = passed_on<&Io::xFileSize, sqlite3_int64*>,
    .xLock = passed_on<&Io::xLock, int>,
    .xUnlock = passed_on<&Io::xUnlock, int>,
    .xCheckReservedLock = passed_on<&Io::xCheckReservedLock, int*>,
    .xFileControl = passed_on<&Io::xFileControl, int, void*>,
    .xSectorSize = passed_on<&Io::xSectorSize>,
    .xDeviceCharacteristics = passed_on<&Io::xDeviceCharacteristics>,
    .xShmMap = passed_on<&Io::xShmMap, int, int, int, void volatile**>,
    .xShmLock = passed_on<&Io::xShmLock, int, int, int>,
    .xShmBarrier = passed_on<&Io::xShmBarrier>,
    .xShmUnmap = passed_on<&Io::xShmUnmap, int>,
    .xFetch = passed_on<&Io::xFetch, sqlite3_int64, int, void**>,
    .xUnfetch = passed_on<&Io::xUnfetch, sqlite3_int64, void*>,
};

sqlite3_vfs* the_systems_own = nullptr;

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* given) {
  mortal(file)->path = path;
  const int code = the_systems_own->xOpen(the_systems_own, path, real(file), flags, given);
  file->pMethods = real(file)->pMethods == nullptr ? nullptr : &mortal_methods;
  return code;
}

int remove(sqlite3_vfs*, const char* path, int sync_folder) {
  if (is_the_last()) die();
  std::erase_if(unsynced, [&](const Undo& undo) { return undo.path == path; });
  return the_systems_own->xDelete(the_systems_own, path, sync_folder);
}

}  // namespace

void die_at_write(Death how, std::uint64_t number) {
  how_to_die = how;
  last_write = number;
  writes = 0;
  unsynced.clear();
  if (the_systems_own != nullptr) return;
  the_systems_own = sqlite3_vfs_find(nullptr);
  static sqlite3_vfs mortal_system = *the_systems_own;
  mortal_system.zName = "mortal";
  mortal_system.szOsFile += static_cast<int>(sizeof(MortalFile));
  mortal_system.xOpen = open;
  mortal_system.xDelete = remove;
  sqlite3_vfs_register(&mortal_system, 1);
}

}  // namespace tocsin

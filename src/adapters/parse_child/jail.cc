#include "adapters/parse_child/jail.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>

namespace tocsin {
namespace {

// Every right Landlock knows, of the kernel that runs us: rights it does not know may not be named.
bool forbid_files() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 0) return true;  // a kernel without Landlock: seccomp alone must do
  constexpr std::uint64_t first_rights = (1ULL << 13) - 1;
  std::uint64_t files = first_rights;
  if (version >= 2) files |= 1ULL << 13;  // refer
  if (version >= 3) files |= 1ULL << 14;  // truncate
  if (version >= 5) files |= 1ULL << 15;  // device control
  const struct {
    std::uint64_t files, network;
  } rules{files, version >= 4 ? 3ULL : 0ULL};
  const long ruleset = ::syscall(SYS_landlock_create_ruleset, &rules, version >= 4 ? sizeof rules : sizeof rules.files, 0);
  if (ruleset < 0) return false;
  const bool done = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  ::close(static_cast<int>(ruleset));
  return done;
}

#if defined(__x86_64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_machine = AUDIT_ARCH_AARCH64;
#endif

constexpr sock_filter load(std::size_t offset) { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)); }
constexpr sock_filter skip_unless(std::uint32_t value, std::uint8_t instructions) { return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, instructions); }
constexpr sock_filter answer(std::uint32_t what) { return BPF_STMT(BPF_RET | BPF_K, what); }

#define TOCSIN_ALLOW(call) skip_unless(SYS_##call, 1), answer(SECCOMP_RET_ALLOW)

bool forbid_calls() {
#if defined(__SANITIZE_ADDRESS__)
  return true;
#else
  // Memory may be taken, but never as a file and never executable; low words suffice, the flags lie there.
  sock_filter program[] = {
      load(offsetof(seccomp_data, arch)),
      skip_unless(this_machine, 1),
      BPF_STMT(BPF_JMP | BPF_JA, 1),
      answer(SECCOMP_RET_KILL_PROCESS),
      load(offsetof(seccomp_data, nr)),
      TOCSIN_ALLOW(read),
      TOCSIN_ALLOW(pread64),
      TOCSIN_ALLOW(write),
      TOCSIN_ALLOW(exit_group),
      TOCSIN_ALLOW(brk),
      TOCSIN_ALLOW(munmap),
      TOCSIN_ALLOW(mremap),
      TOCSIN_ALLOW(madvise),
      TOCSIN_ALLOW(futex),
      TOCSIN_ALLOW(getrandom),
      TOCSIN_ALLOW(clock_gettime),
      TOCSIN_ALLOW(rt_sigreturn),
      TOCSIN_ALLOW(restart_syscall),
      skip_unless(SYS_mmap, 5),
      load(offsetof(seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 3, 0),
      load(offsetof(seccomp_data, args[3])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1),
      answer(SECCOMP_RET_ALLOW),
      answer(SECCOMP_RET_KILL_PROCESS),
  };
  const sock_fprog filter{static_cast<unsigned short>(sizeof program / sizeof program[0]), program};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
#endif
}

}  // namespace

bool enter_jail() {
  // The parent's end is the child's end too; nobody may look into this memory; no core file.
  return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && forbid_files() &&
         forbid_calls();
}

}  // namespace tocsin

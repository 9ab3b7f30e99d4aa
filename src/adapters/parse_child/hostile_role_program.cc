// For tests: a parse child that a file took over. The first letter of its input says what it does.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>

#include "adapters/parse_child/jail.h"

namespace {

void say(std::string_view bytes) { (void)!::write(STDOUT_FILENO, bytes.data(), bytes.size()); }

int told(bool held) {
  if (held) ::raise(SIGUSR1);
  return 0;
}

bool no_other_descriptor() {
  for (int fd = STDERR_FILENO; fd < 64; ++fd)
    if (::write(fd, "x", 1) >= 0 || errno != EBADF) return false;
  return true;
}

}  // namespace

int main() {
  char what = 0;
  if (::read(STDIN_FILENO, &what, 1) != 1) return 9;
  if (!tocsin::enter_jail()) return 3;
  volatile unsigned endless = 0;
  switch (what) {
    case 'c': __builtin_trap();
    case 'l':
      while (true) endless = endless + 1;
    case 'q': return 0;                                  // leaves without a word
    case 'g': say("I own you now; DROP TABLE"); break;   // no frame
    case 'h': say("\xFF\xFF\xFF\xFF\x02"); break;        // a frame of four gigabytes
    case 't':
      say(std::string_view("\x10\0\0\0\x01half", 9));
      break;  // less than announced
    // Did it find a way out? Then it leaves quietly; a cage that holds is told by a signal.
    case 'o': return told(::open("/etc/passwd", O_RDONLY) < 0);
    case 'w': return told(::open("/tmp/tocsin-escaped", O_WRONLY | O_CREAT, 0600) < 0);
    case 'd': return told(no_other_descriptor());
    case 'e': return told(::environ[0] == nullptr);
    default: break;
  }
  return 0;
}

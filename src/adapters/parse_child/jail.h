// Shuts this process in: after it only reading, writing and memory are left.
//
// Acts:   no new privileges, Landlock (no file, no network), seccomp (a list of calls; anything else kills).
// Holds:  needs no privilege. Under AddressSanitizer, whose run time needs more calls, seccomp is left out.

#pragma once

namespace tocsin {

// False: the kernel refused a part that it offers; the caller must not go on.
bool enter_jail();

}  // namespace tocsin

// SQLite's files in a process that dies at a chosen write: a VFS around the system's own, made the standard one.
//
// Acts:   on the whole process; meant for a child that was forked for it
// Holds:  a write is whatever changes the disk or makes it durable: write, sync, truncate, delete. Writes are counted
//         from 1; the chosen one is the last thing the process does (exit code `death`).

#pragma once

#include <cstdint>

namespace tocsin {

enum class Death {
  before_the_write,  // the process is killed; what it wrote before stays
  in_mid_write,      // as above, and half of the last write is on disk
  power_cut,         // everything since each file's last sync is gone
};

inline constexpr int death = 137;

void die_at_write(Death how, std::uint64_t number);

}  // namespace tocsin

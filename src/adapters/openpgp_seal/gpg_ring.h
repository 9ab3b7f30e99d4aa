// One GnuPG home: the folder with the keys, a short path to it, its configuration, its agent.
//
// Acts:   makes the folder, a symbolic link in a run-time folder, and stops the agent at the end.
// Holds:  sockets of the agent must have paths of at most 107 bytes (sun_path); a store's path may be longer, so gpg
//         is given the link's path.

#pragma once

#include <string>

#include "adapters/openpgp_seal/openpgp_seal.h"
#include "base/result.h"

namespace tocsin {

class GpgRing {
 public:
  static Result<GpgRing> at(const OpenPgpSealConfig& config);
  GpgRing(GpgRing&& other) noexcept;
  GpgRing& operator=(GpgRing&&) = delete;
  ~GpgRing();

  const std::string& home() const { return home_; }  // the short path

 private:
  explicit GpgRing(std::string run_dir);
  std::string run_dir_;
  std::string home_;
};

}  // namespace tocsin

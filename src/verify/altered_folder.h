// For tests: a dossier of which one file is altered.

#pragma once

#include <string>
#include <utility>

#include "register/dossier.h"
#include "verify/folder.h"

namespace tocsin::verify {

// Replaces one file without copying the others.
class Altered : public Folder {
 public:
  explicit Altered(const DossierFiles& files) : true_(files) {
    for (const auto& [name, bytes] : files) files_[name] = bytes.size();
  }
  void replace(const std::string& name, std::string bytes) {
    restore();
    name_ = name;
    bytes_ = std::move(bytes);
    files_[name] = bytes_.size();
  }
  void restore() {
    if (!name_.empty()) files_[name_] = true_.at(name_).size();
    name_.clear();
  }
  Result<void> stream(const std::string& name, const std::function<void(std::string_view)>& sink) const override {
    sink(name == name_ ? bytes_ : true_.at(name));
    return {};
  }

 private:
  const DossierFiles& true_;
  std::string name_;
  std::string bytes_;
};

}  // namespace tocsin::verify

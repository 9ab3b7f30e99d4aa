// START-HERE.pdf: what lies in a folder that was made for somebody, and what each file is.

#pragma once

#include <string>
#include <vector>

#include "ports/workshop.h"
#include "words/words.h"

namespace tocsin {

struct ListedFile {
  std::string path;  // relative to the folder
  std::string says;
};

// REQUIRES: every file listed exists.
Result<void> write_start_here(Workshop& workshop, const std::string& folder, const std::string& title, const std::vector<ListedFile>& files, Instant made_at,
                              const Words& say);

}  // namespace tocsin

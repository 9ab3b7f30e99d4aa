// A case told line by line, and what each line claims about the duties of that moment.
//
// Way:    tests/stories/*.story -> [here] -> facts -> rules -> obligations
// Holds:  a line that is not understood is a failure: a story cannot pass by being misread.
// See:    tests/stories/README.md

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/law.h"

namespace tocsin {

struct StoryResult {
  std::vector<std::string> failures;  // "line 12: ..."
  int expectations = 0;
};

StoryResult play(std::string_view story, const Law& law);

}  // namespace tocsin

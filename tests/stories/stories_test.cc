#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "story.h"

namespace tocsin {
namespace {

const Law& law() {
  static const Law shipped = Law::shipped().value();
  return shipped;
}

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST(Stories, EveryOneHolds) {
  int stories = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TOCSIN_SOURCE_DIR "/tests/stories")) {
    if (entry.path().extension() != ".story") continue;
    ++stories;
    const StoryResult result = play(text_of(entry.path()), law());
    for (const std::string& failure : result.failures) ADD_FAILURE() << entry.path().filename() << ", " << failure;
    EXPECT_GE(result.expectations, 5) << entry.path().filename() << " claims too little";
  }
  EXPECT_GE(stories, 5);
}

// The runner itself: what is wrong in a story is told.
TEST(Stories, MistakesAreTold) {
  const std::string head = "party a: controller, LU, lu-cnpd\nat 2026-11-20T18:20+01:00\na records became_aware at=now\n";
  EXPECT_TRUE(play(head + "a owes notify_authority, by 2026-11-23T18:20+01:00", law()).failures.empty());
  for (const char* wrong :
       {"a owes notify_authority, by 2026-11-23T18:21+01:00", "a owes inform_persons", "a owes nothing_known", "a does not owe notify_authority",
        "a has met notify_authority", "a owes notify_authority, because risk_high", "a owes notify_authority, somehow",
        "a owes notify_authority, late from 2026-11-23T18:20+01:00", "b owes notify_authority", "a sings", "a records sang at=now", "at 2026-11-20T18:00+01:00",
        "a is told \"Mon 18:20, 71 h left\"", "a cannot record became_aware at=now", "a does not owe inform_persons, because risk_unlikely",
        "a is exposed since 2026-11-20T18:00+01:00"})
    EXPECT_EQ(play(head + wrong, law()).failures.size(), 1U) << wrong;
}

}  // namespace
}  // namespace tocsin

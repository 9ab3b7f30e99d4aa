#include "documents/window_profile.h"

#include <gtest/gtest.h>

#include <string>

#include "resources/resources.h"

namespace tocsin {
namespace {

TEST(WindowProfile, ThoseWeShipAreSafe) {
  int count = 0;
  for (const Resource& file : resources_under("law/letters/window-")) {
    const auto profile = window_profile_of(file.text, file.name);
    ASSERT_TRUE(profile) << file.name << ": " << profile.error().what << " " << profile.error().where;
    EXPECT_EQ("law/letters/window-" + profile->id + ".toml", file.name);
    EXPECT_FALSE(profile->source.empty());
    ++count;
  }
  EXPECT_GE(count, 7);
}

std::string profile_with(const std::string& from, const std::string& to) {
  std::string text = R"(id = "x"
source = "invented"
verified = false
window = { left = 20, top = 45, width = 90, height = 45 }
return_line = { left = 25, top = 56, width = 80, height = 5 }
address = { left = 25, top = 62, width = 80, height = 27 }
reference = { left = 125, top = 45, width = 65, height = 50 }
text_top = 103
fold_marks = [105, 210]
)";
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(WindowProfile, OneThatShowsMoreThanTheAddressIsRefused) {
  ASSERT_TRUE(window_profile_of(profile_with("", ""), "test"));
  struct Case {
    const char *name, *from, *to, *finding;
  };
  const Case cases[] = {
      {"reference slides into the window", "left = 125", "left = 112", "would show in the window"},
      {"subject slides into the window", "text_top = 103", "text_top = 94", "would show in the window"},
      {"letterhead in the window", "window = { left = 20, top = 45, width = 90, height = 45 }", "window = { left = 20, top = 30, width = 90, height = 60 }",
       "letterhead"},
      {"address beside the window", "address = { left = 25, top = 62, width = 80", "address = { left = 25, top = 62, width = 90", "outside the window"},
      {"return line on the address", "top = 56,", "top = 60,", "runs into the address"},
      {"off the sheet", "left = 125, top = 45, width = 65", "left = 125, top = 45, width = 99", "outside the sheet"},
      {"a word nobody knows", "text_top", "text_topp", ""},
  };
  for (const Case& one : cases) {
    const auto profile = window_profile_of(profile_with(one.from, one.to), "test");
    ASSERT_FALSE(profile) << one.name;
    EXPECT_NE(profile.error().what.find(one.finding), std::string::npos) << one.name << ": " << profile.error().what;
  }
}

}  // namespace
}  // namespace tocsin

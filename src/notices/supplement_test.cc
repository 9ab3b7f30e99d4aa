#include "notices/supplement.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/digest.h"

namespace tocsin {
namespace {

using namespace std::chrono_literals;
using S = NoticeState;

const IncidentId this_one = *IncidentId::of("00000000000000000000000000000001"), other_one = *IncidentId::of("00000000000000000000000000000002");
const Digest small = sha256("name"), large = sha256("name, bank account");
constexpr auto day = 2026y / 12 / 1;

TEST(Supplement, NobodyIsToldTheSameTwice) {
  struct Case {
    const char* story;
    std::vector<EarlierNotice> earlier;
    ToTell what;
    std::uint32_t revision;
  };
  const Case cases[] = {
      {"nothing was said", {}, ToTell::first, 1},
      {"told, and nothing changed", {{this_one, 1, S::confirmed, true, large, day}}, ToTell::nothing_new, 1},
      {"planned already, and nothing changed", {{this_one, 1, S::planned, false, large, day}}, ToTell::nothing_new, 1},
      {"more was found before it left", {{this_one, 1, S::ready, false, small, day}}, ToTell::instead, 1},
      {"more was found after it left", {{this_one, 1, S::presumed, true, small, day}}, ToTell::supplement, 2},
      {"more was found a third time", {{this_one, 1, S::presumed, true, sha256("x"), day}, {this_one, 2, S::handed, true, small, day}}, ToTell::supplement, 3},
      {"on its way out of the house: too late to give way", {{this_one, 1, S::claimed, false, small, day}}, ToTell::supplement, 2},
      {"the letter came back: it had left", {{this_one, 1, S::failed, true, small, day}}, ToTell::supplement, 2},
      {"it was cancelled before it left: nothing was said", {{this_one, 1, S::cancelled, false, small, day}}, ToTell::first, 1},
      {"a second incident while the first notice waits: one letter", {{other_one, 1, S::planned, false, large, day}}, ToTell::instead, 1},
      {"a second incident after the first was told: a supplement that names it", {{other_one, 1, S::presumed, true, large, day}}, ToTell::supplement, 1},
  };
  for (const Case& one : cases) {
    const Supplement made = supplement_of(one.earlier, this_one, large);
    EXPECT_EQ(name_of(made.what), name_of(one.what)) << one.story;
    EXPECT_EQ(made.revision, one.revision) << one.story;
    EXPECT_EQ(made.earlier == day, made.what == ToTell::supplement || made.what == ToTell::nothing_new) << one.story;
  }
  EXPECT_TRUE(supplement_of(std::vector<EarlierNotice>{{other_one, 1, S::presumed, true, large, day}}, this_one, large).other_incident);
}

}  // namespace
}  // namespace tocsin

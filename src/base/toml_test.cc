#include "base/toml.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Toml, BecomesJson) {
  const auto value = toml_of("id = \"x\"\nfrom = 2018-05-25\n[[stage]]\nhours = 72\n", "t").value();
  EXPECT_EQ(canonical(value), R"({"from":"2018-05-25","id":"x","stage":[{"hours":72}]})");
}

TEST(Toml, ErrorsNameTheLine) {
  const auto bad = toml_of("a = 1\nb = \n", "law/x.toml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where, "law/x.toml, line 2");
}

}  // namespace
}  // namespace tocsin

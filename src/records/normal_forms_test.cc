#include "records/normal_forms.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(NormalForms, WritingsOfOneNumberAreEqual) {
  const NormalForm form = normal_forms("NL");
  struct {
    const char *kind, *one, *other;
  } const stories[] = {
      {"fr_nir", "1 85 02 99 123 456 56", "185029912345656"},
      {"nl_bsn", "123456782", "1234.56.782"},
      {"policy_no", "0012", "12"},
      {"policy_no", "pol-77/b", "POL77B"},
      {"phone", "06 12345678", "+31612345678"},
      {"email", "jane@EXAMPLE.org", "jane@example.org"},
  };
  for (const auto& story : stories) {
    const auto one = form(story.kind, story.one), other = form(story.kind, story.other);
    ASSERT_TRUE(one && other) << story.one;
    EXPECT_EQ(one->text, other->text);
    EXPECT_TRUE(one->valid) << story.one;
  }
}

TEST(NormalForms, AWrongCheckDigitIsSaid) {
  const auto number = normal_forms("")("nl_bsn", "123456783");
  ASSERT_TRUE(number);
  EXPECT_FALSE(number->valid);
}

TEST(NormalForms, WhatIsNoNumber) {
  const NormalForm form = normal_forms("");
  EXPECT_FALSE(form("email", "unknown"));
  EXPECT_FALSE(form("policy_no", "---"));
  EXPECT_FALSE(form("policy_no", "000"));
  EXPECT_FALSE(form("member_no", std::string(1000, '1')));
}

}  // namespace
}  // namespace tocsin

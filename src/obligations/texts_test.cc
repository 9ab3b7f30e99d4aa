// Every reason, duty and state has words in every language that people may choose.
#include <gtest/gtest.h>

#include <set>

#include "base/toml.h"
#include "obligations/obligations.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

std::set<std::string> ids(const json::value& texts, std::string_view section) {
  std::set<std::string> found;
  for (const auto& [id, text] : texts.as_object().at(section).as_object()) {
    EXPECT_FALSE(text.as_string().empty()) << id;
    found.insert(std::string(id));
  }
  return found;
}

TEST(ObligationTexts, NoneIsMissing) {
  std::set<std::string> reasons, duties, states;
  for (const Because because : all_becauses()) reasons.emplace(name_of(because));
  const Law law = Law::shipped().value();
  for (const Pack& pack : law.packs())
    for (const Stage& stage : pack.stages) duties.insert(stage.obligation);
  for (int i = 0; i <= static_cast<int>(ObligationState::waived); ++i) states.emplace(name_of(static_cast<ObligationState>(i)));

  for (const char* language : {"en", "de", "fr"}) {
    SCOPED_TRACE(language);
    const std::string file = std::string("texts/") + language + "/obligations.toml";
    const json::value texts = toml_of(resource(file).value(), file).value();
    EXPECT_EQ(ids(texts, "because"), reasons);
    EXPECT_EQ(ids(texts, "obligation"), duties);
    EXPECT_EQ(ids(texts, "state"), states);
  }
}

}  // namespace
}  // namespace tocsin

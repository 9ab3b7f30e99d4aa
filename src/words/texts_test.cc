// The files of texts agree: every language says what English says, with the same values to be filled in.
#include <gtest/gtest.h>

#include "words/catalogue.h"

namespace tocsin {
namespace {

void agree(const char* file, const std::string& language) {
  SCOPED_TRACE(language + "/" + file);
  const Messages english = shipped_messages(file, "en").value();
  const auto read = shipped_messages(file, language);
  ASSERT_TRUE(read) << read.error().what << " " << read.error().where;
  for (const auto& [id, text] : *read) {
    const auto same = english.find(id);
    if (same == english.end()) {
      ADD_FAILURE() << id << " is not in the English file";
      continue;
    }
    EXPECT_EQ(placeholders_of(text.other), placeholders_of(same->second.other)) << id;
    EXPECT_EQ(text.one.empty(), same->second.one.empty()) << id;
    for (const std::string& name : placeholders_of(text.one)) EXPECT_NE(text.other.find("{" + name + "}"), std::string::npos) << id;
    EXPECT_EQ(text.other.ends_with('\n'), same->second.other.ends_with('\n')) << id;
  }
}

TEST(Texts, EveryLanguageFillsInTheSameValues) {
  for (const char* file : {"commands", "errors"})
    for (const std::string& language : languages_of(file)) agree(file, language);
}

TEST(Texts, TheLanguagesThatAreOfferedAreWhole) {
  const Messages english = shipped_messages("commands", "en").value();
  for (const std::string& language : languages_of("commands")) {
    const Messages own = shipped_messages("commands", language).value();
    for (const auto& [id, text] : english) EXPECT_TRUE(own.contains(id)) << language << " lacks " << id;
  }
}

}  // namespace
}  // namespace tocsin

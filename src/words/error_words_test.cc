#include "words/error_words.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

ErrorWords words() {
  return ErrorWords::of(messages_of(R"(
[a]
missing = "the file is missing"
named = "there is no \"{1}\" in {2}"
any = "there is no {1}"
json = "write {\"kind\": 1}"
)",
                                    "en")
                            .value(),
                        messages_of("[a]\nnamed = \"dans {2}, il n'y a pas « {1} »\"\nmissing = \"le fichier manque\"\n", "fr").value())
      .value();
}

TEST(ErrorWords, TheEnglishWordingIsTheId) {
  EXPECT_EQ(words().id_of("the file is missing"), "a.missing");
  EXPECT_EQ(words().said("the file is missing"), "le fichier manque");
  EXPECT_EQ(words().id_of("something a library said"), "");
  EXPECT_EQ(words().said("something a library said"), "something a library said");
}

TEST(ErrorWords, ValuesMoveWithTheSentence) {
  EXPECT_EQ(words().said("there is no \"x\" in {1} y"), "dans {1} y, il n'y a pas « x »");
  EXPECT_EQ(words().id_of("there is no way"), "a.any") << "the most specific wording is taken";
  EXPECT_EQ(words().said("there is no way"), "there is no way") << "a text that the language lacks is said in English";
  EXPECT_EQ(words().id_of("write {\"kind\": 1}"), "a.json");
}

TEST(ErrorWords, WhereAndKindStay) {
  const Error said = words().said(Error{ErrorKind::refused, "the file is missing", "there is no x", "unknown"});
  EXPECT_EQ(said.kind, ErrorKind::refused);
  EXPECT_EQ(said.what, "le fichier manque");
  EXPECT_EQ(said.where, "there is no x");
  EXPECT_EQ(said.remedy, "unknown");
}

TEST(ErrorWords, ATextThatIsOnlyAValueWouldMatchEverything) { EXPECT_FALSE(ErrorWords::of(messages_of("a = \"{1}\"", "en").value(), {})); }

}  // namespace
}  // namespace tocsin

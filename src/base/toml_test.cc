#include "base/toml.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Toml, BecomesJson) {
  const auto value = toml_of("id = \"x\"\nfrom = 2018-05-25\n[[stage]]\nhours = 72\n", "t").value();
  EXPECT_EQ(canonical(value), R"({"from":"2018-05-25","id":"x","stage":[{"hours":72}]})");
}

TEST(Toml, ALongTextMayGoOnWithAnyLetter) { EXPECT_EQ(toml_of("a = \"\"\"l'\\\n  été\"\"\"", "t").value().at("a").as_string(), "l'été"); }

TEST(Toml, ErrorsNameTheLine) {
  const auto bad = toml_of("a = 1\nb = \n", "law/x.toml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where, "law/x.toml, line 2");
}

TEST(Toml, AHeaderWithoutANameIsAnError) {
  for (const char* bad : {"[=1", "[#", "[ ", "[[", "[]", "[[=]]", "["}) EXPECT_FALSE(toml_of(bad, "t")) << bad;
}

TEST(Toml, LettersBeyondAsciiStandInTextsAndCommentsOnly) {
  struct {
    const char* story;
    const char* text;
    const char* where;  // of the error; null: it is read
  } const rows[] = {
      {"in a text", "a = \"é\"", nullptr},
      {"in a literal text", "a = 'C:\\é\\'", nullptr},
      {"in a comment", "a = 1  # \"é", nullptr},
      {"in a quoted name", "\"é\" = 1", nullptr},
      {"in a text of several lines", "a = \"\"\"\n# \"é\" \\\"\"\" é\"\"\"\"\"\nb = 1", nullptr},
      {"behind an empty text", "a = \"\"\nb = ''\nc = \"é\"", nullptr},
      {"an editor's mark at the beginning", "\xEF\xBB\xBF a = 1", nullptr},
      {"in a bare name", "a = 1\n\xC8\xAE = 1", "t, line 2"},
      {"nearly an editor's mark", "\xEF\xBB\xBB = 1", "t, line 1"},
      {"behind a text of several lines", "a = '''\n'''\né = 1", "t, line 3"},
      {"behind a quote where no text begins", "x = 1\"\"\"\xC8\xAE", "t, line 1"},
      {"half a letter", "a = 1\nb = '\xC3'\n", "t, line 2"},
      {"half a letter at the end", "# \xEF\xBB", "t, line 1"},
      {"a text that does not end", "a = \"\"\"é", "t, line 1"},
      {"a sign escaped by nothing", "a = \"é\\", "t, line 1"},
      {"first behind a line that goes on", "a = \"\"\"x\\\n  é\"\"\"", nullptr},
      {"where an escape is expected", "a = \"\"\"\n\\é\"\"\"", "t, line 2"},
      {"behind a long text nobody opened", "a = \"\"\"\"\"\"\"\"\"\xEF\xBB\xBB", "t, line 1"},
      {"a space that is none",
       "a =\xC2\xA0"
       "1",
       "t, line 1"},
  };
  for (const auto& row : rows) {
    const auto value = toml_of(row.text, "t");
    EXPECT_EQ(value.has_value(), row.where == nullptr) << row.story;
    if (!value && row.where != nullptr) {
      EXPECT_EQ(value.error().where, row.where) << row.story;
    }
  }
}

}  // namespace
}  // namespace tocsin

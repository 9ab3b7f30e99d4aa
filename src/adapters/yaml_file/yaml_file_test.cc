#include "adapters/yaml_file/yaml_file.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(YamlFile, plain_words_follow_the_core_schema_of_yaml_1_2) {
  struct Row {
    const char* story;
    const char* yaml;
    const char* json;
  };
  const Row rows[] = {
      {"the country Norway is not false", "[NO, no, yes, on, off, y, n]", R"(["NO","no","yes","on","off","y","n"])"},
      {"booleans", "[true, False, TRUE]", "[true,false,true]"},
      {"quoted words stay words", "['no', \"true\", '12', '']", R"(["no","true","12",""])"},
      {"nothing has several spellings", "[null, ~, NULL]", "[null,null,null]"},
      {"an empty value is nothing", "a:", R"({"a":null})"},
      {"numbers", "[12, -3, +4, 0x1f, 0o17, 0.5, 1e3]", "[12,-3,4,31,15,0.5,1000]"},
      {"what looks like a number and is none", "[1.2.3, 2026-11-22, 1_000, .inf, .nan]", R"(["1.2.3","2026-11-22","1_000",".inf",".nan"])"},
      {"keys are always text", "{no: 1, 12: 2}", R"({"no":1,"12":2})"},
      {"aliases are copies", "a: &x [1, 2]\nb: *x", R"({"a":[1,2],"b":[1,2]})"},
      {"folded text", "a: >\n  one\n  two\n", R"({"a":"one two\n"})"},
      {"an empty file", "", "null"},
  };
  for (const Row& row : rows) {
    const auto value = yaml_of(row.yaml, "test");
    ASSERT_TRUE(value) << row.story << ": " << value.error().what;
    EXPECT_EQ(print_line(*value), row.json) << row.story;
  }
}

TEST(YamlFile, what_cannot_be_read_names_the_line_and_a_remedy) {
  struct Row {
    const char* story;
    std::string yaml;
    const char* where;
  };
  const Row rows[] = {
      {"an open bracket", "a: 1\nb: [1, 2\nc: 3\n", "test, line 3"},
      {"a tabulator as indentation", "a:\n\tb: 1\n", "test, line 2"},
      {"a key twice", "a: 1\na: 2\n", "test, line 2"},
      {"a tag", "a: !!python/object x\n", "test, line 1"},
      {"a second document", "a: 1\n---\nb: 2\n", "test, line 2"},
      {"a list as a key", "? [1]\n: 2\n", "test, line 1"},
      {"an alias to nothing", "a: *x\n", "test, line 1"},
      {"an alias inside itself", "a: &x [*x]\n", "test, line 1"},
      {"nested without end", std::string(200, '[') + std::string(200, ']'), "test, line 1"},
      {"nested far beyond any stack", std::string(100'000, '['), "test, line 1"},
  };
  for (const Row& row : rows) {
    const auto value = yaml_of(row.yaml, "test");
    ASSERT_FALSE(value) << row.story;
    EXPECT_EQ(value.error().kind, ErrorKind::invalid) << row.story;
    EXPECT_EQ(value.error().where, row.where) << row.story;
    EXPECT_FALSE(value.error().remedy.empty()) << row.story;
  }
}

TEST(YamlFile, a_file_that_unfolds_itself_is_refused) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
    for (int k = 0; k < 10; ++k) bomb += (k > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  const auto value = yaml_of(bomb, "bomb");
  ASSERT_FALSE(value);
  EXPECT_NE(value.error().what.find("unfolds"), std::string::npos);
}

TEST(YamlFile, bytes_that_are_no_text_are_refused) {
  EXPECT_FALSE(yaml_of("a: \xff\xfe", "test"));
  EXPECT_FALSE(yaml_of(std::string("a: \0b", 5), "test"));
  YamlLimits small;
  small.size_bytes_max = 4;
  EXPECT_FALSE(yaml_of("a: bcd", "test", small));
}

TEST(YamlFile, a_folder_or_a_missing_file_is_told_as_such) {
  EXPECT_EQ(read_yaml("/nowhere/cases.yaml").error().kind, ErrorKind::invalid);
  EXPECT_FALSE(read_yaml("/"));
}

}  // namespace
}  // namespace tocsin

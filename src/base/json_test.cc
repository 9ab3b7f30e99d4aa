#include "base/json.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

TEST(Json, CanonicalSortsKeysAndWritesNoBlanks) {
  EXPECT_EQ(canonical(json_of(R"({ "b": [1, 2], "a": {"z": "é\n", "y": null} })", "t").value()), "{\"a\":{\"y\":null,\"z\":\"é\\n\"},\"b\":[1,2]}");
}

TEST(Json, PrintsFractionsAsPeopleDo) { EXPECT_EQ(print_line(json::value{{"score", 3.5}}), R"({"score":3.5})"); }

TEST(Json, RefusesWhatIsNotJson) {
  for (const char* bad : {"", "{", "{\"a\":1} x", "{a:1}", "[1,]", "\"\xff\""}) EXPECT_FALSE(json_of(bad, "t")) << bad;
  std::string deep(40, '[');
  EXPECT_FALSE(json_of(deep + std::string(40, ']'), "t"));
}

TEST(Json, RefusesANameThatStandsTwice) {
  for (const char* bad : {R"({"a":1,"a":2})", R"({"a":1,"a":1})", R"([{"b":{"a":1,"\u0061":2}}])", R"({"a":{"x":1},"a":{"y":2}})"})
    EXPECT_FALSE(json_of(bad, "t")) << bad;
  for (const char* good : {R"({"a":"b:c","d":{"a":1}})", R"([{"a":1},{"a":2}])", R"({"a\"":":\\","b":":\""})", R"("\":\"")", "{}"})
    EXPECT_TRUE(json_of(good, "t")) << good;
}

TEST(Json, FieldsTellTheFirstThingWrong) {
  const json::value value = json_of(R"({"id":"x","hours":72,"extra":1})", "t").value();
  Fields fields(value, "pack.toml");
  EXPECT_EQ(fields.text("id"), "x");
  EXPECT_EQ(fields.number("hours"), 72);
  const auto unknown = fields.done();
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().where, "pack.toml: extra");

  Fields again(value, "pack.toml");
  again.text("hours");
  again.text("missing");
  EXPECT_EQ(again.done().error().where, "pack.toml: hours");
}

}  // namespace
}  // namespace tocsin

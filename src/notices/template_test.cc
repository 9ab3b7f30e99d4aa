#include "notices/template.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

constexpr std::string_view text_names[] = {"name", "phone"};
constexpr std::string_view condition_names[] = {"confirmed", "possible"};
constexpr TemplateNames names{text_names, condition_names};

std::string rendered(std::string_view text, const TemplateValues& values) {
  const auto made = Template::of(text, names, "test");
  return made ? made->render_plain(values) : "refused: " + made.error().what;
}

TEST(Template, FillsHolesAndShowsWordsUnderConditions) {
  const TemplateValues values{{{"name", "Anne Exemple"}, {"phone", "0800 1"}}, {"confirmed"}};
  struct Case {
    const char *name, *text, *wanted;
  };
  const Case cases[] = {
      {"plain", "Hello.", "Hello."},
      {"a value", "Hello ((name)).", "Hello Anne Exemple."},
      {"two values side by side", "((name))((phone))", "Anne Exemple0800 1"},
      {"a condition that holds", "It ((confirmed??was stolen)).", "It was stolen."},
      {"a condition that does not", "It ((possible??may have been stolen)).", "It ."},
      {"single brackets are text", "(a) b)", "(a) b)"},
      {"an unknown value", "((nam))", "refused: nobody knows the value \"nam\""},
      {"an unknown condition", "((maybe??x))", "refused: nobody knows the condition \"maybe\""},
      {"not closed", "call ((phone", "refused: a \"((\" is not closed"},
      {"nested", "((confirmed??call ((phone))))", "refused: holes cannot be nested"},
      {"bold left open", "**call", "refused: bold is not closed"},
      {"bold inside a condition", "((confirmed??**x**))", "refused: bold cannot begin or end inside a condition"},
  };
  for (const Case& one : cases) EXPECT_EQ(rendered(one.text, values), one.wanted) << one.name;
}

TEST(Template, BoldReachesOverHoles) {
  const TemplateValues values{{{"phone", "0800 1"}}, {}};
  EXPECT_EQ(Template::of("Call **now: ((phone))**.", names, "test")->render(values), (RichText{{"Call ", false}, {"now: 0800 1", true}, {".", false}}));
}

// A value is a value: whatever it holds, it is neither markup nor template nor a new header.
TEST(Template, AValueIsNeverReadAgain) {
  struct Case {
    const char *name, *value, *wanted;
  };
  const Case cases[] = {
      {"a hole", "((phone))", "((phone))"},
      {"stars", "**x**", "**x**"},
      {"line ends", "Anne\r\nBcc: all@example.eu", "Anne Bcc: all@example.eu"},
      {"text turned around",
       "Anne\xE2\x80\xAE"
       "elpmexE",
       "Anne elpmexE"},
      {"zero width", "An\xE2\x80\x8Bne", "An ne"},
      {"control", std::string_view("An\x01ne").data(), "An ne"},
      {"a line end behind half a character", "Anne\xE2\nBcc: x", "Anne\xEF\xBF\xBD Bcc: x"},
      {"spaces around", "  Anne  Exemple ", "Anne Exemple"},
      {"umlauts stay", "Zoë Łęcka", "Zoë Łęcka"},
  };
  for (const Case& one : cases) {
    const TemplateValues values{{{"name", one.value}, {"phone", "0800 1"}}, {}};
    const RichText text = Template::of("((name))", names, "test")->render(values);
    EXPECT_EQ(text, plain(one.wanted)) << one.name;
  }
}

TEST(Template, AMissingValueStaysVisible) { EXPECT_EQ(rendered("Call ((phone)).", {}), "Call ((phone))."); }

}  // namespace
}  // namespace tocsin

#include "app/config.h"

#include <gtest/gtest.h>

#include "words/words.h"

namespace tocsin {
namespace {

TEST(Config, ReadsWhatIsSetAndKeepsDefaults) {
  const auto config =
      Config::of("[mail]\nfrom = \"breach@insurer.example\"\nremind = [\"dpo@insurer.example\"]\n[targets]\ninform_persons_hours = 240\n", "tocsin.toml")
          .value();
  EXPECT_EQ(config.text("mail.from"), "breach@insurer.example");
  EXPECT_EQ(config.texts("mail.remind"), std::vector<std::string>{"dpo@insurer.example"});
  EXPECT_EQ(config.number("targets.inform_persons_hours"), 240);
  EXPECT_EQ(config.text("contact.function"), "DPO");
  EXPECT_FALSE(config.is_set("mail.relay"));
  EXPECT_EQ(organisation_profile(config, "FR").own_targets.at("inform_persons"), std::chrono::hours(240));
}

TEST(Config, NothingIsGuessed) {
  const std::pair<const char*, const char*> stories[] = {
      {"[mail]\nform = \"x\"\n", "tocsin.toml: mail.form"},
      {"[mail]\nfrom = 1\n", "tocsin.toml: mail.from"},
      {"[mail]\nremind = \"x\"\n", "tocsin.toml: mail.remind"},
      {"from = \"x\"\n", "tocsin.toml: from"},
      {"[targets]\ninform_persons_hours = -5\n", "tocsin.toml: targets.inform_persons_hours"},
      {"[targets]\ninform_persons_hours = 99999999999\n", "tocsin.toml: targets.inform_persons_hours"},
      {"[mail\n", "tocsin.toml, line 1"},
  };
  for (const auto& [text, where] : stories) {
    const auto config = Config::of(text, "tocsin.toml");
    ASSERT_FALSE(config) << text;
    EXPECT_EQ(config.error().where, where);
    EXPECT_EQ(config.error().kind, ErrorKind::invalid);
  }
}

TEST(Config, EveryKeyIsExplained) {
  const Words say = Words::in("en").value();
  for (const ConfigKey& key : config_keys()) {
    EXPECT_TRUE(say.has("config_key." + std::string(key.name))) << key.name;
    EXPECT_NE(key.name.find('.'), std::string_view::npos) << key.name;
  }
}

}  // namespace
}  // namespace tocsin

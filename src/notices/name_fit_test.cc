#include "notices/name_fit.h"

#include <gtest/gtest.h>

#include <string>

namespace tocsin {
namespace {

TEST(NameFit, EuropeanNamesPass) {
  for (const char* name : {"Anne Exemple", "Zoë Łęcka-Nuñez", "Jean-Pierre d’Exemple", "O'Beispiel", "J. P. Muster", "St.John Example", "Ștefan Țepeș",
                           "Αγγελική Π.", "Пётр Иванов", "Dr. Eva Muster & Co", "Karl Muster 2", "Mme Éloïse Lœuvre", "Müller, Anna"})
    EXPECT_FALSE(fault_of_name(name)) << name;
}

TEST(NameFit, WhatIsNoNameIsHeldWithItsReason) {
  struct Case {
    const char* story;
    std::string name;
    const char* reason;
  };
  const Case cases[] = {
      {"nothing at all", "  ", "name_empty"},
      {"half a character", "Anne \xE2", "name_not_text"},
      {"a second mail header", "Anne\r\nBcc: all@example.eu", "name_line_end"},
      {"a line separator", "Anne\xE2\x80\xA8 Exemple", "name_line_end"},
      {"text turned around",
       "Anne \xE2\x80\xAE"
       "elpmexE",
       "name_turned_text"},
      {"a sign nobody sees", "An\xE2\x80\x8Bne", "name_turned_text"},
      {"five hundred signs", std::string(500, 'a'), "name_too_long"},
      {"markup", "<b>Anne</b>", "name_markup"},
      {"a hole of a template", "Anne ((phone))", "name_markup"},
      {"a formula of a spreadsheet", "=cmd|' /C calc'!A0", "name_markup"},
      {"a page", "Anne evil.com", "name_link"},
      {"a page with www", "WWW.EVIL.EXAMPLE", "name_link"},
      {"a path", "Anne http://x", "name_link"},
      {"a mailbox", "anne@example.eu", "name_link"},
      {"a social security number", "Anne 2550814168025", "name_number"},
      {"an emoji", "Anne \xF0\x9F\x98\x80", "name_symbol"},
      {"another script", "\xE5\xB1\xB1\xE7\x94\xB0", "name_symbol"},
  };
  for (const Case& one : cases) {
    const auto fault = fault_of_name(one.name);
    EXPECT_EQ(fault ? name_of(*fault) : "fits", one.reason) << one.story;
  }
}

}  // namespace
}  // namespace tocsin

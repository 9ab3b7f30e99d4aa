// Every byte of every entry; the quick tests do it for a few.

#include <gtest/gtest.h>

#include "register/test_register.h"
#include "verify/altered_folder.h"
#include "verify/check.h"

namespace tocsin::verify {
namespace {

TEST(Check, EveryFlippedByteOfARegisterIsFoundAndItsEntryNamed_slow) {
  const Vkey key = vkey_of(tocsin::vkey_of(test_key())).value();
  TestRegister log = TestRegister::of_size(60, 11);
  for (SequencedEntry& entry : log.entries) entry.openings.clear();
  const DossierFiles files = log.whole_dossier();
  const std::optional<std::string> kept = TestRegister::of_size(45, 11).note();
  Altered folder(files);
  for (std::size_t i = 0; i < log.entries.size(); ++i) {
    const std::string name = "entries/" + dossier_number(i, 60) + ".txt";
    for (std::size_t at = 0; at < files.at(name).size(); ++at) {
      std::string bytes = files.at(name);
      bytes[at] = static_cast<char>(bytes[at] ^ 1);
      folder.replace(name, bytes);
      const Report report = check(folder, key, kept).value();
      ASSERT_EQ(report.verdict, Verdict::invalid) << name << " byte " << at;
      ASSERT_EQ(report.first_fault->entry, i) << name << " byte " << at;
    }
  }
}

}  // namespace
}  // namespace tocsin::verify

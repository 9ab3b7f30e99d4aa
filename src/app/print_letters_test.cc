#include "app/print_letters.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "adapters/pdf_pages/pdf_pages.h"
#include "base/digest.h"
#include "resources/resources.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

class PrintLetters : public testing::Test {
 protected:
  PrintLetters() : folder_(fs::temp_directory_path() / ("tocsin-letters-" + std::to_string(::getpid()))) { fs::remove_all(folder_); }
  ~PrintLetters() override { fs::remove_all(folder_); }

  Result<LetterBatch> print(std::vector<std::variant<Letter, HeldLetter>> letters) {
    const std::string profile = "law/letters/window-de-5008-b.toml";
    const Stationery stationery{
        .title = "Letters", .language = "de-DE", .sender = "Musterhaus", .window = window_profile_of(*resource(profile), profile).value()};
    std::size_t at_letter = 0;
    const NextLetter next = [&]() -> std::optional<std::variant<Letter, HeldLetter>> {
      if (at_letter == letters.size()) return std::nullopt;
      return letters[at_letter++];
    };
    return print_letters(*pages_, stationery, next, at("2026-11-23T09:00:00Z"), folder_);
  }
  std::string file(const std::string& name) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }

  fs::path folder_;
  std::unique_ptr<PageWriter> pages_ = std::move(*open_pdf_pages({}));
};

Letter letter(const std::string& id, const std::string& name) {
  return {.id = id, .language = "de-DE", .address = {name, "Musterweg 1", "50667 Köln"}, .subject = "Ihre Daten", .body = {Paragraph{plain("Guten Tag")}}};
}

TEST_F(PrintLetters, EveryLetterIsInTheManifestOrHeld) {
  const auto batch =
      print({letter("n-1", "Erika Beispiel"), letter("n-2", "محمد"), HeldLetter{"n-3", HeldBecause::postcode_wrong}, letter("n-4", "Max Muster")});
  ASSERT_TRUE(batch) << batch.error().what;
  EXPECT_EQ(file("held.csv"), "notice,reason\nn-2,character_not_printable\nn-3,postcode_wrong\n");
  EXPECT_EQ(file("manifest.csv"), manifest_csv(batch->printed));
  ASSERT_EQ(batch->printed.size(), 2u);
  EXPECT_EQ(batch->printed[1].letter_id, "n-4");
  EXPECT_EQ(batch->printed[1].seq, 2u);
  EXPECT_EQ(batch->printed[1].first_page, 2u);
}

TEST_F(PrintLetters, TheSumsAreThoseOfTheFiles) {
  ASSERT_TRUE(print({letter("n-1", "Erika Beispiel")}));
  std::istringstream sums(file("SHA256SUMS"));
  int files = 0;
  for (std::string digest, name; sums >> digest >> name; ++files) EXPECT_EQ(digest, hex(sha256(file(name)))) << name;
  EXPECT_EQ(files, 3);
}

TEST_F(PrintLetters, ABatchIsNeverWrittenOverAnother) {
  ASSERT_TRUE(print({letter("n-1", "Erika Beispiel")}));
  const std::string before = file("letters.pdf");
  const auto again = print({letter("n-2", "Max Muster")});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, ErrorKind::conflict);
  EXPECT_EQ(file("letters.pdf"), before);
}

TEST_F(PrintLetters, AllHeldMeansNoPdf) {
  const auto batch = print({letter("n-1", "محمد")});
  ASSERT_TRUE(batch);
  EXPECT_FALSE(fs::exists(folder_ / "letters.pdf"));
  EXPECT_FALSE(fs::exists(folder_ / "letters.pdf.part"));
  EXPECT_EQ(file("manifest.csv"), "seq,notice,first_page,pages,sha256\n");
}

TEST_F(PrintLetters, AFolderThatCannotBeMadeIsTold) {
  std::ofstream(folder_) << "a file where the folder should be";
  const auto batch = print({letter("n-1", "Erika Beispiel")});
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace tocsin

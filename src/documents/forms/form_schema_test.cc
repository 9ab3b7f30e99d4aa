#include "documents/forms/form_schema.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "documents/forms/filled_form.h"
#include "documents/forms/form_check.h"
#include "documents/forms/sample_answers.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

const FormPack& edpb() {
  static const FormPack pack = *shipped_form("edpb-1.0");
  return pack;
}
json::object schema() { return form_schema(edpb(), *shipped_form_texts(edpb(), "en")); }

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(FormSchema, TheFileInLawIsTheOneWrittenFromTheForm) {
  const std::string written = print(schema());
  const fs::path file = fs::path(TOCSIN_SOURCE_DIR) / "law/forms/edpb-1.0.schema.json";
  if (std::getenv("TOCSIN_WRITE_FILES") != nullptr) std::ofstream(file, std::ios::binary) << written;
  EXPECT_EQ(content_of(file), written) << "write it anew: TOCSIN_WRITE_FILES=1 forms_test --gtest_filter=FormSchema.TheFile*";
}

// ---- judged by a program that is not ours

// A copy of tests/judges with its packages installed; empty where npm cannot.
fs::path judges() {
  const fs::path folder = fs::path(TOCSIN_BINARY_DIR) / "judges";
  const fs::path source = fs::path(TOCSIN_SOURCE_DIR) / "tests/judges";
  std::error_code error;
  fs::create_directories(folder, error);
  bool changed = !fs::exists(folder / "node_modules/ajv");
  for (const char* name : {"package.json", "package-lock.json", ".npmrc", "json_schema.js"}) {
    changed = changed || content_of(folder / name) != content_of(source / name);
    fs::copy_file(source / name, folder / name, fs::copy_options::overwrite_existing, error);
  }
  if (changed && std::system(("cd '" + folder.string() + "' && npm ci --ignore-scripts >npm.log 2>&1").c_str()) != 0) return {};
  return folder;
}

std::vector<std::string> judged(const fs::path& folder, const std::vector<std::string>& documents) {
  std::ofstream(folder / "schema.json") << print(schema());
  std::ofstream lines(folder / "documents.jsonl");
  for (const std::string& document : documents) lines << document << '\n';
  lines.close();
  const std::string command = "cd '" + folder.string() + "' && node json_schema.js schema.json documents.jsonl >verdicts.txt 2>errors.txt";
  EXPECT_EQ(std::system(command.c_str()), 0) << content_of(folder / "errors.txt");
  std::vector<std::string> verdicts;
  std::ifstream in(folder / "verdicts.txt");
  for (std::string line; std::getline(in, line);) verdicts.push_back(line);
  return verdicts;
}

bool beyond_schema(const FormFinding& finding) {
  return finding.fault == FormFault::contradiction && std::ranges::find(edpb().comparisons, finding.detail, &FormComparison::id) != edpb().comparisons.end();
}

TEST(FormSchema, SaysOfAnyAnswersWhatTheCheckSays) {
  const fs::path folder = judges();
  if (folder.empty()) GTEST_SKIP() << "npm cannot install the judge (no network?)";
  std::vector<std::string> documents, reasons;
  std::vector<bool> expected;
  SampleAnswers samples(edpb(), 2016'679);
  for (const std::string_view kind : {"complete", "incomplete", "withdraw"})
    for (int i = 0; i < 600; ++i) {
      Answers answers = samples.fitting(kind);
      for (int n = i % 3; n > 0; --n) samples.disturb(answers);
      answers = with_unknowns(edpb(), answers);
      const FormReport report = check_form(edpb(), answers);
      if (std::ranges::any_of(report.findings, [](const FormFinding& f) { return f.fault == FormFault::wrong_type; })) continue;
      documents.push_back(print_line(filled_form(edpb(), answers)));
      bool fine = true;
      std::string why;
      for (const FormFinding& f : report.findings) {
        fine = fine && (!f.blocks() || beyond_schema(f));
        why += std::string(name_of(f.fault)) + " " + f.field + " " + f.detail + "; ";
      }
      expected.push_back(fine);
      reasons.push_back(why);
    }
  const auto verdicts = judged(folder, documents);
  ASSERT_EQ(verdicts.size(), documents.size());
  std::size_t valid = 0;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    valid += expected[i];
    EXPECT_EQ(verdicts[i] == "valid", expected[i]) << verdicts[i] << "\nwe say: " << reasons[i] << "\n" << documents[i];
  }
  EXPECT_GT(valid, documents.size() / 4);
  EXPECT_LT(valid, documents.size() * 9 / 10);
}

TEST(FormSchema, RefusesWhatIsNoAnswer) {
  const fs::path folder = judges();
  if (folder.empty()) GTEST_SKIP() << "npm cannot install the judge (no network?)";
  SampleAnswers samples(edpb(), 1);
  Answers answers = samples.fitting("withdraw");
  answers.circumstances.clear();
  for (const char* key : {"representative_name", "representative_contact"}) answers.by_key.erase(key);
  const json::object right = filled_form(edpb(), answers);
  const auto with = [&](const char* field, json::value value) {
    json::object changed = right;
    changed[field] = std::move(value);
    return print_line(changed);
  };
  const auto verdicts =
      judged(folder, {print_line(right), with("field_12", ""), with("field_12", 7), with("field_3", "z"), with("field_999", "a"), with("form", "edpb-2"),
                      with("circumstances", json::array{"sunny"}), with("states", json::object{{"field_12", {{"state", "unknown_yet"}}}})});
  ASSERT_EQ(verdicts.size(), 8u);
  EXPECT_EQ(verdicts[0], "valid");
  for (std::size_t i = 1; i < verdicts.size(); ++i) EXPECT_NE(verdicts[i], "valid") << i;
}

// ---- beside the schema of the draft that others published, where it is at hand

std::optional<json::object> published() {
  const fs::path file = fs::path(TOCSIN_SOURCE_DIR) / "../shared/data/edpb-template-v1.0/breach-notification.schema.json";
  if (!fs::exists(file)) return {};
  return json_of(content_of(file), "the published schema")->as_object();
}

// The shape of an answer in one word, so that two schemas can be compared.
std::string shape(const json::object& property) {
  if (property.contains("enum")) return "one of " + print_line(property.at("enum"));
  const std::string type(property.at("type").as_string());
  if (type == "array") return "several: " + shape(property.at("items").as_object());
  if (const auto* format = property.if_contains("format")) return type + " " + std::string(format->as_string());
  return type;
}

std::set<std::string> required_always(const json::object& schema) {
  std::set<std::string> names;
  for (const json::value& name : schema.at("required").as_array()) names.emplace(name.as_string());
  if (const auto* rules = schema.if_contains("allOf"))
    for (const json::value& rule : rules->as_array())
      if (const auto* either = rule.as_object().if_contains("anyOf")) names.emplace(either->at(0).at("required").at(0).as_string());
  names.erase("form");
  return names;
}

// The tables of docs/formats/edpb-form.md: | 50 | what differs | why |, under the heading of a kind of difference.
std::set<int> numbers_in_doc(std::string_view heading) {
  const std::string doc = content_of(fs::path(TOCSIN_SOURCE_DIR) / "docs/formats/edpb-form.md");
  std::set<int> numbers;
  bool inside = false;
  for (const std::string_view line : split(doc, '\n')) {
    if (line.starts_with("#")) inside = line.ends_with(heading);
    if (!inside || !line.starts_with("| ")) continue;
    for (const std::string_view word : split(line.substr(2, line.find(" |", 2) - 2), ' '))
      if (const int number = std::atoi(std::string(word).c_str()); number > 0) numbers.insert(number);
  }
  return numbers;
}

TEST(FormSchema, DiffersFromThePublishedDraftOnlyWhereTheDocumentSaysSo) {
  const auto theirs = published();
  if (!theirs) GTEST_SKIP() << "the published schema is not at hand";
  const json::object ours = schema();
  std::set<int> shapes, requirements;
  const auto always_theirs = required_always(*theirs), always_ours = required_always(ours);
  for (const FormField& field : edpb().fields) {
    const std::string name = "field_" + std::to_string(field.number);
    const auto* other = theirs->at("properties").as_object().if_contains(name);
    ASSERT_NE(other, nullptr) << name;
    if (shape(ours.at("properties").at(name).as_object()) != shape(other->as_object())) shapes.insert(field.number);
    if (always_theirs.contains(name) != always_ours.contains(name)) requirements.insert(field.number);
  }
  EXPECT_EQ(theirs->at("properties").as_object().size(), edpb().fields.size());
  EXPECT_EQ(shapes, numbers_in_doc("Shapes"));
  EXPECT_EQ(requirements, numbers_in_doc("Required without condition"));
}

TEST(FormSchema, CopiesNoTextOfThePublishedDraft) {
  const auto theirs = published();
  if (!theirs) GTEST_SKIP() << "the published schema is not at hand";
  const FormTexts english = *shipped_form_texts(edpb(), "en");
  std::set<std::string> texts;
  for (const auto& [name, property] : theirs->at("properties").as_object())
    for (const char* key : {"title", "description", "x-options"}) {
      const auto* value = property.as_object().if_contains(key);
      if (value == nullptr) continue;
      if (value->is_string()) {
        texts.insert(lower_ascii(trimmed(std::string_view(value->as_string()))));
        continue;
      }
      for (const auto& [letter, label] : value->as_object()) texts.insert(lower_ascii(trimmed(std::string_view(label.as_string()))));
    }
  for (const auto& [id, text] : english.all()) {
    const bool asked = id.starts_with("question.") || id.starts_with("help.") || id.starts_with("section.");
    const bool a_plain_term = !asked && split(text, ' ').size() <= 3;  // "Fraud", "to be determined": no other name
    EXPECT_TRUE(a_plain_term || !texts.contains(lower_ascii(text))) << id;
  }
}

}  // namespace
}  // namespace tocsin

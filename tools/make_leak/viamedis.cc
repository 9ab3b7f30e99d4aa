// The extract names everybody by the number of the main insured: a child stands under its parent's number, so
// counting numbers counts families. The member file knows each person alone, and where they live.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "make_leak/people.h"
#include "make_leak/scenarios.h"
#include "make_leak/truth.h"
#include "make_leak/typos.h"

namespace tocsin::make_leak {
namespace {

struct Insurer {
  std::string_view code, name;
};
constexpr Insurer insurers[] = {
    {"7710001", "Mutuelle des Tilleuls"},     {"7710002", "Mutuelle du Vieux Pont"},      {"7710003", "Prévoyance Orme"},
    {"7710004", "Mutuelle Rive Claire"},      {"7710005", "Entraide du Plateau"},         {"7710006", "Santé Trois Moulins"},
    {"7710007", "Mutuelle Bel Horizon"},      {"7710008", "Caisse des Vignerons Réunis"}, {"7710009", "Solidarité Valdoré"},
    {"7710010", "Mutuelle de la Presqu'île"},
};
constexpr const Insurer& ours = insurers[0];
constexpr double our_share = 0.3;

// How often things go wrong.
constexpr double second_record = 0.12, second_insurer = 0.01, typo = 0.03, no_number = 0.02, wrong_number = 0.01, no_key = 0.02, bad_date = 0.003,
                 bad_byte = 0.002, no_insurer = 0.002, line_in_text = 0.05, broken_row = 0.002;

const std::string extract_header[] = {"NIR_OD", "RANG_GEM", "NOM", "PRENOM", "DATE_NAISSANCE", "CODE_AMC", "ORGANISME", "NUM_CONTRAT", "GARANTIE"};
const std::string member_header[] = {"NUM_ADHERENT", "NIR",   "NOM",       "PRENOM", "DATE_NAISSANCE", "ADRESSE", "CODE_POSTAL",    "VILLE",
                                     "PAYS",         "EMAIL", "TELEPHONE", "LANGUE", "DECEDE",         "MINEUR",  "DATE_RADIATION", "NPAI"};
using ExtractRow = std::array<std::string, std::size(extract_header)>;
enum ExtractColumn { number, rank, family, given, born, code, insurer, contract, guarantee };

class Viamedis {
 public:
  Viamedis(const Order& order, Truth truth) : order_(order), truth_(std::move(truth)) {}

  Result<void> run() {
    TRY(first, table("extract_1", extract_header, true));
    TRY(second, table("extract_2", extract_header, true));
    TRY(members, table("members", member_header, false));
    extracts_ = {std::move(first), std::move(second)};
    members_ = std::move(members);
    std::uint64_t made = 0;
    for (std::uint64_t index = 0; made < order_.persons; ++index) {
      const Household home = household(order_.seed, index, made + 1, static_cast<std::size_t>(std::min<std::uint64_t>(order_.persons - made, 5)));
      made += home.people.size();
      write(home);
    }
    for (const auto& extract : extracts_) TRY_DO(extract->finish());
    TRY_DO(members_->finish());
    truth_.say("scenario", "viamedis");
    truth_.say("seed", order_.seed);
    truth_.say("our_controller", json::value(ours.name));
    return truth_.finish();
  }

 private:
  Result<std::unique_ptr<Table>> table(const std::string& stem, std::span<const std::string> header, bool old_encoding) const {
    if (order_.format == Format::xlsx) return xlsx_table(order_.folder, stem, header);
    return csv_table(order_.folder, stem, header, {.cp1252 = old_encoding});
  }

  void write(const Household& home) {
    // A stream apart from the household's own: what is written never changes who they are.
    Random random(order_.seed ^ 0xE17AC7, home.index);
    const Insurer& held_by = random.in(our_share) ? ours : insurers[1 + random.below(std::size(insurers) - 1)];
    const std::string policy = fmt::format("C{:08}", home.index * 7 + 1);
    bool number_written = false;
    for (const Person& person : home.people) {
      truth_.person(person.dependant);
      number_written |= records_of(home, person, held_by, policy, random);
      if (&held_by == &ours) member(home, person, random);
    }
    truth_.number(number_written);
    truth_.count("households");
    truth_.count("twin_pairs", home.twins);
    truth_.count("numbers_shared", home.people.size() > 1);
    if (random.in(0.02)) unexposed_member(home, random);
  }

  // True if the household's number was written rightly at least once.
  bool records_of(const Household& home, const Person& person, const Insurer& held_by, const std::string& policy, Random& random) {
    ExtractRow row;
    row[rank] = std::to_string(person.rank);
    row[family] = upper_without_accents(person.family);
    row[given] = person.given;
    row[born] = slashed(person.born);
    row[contract] = policy;
    bool written = record(random.below(2), row, home, person, held_by, random);
    if (random.in(second_record)) {
      ExtractRow again = row;
      if (random.in(0.25)) again[given] = upper_without_accents(person.given);
      written |= record(random.below(2), again, home, person, held_by, random);
      truth_.count("second_records");
    }
    if (random.in(second_insurer)) {  // changed the insurer; both left data with the processor
      ExtractRow earlier = row;
      earlier[contract] = fmt::format("A{:08}", home.index);
      const Insurer& other = insurers[(static_cast<std::size_t>(&held_by - insurers) + 1) % std::size(insurers)];
      written |= record(random.below(2), earlier, home, person, other, random);
      truth_.count("persons_of_two_controllers");
    }
    if (random.in(broken_row)) broken(random.below(2), row, random);
    return written;
  }

  bool record(std::size_t file, ExtractRow row, const Household& home, const Person& person, const Insurer& held_by, Random& random) {
    Table& extract = *extracts_[file];
    const bool named_insurer = !random.in(no_insurer);
    row[code] = named_insurer ? held_by.code : "";
    row[insurer] = named_insurer ? held_by.name : "";
    row[guarantee] = random.in(line_in_text) ? "Hospitalisation;\n\"Confort\" 150 %" : random.in(0.5) ? "Essentielle" : "Confort";
    const bool right_number = write_number(row, home, random);
    if (random.in(typo)) {
      std::string& name = row[random.in(0.5) ? family : given];
      name = with_typo(name, random);
      truth_.count("typos");
    }
    if (random.in(bad_date)) {
      row[born] = random.in(0.5) ? fmt::format("31/02/{}", person.born.year) : fmt::format("00/00/{}", person.born.year);
      truth_.count("invalid_dates");
    }
    if (order_.format == Format::csv && random.in(bad_byte)) {
      truth_.count("invalid_bytes");
      row[guarantee] = "Essentielle";
      std::string line;
      for (const std::string& field : row) line += (line.empty() && &field == &row[0] ? "" : ";") + field;
      extract.raw(cp1252_of(line) + "\x81\r\n");  // no sign of Windows-1252
    } else {
      extract.row(row);
    }
    truth_.record(extract, person.id, row[insurer]);
    return right_number;
  }

  bool write_number(ExtractRow& row, const Household& home, Random& random) {
    row[number] = home.nir;
    if (random.in(no_number)) {
      row[number].clear();
      truth_.count("records_without_number");
      return false;
    }
    if (random.in(wrong_number)) {
      row[number] = with_wrong_digit(home.nir, random);
      truth_.count("records_with_wrong_number");
      return false;
    }
    if (random.in(no_key)) {
      row[number] = home.nir.substr(0, 13);
      truth_.count("records_without_key");
    }
    return true;
  }

  // Rows nobody can use, each with the reason a reader must give.
  void broken(std::size_t file, const ExtractRow& row, Random& random) {
    Table& extract = *extracts_[file];
    if (order_.format == Format::csv && random.in(0.6)) {
      const bool short_of_fields = random.in(0.5);
      extract.raw(short_of_fields ? cp1252_of(row[number] + ";1;" + row[family]) + "\r\n" : cp1252_of(row[family]) + ";1;;;;;;;;;;surplus\r\n");
      truth_.reject(extract, "field_count");
      return;
    }
    ExtractRow nobody;
    nobody[code] = ours.code;
    nobody[insurer] = ours.name;
    extract.row(nobody);
    truth_.reject(extract, "names_nobody");
  }

  void member(const Household& home, const Person& person, Random& random) {
    if (random.in(0.02)) {  // left long ago; the insurer kept nothing
      truth_.count("exposed_but_not_in_members");
      return;
    }
    const bool minor = person.born.year > 2008, moved = random.in(0.03), former = random.in(0.04), deceased = person.born.year < 1945 && random.in(0.06);
    const bool has_mail = !minor && random.in(0.72), has_phone = !minor && random.in(0.8);
    const std::string languages[] = {"fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "de", "en"};
    const std::string fields[] = {fmt::format("T{:07}", person.id),
                                  person.dependant ? "" : home.nir,
                                  person.family,
                                  person.given,
                                  slashed(person.born),
                                  random.in(0.01) ? "" : home.address,
                                  home.town.postcode,
                                  home.town.city,
                                  "FR",
                                  has_mail ? fmt::format("m{}@example.org", person.id) : "",
                                  has_phone ? fmt::format("06 {} {} {} {}", random.digits(2), random.digits(2), random.digits(2), random.digits(2)) : "",
                                  random.one_of<std::string>(languages),
                                  deceased ? "1" : "0",
                                  minor ? "1" : "0",
                                  former ? "31/12/2021" : "",
                                  moved ? "1" : "0"};
    members_->row(fields);
    truth_.member(*members_, person.id);
    truth_.count("members_exposed");
    truth_.count("members_moved", moved);
    truth_.count("members_former", former);
    truth_.count("members_deceased", deceased);
    truth_.count("members_minor", minor);
    truth_.count("members_with_email", has_mail);
    truth_.count("members_with_phone", has_phone);
  }

  // In the insurer's file, not in the leak: numbers beyond those of all persons of the leak.
  void unexposed_member(const Household& near, Random& random) {
    const std::uint64_t id = order_.persons + ++unexposed_;
    Person person;
    person.female = random.in(0.5);
    person.family = family_name(Country::fr, random);
    person.given = given_name(Country::fr, person.female, random);
    person.born = birth_date(random, 1940, 2000);
    const std::string fields[] = {fmt::format("T{:07}", id),
                                  "",
                                  person.family,
                                  person.given,
                                  slashed(person.born),
                                  near.address,
                                  near.town.postcode,
                                  near.town.city,
                                  "FR",
                                  "",
                                  "",
                                  "fr",
                                  "0",
                                  "0",
                                  "",
                                  "0"};
    members_->row(fields);
    truth_.member(*members_, id);
    truth_.count("members_not_exposed");
  }

  const Order& order_;
  Truth truth_;
  std::array<std::unique_ptr<Table>, 2> extracts_;
  std::unique_ptr<Table> members_;
  std::uint64_t unexposed_ = 0;
};

}  // namespace

Result<void> viamedis(const Order& order) {
  TRY(truth, Truth::in(order.folder));
  return Viamedis(order, std::move(truth)).run();
}

}  // namespace tocsin::make_leak

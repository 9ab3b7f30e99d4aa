#include "exposures/columns.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "identifiers/identifiers.h"

namespace tocsin {
namespace {

using namespace std::chrono_literals;
using identifiers::Kind;
using Row = std::vector<std::string>;

struct Table {
  Row headers;
  std::vector<Row> rows;
};

// Rows of invented people; the seed makes them the same every time.
class People {
 public:
  std::size_t below(std::size_t n) { return random_() % n; }
  std::string digits(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += static_cast<char>('0' + below(10));
    return text;
  }
  std::string one_of(const std::vector<std::string>& all) { return all[below(all.size())]; }
  std::string valid(Kind kind, const std::function<std::string()>& candidate) {
    for (;;) {
      const std::string text = candidate();
      const auto match = identifiers::match(kind, identifiers::Value(text));
      if (match && match->valid) return text;
    }
  }
  std::string two(std::size_t n) { return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)}; }
  std::string bsn() {
    return valid(Kind::nl_bsn, [&] { return digits(9); });
  }

 private:
  std::mt19937_64 random_{11};
};

Table made(Row headers, std::size_t rows, const std::function<Row(People&)>& row) {
  Table table{std::move(headers), {}};
  People people;
  for (std::size_t i = 0; i < rows; ++i) table.rows.push_back(row(people));
  return table;
}

std::vector<ColumnFinding> found(const Table& table, std::string country = "") {
  return find_columns(table.headers, table.rows, {.country = std::move(country), .today = 2026y / 11 / 22});
}

std::string kinds(const Table& table, std::string country = "") {
  std::string names;
  for (const ColumnFinding& finding : found(table, std::move(country))) names += (names.empty() ? "" : " ") + finding.kind;
  return names;
}

std::string nir_of(const std::string& year, const std::string& month, People& people) {
  return *identifiers::normal_form(Kind::fr_nir, (people.below(2) ? "1" : "2") + year + month + "75" + people.digits(6));
}

TEST(Columns, a_french_processors_extract) {
  const Table table = made({"NIR_OD", "NOM", "Prénom", "DateNaissance", "Nom de naissance", "Rang", "Code organisme", "Organisme", "N° contrat", "Téléphone",
                            "Courriel", "CP", "Ville"},
                           300, [](People& p) -> Row {
                             const std::string year = p.two(30 + p.below(60)), month = p.two(1 + p.below(12)), day = p.two(1 + p.below(28));
                             return {nir_of(year, month, p),
                                     p.one_of({"DUVALLIER", "MORANTIN", "LE GOFFEC"}),
                                     p.one_of({"Jean", "Zélie", "Camille"}),
                                     day + "/" + month + "/19" + year,
                                     p.one_of({"MORANTIN", "D'ARGENVAL"}),
                                     p.digits(1),
                                     p.one_of({"M1001", "M2002"}),
                                     p.one_of({"Mutuelle des Tilleuls", "Mutuelle du Lac"}),
                                     "C" + p.digits(8),
                                     "06 " + p.digits(2) + " 12 34 " + p.digits(2),
                                     "a" + p.digits(5) + "@example.org",
                                     "75" + p.digits(3),
                                     p.one_of({"Paris", "Lyon", "Vire"})};
                           });
  EXPECT_EQ(kinds(table, "FR"), "fr_nir family_name given_name birth_date birth_name other insurer_code controller policy_no phone email postcode city");
  const auto findings = found(table, "FR");
  EXPECT_EQ(findings[0].confidence, Confidence::certain);
  EXPECT_EQ(findings[3].confidence, Confidence::certain);
  EXPECT_EQ(findings[3].date_order, identifiers::DateOrder::day_first);
}

TEST(Columns, a_german_insurers_file) {
  const Table table = made({"Versichertennummer", "Kassen-IK", "Nachname", "Vorname", "Geb.-Datum", "Geschlecht", "Straße", "Hausnummer", "PLZ", "Ort",
                            "Diagnose", "ICD-Code", "Betrag"},
                           250, [](People& p) -> Row {
                             return {p.valid(Kind::de_kvnr, [&] { return "K" + p.digits(9); }),
                                     p.one_of({"109103753", "260512349"}),
                                     p.one_of({"Möhrling", "Kastenbein"}),
                                     p.one_of({"Jörg", "Sabine"}),
                                     p.two(1 + p.below(28)) + "." + p.two(1 + p.below(12)) + ".19" + p.two(40 + p.below(50)),
                                     p.one_of({"m", "w", "d"}),
                                     p.one_of({"Lindenweg", "Ahornstraße"}),
                                     std::to_string(1 + p.below(90)),
                                     p.digits(5),
                                     p.one_of({"Trier", "Mainz"}),
                                     p.one_of({"Diabetes mellitus", "Migräne"}),
                                     p.one_of({"E11.9", "G43.0"}),
                                     std::to_string(p.below(900)) + ",50"};
                           });
  EXPECT_EQ(kinds(table, "DE"), "de_kvnr de_ik family_name given_name birth_date sex street house_number postcode city health_text icd10 amount");
}

TEST(Columns, a_dutch_file_whose_numbers_lost_their_zeros) {
  const Table table = made({"BSN", "Achternaam", "Voornaam", "Geboortedatum", "Postcode", "Huisnummer", "Kenteken", "Rekeningnummer", "Polisnummer"}, 250,
                           [](People& p) -> Row {
                             const std::string bsn = p.bsn();
                             return {bsn[0] == '0' ? bsn.substr(1) : bsn,
                                     p.one_of({"Duinhoven", "Rietveen"}),
                                     p.one_of({"Sanne", "Daan"}),
                                     p.two(1 + p.below(28)) + "-" + p.two(1 + p.below(12)) + "-19" + p.two(40 + p.below(50)),
                                     std::to_string(1000 + p.below(8999)) + " KL",
                                     std::to_string(1 + p.below(90)),
                                     p.one_of({"GF-86-HJ", "12-GHK-3", "GB-001-B"}),
                                     "NL13TEST0123456789",
                                     "P" + p.digits(7)};
                           });
  EXPECT_EQ(kinds(table, "NL"), "nl_bsn family_name given_name birth_date postcode house_number plate_nl iban policy_no");
}

TEST(Columns, an_english_file_with_logins) {
  const Table table = made({"customer_id", "full name", "E-Mail", "username", "password", "date_of_birth", "created_at", "notes"}, 250, [](People& p) -> Row {
    return {p.digits(7),
            p.one_of({"Mary Oakhollow", "John Fernsby"}),
            "u" + p.digits(6) + "@example.com",
            "user" + p.digits(4),
            "$2b$12$" + p.digits(22) + p.digits(31),
            p.two(1 + p.below(12)) + "/" + p.two(1 + p.below(28)) + "/19" + p.two(40 + p.below(50)),
            "2024-0" + std::to_string(1 + p.below(9)) + "-11",
            "called about the invoice of last month"};
  });
  EXPECT_EQ(kinds(table, "GB"), "account_no full_name email username password_hash birth_date date free_text");
  EXPECT_EQ(found(table)[5].date_order, identifiers::DateOrder::month_first);
}

TEST(Columns, a_luxembourgish_file) {
  const Table table = made({"Matricule", "Numm", "Virnumm", "Gebuertsdatum", "Strooss"}, 60, [](People& p) -> Row {
    const std::string year = "19" + p.two(40 + p.below(50)), month = p.two(1 + p.below(12)), day = p.two(1 + p.below(28));
    return {p.valid(Kind::lu_matricule, [&] { return year + month + day + p.digits(5); }), p.one_of({"Weyrig", "Thillen"}), p.one_of({"Jos", "Claire"}),
            day + "." + month + "." + year, p.one_of({"rue des Tilleuls", "Um Bierg"})};
  });
  EXPECT_EQ(kinds(table, "LU"), "lu_matricule family_name given_name birth_date street");
}

TEST(Columns, italian_and_spanish_headers) {
  const Table italian = made({"Codice Fiscale", "Cognome", "Nome", "Data di nascita", "Comune"}, 30,
                             [](People& p) -> Row { return {p.one_of({"ZZTXYQ85T10A562H", "QWRTPS91B52H501Y"}), "Zutti", "Xyla", "10/12/1985", "Torino"}; });
  EXPECT_EQ(kinds(italian), "it_cf family_name given_name birth_date city");
  const Table spanish = made({"DNI", "Apellidos", "Nombre", "Fecha de nacimiento", "Código postal", "Población"}, 250, [](People& p) -> Row {
    return {p.valid(Kind::es_dni, [&] { return p.digits(8) + static_cast<char>('A' + p.below(26)); }),
            "Roblemar Sotoverde",
            "Lucía",
            "23/04/1985",
            "28" + p.digits(3),
            "Madrid"};
  });
  EXPECT_EQ(kinds(spanish), "es_dni family_name given_name birth_date postcode city");
}

TEST(Columns, random_numbers_are_no_citizen_numbers) {
  for (const char* header : {"", "klantnummer", "BSN", "numero"}) {
    const Table table = made({header}, 1000, [](People& p) -> Row { return {p.digits(9)}; });
    EXPECT_NE(kinds(table, "NL"), "nl_bsn") << header;
    EXPECT_NE(kinds(table, "PT"), "pt_nif") << header;
  }
}

TEST(Columns, one_number_in_every_row_proves_nothing) {
  const Table table = made({""}, 1000, [](People&) -> Row { return {"123456782"}; });
  EXPECT_EQ(kinds(table), "other");
}

TEST(Columns, a_file_without_headers) {
  const Table table = made({"", "", "", "", "", "", ""}, 300, [](People& p) -> Row {
    const std::string year = p.two(30 + p.below(60)), month = p.two(1 + p.below(12)), day = p.two(1 + p.below(28));
    return {nir_of(year, month, p),
            p.one_of({"DUVALLIER", "MORANTIN", "OSTREVANT"}),
            p.one_of({"Jean", "Camille", "Sophie", "Zbig"}),
            "19" + year + "-" + month + "-" + day,
            "a" + p.digits(5) + "@example.org",
            p.digits(5),
            p.one_of({"Paris", "Lyon", "Vire"})};
  });
  EXPECT_EQ(kinds(table), "fr_nir family_name given_name birth_date email postcode city");
}

TEST(Columns, values_outweigh_a_misleading_header) {
  const Table table = made({"Telefoon", "Naam", "E-mail", "Date"}, 300,
                           [](People& p) -> Row { return {"u" + p.digits(6) + "@example.com", p.bsn(), "n/a " + p.digits(2), "PENDING"}; });
  EXPECT_EQ(kinds(table), "email nl_bsn other other");
}

TEST(Columns, a_family_under_one_number_is_still_a_column_of_numbers) {
  const Table table = made({"NIR", "DDN"}, 400, [](People& p) -> Row {
    const std::string year = p.two(30 + p.below(60)), month = p.two(1 + p.below(12));
    const bool dependant = p.below(2) == 0;  // stands under the number of somebody else
    return {nir_of(year, month, p), dependant ? "2011-05-0" + std::to_string(1 + p.below(9)) : "19" + year + "-" + month + "-11"};
  });
  EXPECT_EQ(found(table)[0].confidence, Confidence::certain);
  EXPECT_EQ(found(table)[1].kind, "birth_date");
}

TEST(Columns, the_order_of_day_and_month_is_the_columns) {
  const auto order = [](std::string_view last) { return found({{"date of birth"}, {{"03/04/1985"}, {"05/06/1970"}, {std::string(last)}}})[0].date_order; };
  EXPECT_EQ(order("23/04/1985"), identifiers::DateOrder::day_first);
  EXPECT_EQ(order("04/23/1985"), identifiers::DateOrder::month_first);
  EXPECT_EQ(order("01/02/1985"), identifiers::DateOrder::open);
}

TEST(Columns, an_empty_table_and_ragged_rows) {
  EXPECT_TRUE(found({{}, {}}).empty());
  EXPECT_EQ(kinds({{"NIR", ""}, {}}), "fr_nir other");
  EXPECT_EQ(kinds({{"e-mail", "x"}, {{"a@example.org"}, {}, {"b@example.org", "1", "2"}}}), "email other");
}

TEST(HeaderWords, name_only_kinds_that_exist) {
  const auto all = column_kinds();
  for (const std::string& kind : HeaderWords::shipped().kinds()) EXPECT_NE(std::find(all.begin(), all.end(), kind), all.end()) << kind;
  EXPECT_EQ(all.size(), 55U);
}

TEST(HeaderWords, are_compared_folded) {
  EXPECT_EQ(folded("N° de Sécurité-Sociale"), "n de securite sociale");
  EXPECT_EQ(folded("DateNaissance1"), "date naissance 1");
  EXPECT_EQ(folded("STRASSE/Straße\xC3"), "strasse strasse");
  EXPECT_EQ(HeaderWords::shipped().hits("Nom de naissance (assuré)").at(0).kind, "birth_name");
  EXPECT_TRUE(HeaderWords::shipped().hits("nomenclature").empty());
}

}  // namespace
}  // namespace tocsin

#include "identifiers/identifiers.h"

#include <gtest/gtest.h>

#include "identifiers/phone.h"

namespace tocsin::identifiers {
namespace {

// All samples are made up; where a textbook prints one, it is the textbook's.
struct Case {
  Kind kind;
  std::string_view value;
  bool valid;
};

constexpr Reading today{.latest_year = 2026};

bool is_valid(Kind kind, std::string_view value, const Reading& reading = today) {
  const auto found = match(kind, Value(value), reading);
  return found && found->valid;
}

TEST(Identifiers, tell_right_from_wrong) {
  const Case cases[] = {
      {Kind::fr_nir, "185029912345656", true},
      {Kind::fr_nir, "292072A00432179", true},
      {Kind::fr_nir, "278122B03377731", true},
      {Kind::fr_nir, "1 85 02 99 123 456 56", true},
      {Kind::fr_nir, "185029912345657", false},
      {Kind::fr_nir, "292072A00432279", false},
      {Kind::lu_matricule, "1979022812314", true},
      {Kind::lu_matricule, "2005113045663", true},
      {Kind::lu_matricule, "1893120105732", true},
      {Kind::lu_matricule, "1979022812315", false},
      {Kind::lu_matricule, "1979023012370", false},
      {Kind::nl_bsn, "123456782", true},
      {Kind::nl_bsn, "230017332", true},
      {Kind::nl_bsn, "111222333", true},
      {Kind::nl_bsn, "1234.56.782", true},
      {Kind::nl_bsn, "123456783", false},
      {Kind::nl_bsn, "230107332", false},
      {Kind::nl_bsn, "001234567", false},
      {Kind::nl_bsn, "12345678A", false},
      {Kind::de_kvnr, "K102938474", true},
      {Kind::de_kvnr, "T555012349", true},
      {Kind::de_kvnr, "X110411675", true},
      {Kind::de_kvnr, "K102938475", false},
      {Kind::de_kvnr, "T555012439", false},
      {Kind::de_kvnr, "G995030567", false},
      {Kind::de_ik, "109103753", true},
      {Kind::de_ik, "260512349", true},
      {Kind::de_ik, "101575519", true},
      {Kind::de_ik, "109103754", false},
      {Kind::de_ik, "260522349", false},
      {Kind::de_steuer_id, "86095742719", true},
      {Kind::de_steuer_id, "47531082944", true},
      {Kind::de_steuer_id, "86095742710", false},
      {Kind::de_steuer_id, "12345678903", false},
      {Kind::de_rvnr, "15070649C103", true},
      {Kind::de_rvnr, "65291185W634", true},
      {Kind::de_rvnr, "65180539W001", true},
      {Kind::de_rvnr, "15070649C104", false},
      {Kind::de_rvnr, "65291185X634", false},
      {Kind::be_nn, "85073003328", true},
      {Kind::be_nn, "03021545673", true},
      {Kind::be_nn, "80231277725", true},
      {Kind::be_nn, "85.07.30-033.28", true},
      {Kind::be_nn, "85073003329", false},
      {Kind::be_nn, "03021545773", false},
      {Kind::es_dni, "12345678Z", true},
      {Kind::es_dni, "00500777K", true},
      {Kind::es_dni, "12345678S", false},
      {Kind::es_dni, "01500777K", false},
      {Kind::es_nie, "X1234567L", true},
      {Kind::es_nie, "Z7654321H", true},
      {Kind::es_nie, "X1234567R", false},
      {Kind::es_nie, "Y1234567L", false},
      {Kind::it_cf, "ZZTXYQ85T10A562H", true},
      {Kind::it_cf, "QWRTPS91B52H501Y", true},
      {Kind::it_cf, "ZZTXYQ85T10A5SNI", true},
      {Kind::it_cf, "RCCMNL83S18D969H", true},
      {Kind::it_cf, "ZZTXYQ85T10A562I", false},
      {Kind::it_cf, "QWRTPS19B52H501Y", false},
      {Kind::at_svnr, "1237010180", true},
      {Kind::at_svnr, "7829280755", true},
      {Kind::at_svnr, "1238010180", false},
      {Kind::at_svnr, "7829280765", false},
      {Kind::pt_nif, "123456789", true},
      {Kind::pt_nif, "298765438", true},
      {Kind::pt_nif, "123456780", false},
      {Kind::pt_nif, "298775438", false},
      {Kind::pl_pesel, "44051401359", true},
      {Kind::pl_pesel, "03210567893", true},
      {Kind::pl_pesel, "44051401350", false},
      {Kind::pl_pesel, "85133212344", false},
      {Kind::ch_ahv, "7561234567897", true},
      {Kind::ch_ahv, "7569876501231", true},
      {Kind::ch_ahv, "756.9217.0769.85", true},
      {Kind::ch_ahv, "7561234567898", false},
      {Kind::ch_ahv, "7569867501231", false},
      {Kind::uk_nino, "AB123456C", true},
      {Kind::uk_nino, "JG103759A", true},
      {Kind::uk_nino, "DB123456C", false},
      {Kind::uk_nino, "AB123456E", false},
      {Kind::uk_nhs, "9434765919", true},
      {Kind::uk_nhs, "6503812345", true},
      {Kind::uk_nhs, "943 476 5870", true},
      {Kind::uk_nhs, "9434765910", false},
      {Kind::uk_nhs, "6053812345", false},
      {Kind::ie_ppsn, "1234567T", true},
      {Kind::ie_ppsn, "7654321PA", true},
      {Kind::ie_ppsn, "1234567U", false},
      {Kind::ie_ppsn, "7654312PA", false},
      {Kind::iban, "LU120010001234567891", true},
      {Kind::iban, "NL13TEST0123456789", true},
      {Kind::iban, "DE91100000000123456789", true},
      {Kind::iban, "FR1420041010050500013M02606", true},
      {Kind::iban, "GB29 NWBK 6016 1331 9268 19", true},
      {Kind::iban, "LU280019400644750000", true},
      {Kind::iban, "LU120010002234567891", false},
      {Kind::iban, "NL13TEST012345678", false},
      {Kind::bic, "TESTLULLXXX", true},
      {Kind::bic, "ABCDNL2A", true},
      {Kind::bic, "TESTXXLL", false},
      {Kind::bic, "TEST1ULL", false},
      {Kind::card, "4000001234567899", true},
      {Kind::card, "2223000012345671", true},
      {Kind::card, "370000123456784", true},
      {Kind::card, "4000001234567890", false},
      {Kind::card, "9000001234567898", false},
      {Kind::ehic, "80442000010001234567", true},
      {Kind::ehic, "80276883110000012345", true},
      {Kind::ehic, "80999000010001234567", false},
      {Kind::ehic, "8044200001000123456", false},
      {Kind::vin, "1HHAA11A4H0000123", true},
      {Kind::vin, "5TESTVLN89X012345", true},
      {Kind::vin, "1M8GDM9AXKP042788", true},
      {Kind::vin, "WTSZZZ99ZAB123456", true},
      {Kind::vin, "VFTESTXYZ12345678", true},
      {Kind::vin, "1HHAA11A4H0000124", false},
      {Kind::vin, "5TESTILN89X012345", false},
      {Kind::vin, "WTSZZZ99ZAB12345", false},
      {Kind::vin, "WTSZZO99ZAB123456", false},
      {Kind::plate_nl, "GF-86-HJ", true},
      {Kind::plate_nl, "12-GHK-3", true},
      {Kind::plate_nl, "GB-001-B", true},
      {Kind::plate_nl, "G-123-BB", true},
      {Kind::plate_nl, "GBB-01-G", true},
      {Kind::plate_nl, "AE-12-34", true},
      {Kind::plate_nl, "GV-12-SS", false},
      {Kind::plate_nl, "12-NSB-3", false},
      {Kind::plate_nl, "AE-12-GH", false},
      {Kind::plate_de, "M-AB 1234", true},
      {Kind::plate_de, "B-MW 12E", true},
      {Kind::plate_de, "fü-ab 12", true},
      {Kind::plate_de, "M-AB 0123", false},
      {Kind::plate_de, "ABCD-E 12", false},
      {Kind::plate_de, "HER9", false},
      {Kind::plate_de, "M-SS 12", false},
      {Kind::plate_fr, "AB-123-CD", true},
      {Kind::plate_fr, "123 ABC 2A", true},
      {Kind::plate_fr, "AO-123-CD", false},
      {Kind::plate_fr, "SS-123-AA", false},
      {Kind::icd10, "E11.9", true},
      {Kind::icd10, "F32.2", true},
      {Kind::icd10, "E119", true},
      {Kind::icd10, "F32.2G", true},
      {Kind::icd10, "11.9", false},
      {Kind::icd10, "E1", false},
      {Kind::email, "jane.doe+x@example.org", true},
      {Kind::email, "a_b@mail.example.co.uk", true},
      {Kind::email, "a@xn--bcher-kva.example", true},
      {Kind::email, "jane..doe@example.org", false},
      {Kind::email, "jane@example", false},
      {Kind::email, ".jane@example.org", false},
      {Kind::email, "jane@-x.org", false},
  };
  for (const Case& c : cases) EXPECT_EQ(is_valid(c.kind, c.value), c.valid) << name_of(c.kind) << ' ' << c.value;
}

TEST(Identifiers, a_wrong_check_digit_is_still_named) {
  const auto found = kinds_of("185029912345657");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].kind, Kind::fr_nir);
  EXPECT_FALSE(found[0].valid);
}

TEST(Identifiers, a_country_leaves_only_its_kinds_and_those_of_all) {
  const auto kinds = [](std::string_view value, std::string_view country) {
    std::string names;
    for (const Match& found : kinds_of(value, {.country = country})) names += std::string(name_of(found.kind)) + " ";
    return names;
  };
  EXPECT_EQ(kinds("123456782", ""), "nl_bsn de_ik pt_nif ");
  EXPECT_EQ(kinds("123456782", "NL"), "nl_bsn ");
  EXPECT_EQ(kinds("NL13TEST0123456789", "FR"), "iban ");
  EXPECT_EQ(kinds("", "FR"), "");
}

TEST(Identifiers, lost_zeros) {
  EXPECT_EQ(normal_form(Kind::nl_bsn, "11222333"), "011222333");
  EXPECT_FALSE(match(Kind::nl_bsn, Value("01.01.1985")));
  EXPECT_FALSE(is_valid(Kind::be_nn, "3021545673"));
  EXPECT_TRUE(is_valid(Kind::be_nn, "3021545673", {.latest_year = 2026, .zeros_lost = true}));
  EXPECT_EQ(normal_form(Kind::be_nn, "3021545673", {.zeros_lost = true}), "03021545673");
}

TEST(Identifiers, one_normal_form_for_all_ways_to_write) {
  EXPECT_EQ(normal_form(Kind::fr_nir, "1850299123456"), "185029912345656");  // 13 signs: the key is added
  EXPECT_EQ(match(Kind::fr_nir, Value("1850299123456"))->check, Check::shape);
  EXPECT_EQ(normal_form(Kind::fr_nir, "2 92 07 2a 004 321 79"), "292072A00432179");
  EXPECT_EQ(normal_form(Kind::iban,
                        "lu12 0010\xC2\xA0"
                        "0012 3456 7891"),
            "LU120010001234567891");
  EXPECT_EQ(normal_form(Kind::email, "Jane.Doe@Example.ORG"), "Jane.Doe@example.org");
  EXPECT_EQ(normal_form(Kind::icd10, "e11.9!"), "E119");
  EXPECT_EQ(normal_form(Kind::plate_de, "her 9"), std::nullopt);
  EXPECT_EQ(normal_form(Kind::plate_de, "fü-ab 12"), "FÜ-AB12");
  EXPECT_EQ(normal_form(Kind::plate_nl, "gf-86-hj"), "GF86HJ");
  EXPECT_EQ(normal_form(Kind::date, "23.04.1985"), "1985-04-23");
}

TEST(Identifiers, telephone_numbers_need_a_home) {
  const auto e164 = [](std::string_view value, std::string_view home) { return normal_form(Kind::phone, value, {.country = home}).value_or("-"); };
  EXPECT_EQ(e164("06 12345678", "NL"), "+31612345678");
  EXPECT_EQ(e164("+352 621 123 456", "NL"), "+352621123456");
  EXPECT_EQ(e164("0049 (0)30 1234567", "NL"), "+49301234567");
  EXPECT_EQ(e164("12345678", "NL"), "-");
  EXPECT_EQ(e164("+0 123", "NL"), "-");
  EXPECT_EQ(e164("06 12345678", ""), "-");
  EXPECT_TRUE(match(Kind::phone, Value("06 12345678")));
  EXPECT_TRUE(is_mobile("+31612345678"));
  EXPECT_TRUE(is_mobile("+352621123456"));
  EXPECT_FALSE(is_mobile("+49301234567"));
  EXPECT_FALSE(is_mobile("+1"));
}

TEST(Identifiers, some_numbers_say_when_and_as_what_one_was_born) {
  const auto inside = [](Kind kind, std::string_view value) { return match(kind, Value(value), today)->embedded; };
  const Embedded nir = inside(Kind::fr_nir, "292072A00432179");
  EXPECT_EQ(std::tuple(nir.year_of_century, nir.month, nir.day, nir.sex), std::tuple(92, 7, 0, Sex::female));
  const Embedded born_2003 = inside(Kind::be_nn, "03021545673");
  EXPECT_EQ(std::tuple(born_2003.year, born_2003.month, born_2003.day, born_2003.sex), std::tuple(2003, 2, 15, Sex::female));
  const Embedded cf = inside(Kind::it_cf, "QWRTPS91B52H501Y");
  EXPECT_EQ(std::tuple(cf.year_of_century, cf.month, cf.day, cf.sex), std::tuple(91, 2, 12, Sex::female));
  EXPECT_EQ(inside(Kind::pl_pesel, "03210567893").year, 2003);
  EXPECT_EQ(inside(Kind::lu_matricule, "1979022812314").day, 28);
  using namespace std::chrono_literals;
  EXPECT_TRUE(agree(nir, 1992y / 7 / 30));
  EXPECT_FALSE(agree(nir, 1992y / 8 / 30));
}

TEST(Identifiers, every_kind_has_a_name_and_nothing_else_has) {
  for (const KindFacts& facts : all_kinds()) EXPECT_EQ(kind_of(facts.name), facts.kind);
  EXPECT_FALSE(kind_of("nl_bsnn"));
}

TEST(Identifiers, hostile_text_fits_nothing) {
  for (const std::string& text : {std::string(100'000, '1'), std::string(64, 'A'), std::string("\xC2"), std::string("\xC3\xC3-A 1"), std::string("@"),
                                  std::string("+"), std::string("-."), std::string("a@b.c", 4), std::string(1, '\0')})
    EXPECT_TRUE(kinds_of(text).empty()) << text.substr(0, 20);
}

}  // namespace
}  // namespace tocsin::identifiers

#include "records/kinds.h"

#include <algorithm>
#include <array>

namespace tocsin {
namespace {

constexpr NumberScope own = NumberScope::own, shared = NumberScope::shared;

constexpr KindUse table[] = {
    {"family_name", KindRole::family_name},
    {"birth_name", KindRole::family_name},
    {"given_name", KindRole::given_name},
    {"full_name", KindRole::full_name},
    {"birth_date", KindRole::birth_date},
    {"street", KindRole::street},
    {"address_line", KindRole::street},
    {"house_number", KindRole::house_number},
    {"postcode", KindRole::postcode},
    {"city", KindRole::city},
    {"controller", KindRole::controller},
    {"insurer_code", KindRole::controller},
    {"de_ik", KindRole::controller},
    // Numbers a person keeps for life, or that are given to one person alone.
    {"lu_matricule", KindRole::number, own},
    {"nl_bsn", KindRole::number, own},
    {"de_kvnr", KindRole::number, own},
    {"de_steuer_id", KindRole::number, own},
    {"de_rvnr", KindRole::number, own},
    {"be_nn", KindRole::number, own},
    {"es_dni", KindRole::number, own},
    {"es_nie", KindRole::number, own},
    {"it_cf", KindRole::number, own},
    {"at_svnr", KindRole::number, own},
    {"pt_nif", KindRole::number, own},
    {"pl_pesel", KindRole::number, own},
    {"ch_ahv", KindRole::number, own},
    {"uk_nino", KindRole::number, own},
    {"uk_nhs", KindRole::number, own},
    {"ie_ppsn", KindRole::number, own},
    {"ehic", KindRole::number, own},
    // Numbers under which a household appears. In France children and partners are insured under the NIR of the ouvrant droit.
    {"fr_nir", KindRole::number, shared, true},
    {"policy_no", KindRole::number, shared, true},
    {"member_no", KindRole::number, shared, true},
    {"account_no", KindRole::number, shared},
    {"iban", KindRole::number, shared},
    {"card", KindRole::number, shared},
    {"email", KindRole::number, shared},
    {"phone", KindRole::number, shared},
    {"username", KindRole::number, shared},
    {"vin", KindRole::number, shared},
    {"plate_nl", KindRole::number, shared},
    {"plate_de", KindRole::number, shared},
    {"plate_fr", KindRole::number, shared},
    {"claim_no", KindRole::number, shared},
    // Exposed, but no help in telling who somebody is.
    {"bic"},
    {"icd10"},
    {"date"},
    {"sex", KindRole::sex},
    {"country"},
    {"password"},
    {"password_hash"},
    {"amount"},
    {"health_text"},
    {"free_text"},
    {"other"},
};
static_assert(std::size(table) <= 64);  // a set of kinds is one word

constexpr KindUse nothing{};

}  // namespace

std::span<const KindUse> kind_uses() { return table; }

const KindUse& use_of(std::string_view kind) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const KindUse& use) { return use.kind == kind; });
  return found == std::end(table) ? nothing : *found;
}

std::optional<std::size_t> kind_index(std::string_view kind) {
  const KindUse& use = use_of(kind);
  if (&use == &nothing) return {};
  return static_cast<std::size_t>(&use - table);
}

}  // namespace tocsin

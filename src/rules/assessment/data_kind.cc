#include "rules/assessment/data_kind.h"

#include <array>
#include <span>
#include <string>

namespace tocsin::assessment {
namespace {

constexpr auto unlinkable = Weight::unlinkable;
constexpr auto contact = Weight::contact;
constexpr auto revealing = Weight::revealing;
constexpr auto enabling = Weight::enabling;
constexpr auto intimate = Weight::intimate;

constexpr DataKind hashed(DataKind kind) { return kind.hashed = true, kind; }
constexpr DataKind health(DataKind kind) { return kind.health = true, kind; }
constexpr DataKind light(DataKind kind) { return kind.special_but_light = true, kind; }
constexpr DataKind unspecific(DataKind kind) { return kind.unspecific = true, kind; }
constexpr PersonGroup vulnerable(PersonGroup group) { return group.vulnerable = true, group; }
constexpr PersonGroup revealing_group(PersonGroup group) { return group.belonging_reveals = true, group; }
constexpr PersonGroup in_care(PersonGroup group) { return group.in_care = true, group; }
constexpr PersonGroup own_people(PersonGroup group) { return group.employees = true, group; }

constexpr DataKind kinds[] = {
    // unlinkable
    {"pseudonym", unlinkable, 1, 0.25},
    hashed({"credentials_hashed", enabling, 1, 0.25}),
    hashed({"password_hash", enabling, 1, 0.25}),
    hashed({"hashed_password", enabling, 1, 0.25}),
    // who somebody is, and how to reach them
    {"basic", contact, 1, 0.5},
    {"name", contact, 1, 0.5},
    {"identity", contact, 1, 0.5},
    {"civil_status", contact, 1, 0.5},
    {"contact", contact, 1, 0.5},
    {"email", contact, 1, 0.5},
    {"email_address", contact, 1, 0.5},
    {"phone", contact, 1, 0.5},
    {"address", contact, 1, 0.5},
    {"postal_address", contact, 1, 0.5},
    {"user_name", contact, 1, 0.25},
    {"user_id", contact, 1, 0.25},
    {"identification_code", contact, 1, 0.25},
    {"customer_number", contact, 1, 0.25},
    {"gender", contact, 1, 0},
    {"sex", contact, 1, 0},
    {"language", contact, 1, 0},
    {"order", contact, 1, 0},
    {"preference", contact, 1, 0},
    light({"food_preference", contact, 1, 0}),
    {"membership", contact, 1, 0},
    // a picture of the person
    {"birth", revealing, 1, 0.25},
    {"birth_date", revealing, 1, 0.25},
    {"date_of_birth", revealing, 1, 0.25},
    {"place_of_birth", revealing, 1, 0.25},
    {"vehicle", revealing, 1, 0.5},
    {"vehicle_plate", revealing, 1, 0.5},
    {"insurance_contract", revealing, 2, 0},
    {"insurance", revealing, 2, 0},
    {"insurance_coverage", revealing, 2, 0},
    {"health_insurer", contact, 1, 0},
    {"contract", revealing, 2, 0},
    {"telecom_contract", revealing, 2, 0},
    {"employment", revealing, 2, 0},
    {"professional", revealing, 2, 0},
    {"application", revealing, 2, 0},
    {"cv", revealing, 2, 0},
    {"education", revealing, 2, 0},
    {"family", revealing, 2, 0},
    {"family_status", revealing, 2, 0},
    {"purchase_history", revealing, 2, 0},
    {"profile", revealing, 2, 0},
    {"behaviour", revealing, 2, 0},
    {"usage", revealing, 2, 0},
    {"travel", revealing, 2, 0},
    {"photo", revealing, 2, 0.75},
    {"picture", revealing, 2, 0.75},
    {"ip_address", revealing, 2, 0.25},
    {"billing", revealing, 2, 0},
    {"invoice", revealing, 2, 0},
    {"consumption", revealing, 2, 0},
    // opens fraud and impersonation
    {"national_id", enabling, 2, 0.75},
    {"identity_number", enabling, 2, 0.75},
    {"social_security", enabling, 2, 0.75},
    {"social_security_number", enabling, 2, 0.75},
    {"ssn", enabling, 2, 0.75},
    {"fiscal_number", enabling, 2, 0.75},
    {"tax_id", enabling, 2, 0.75},
    {"tax_number", enabling, 2, 0.75},
    {"fiscal_code", enabling, 2, 0.75},
    {"identity_document", enabling, 3, 0.75},
    {"official_document", enabling, 3, 0.75},
    {"passport", enabling, 3, 0.75},
    {"id_card", enabling, 3, 0.75},
    {"signature", enabling, 2, 0.5},
    {"credentials", enabling, 3, 0.25},
    {"password", enabling, 3, 0.25},
    {"login", enabling, 3, 0.25},
    {"financial", enabling, 3, 0},
    {"bank", enabling, 3, 0.5},
    {"bank_account", enabling, 3, 0.5},
    {"bank_statement", enabling, 4, 0.75},
    {"account_statement", enabling, 4, 0.75},
    {"account_number", enabling, 2, 0.5},
    {"iban", enabling, 2, 0.5},
    {"transaction", enabling, 3, 0},
    {"payment", enabling, 3, 0},
    {"payment_card", enabling, 4, 0.5},
    {"credit_card", enabling, 4, 0.5},
    {"salary", enabling, 3, 0},
    {"payslip", enabling, 3, 0},
    {"income", enabling, 3, 0},
    {"tax", enabling, 3, 0},
    {"debt", enabling, 3, 0},
    {"credit", enabling, 3, 0},
    {"pension", enabling, 3, 0},
    {"location", enabling, 3, 0},
    {"communication", enabling, 3, 0},
    {"call_record", enabling, 3, 0},
    {"traffic", enabling, 3, 0},
    {"message", enabling, 3, 0},
    {"social_benefit", enabling, 3, 0},
    // Art. 9, Art. 10 and the like
    health({"health", intimate, 4, 0}),
    health({"health_reimbursement", intimate, 4, 0}),
    health({"medical", intimate, 4, 0}),
    health({"medical_record", intimate, 4, 0}),
    health({"diagnosis", intimate, 4, 0}),
    health({"addiction", intimate, 4, 0}),
    health({"disability", intimate, 4, 0}),
    {"genetic", intimate, 4, 0.75},
    {"biometric", intimate, 4, 0.75},
    {"sex_life", intimate, 4, 0},
    {"sexual_orientation", intimate, 4, 0},
    {"religion", intimate, 4, 0},
    {"political", intimate, 4, 0},
    {"political_opinion", intimate, 4, 0},
    {"trade_union", intimate, 4, 0},
    {"ethnic_origin", intimate, 4, 0},
    {"criminal", intimate, 4, 0},
    {"criminal_conviction", intimate, 4, 0},
    {"protected_address", intimate, 4, 0.75},
    // a relation, not a content
    unspecific({"customer_data", contact, 1, 0.5}),
    unspecific({"account_data", contact, 1, 0.5}),
    unspecific({"user_data", contact, 1, 0.5}),
    unspecific({"employee_data", contact, 1, 0.5}),
    unspecific({"personal_data", contact, 1, 0.5}),
    unspecific({"member_data", contact, 1, 0.5}),
    unspecific({"other", contact, 1, 0.5}),
    unspecific({"unknown", contact, 1, 0.5}),
};

constexpr PersonGroup groups[] = {
    {"customer"},
    {"user"},
    {"subscriber"},
    {"member"},
    {"insured"},
    {"insured_person"},
    {"dependant"},
    {"military"},
    {"policyholder"},
    {"client"},
    {"visitor"},
    {"supplier"},
    {"citizen"},
    {"student"},
    {"applicant"},
    {"jobseeker"},
    {"participant"},
    {"tenant"},
    {"former_customer"},
    {"prospect"},
    {"business_contact"},
    {"health_professional"},
    {"passenger"},
    {"contact"},
    {"other"},
    own_people({"employee"}),
    own_people({"former_employee"}),
    own_people({"staff"}),
    in_care(revealing_group({"patient"})),
    vulnerable({"child"}),
    vulnerable({"children"}),
    vulnerable({"minor"}),
    vulnerable({"pupil"}),
    vulnerable({"elderly"}),
    vulnerable({"vulnerable"}),
    vulnerable({"vulnerable_person"}),
    revealing_group(vulnerable({"asylum_seeker"})),
    revealing_group(vulnerable({"refugee"})),
    revealing_group(vulnerable({"victim"})),
    revealing_group({"debtor"}),
    revealing_group(vulnerable({"prisoner"})),
    revealing_group({"union_member"}),
    revealing_group({"party_member"}),
};

template <class Entry>
std::optional<Entry> exactly(std::span<const Entry> table, std::string_view word) {
  for (const Entry& entry : table)
    if (entry.word == word) return entry;
  return {};
}

// "bank_details", "invoices" and "birth_data" mean what "bank", "invoice" and "birth" mean.
template <class Entry>
std::optional<Entry> find(std::span<const Entry> table, std::string_view word) {
  if (auto entry = exactly(table, word)) return entry;
  for (const std::string_view ending :
       {"s", "_data", "_details", "_information", "_records", "_record", "_numbers", "_number", "_addresses", "_history", "_status"})
    if (word.size() > ending.size() && word.ends_with(ending))
      if (auto entry = exactly(table, word.substr(0, word.size() - ending.size()))) return entry;
  return {};
}

}  // namespace

std::optional<DataKind> data_kind_of(std::string_view word) { return find(std::span<const DataKind>(kinds), word); }
std::optional<PersonGroup> person_group_of(std::string_view word) { return find(std::span<const PersonGroup>(groups), word); }

DataKind unspecified_kind() { return unspecific({"unknown", contact, 1, 0.5}); }
DataKind kindest_kind() { return {"contact", Weight::contact, 1, 0.5}; }
DataKind worst_kind() { return health({"health", Weight::intimate, 4, 0}); }
PersonGroup kindest_group() { return {"customer"}; }
PersonGroup worst_group() { return vulnerable(revealing_group(in_care({"patient"}))); }

}  // namespace tocsin::assessment

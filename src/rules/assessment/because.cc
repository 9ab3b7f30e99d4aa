#include "rules/assessment/because.h"

#include <array>
#include <vector>

namespace tocsin::assessment {
namespace {

struct Entry {
  Because because;
  std::string_view name;
  std::string_view source;
};

constexpr Entry entries[] = {
    {Because::not_a_breach, "not_a_breach", "GDPR Art. 4(12)"},
    {Because::every_breach_is_documented, "every_breach_is_documented", "GDPR Art. 33(5)"},
    {Because::processor_tells_controllers, "processor_tells_controllers", "GDPR Art. 33(2)"},
    {Because::controllers_decide, "controllers_decide", "GDPR Art. 33(1), 34(1); EDPB 9/2022 annex B (hosting provider)"},
    {Because::data_unintelligible, "data_unintelligible", "GDPR Art. 34(3)(a); EDPB 01/2021 (stolen encrypted device)"},
    {Because::key_or_algorithm_fails, "key_or_algorithm_fails", "GDPR Art. 34(3)(a); EDPB 9/2022 annex B (encrypted back-up)"},
    {Because::no_encryption, "no_encryption", "GDPR Art. 34(3)(a); EDPB 01/2021 (stolen unencrypted device)"},
    {Because::encryption_not_established, "encryption_not_established", "GDPR Art. 34(3)(a), 5(2)"},
    {Because::special_reader_is_not_encryption, "special_reader_is_not_encryption", "GDPR Art. 34(3)(a)"},
    {Because::hashes_are_safe, "hashes_are_safe", "GDPR Art. 34(3)(a); EDPB 01/2021 (hashed passwords)"},
    {Because::medium_recovered_unread, "medium_recovered_unread", "GDPR Art. 34(3)(b)"},
    {Because::exfiltration_excluded, "exfiltration_excluded", "EDPB 01/2021 (ransomware: complete logs)"},
    {Because::exfiltration_not_excluded, "exfiltration_not_excluded", "EDPB 01/2021 (ransomware: complete logs)"},
    {Because::recipient_trusted_and_deleted, "recipient_trusted_and_deleted", "EDPB 9/2022 IV.B (severity, trusted recipient); 01/2021 (trusted third party)"},
    {Because::recipients_few_and_known, "recipients_few_and_known", "EDPB 9/2022 IV.B (severity); 01/2021 (mispostal)"},
    {Because::recipients_many, "recipients_many", "EDPB 9/2022 IV.B (severity); 01/2021 (mispostal)"},
    {Because::hostile_hands, "hostile_hands", "EDPB 9/2022 IV.B (severity, intentions); 01/2021 (exfiltration)"},
    {Because::medium_stolen, "medium_stolen", "EDPB 01/2021 (stolen devices and paper)"},
    {Because::published, "published", "EDPB 9/2022 IV.B (severity, permanence) and annex B (marketplace)"},
    {Because::exposed_for_long, "exposed_for_long", "EDPB 01/2021 (exfiltration)"},
    {Because::data_unlinkable, "data_unlinkable", "EDPB 9/2022 IV.B (ease of identification)"},
    {Because::data_contact, "data_contact", "EDPB 9/2022 IV.B (nature, sensitivity, volume)"},
    {Because::data_revealing, "data_revealing", "EDPB 9/2022 IV.B (nature, sensitivity, volume)"},
    {Because::data_enabling, "data_enabling", "EDPB 9/2022 IV.B (nature, sensitivity, volume); GDPR recital 75"},
    {Because::data_intimate, "data_intimate", "EDPB 9/2022 IV.B (nature, sensitivity); GDPR Art. 9, 10"},
    {Because::special_data_of_little_weight, "special_data_of_little_weight", "EDPB 01/2021 (mispostal)"},
    {Because::national_identifier, "national_identifier", "EDPB 01/2021 (mispostal, identity numbers); GDPR Art. 87"},
    {Because::belonging_reveals, "belonging_reveals", "EDPB 9/2022 IV.B (characteristics of the controller) and annex B (open distribution list)"},
    {Because::vulnerable_persons, "vulnerable_persons", "EDPB 9/2022 IV.B (characteristics of the individual); GDPR recital 75"},
    {Because::identity_misused, "identity_misused", "EDPB 01/2021 (social engineering)"},
    {Because::few_persons, "few_persons", "EDPB 9/2022 IV.B (number of individuals)"},
    {Because::many_persons, "many_persons", "EDPB 9/2022 IV.B (number of individuals)"},
    {Because::very_many_persons, "very_many_persons", "EDPB 9/2022 IV.B (number of individuals)"},
    {Because::restored_in_time, "restored_in_time", "EDPB 01/2021 (ransomware: back-up); 9/2022 annex B"},
    {Because::restored_late, "restored_late", "EDPB 01/2021 (ransomware without proper back-up)"},
    {Because::lost_for_good, "lost_for_good", "EDPB 9/2022 annex B (ransomware without back-up)"},
    {Because::service_impaired, "service_impaired", "EDPB 9/2022 IV.B (severity of consequences)"},
    {Because::consequences_severe, "consequences_severe", "EDPB 9/2022 IV.B (severity of consequences)"},
    {Because::care_depends_on_it, "care_depends_on_it", "EDPB 01/2021 (hospital); 9/2022 annex B (medical records)"},
    {Because::altered_and_restored, "altered_and_restored", "EDPB 9/2022 IV.B (type of breach)"},
    {Because::altered_not_restored, "altered_not_restored", "EDPB 9/2022 IV.B (type of breach)"},
    {Because::facts_do_not_decide, "facts_do_not_decide", "GDPR Art. 33(1), 5(2); recital 85"},
    {Because::undetermined_counts_as_risk, "undetermined_counts_as_risk", "GDPR Art. 33(1), (4)"},
    {Because::second_opinion_differs, "second_opinion_differs", "ENISA 2013, severity of personal data breaches"},
};

const Entry& entry_of(Because because) {
  static_assert(std::size(entries) == static_cast<std::size_t>(Because::second_opinion_differs) + 1);
  return entries[static_cast<std::size_t>(because)];  // in the order of the enumeration; the test walks it
}

}  // namespace

std::string_view name_of(Because because) { return entry_of(because).name; }
std::string_view source_of(Because because) { return entry_of(because).source; }

std::span<const Because> all_becauses() {
  static const std::vector<Because> all = [] {
    std::vector<Because> out;
    for (const Entry& entry : entries) out.push_back(entry.because);
    return out;
  }();
  return all;
}

}  // namespace tocsin::assessment

// The named reasons of an assessment. They are kept for life: registers quote them.
//
// Way:   the rules of this folder -> [here] -> texts/<language>/assessment.toml says them in words
// Pure:  a closed list; every reason knows the place in law or guideline it rests on

#pragma once

#include <span>
#include <string_view>

namespace tocsin::assessment {

enum class Because {
  // what kind of event it is, and who answers for it
  not_a_breach,
  every_breach_is_documented,
  processor_tells_controllers,
  controllers_decide,
  // can anybody read the data?
  data_unintelligible,
  key_or_algorithm_fails,
  no_encryption,
  encryption_not_established,
  special_reader_is_not_encryption,
  hashes_are_safe,
  medium_recovered_unread,
  // who has them?
  exfiltration_excluded,
  exfiltration_not_excluded,
  recipient_trusted_and_deleted,
  recipients_few_and_known,
  recipients_many,
  hostile_hands,
  medium_stolen,
  published,
  exposed_for_long,
  // what do they tell?
  data_unlinkable,
  data_contact,
  data_revealing,
  data_enabling,
  data_intimate,
  special_data_of_little_weight,
  national_identifier,
  belonging_reveals,
  vulnerable_persons,
  identity_misused,
  // how many?
  few_persons,
  many_persons,
  very_many_persons,
  // what can the persons no longer have?
  restored_in_time,
  restored_late,
  lost_for_good,
  service_impaired,
  consequences_severe,
  care_depends_on_it,
  altered_and_restored,
  altered_not_restored,
  // how sure are we?
  facts_do_not_decide,
  undetermined_counts_as_risk,
  second_opinion_differs,
};

std::string_view name_of(Because because);
std::string_view source_of(Because because);  // article, guideline paragraph or case family
std::span<const Because> all_becauses();

}  // namespace tocsin::assessment

// Profiles that several tests begin with, and change in the one field they are about.

#pragma once

#include "rules/assessment/breach_profile.h"

namespace tocsin::assessment {

inline DataKind kind(std::string_view word) { return *data_kind_of(word); }
inline PersonGroup group(std::string_view word) { return *person_group_of(word); }

// A letter with name and order to another customer: nothing is open, nobody is at risk.
inline BreachProfile swapped_parcel() {
  BreachProfile p;
  p.nature = std::vector{Nature::confidentiality};
  p.cause = Cause::accident;
  p.malicious = false;
  p.exfiltration = Exfiltration::disclosed;
  p.logs_prove_no_exfiltration = false;
  p.data = {kind("basic"), kind("contact"), kind("order")};
  p.special_category = p.national_id = p.vulnerable = false;
  p.persons = PersonCount{2, 2};
  p.groups = {group("customers")};
  p.protection = {ProtectionKind::none, {}, {}};
  p.recipient = {Recipient::known_person, false, 1, false};
  p.backup = Backup::not_relevant;
  p.service_impact = Impact::none;
  p.role = Role::controller;
  return p;
}

// A notebook with birth dates and addresses in a thief's hands.
inline BreachProfile stolen_notebook() {
  BreachProfile p = swapped_parcel();
  p.cause = Cause::stolen_medium;
  p.malicious = true;
  p.exfiltration.reset();
  p.data = {kind("basic"), kind("contact"), kind("birth_data")};
  p.persons = PersonCount{1000, 1000};
  p.recipient = {Recipient::hostile, false, {}, {}};
  return p;
}

// Files locked by an attacker; complete logs show that nothing left; back in an hour.
inline BreachProfile locked_files() {
  BreachProfile p = swapped_parcel();
  p.nature = std::vector{Nature::availability};
  p.cause = Cause::intrusion;
  p.malicious = true;
  p.exfiltration = Exfiltration::excluded;
  p.logs_prove_no_exfiltration = true;
  p.backup = Backup::available;
  p.restored_after_hours = 1;
  p.recipient = {Recipient::hostile, false, {}, {}};
  return p;
}

}  // namespace tocsin::assessment

#include "rules/assessment/words.h"

#include <algorithm>
#include <iterator>

namespace tocsin::assessment {
namespace {

template <class Value>
struct Word {
  std::string_view word;
  Value value;
};

template <class Value, std::size_t size>
std::optional<Value> meaning(const Word<Value> (&table)[size], std::string_view word) {
  for (const auto& entry : table)
    if (entry.word == word) return entry.value;
  return {};
}

constexpr Word<Nature> natures[] = {
    {"c", Nature::confidentiality}, {"confidentiality", Nature::confidentiality}, {"i", Nature::integrity}, {"integrity", Nature::integrity},
    {"a", Nature::availability},    {"availability", Nature::availability},
};

constexpr Word<Cause> causes[] = {
    {"planned_maintenance", Cause::planned_maintenance},
    {"mispostal", Cause::accident},
    {"misdirected_email", Cause::accident},
    {"misdirected_mail", Cause::accident},
    {"misdirected_letter", Cause::accident},
    {"wrong_attachment", Cause::accident},
    {"wrong_recipient", Cause::accident},
    {"misconfigured_file", Cause::accident},
    {"misconfiguration", Cause::accident},
    {"misconfigured_server", Cause::accident},
    {"open_distribution_list", Cause::accident},
    {"software_fault", Cause::accident},
    {"outage", Cause::accident},
    {"power_outage", Cause::accident},
    {"containment", Cause::accident},
    {"hardware_failure", Cause::accident},
    {"fire", Cause::accident},
    {"flood", Cause::accident},
    {"human_error", Cause::accident},
    {"accidental_publication", Cause::accident},
    {"accidental_deletion", Cause::accident},
    {"unsafe_disposal", Cause::accident},
    {"unintended_publication", Cause::accident},
    {"wrong_person_shown", Cause::accident},
    {"verbal_disclosure", Cause::accident},
    {"accident", Cause::accident},
    {"lost_medium", Cause::lost_medium},
    {"ransomware", Cause::intrusion},
    {"malware", Cause::intrusion},
    {"web_malware", Cause::intrusion},
    {"sql_injection", Cause::intrusion},
    {"hacking", Cause::intrusion},
    {"hack", Cause::intrusion},
    {"cyberattack", Cause::intrusion},
    {"cyber_attack", Cause::intrusion},
    {"intrusion", Cause::intrusion},
    {"credential_stuffing", Cause::intrusion},
    {"stolen_credentials", Cause::intrusion},
    {"brute_force", Cause::intrusion},
    {"phishing", Cause::intrusion},
    {"mailbox_compromise", Cause::intrusion},
    {"account_takeover", Cause::intrusion},
    {"vulnerability_exploited", Cause::intrusion},
    {"supply_chain_attack", Cause::intrusion},
    {"denial_of_service", Cause::intrusion},
    {"sabotage", Cause::intrusion},
    {"insider", Cause::insider},
    {"insider_misuse", Cause::insider},
    {"leaving_employee", Cause::insider},
    {"stolen_medium", Cause::stolen_medium},
    {"burglary", Cause::stolen_medium},
    {"social_engineering", Cause::impersonation},
    {"identity_theft", Cause::impersonation},
    {"identity_fraud", Cause::impersonation},
    {"impersonation", Cause::impersonation},
    {"pretexting", Cause::impersonation},
    {"caller_fraud", Cause::impersonation},
    {"call_centre_fraud", Cause::impersonation},
    {"vishing", Cause::impersonation},
    {"sim_swap", Cause::impersonation},
};

constexpr Word<Exfiltration> exfiltrations[] = {
    {"none", Exfiltration::none},           {"excluded", Exfiltration::excluded},   {"unlikely", Exfiltration::unlikely},
    {"disclosed", Exfiltration::disclosed}, {"confirmed", Exfiltration::confirmed}, {"likely", Exfiltration::confirmed},
    {"published", Exfiltration::published},
};

constexpr Word<ProtectionKind> protections[] = {
    {"encryption", ProtectionKind::encryption},
    {"encrypted", ProtectionKind::encryption},
    {"full_disk_encryption", ProtectionKind::encryption},
    {"salted_hash", ProtectionKind::hash},
    {"hash", ProtectionKind::hash},
    {"hashed", ProtectionKind::hash},
    {"unsalted_hash", ProtectionKind::none},
    {"pseudonymised", ProtectionKind::none},
    {"special_reader", ProtectionKind::special_reader},
    {"special_software", ProtectionKind::special_reader},
    {"special_hardware", ProtectionKind::special_reader},
    {"special_equipment", ProtectionKind::special_reader},
    {"proprietary_format", ProtectionKind::special_reader},
    {"password", ProtectionKind::special_reader},
    {"pin", ProtectionKind::special_reader},
    {"none", ProtectionKind::none},
};

constexpr Word<Backup> backups[] = {
    {"available", Backup::available}, {"not_relevant", Backup::not_relevant}, {"none", Backup::none},
    {"paper", Backup::none},          {"paper_only", Backup::none},           {"partial", Backup::none},
    {"outdated", Backup::none},       {"destroyed", Backup::destroyed},       {"encrypted_too", Backup::destroyed},
};

constexpr Word<Impact> impacts[] = {
    {"none", Impact::none},       {"minor", Impact::minor},   {"low", Impact::minor},   {"moderate", Impact::moderate},
    {"medium", Impact::moderate}, {"severe", Impact::severe}, {"high", Impact::severe},
};

constexpr Word<Recipient> recipients_table[] = {
    {"none", Recipient::none},
    {"contract_partner_with_secrecy", Recipient::bound_to_secrecy},
    {"professional_with_secrecy", Recipient::bound_to_secrecy},
    {"processor", Recipient::bound_to_secrecy},
    {"public_authority", Recipient::bound_to_secrecy},
    {"lawyer", Recipient::bound_to_secrecy},
    {"doctor", Recipient::bound_to_secrecy},
    {"contract_partner", Recipient::known_person},
    {"colleague", Recipient::known_person},
    {"wrong_department", Recipient::known_person},
    {"known_person", Recipient::known_person},
    {"wrong_person", Recipient::known_person},
    {"finder", Recipient::known_person},
    {"wrong_list", Recipient::unknown_circle},
    {"unknown_finder", Recipient::unknown_circle},
    {"attacker", Recipient::hostile},
    {"thief", Recipient::hostile},
    {"criminal", Recipient::hostile},
    {"impostor", Recipient::hostile},
    {"imposter", Recipient::hostile},
    {"fraudster", Recipient::hostile},
    {"public", Recipient::everybody},
    {"internet", Recipient::everybody},
};

constexpr Word<Role> roles[] = {
    {"controller", Role::controller}, {"joint_controller", Role::controller}, {"processor", Role::processor}, {"sub_processor", Role::processor}};

constexpr std::string_view mitigations[] = {"forced_or_advised_password_change",
                                            "password_reset",
                                            "vulnerability_fixed",
                                            "legal_action",
                                            "corrected_file",
                                            "written_deletion_statement",
                                            "items_recalled_and_resent",
                                            "recipients_asked_to_delete_immediately",
                                            "recipients_asked_to_delete",
                                            "recipient_asked_to_return_or_destroy",
                                            "machine_checked",
                                            "rules_removed",
                                            "accounts_secured",
                                            "accounts_blocked",
                                            "remote_wipe",
                                            "remote_wiped",
                                            "medium_recovered_unread",
                                            "police_report",
                                            "site_taken_down",
                                            "systems_disconnected",
                                            "credentials_revoked",
                                            "monitoring",
                                            "persons_informed",
                                            "systems_restored"};

}  // namespace

std::optional<Nature> nature_of(std::string_view word) { return meaning(natures, word); }

std::optional<Cause> cause_of(std::string_view word) {
  if (const auto cause = meaning(causes, word)) return cause;
  if (word.starts_with("theft") || word.starts_with("stolen_")) return Cause::stolen_medium;  // theft_device, stolen_paper
  if (word.starts_with("identity_") || word.starts_with("caller_")) return Cause::impersonation;
  if (word.starts_with("lost_") || word.starts_with("loss_")) return Cause::lost_medium;
  return {};
}

std::optional<Exfiltration> exfiltration_of(std::string_view word) { return meaning(exfiltrations, word); }
std::optional<ProtectionKind> protection_kind_of(std::string_view word) { return meaning(protections, word); }
std::optional<Backup> backup_of(std::string_view word) { return meaning(backups, word); }
std::optional<Impact> impact_of(std::string_view word) { return meaning(impacts, word); }

std::optional<Recipient> recipient_of(std::string_view word) {
  if (const auto recipient = meaning(recipients_table, word)) return recipient;
  if (word.starts_with("other_") && word != "other_") word.remove_prefix(6);  // other_customers
  if (!person_group_of(word)) return {};
  return word.ends_with('s') || word == "children" || word == "staff" ? Recipient::known_circle : Recipient::known_person;
}

std::optional<Role> role_of(std::string_view word) { return meaning(roles, word); }
bool is_mitigation(std::string_view word) { return std::find(std::begin(mitigations), std::end(mitigations), word) != std::end(mitigations); }

}  // namespace tocsin::assessment

#include "app/scope_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "app/authority_keys.h"
#include "base/digest.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t approvals_needed = 2;
constexpr std::size_t key_bytes_max = 1U << 20;
constexpr std::size_t report_bytes_max = 16U << 20;

std::string in_words(const Provenance& provenance) {
  static constexpr std::string_view words[] = {"own export", "from the processor", "seized", "found"};
  if (!provenance.obtained) return provenance.allowed_by.empty() ? "not said" : "allowed by " + provenance.allowed_by;
  return fmt::format("{}; allowed by {}", words[static_cast<std::size_t>(*provenance.obtained)], provenance.allowed_by);
}

Result<std::string> sha256_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Sha256 hash;
  std::vector<char> buffer(1U << 20);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    hash.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (!in.eof()) return failure(ErrorKind::not_found, "the file could not be read to its end", path, "see whether it is there and readable");
  return hex(hash.finish());
}

}  // namespace

Result<Provenance> provenance_of(const World& world, const std::optional<std::string>& obtained, const std::optional<std::string>& allowed_by) {
  Provenance provenance;
  if (obtained) {
    provenance.obtained = word::of_text<word::Obtained>(*obtained);
    if (!provenance.obtained) return failure(ErrorKind::invalid, "there is no such provenance", "--provenance", "own_export, processor, seized or found");
  }
  provenance.allowed_by = std::string(trimmed(allowed_by.value_or("")));
  if (!is_plain_line(provenance.allowed_by)) return failure(ErrorKind::invalid, "this has control characters in it", "--allowed-by", "write it in one line");
  const bool half = provenance.obtained.has_value() == provenance.allowed_by.empty();
  const bool none = !provenance.obtained && provenance.allowed_by.empty();
  if (half || (none && !world.store->info().simulated))
    return failure(ErrorKind::invalid, "it must be known how these files came here, and who allowed their processing", "--provenance, --allowed-by",
                   "--provenance own_export, processor, seized or found, and --allowed-by with the person or body that allowed it");
  return provenance;
}

Result<std::vector<InputSum>> sums_of(const std::vector<std::string>& files) {
  std::vector<InputSum> sums;
  for (const std::string& file : files) {
    TRY(sum, sha256_of_file(file));
    sums.push_back({std::filesystem::path(file).filename().string(), sum});
  }
  return sums;
}

Digest content_of(const std::vector<InputSum>& inputs) {
  std::vector<std::string> sums;
  for (const InputSum& input : inputs) sums.push_back(input.sha256);
  std::ranges::sort(sums);
  return sha256("tocsin/scope-inputs/v1\n" + joined(sums, "\n"));
}

Result<void> plain_is_approved(World& world, const Incident& incident, const Digest& content) {
  if (world.store->info().simulated) return {};
  TRY(staff, world.store->staff());
  std::set<PublicKey> keys;
  for (const Fact* fact : incident.all_facts<fact::PlainTablesApproved>()) {
    if (std::get<fact::PlainTablesApproved>(fact->body).content_sha256 != hex(content)) continue;
    const auto who = std::ranges::find(staff, fact->author, &Staff::id);
    if (who != staff.end() && (who->role == StaffRole::approver || who->role == StaffRole::decider)) keys.insert(who->key);
  }
  if (keys.size() >= approvals_needed) return {};
  return failure(
      ErrorKind::refused, fmt::format("unencrypted tables of real data need two approvals; so far: {}", keys.size()), "scope --plain",
      fmt::format("leave --plain out, or two approvers or deciders each record: tocsin fact add {} plain_tables_approved content_sha256={} reason=...",
                  incident.head().id.text().substr(0, 8), hex(content)));
}

Result<void> record_scope(World& world, const Actor& who, const Incident& incident, const app::ScopeReport& report, const std::vector<InputSum>& inputs,
                          const Provenance& provenance) {
  Recording recording;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    fact::ExtractReceived extract{.at = world.now, .provenance = in_words(provenance), .sha256 = inputs[i].sha256};
    extract.name = inputs[i].name;
    extract.obtained = provenance.obtained;
    if (!provenance.allowed_by.empty()) extract.allowed_by = provenance.allowed_by;
    const auto reported = std::ranges::find(report.files, inputs[i].name, &app::ReportedFile::name);
    if (report.added && std::ranges::find(report.added->already_in, inputs[i].name) != report.added->already_in.end()) continue;  // recorded when it came
    if (reported != report.files.end()) extract.records = static_cast<std::int64_t>(reported->rows);
    recording.facts.push_back({std::move(extract)});
  }
  const std::string basis = fmt::format("scope of {} {}", inputs.size(), inputs.size() == 1 ? "file" : "files");
  for (const auto& [kind, count] : {std::pair{"records_counted", report.records}, std::pair{"persons_counted", report.persons}}) {
    TRY(fact, fact_of_words(kind, {{"best", std::to_string(count)}, {"basis", basis}}));
    recording.facts.push_back(std::move(fact));
  }
  TRY(recorded, record(world, who, incident, recording));
  (void)recorded;
  return {};
}

std::optional<std::set<std::string>> numbers_to_join(const World& world, const Incident& incident) {
  if (world.store->info().simulated) return {};
  std::set<std::string> kinds;
  for (const auto* permitted : incident.all<fact::NumberUsePermitted>())
    if (permitted->party == "us" && std::ranges::find(permitted->use, word::NumberUse::join_key) != permitted->use.end()) kinds.insert(permitted->number);
  return kinds;
}

std::set<std::pair<std::string, std::string>> numbers_in_slices(const Incident& incident) {
  std::set<std::pair<std::string, std::string>> permitted;
  for (const auto* one : incident.all<fact::NumberUsePermitted>())
    if (std::ranges::find(one->use, word::NumberUse::slice) != one->use.end()) permitted.emplace(one->party, one->number);
  return permitted;
}

Result<app::SealSlice> slice_sealer(World& world, const std::string& keys, const std::string& out_dir) {
  TRY(own, own_mail_key(world));
  if (!own)
    return failure(ErrorKind::refused, "slices are signed, and the organisation has no key yet", "--keys", "tocsin mail key --address NAME@YOUR-DOMAIN");
  TRY(opened, own_ring(world));
  const std::shared_ptr<ports::OpenPgp> ring = std::move(opened);
  return app::SealSlice([&world, keys, out_dir, own = own->fingerprint, ring](const std::string& controller, const std::string& csv) -> Result<bool> {
    Files& files = world.workshop.files();
    const std::string name = app::file_name_of(controller), path = keys + "/" + name;
    if (!files.exists(path + ".asc") || !files.exists(path + ".fingerprint")) return false;
    TRY(block, files.read(path + ".asc", key_bytes_max));
    TRY(text, files.read(path + ".fingerprint", 200));
    TRY(fingerprint, ports::Fingerprint::of(trimmed(text)));
    TRY_DO(ring->import_pinned(block, fingerprint));
    TRY(sealed, ring->sign_and_encrypt(csv, own, {fingerprint}));
    TRY_DO(files.write(out_dir + "/slices/" + name + ".csv.pgp", sealed));
    return true;
  });
}

Result<std::string> incident_of_folder(World& world, const std::string& dir) {
  const std::string path = dir + "/report.json";
  TRY(text, world.workshop.files().read(path, report_bytes_max));
  TRY(value, json_of(text, path));
  const auto* object = value.if_object();
  const auto* incident = object == nullptr ? nullptr : object->if_contains("incident");
  if (incident == nullptr || !incident->is_string())
    return failure(ErrorKind::invalid, "the report in this folder names no incident", path, "give the incident instead");
  return std::string(incident->get_string());
}

}  // namespace tocsin

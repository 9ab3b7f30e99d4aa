#include "register/dossier.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"

namespace tocsin {
namespace {

constexpr std::size_t inline_value_max = 4096;  // longer values, and those that are no text, become attachments

void add_hashes(std::string& out, const Hashes& hashes) {
  for (const Digest& hash : hashes) out += base64(hash) + '\n';
}

// Collects the files and, on the way, what openings.json will say.
class Dossier {
 public:
  explicit Dossier(const DossierLog& log) : log_(log) { files_["checkpoint"] = log.note; }

  void add_entry(const std::string& stem, const DossierEntry& entry) {
    check(entry.index < log_.checkpoint.size);
    files_[stem + ".txt"] = entry.bytes;
    json::array openings;
    for (const Opening& opening : entry.openings) openings.push_back(opening_json(stem, opening));
    if (!openings.empty()) openings_[stem] = std::move(openings);
  }

  void add_file(const std::string& name, std::string bytes) { files_[name] = std::move(bytes); }

  DossierFiles finish() {
    files_["openings.json"] = print(json::object{{"format", "tocsin-openings/v1"}, {"openings", openings_}});
    return std::move(files_);
  }

 private:
  json::object opening_json(const std::string& stem, const Opening& opening) {
    json::object out{{"name", opening.name}, {"salt", base64(opening.salt)}};
    if (opening.value.size() <= inline_value_max && is_utf8(opening.value)) {
      out["value"] = opening.value;
      return out;
    }
    const std::string name = "attachments/" + stem.substr(stem.rfind('/') + 1) + '-' + opening.name;
    files_[name] = opening.value;
    out["file"] = name;
    return out;
  }

  const DossierLog& log_;
  DossierFiles files_;
  json::object openings_;
};

std::string leaves_text(const DossierLog& log) {
  std::string out = fmt::format("tocsin-leaves/v1\nsize {}\n", log.checkpoint.size);
  const Hashes& leaves = log.tree->leaves();
  for (std::uint64_t i = 0; i < log.checkpoint.size; ++i) out += base64(leaves[i]) + '\n';
  return out;
}

std::string consistency_text(const DossierLog& log, std::vector<std::uint64_t> sizes) {
  std::ranges::sort(sizes);
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  std::string out;
  for (const std::uint64_t size : sizes) {
    if (size == 0 || size >= log.checkpoint.size) continue;
    out += fmt::format("tocsin-consistency/v1\nold {}\nnew {}\n", size, log.checkpoint.size);
    add_hashes(out, log.tree->consistency_proof(size, log.checkpoint.size));
    out += '\n';
  }
  return out;
}

std::string head_text(const IncidentDossier& incident) {
  std::string out = bytes_of(incident.head.leaf);
  out += fmt::format("\ntocsin-head-proof/v1\nindex {}\nsize {}\n", incident.head.index, incident.heads_count);
  add_hashes(out, incident.head.hashes);
  return out;
}

std::string readme(const DossierLog& log, std::string_view about) {
  return what_a_dossier_shows() + '\n' + (log.simulated ? "\nSIMULATED: this register was opened for an exercise. Nothing in it happened.\n" : "") +
         fmt::format("\nRegister: {}\nChecked against: the checkpoint over {} entries in the file `checkpoint`\nContents: {}\n", log.checkpoint.origin,
                     log.checkpoint.size, about) +
         "\n"
         "How to check it, on any computer and without asking us:\n"
         "  tocsin-verify FOLDER --key register.vkey [--checkpoint FILE]\n"
         "register.vkey is the register's public key. Take it from where the organisation published it, not from this\n"
         "folder's sender. FILE is a checkpoint of this register that you kept from an earlier time: with it the check also\n"
         "shows that nothing was changed or removed since then. The formats are open; a short program in any language can\n"
         "do the same.\n"
         "\n"
         "entries/       what was recorded, one file an entry; values stand there only as sealed commitments\n"
         "openings.json  the values that were released to you; each is checked against its commitment\n"
         "attachments/   released files, checked likewise\n"
         "log/           entry 0 of the register, and the entry that counts the entries of every incident\n"
         "proofs/        that each entry lies at its place in the register\n"
         "head           how many entries this incident has: none is left out\n"
         "leaves         one hash an entry of the register; says nothing about the contents\n"
         "consistency    that the register only grew since earlier checkpoints\n"
         "checkpoint     the register's signed state\n"
         "\n"
         "This file itself is an explanation, not evidence.\n";
}

}  // namespace

std::string what_a_dossier_shows() {
  return "This dossier shows that its entries stood in the register, in this order and with these contents, when its checkpoint was signed, and were not "
         "changed since; "
         "it does not show that what they say is true.";
}

std::string dossier_number(std::uint64_t number, std::uint64_t count) {
  const std::size_t width = std::max<std::size_t>(3, std::to_string(count == 0 ? 0 : count - 1).size());
  return fmt::format("{:0{}}", number, width);
}

std::string tlog_proof(const DossierLog& log, std::uint64_t index) {
  std::string out = fmt::format("c2sp.org/tlog-proof@v1\nindex {}\n", index);
  add_hashes(out, log.tree->inclusion_proof(index, log.checkpoint.size));
  return out + '\n' + log.note;
}

DossierFiles dossier_of(const DossierLog& log, const IncidentDossier& incident) {
  Dossier dossier(log);
  const std::uint64_t count = incident.entries.size();
  for (std::uint64_t seq = 0; seq < count; ++seq) {
    const std::string number = dossier_number(seq, count);
    dossier.add_entry("entries/" + number, incident.entries[seq]);
    dossier.add_file("proofs/" + number, tlog_proof(log, incident.entries[seq].index));
  }
  dossier.add_entry("log/opened", incident.opened);
  dossier.add_file("log/opened.proof", tlog_proof(log, incident.opened.index));
  dossier.add_entry("log/heads", incident.heads);
  dossier.add_file("log/heads.proof", tlog_proof(log, incident.heads.index));
  dossier.add_file("head", head_text(incident));
  if (incident.with_leaves) dossier.add_file("leaves", leaves_text(log));
  if (std::string proofs = consistency_text(log, incident.seen_sizes); !proofs.empty()) dossier.add_file("consistency", std::move(proofs));
  dossier.add_file("README.txt", readme(log, fmt::format("incident {}, {} entries", incident.incident.text(), count)));
  return dossier.finish();
}

DossierFiles dossier_of(const DossierLog& log, const std::vector<DossierEntry>& all_entries) {
  check(all_entries.size() == log.checkpoint.size);
  Dossier dossier(log);
  for (const DossierEntry& entry : all_entries) dossier.add_entry("entries/" + dossier_number(entry.index, all_entries.size()), entry);
  dossier.add_file("leaves", leaves_text(log));
  dossier.add_file("README.txt", readme(log, fmt::format("the whole register, {} entries", all_entries.size())));
  return dossier.finish();
}

}  // namespace tocsin

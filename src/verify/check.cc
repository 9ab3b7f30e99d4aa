#include "verify/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/digest.h"
#include "base/json.h"
#include "verify/entry.h"
#include "verify/merkle.h"

namespace tocsin::verify {
namespace {

constexpr std::size_t proof_max = 1 << 17;
constexpr std::size_t table_max = std::size_t{1} << 28;
constexpr std::string_view no_incident = "00000000000000000000000000000000";

// One entry of the dossier with all that belongs to it.
struct Shown {
  std::string stem;                     // "entries/007", "log/heads"
  std::optional<std::uint64_t> number;  // 7; none for those under log/
  Entry entry;
  Digest leaf{};
  std::uint64_t index = 0;              // place in the register
};

struct Released {
  std::string name;
  Digest salt{};
  std::string value;
  std::string file;  // instead of value
};

struct Growth {
  std::uint64_t old_size = 0;
  std::uint64_t new_size = 0;
  Hashes hashes;
};

struct HeadProof {
  std::string leaf_bytes;
  std::string incident;
  std::uint64_t count = 0;
  Digest last{};
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  Hashes hashes;
};

bool take_hashes(std::string_view& rest, Hashes& out, std::size_t count_max) {
  Digest hash{};
  for (std::string_view line, after = rest; take_line(after, line) && !line.empty(); rest = after) {
    if (out.size() == count_max || !hash_of(line, hash)) return false;
    out.push_back(hash);
  }
  return true;
}

std::string number_text(std::uint64_t number, std::uint64_t count) {
  const std::string digits = std::to_string(count == 0 ? 0 : count - 1);
  return fmt::format("{:0{}}", number, std::max<std::size_t>(3, digits.size()));
}

// HMAC-SHA-256 (RFC 2104) over the place of the field and its value, fed in pieces.
class Hmac {
 public:
  Hmac(const Digest& key, const Entry& entry, const std::string& name, std::uint64_t value_size) : key_(key) {
    inner_.add(padded('\x36'));
    std::string head("tocsin/field/v1\0", 16);
    head += bytes_of_hex(entry.incident).value_or("");
    append_u64_be(head, entry.seq);
    append_u32_be(head, static_cast<std::uint32_t>(name.size()));
    head += name;
    append_u32_be(head, static_cast<std::uint32_t>(value_size));
    inner_.add(head);
  }
  void add(std::string_view bytes) { inner_.add(bytes); }
  Digest finish() {
    const Digest inner = inner_.finish();
    return sha256(padded('\x5c') + std::string(view_of(inner)));
  }

 private:
  std::string padded(char pad) const {
    std::string out(64, pad);
    for (std::size_t i = 0; i < 32; ++i) out[i] = static_cast<char>(out[i] ^ static_cast<char>(key_[i]));
    return out;
  }
  Digest key_;
  Sha256 inner_;
};

class Checker {
 public:
  Checker(const Folder& folder, const Vkey& key, const std::optional<std::string>& kept) : folder_(folder), key_(key), kept_(kept) {}

  Report run() {
    report_.whole_register = !has_any("proofs/");
    // The signature comes before everything that leans on the checkpoint; the numbers are those of the format.
    const bool good = form() && signature() && place() && witnesses() && growth() && chain() && values() && stamps() && times();
    list_unchecked();
    report_.verdict = !good ? Verdict::invalid : report_.withheld.empty() ? Verdict::valid : Verdict::valid_with_withheld_fields;
    return std::move(report_);
  }

 private:
  bool fault(int step, std::string what, std::string file = {}, std::optional<std::uint64_t> entry = {}) {
    report_.first_fault = Fault{step, entry, std::move(file), std::move(what)};
    report_.step_results[step - 1] = "FAILED";
    return false;
  }
  bool fault_at(int step, const Shown& shown, std::string what) { return fault(step, std::move(what), shown.stem + ".txt", shown.number); }
  bool passed(int step, std::string words) {
    report_.step_results[step - 1] = std::move(words);
    return true;
  }
  bool has_any(const std::string& prefix) const {
    const auto at = folder_.files().lower_bound(prefix);
    return at != folder_.files().end() && at->first.starts_with(prefix);
  }
  Result<std::string> read(const std::string& name, std::size_t bytes_max) {
    seen_.insert(name);
    return folder_.read(name, bytes_max);
  }

  // ---- 1 ----
  bool form() {
    std::uint64_t count = 0;
    for (auto at = folder_.files().lower_bound("entries/"); at != folder_.files().end() && at->first.starts_with("entries/"); ++at) ++count;
    report_.entries = count;
    for (std::uint64_t i = 0; i < count; ++i)
      if (!read_entry("entries/" + number_text(i, count), i)) return false;
    if (count == 0) return fault(1, "there is no entry in entries/");
    report_.origin = shown_.front().entry.origin;
    if (!report_.whole_register) {
      if (!read_entry("log/opened", {}) || !read_entry("log/heads", {}) || !read_head()) return false;
      report_.incident = shown_.front().entry.incident;
    }
    if (!read_leaves() || !read_growth() || !read_openings()) return false;
    return passed(1, fmt::format("{} entries, each in its only allowed form", count));
  }

  bool read_entry(const std::string& stem, std::optional<std::uint64_t> number) {
    const auto bytes = read(stem + ".txt", entry_max);
    if (!bytes) return fault(1, bytes.error().what, stem + ".txt", number);
    auto entry = entry_of(*bytes);
    if (!entry) return fault(1, entry.error().what, stem + ".txt", number);
    if (entry->origin != key_.name) return fault(1, "the entry is of another register than the key", stem + ".txt", number);
    shown_.push_back({stem, number, std::move(*entry), hash_of_leaf(*bytes), number.value_or(0)});
    return true;
  }

  bool read_head() {
    const auto bytes = read("head", proof_max);
    if (!bytes) return fault(1, bytes.error().what, "head");
    std::string_view rest = *bytes, line, value;
    Digest nonce{};
    const bool leaf_good = take_line(rest, line) && line == "tocsin-head/v1" && take_value(rest, "incident", value) && is_incident(head_.incident = value) &&
                           take_value(rest, "count", value) && number_of(value, head_.count) && take_value(rest, "last", value) && hash_of(value, head_.last) &&
                           take_value(rest, "nonce", value) && hash_of(value, nonce);
    if (!leaf_good) return fault(1, "the head is malformed", "head");
    head_.leaf_bytes = bytes->substr(0, bytes->size() - rest.size());
    const bool proof_good = take_line(rest, line) && line.empty() && take_line(rest, line) && line == "tocsin-head-proof/v1" &&
                            take_value(rest, "index", value) && number_of(value, head_.index) && take_value(rest, "size", value) &&
                            number_of(value, head_.size) && take_hashes(rest, head_.hashes, 64) && rest.empty();
    return proof_good || fault(1, "the proof of the head is malformed", "head");
  }

  bool read_leaves() {
    if (!folder_.has("leaves")) return true;
    const auto bytes = read("leaves", table_max);
    if (!bytes) return fault(1, bytes.error().what, "leaves");
    std::string_view rest = *bytes, line, value;
    std::uint64_t size = 0;
    leaves_.emplace();
    const bool good = take_line(rest, line) && line == "tocsin-leaves/v1" && take_value(rest, "size", value) && number_of(value, size) &&
                      take_hashes(rest, *leaves_, table_max) && rest.empty() && leaves_->size() == size;
    return good || fault(1, "the list of leaves is malformed", "leaves");
  }

  bool read_growth() {
    if (!folder_.has("consistency")) return true;
    const auto bytes = read("consistency", table_max);
    if (!bytes) return fault(1, bytes.error().what, "consistency");
    std::string_view line, value;
    for (std::string_view rest = *bytes; !rest.empty();) {
      Growth growth;
      const bool good = take_line(rest, line) && line == "tocsin-consistency/v1" && take_value(rest, "old", value) && number_of(value, growth.old_size) &&
                        take_value(rest, "new", value) && number_of(value, growth.new_size) && take_hashes(rest, growth.hashes, 128) && take_line(rest, line) &&
                        line.empty();
      if (!good) return fault(1, "a proof of growth is malformed", "consistency");
      growths_.push_back(std::move(growth));
    }
    return true;
  }

  bool read_openings() {
    if (!folder_.has("openings.json")) return true;
    const auto bytes = read("openings.json", table_max);
    if (!bytes) return fault(1, bytes.error().what, "openings.json");
    const auto document = json_of(*bytes, "openings.json");
    if (!document) return fault(1, document.error().what, "openings.json");
    const json::object* top = document->if_object();
    const json::value* format = top ? top->if_contains("format") : nullptr;
    const json::value* openings = top ? top->if_contains("openings") : nullptr;
    if (!format || *format != "tocsin-openings/v1" || !openings || !openings->is_object())
      return fault(1, "the released values are not in the known form", "openings.json");
    for (const auto& [stem, list] : openings->get_object())
      if (!list.is_array() || !read_released(std::string(stem), list.get_array())) return fault(1, "a released value is malformed", "openings.json");
    return true;
  }

  bool read_released(const std::string& stem, const json::array& list) {
    const auto text = [](const json::object& object, std::string_view name, std::string& out) {
      const json::value* value = object.if_contains(name);
      if (!value || !value->is_string()) return false;
      out = std::string(value->get_string());
      return true;
    };
    for (const json::value& item : list) {
      Released released;
      std::string salt;
      const json::object* object = item.if_object();
      if (!object || object->size() != 3 || !text(*object, "name", released.name) || !text(*object, "salt", salt) || !hash_of(salt, released.salt))
        return false;
      const bool is_file = text(*object, "file", released.file);
      // Only a name out of this very folder's list is ever opened.
      if (is_file ? !released.file.starts_with("attachments/") || !folder_.has(released.file) : !text(*object, "value", released.value)) return false;
      released_[stem].push_back(std::move(released));
    }
    return true;
  }

  // ---- 3 ----
  bool signature() {
    auto note = read("checkpoint", 65536);
    if (!note) return fault(3, note.error().what, "checkpoint");
    const auto head = tree_head_of(*note, key_);
    if (!head) return fault(3, head.error().what, "checkpoint");
    head_of_tree_ = *head;
    report_.register_size = head->size;
    report_.root = base64(head->root);
    report_.checkpoint = std::move(*note);
    return passed(3, fmt::format("the checkpoint over {} entries is signed by {}", head->size, key_.name));
  }

  // ---- 2 ----
  bool place() {
    const bool good = report_.whole_register ? place_of_all() : place_of_each();
    return good && leaves_agree() &&
           passed(2, report_.whole_register ? "all entries together give the signed root" : "each entry lies at its place in the signed register");
  }

  bool place_of_all() {
    const std::uint64_t size = head_of_tree_.size;
    if (shown_.size() < size) return fault(2, fmt::format("the checkpoint counts {} entries, this one is missing", size), {}, shown_.size());
    if (shown_.size() > size) return fault_at(2, shown_[size], "the entry is covered by no checkpoint");
    all_leaves_.clear();
    for (const Shown& shown : shown_) all_leaves_.push_back(shown.leaf);
    if (root_over(all_leaves_) == head_of_tree_.root) return true;
    // Something was changed; say where, if the list of leaves or the chain tells.
    for (const Shown& shown : shown_)
      if (leaves_ && shown.index < leaves_->size() && (*leaves_)[shown.index] != shown.leaf)
        return fault_at(2, shown, "the entry is not the one that was signed");
    if (!chain_of_all(2)) return false;
    return fault(2, "the entries do not give the root that was signed");
  }

  bool place_of_each() {
    for (Shown& shown : shown_) {
      const std::string name = shown.number ? "proofs/" + shown.stem.substr(shown.stem.find('/') + 1) : shown.stem + ".proof";
      const auto bytes = read(name, proof_max);
      if (!bytes) return fault(2, bytes.error().what, name, shown.number);
      std::string_view rest = *bytes, line, value;
      Hashes hashes;
      const bool good = take_line(rest, line) && line == "c2sp.org/tlog-proof@v1" && take_value(rest, "index", value) && number_of(value, shown.index) &&
                        take_hashes(rest, hashes, 64) && take_line(rest, line) && line.empty();
      if (!good) return fault(2, "the proof is malformed", name, shown.number);
      if (rest != report_.checkpoint) return fault(2, "the proof is for another checkpoint", name, shown.number);
      if (root_from_inclusion(shown.leaf, shown.index, head_of_tree_.size, hashes) != head_of_tree_.root)
        return fault_at(2, shown, "the entry is not in the signed register at the place its proof says");
    }
    return true;
  }

  bool leaves_agree() {
    if (!leaves_) return true;
    if (leaves_->size() != head_of_tree_.size || root_over(*leaves_) != head_of_tree_.root)
      return fault(2, "the list of leaves does not give the root that was signed", "leaves");
    for (const Shown& shown : shown_)
      if ((*leaves_)[shown.index] != shown.leaf) return fault_at(2, shown, "the entry is not the one in the list of leaves");
    return true;
  }

  // ---- 4, 8 ----
  bool witnesses() { return passed(4, "none configured"); }
  bool stamps() { return passed(8, "none configured"); }

  // ---- 5 ----
  bool growth() {
    if (!kept_) return passed(5, "not asked: no earlier checkpoint was given (--checkpoint)");
    const auto kept = tree_head_of(*kept_, key_);
    if (!kept) return fault(5, "the checkpoint you kept: " + kept.error().what);
    if (kept->size > head_of_tree_.size)
      return fault(
          5,
          fmt::format("the checkpoint you kept counts {} entries, this dossier's only {}: entries were removed, or the dossier is older; ask for a new one",
                      kept->size, head_of_tree_.size),
          {}, report_.whole_register ? std::optional(head_of_tree_.size) : std::nullopt);
    const auto grown = grew_since(*kept);
    if (!grown)
      return fault(5, fmt::format("the dossier holds no proof that the register only grew since it had {} entries; ask for one", kept->size), "consistency");
    if (!*grown) return fault(5, fmt::format("the register was changed since the checkpoint you kept: its first {} entries are not those of then", kept->size));
    return passed(5, fmt::format("the register only grew since the checkpoint you kept ({} entries)", kept->size));
  }

  std::optional<bool> grew_since(const TreeHead& kept) const {
    const Hashes* leaves = report_.whole_register ? &all_leaves_ : leaves_ ? &*leaves_ : nullptr;
    if (leaves) return root_over(std::span(*leaves).first(kept.size)) == kept.root;
    if (kept.size == head_of_tree_.size) return kept.root == head_of_tree_.root;
    for (const Growth& growth : growths_)
      if (growth.old_size == kept.size && growth.new_size == head_of_tree_.size)
        return is_consistent(kept.size, kept.root, head_of_tree_.size, head_of_tree_.root, growth.hashes);
    return std::nullopt;
  }

  // ---- 6 ----
  bool chain() {
    if (!report_.whole_register) return chain_of_incident();
    return chain_of_all(6) && passed(6, "the whole register: no entry is missing, every chain is unbroken");
  }

  bool chain_of_all(int step) {
    struct Tail {
      std::uint64_t count = 0;
      Digest leaf{};
    };
    std::map<std::string, Tail> tails;
    for (const Shown& shown : shown_) {
      if (!opens_rightly(step, shown, shown.index == 0)) return false;
      Tail& tail = tails[shown.entry.incident];
      if (shown.entry.seq != tail.count)
        return fault_at(step, shown, fmt::format("number {} stands where {} is due in its incident", shown.entry.seq, tail.count));
      if (shown.entry.prev != tail.leaf) return fault_at(step, shown, "it does not continue the entry before it in its incident");
      tail = {tail.count + 1, shown.leaf};
    }
    return true;
  }

  bool opens_rightly(int step, const Shown& shown, bool first) {
    const bool simulated = shown.entry.type == "log.opened.simulated";
    const bool opens = simulated || shown.entry.type == "log.opened";
    if (opens != first) return fault_at(step, shown, first ? "the register does not begin with log.opened" : "the register is opened twice");
    if (first && (shown.entry.incident != no_incident || shown.entry.seq != 0 || shown.index != 0))
      return fault_at(step, shown, "the opening is not entry 0 of the register");
    if (first) report_.simulated = simulated;
    return true;
  }

  // REQUIRES: form() put log/opened and log/heads at the end.
  bool chain_of_incident() {
    const Shown& opened = shown_[shown_.size() - 2];
    const Shown& heads = shown_.back();
    if (!opens_rightly(6, opened, true)) return false;
    const std::span entries(shown_.data(), report_.entries);
    Digest prev{};
    std::uint64_t after = 0;
    for (const Shown& shown : entries) {
      if (shown.entry.incident != report_.incident || shown.entry.incident == no_incident) return fault_at(6, shown, "the entry belongs to another incident");
      if (shown.entry.seq != *shown.number) return fault_at(6, shown, fmt::format("number {} stands where {} is due", shown.entry.seq, *shown.number));
      if (shown.entry.prev != prev) return fault_at(6, shown, "it does not continue the entry before it");
      if (shown.index <= after) return fault_at(6, shown, "its place in the register is not after the entry before it");
      prev = shown.leaf;
      after = shown.index;
    }
    if (heads.index <= after) return fault_at(6, heads, "the count of all incidents is older than the last entry");
    return counted_in(heads, prev) && passed(6, fmt::format("the incident had exactly {} entries at {}; {} later entries of the register are not spoken for",
                                                            report_.entries, heads.entry.recorded, head_of_tree_.size - heads.index - 1));
  }

  bool counted_in(const Shown& heads, const Digest& last) {
    if (heads.entry.type != "heads" || heads.entry.incident != no_incident) return fault_at(6, heads, "it is no count of all incidents");
    if (head_.incident != report_.incident) return fault(6, "the head is of another incident", "head");
    if (head_.count != report_.entries)
      return fault(6, fmt::format("the incident has {} entries, the dossier holds {}", head_.count, report_.entries), "head",
                   std::min(head_.count, report_.entries));
    if (head_.last != last) return fault(6, "the head names another last entry", "head");
    std::optional<std::string> count, root;
    for (const Released& released : released_["log/heads"]) {
      if (released.name == "count") count = released.value;
      if (released.name == "root") root = released.value;
    }
    const auto computed = root_from_inclusion(hash_of_leaf(head_.leaf_bytes), head_.index, head_.size, head_.hashes);
    // That these two values are those of the signed entry is part of step 7.
    if (!computed || root != base64(*computed) || count != std::to_string(head_.size)) return fault(6, "the head is not among those that were counted", "head");
    return true;
  }

  // ---- 7 ----
  bool values() {
    const auto erased = erasures();
    for (const Shown& shown : shown_) {
      std::set<std::string> open;
      const auto list = released_.find(shown.stem);
      if (list != released_.end())
        for (const Released& released : list->second)
          if (!opens(shown, released) || !open.insert(released.name).second)
            return report_.first_fault ? false : fault_at(7, shown, "a value was released twice");
      released_.erase(shown.stem);
      report_.released += open.size();
      for (const Commitment& field : shown.entry.fields)
        if (!open.contains(field.name)) {
          if (!shown.number) {
            if (shown.stem == "log/heads") return fault_at(7, shown, "the count of all incidents was not released");
            continue;  // what else the register's own opening says is no matter of this incident
          }
          report_.withheld.push_back({*shown.number, field.name, erased.contains({shown.entry.incident, shown.entry.seq, field.name})});
        }
    }
    if (!released_.empty()) return fault(7, "a value was released for an entry that is not here", "openings.json");
    return passed(7, fmt::format("{} released values are those that were sealed; {} fields are withheld or erased", report_.released, report_.withheld.size()));
  }

  using Place = std::tuple<std::string, std::uint64_t, std::string>;  // incident, seq, field

  std::set<Place> erasures() const {
    std::set<Place> out;
    for (const Shown& shown : shown_) {
      const auto list = released_.find(shown.stem);
      if (shown.entry.type != "erasure.done" || list == released_.end()) continue;
      Place place{shown.entry.incident, 0, ""};
      bool numbered = false;
      for (const Released& released : list->second) {
        if (released.name == "entry") numbered = number_of(released.value, std::get<1>(place));
        if (released.name == "field") std::get<2>(place) = released.value;
      }
      if (numbered) out.insert(std::move(place));
    }
    return out;
  }

  bool opens(const Shown& shown, const Released& released) {
    const auto& fields = shown.entry.fields;
    const auto field = std::ranges::find(fields, released.name, &Commitment::name);
    if (field == fields.end()) return fault_at(7, shown, "a value was released for a field that the entry does not have");
    const bool is_file = !released.file.empty();
    const std::uint64_t size = is_file ? folder_.files().at(released.file) : released.value.size();
    if (size > UINT32_MAX) return fault(7, "the attachment is larger than a field can be", released.file, shown.number);
    Hmac hmac(released.salt, shown.entry, released.name, size);
    if (is_file) {
      seen_.insert(released.file);
      const auto read = folder_.stream(released.file, [&](std::string_view bytes) { hmac.add(bytes); });
      if (!read) return fault(7, read.error().what, released.file, shown.number);
    } else {
      hmac.add(released.value);
    }
    if (hmac.finish() != field->hash) return fault_at(7, shown, fmt::format("the released value of '{}' is not the one that was sealed", released.name));
    return true;
  }

  // ---- 9 ----
  bool times() {
    std::vector<const Shown*> in_order;
    for (const Shown& shown : shown_) in_order.push_back(&shown);
    std::ranges::sort(in_order, {}, [](const Shown* shown) { return shown->index; });
    std::string last;
    for (const Shown* shown : in_order) {
      if (shown->entry.recorded < last) return fault_at(9, *shown, "it was recorded at an earlier time than an entry before it");
      last = shown->entry.recorded;
      if (!shown->number) continue;
      for (const Claim& claim : shown->entry.claims)
        report_.gaps.push_back({*shown->number, claim.name, claim.at, shown->entry.recorded, micros_of(shown->entry.recorded) - micros_of(claim.at)});
    }
    return passed(9, "times of recording never go back");
  }

  void list_unchecked() {
    for (const auto& [name, size] : folder_.files())
      if (!seen_.contains(name)) report_.unchecked_files.push_back(name);
  }

  const Folder& folder_;
  const Vkey& key_;
  const std::optional<std::string>& kept_;
  Report report_;
  std::set<std::string> seen_;
  std::vector<Shown> shown_;  // entries/ in order, then log/opened and log/heads
  std::map<std::string, std::vector<Released>> released_;
  std::vector<Growth> growths_;
  std::optional<Hashes> leaves_;
  Hashes all_leaves_;
  HeadProof head_;
  TreeHead head_of_tree_;
};

}  // namespace

Result<Report> check(const Folder& folder, const Vkey& key, const std::optional<std::string>& kept) {
  const auto entries = folder.files().lower_bound("entries/");
  const bool has_entries = entries != folder.files().end() && entries->first.starts_with("entries/");
  if (!folder.has("checkpoint") && !has_entries) return failure(ErrorKind::invalid, "this is no dossier: it has neither a checkpoint nor entries/");
  return Checker(folder, key, kept).run();
}

}  // namespace tocsin::verify

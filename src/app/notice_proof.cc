#include "app/notice_proof.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/notice_campaign.h"

namespace tocsin {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t id_bytes = 16, leaf_bytes = 48;  // id, then told
constexpr std::size_t least_reference = 8;

fs::path open_path(const std::string& folder) { return fs::path(folder) / "told.open"; }
fs::path kept_path(const std::string& folder, const std::string& root) { return fs::path(folder) / (root + ".told"); }

std::unexpected<Error> cannot_keep(const fs::path& path) {
  return failure(ErrorKind::unavailable, "the list of what was handed over cannot be written", path.string(),
                 "see whether the folder may be written and has room");
}

// The place of the one notice whose id begins so, and the leaves of all.
struct Wave {
  Hashes leaves;
  std::optional<std::uint64_t> index;
  std::string notice;
  Digest told{};
};

Result<Wave> wave_of(const fs::path& path, const std::string& reference) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return failure(ErrorKind::not_found, "the list of what was handed over is gone", path.string(), "bring it back from a copy of the store");
  Wave wave;
  std::string bytes(leaf_bytes, '\0');
  while (in.read(bytes.data(), leaf_bytes)) {
    const std::string notice = hex(bytes.substr(0, id_bytes));
    TRY(told, digest_of(bytes.substr(id_bytes)));
    if (notice.starts_with(reference) && !wave.index) {
      wave.index = wave.leaves.size();
      wave.notice = notice;
      wave.told = told;
    }
    wave.leaves.push_back(telling_leaf(notice, told));
  }
  return wave;
}

}  // namespace

void ToldLeaves::add(const HandedNotice& notice) {
  if (!out_.is_open()) {
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
    out_.open(open_path(folder_), std::ios::binary | std::ios::trunc);
  }
  tree_.append(telling_leaf(notice.id, notice.told));
  const auto id = bytes_of_hex(notice.id);
  out_ << (id ? *id : std::string(id_bytes, '\0')) << view_of(notice.told);
}

Result<void> ToldLeaves::keep() {
  const fs::path from = open_path(folder_), to = kept_path(folder_, hex(root()));
  out_.close();
  std::error_code error;
  if (!out_.fail()) fs::rename(from, to, error);
  if (out_.fail() || error) return cannot_keep(to);
  return {};
}

Result<TellingProof> telling_proof(World& world, const Incident& incident, const std::string& reference) {
  if (reference.size() < least_reference || reference.find_first_not_of("0123456789abcdef") != std::string::npos)
    return failure(ErrorKind::invalid, "this is no reference of a notice", "--notice", "the digits that stand on the letter");
  for (const auto* fact : incident.all<fact::NoticesHandedOver>()) {
    TRY(campaign, CampaignId::of(fact->campaign));
    const fs::path path = kept_path(campaign_folder(world, campaign), fact->root);
    TRY(wave, wave_of(path, reference));
    if (!wave.index) continue;
    const MerkleTree tree(wave.leaves);
    TellingProof proof{wave.notice, wave.told, *wave.index, wave.leaves.size(), tree.inclusion_proof(*wave.index, wave.leaves.size()), tree.root()};
    if (hex(proof.root) != fact->root)
      return failure(ErrorKind::corrupt, "the list of what was handed over was changed", path.string(), "bring it back from a copy of the store");
    return proof;
  }
  return failure(ErrorKind::not_found, "no notice with this reference was handed over", reference, "`tocsin notices status` shows what left");
}

}  // namespace tocsin

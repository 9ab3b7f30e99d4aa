#include "register/telling_proof.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "base/text.h"

namespace tocsin {

namespace {

constexpr std::string_view first_line = "tocsin/telling-proof/v1";

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool canonical = !text.empty() && (text == "0" || text[0] != '0');
  return error == std::errc() && end == text.data() + text.size() && canonical ? std::optional(number) : std::nullopt;
}

std::optional<Digest> digest_in(std::string_view text) {
  const auto bytes = bytes_of_hex(text);
  if (!bytes || hex(*bytes) != text) return {};
  const auto digest = digest_of(*bytes);
  return digest ? std::optional(*digest) : std::nullopt;
}

}  // namespace

Digest telling_leaf(std::string_view notice, const Digest& told) { return leaf_hash(fmt::format("tocsin/told/v1\n{}\n{}\n", notice, hex(told))); }

bool proves(const TellingProof& proof) {
  return proof.index < proof.size && proves_inclusion(telling_leaf(proof.notice, proof.told), proof.index, proof.size, proof.path, proof.root);
}

std::string text_of(const TellingProof& proof) {
  std::string text =
      fmt::format("{}\nnotice {}\ntold {}\nindex {}\nsize {}\nroot {}\n", first_line, proof.notice, hex(proof.told), proof.index, proof.size, hex(proof.root));
  for (const Digest& node : proof.path) text += "path " + hex(node) + "\n";
  return text;
}

// One order of the lines, one way to write each: two texts never mean the same proof.
Result<TellingProof> telling_proof_of(std::string_view text, std::string_view where) {
  const auto wrong = [&](std::string what) { return failure(ErrorKind::invalid, std::move(what), std::string(where)); };
  std::vector<std::string_view> lines = split(text, '\n');
  if (lines.size() < 7 || lines.front() != first_line || !lines.back().empty()) return wrong("this is no proof of a telling");
  const auto value = [&](std::size_t line, std::string_view key) { return lines[line].starts_with(key) ? lines[line].substr(key.size()) : std::string_view(); };
  const auto told = digest_in(value(2, "told ")), root = digest_in(value(5, "root "));
  const auto index = number_of(value(3, "index ")), size = number_of(value(4, "size "));
  TellingProof proof{.notice = std::string(value(1, "notice "))};
  if (proof.notice.size() != 32 || !told || !root || !index || !size) return wrong("a line of the proof is not as it must be");
  proof.told = *told;
  proof.root = *root;
  proof.index = *index;
  proof.size = *size;
  for (std::size_t line = 6; line + 1 < lines.size(); ++line) {
    const auto node = digest_in(value(line, "path "));
    if (!node) return wrong("a line of the path is not as it must be");
    proof.path.push_back(*node);
  }
  return proof;
}

}  // namespace tocsin

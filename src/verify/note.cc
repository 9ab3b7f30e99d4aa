#include "verify/note.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/digest.h"
#include "base/text.h"

namespace tocsin::verify {
namespace {

constexpr std::string_view dash = "\xe2\x80\x94 ";
constexpr std::size_t note_max = 65536;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

bool signature_holds(const Vkey& key, std::string_view text, std::string_view signature) {
  const std::unique_ptr<EVP_PKEY, FreeKey> pkey(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.key.data(), key.key.size()));
  const std::unique_ptr<EVP_MD_CTX, FreeKey> context(EVP_MD_CTX_new());
  if (!pkey || !context || signature.size() != 64) return false;
  const auto raw = [](std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); };
  return EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, pkey.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(text), text.size()) == 1;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x21 && c <= 0x7e && c != '+'; });
}

std::unexpected<Error> bad(const char* what) { return failure(ErrorKind::invalid, what); }

// The signed text of a note, once a signature by `key` was found and every such signature is right.
Result<std::string_view> verified_text(std::string_view note, const Vkey& key) {
  if (note.size() > note_max) return bad("the checkpoint is too long");
  if (!is_utf8(note) || std::any_of(note.begin(), note.end(), [](char c) { return c >= 0 && c < 0x20 && c != '\n'; }))
    return bad("the checkpoint is no clean text");
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return bad("the checkpoint carries no signature");
  const std::string_view text = note.substr(0, blank + 1);
  std::string_view rest = note.substr(blank + 2);
  int count = 0;
  bool verified = false;
  for (std::string_view line; take_line(rest, line);) {
    const auto space = line.size() > dash.size() ? line.find(' ', dash.size()) : std::string_view::npos;
    if (!line.starts_with(dash) || space == std::string_view::npos || ++count > 64) return bad("a signature line is malformed");
    const std::string_view name = line.substr(dash.size(), space - dash.size());
    const auto bytes = bytes_of_base64(line.substr(space + 1));
    if (!is_name(name) || !bytes || bytes->size() < 5) return bad("a signature line is malformed");
    if (name != key.name || bytes->substr(0, 4) != key.id) continue;  // somebody else's; says nothing to us
    if (!signature_holds(key, text, std::string_view(*bytes).substr(4))) return bad("the signature of the register's key is false");
    verified = true;
  }
  if (!rest.empty()) return bad("the checkpoint does not end with a line end");
  if (!verified) return bad("the checkpoint is not signed with the given key");
  return text;
}

}  // namespace

bool take_line(std::string_view& rest, std::string_view& line) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) return false;
  line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return true;
}

bool take_value(std::string_view& rest, std::string_view key, std::string_view& value) {
  std::string_view line;
  std::string_view after = rest;
  if (!take_line(after, line) || line.size() <= key.size() || line.substr(0, key.size()) != key || line[key.size()] != ' ') return false;
  value = line.substr(key.size() + 1);
  rest = after;
  return true;
}

bool number_of(std::string_view text, std::uint64_t& out) {
  if (text.empty() || text.size() > 19 || (text[0] == '0' && text.size() > 1)) return false;
  out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return true;
}

bool hash_of(std::string_view base64_text, Digest& out) {
  const auto bytes = bytes_of_base64(base64_text);
  if (!bytes || bytes->size() != out.size()) return false;
  std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(out.data()));
  return true;
}

Result<Vkey> vkey_of(std::string_view text) {
  text = trimmed(text);
  const auto first = text.find('+');
  if (first == std::string_view::npos || text.size() < first + 10 || text[first + 9] != '+') return bad("the key file holds no verifier key (name+id+key)");
  Vkey key;
  key.name = text.substr(0, first);
  const auto material = bytes_of_base64(text.substr(first + 10));
  if (!is_name(key.name) || !material || material->size() != 33 || (*material)[0] != 1) return bad("the key file holds no Ed25519 verifier key");
  std::copy(material->begin() + 1, material->end(), reinterpret_cast<char*>(key.key.data()));
  key.id = view_of(sha256(key.name + '\n' + *material)).substr(0, 4);
  if (hex(key.id) != text.substr(first + 1, 8)) return bad("the verifier key is damaged: its id does not fit");
  return key;
}

Result<TreeHead> tree_head_of(std::string_view note, const Vkey& key) {
  TRY(text, verified_text(note, key));
  TreeHead head;
  std::string_view rest = text, origin, size, root;
  if (!take_line(rest, origin) || !take_line(rest, size) || !take_line(rest, root) || !rest.empty()) return bad("the checkpoint has not exactly three lines");
  head.origin = origin;
  if (!number_of(size, head.size) || !hash_of(root, head.root)) return bad("the checkpoint's size or root is malformed");
  if (origin != key.name) return bad("the checkpoint is of another register than the key");
  return head;
}

}  // namespace tocsin::verify

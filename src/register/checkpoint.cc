#include "register/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/digest.h"
#include "base/text.h"
#include "register/lines.h"

namespace tocsin {
namespace {

constexpr std::string_view signature_mark = "\u2014 ";  // em dash, space
constexpr std::size_t note_bytes_max = 1 << 16;
constexpr std::size_t signatures_max = 64;  // a verifier must accept 16 (C2SP signed-note)

std::unexpected<Error> bad(std::string what) { return failure(ErrorKind::invalid, std::move(what)); }

std::string typed_key(const LogKey& key) {
  std::string out(1, '\x01');  // Ed25519 in C2SP's list of signature types
  out.append(reinterpret_cast<const char*>(key.key.data()), key.key.size());
  return out;
}

std::uint32_t u32_be(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = (value << 8) | static_cast<unsigned char>(c);
  return value;
}

Result<NoteSignature> signature_of(std::string_view line) {
  if (!line.starts_with(signature_mark)) return bad("a signature line does not begin with a dash and a space");
  line.remove_prefix(signature_mark.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_origin(line.substr(0, space))) return bad("a signature line names no key");
  const auto bytes = bytes_of_base64(line.substr(space + 1));
  if (!bytes || bytes->size() < 5) return bad("a signature is not base64 of a key id and a signature");
  return NoteSignature{std::string(line.substr(0, space)), u32_be(*bytes), bytes->substr(4)};
}

Result<Checkpoint> checkpoint_of(std::string_view body) {
  Lines lines(body);
  Checkpoint checkpoint;
  const auto origin = lines.next();
  if (!origin || !is_origin(*origin)) return bad("the checkpoint's first line is no origin");
  checkpoint.origin = *origin;
  const auto size = decimal_of(lines.next().value_or(""));
  if (!size) return bad("the checkpoint's second line is no tree size");
  checkpoint.size = *size;
  const auto root = digest_of_base64(lines.next().value_or(""));
  if (!root) return bad("the checkpoint's third line is no root hash");
  checkpoint.root = *root;
  if (!lines.at_end()) return bad("the checkpoint has extension lines; this register writes none");
  return checkpoint;
}

}  // namespace

std::uint32_t key_id_of(const LogKey& key) { return u32_be(view_of(sha256_of_parts({key.name, "\n", typed_key(key)}))); }

std::string vkey_of(const LogKey& key) { return fmt::format("{}+{:08x}+{}", key.name, key_id_of(key), base64(typed_key(key))); }

Result<LogKey> log_key_of(std::string_view vkey) {
  const std::string_view text = trimmed(vkey);
  const auto name_end = text.find('+');
  const auto id_end = name_end == std::string_view::npos ? name_end : text.find('+', name_end + 1);  // base64 may hold further signs
  if (id_end == std::string_view::npos) return bad("a verifier key has the form name+id+key");
  const auto material = bytes_of_base64(text.substr(id_end + 1));
  if (!material || material->size() != 33 || material->front() != '\x01') return bad("the verifier key is no Ed25519 key");
  LogKey key{std::string(text.substr(0, name_end)), {}};
  std::copy(material->begin() + 1, material->end(), reinterpret_cast<char*>(key.key.data()));
  if (!is_origin(key.name)) return bad("the verifier key has no usable name");
  if (vkey_of(key) != text) return bad("the id in the verifier key does not belong to its name and key");
  return key;
}

std::string printed(const SignedNote& note) {
  std::string out = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    std::string bytes;
    append_u32_be(bytes, signature.key_id);
    out.append(signature_mark).append(signature.name).append(1, ' ').append(base64(bytes + signature.bytes)).append(1, '\n');
  }
  return out;
}

Result<SignedNote> note_of(std::string_view bytes) {
  if (bytes.size() > note_bytes_max) return bad("the note is longer than 65,536 bytes");
  if (!is_utf8(bytes)) return bad("the note is not UTF-8");
  if (std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; }))
    return bad("the note holds a control character");
  const auto blank = bytes.rfind("\n\n");
  if (blank == std::string_view::npos) return bad("the note has no blank line between text and signatures");
  SignedNote note{std::string(bytes.substr(0, blank + 1)), {}};
  Lines lines(bytes.substr(blank + 2));
  while (const auto line = lines.next()) {
    TRY(signature, signature_of(*line));
    note.signatures.push_back(std::move(signature));
    if (note.signatures.size() > signatures_max) return bad("the note has more than 64 signatures");
  }
  if (!lines.at_end()) return bad("the note does not end with a line end");
  if (note.signatures.empty()) return bad("the note has no signature");
  return note;
}

SignedNote signed_note(std::string text, const LogKey& key, const Seed& seed) {
  check(text.ends_with('\n'));
  const std::string signature = ed25519_sign(seed, text);
  return {std::move(text), {{key.name, key_id_of(key), signature}}};
}

Result<void> verify_note(const SignedNote& note, const LogKey& key) {
  bool verified = false;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != key_id_of(key)) continue;
    if (!ed25519_verifies(key.key, note.text, signature.bytes)) return failure(ErrorKind::refused, "the signature of the log's key is false");
    verified = true;
  }
  if (!verified) return failure(ErrorKind::refused, "the note is not signed by the log's key");
  return {};
}

std::string body_of(const Checkpoint& checkpoint) { return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64(checkpoint.root)); }

std::string signed_checkpoint(const Checkpoint& checkpoint, const Seed& seed) {
  check(is_origin(checkpoint.origin));
  return printed(signed_note(body_of(checkpoint), {checkpoint.origin, public_key_of(seed)}, seed));
}

Result<Checkpoint> verified_checkpoint(std::string_view note, const LogKey& key) {
  TRY(parsed, note_of(note));
  TRY_DO(verify_note(parsed, key));
  TRY(checkpoint, checkpoint_of(parsed.text));
  if (checkpoint.origin != key.name) return failure(ErrorKind::refused, "the checkpoint is of another log than the key");
  return std::move(checkpoint);
}

}  // namespace tocsin

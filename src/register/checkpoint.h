// What the log signs: how many entries there are, and the root over them. C2SP signed-note and tlog-checkpoint.
//
// Way:    register/tree (root) -> [here] -> kept by somebody outside, register/dossier, register/verify
// Pure.
// Holds:  the text of a note counts only after its signature was verified, so there is no way here to obtain a
//         Checkpoint from foreign bytes without the key. No extension lines. Never sign two roots for one size.
// See:    docs/formats/register.md

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ed25519.h"

namespace tocsin {

// A key and the name it signs under. Written as a C2SP vkey: name+id+base64(0x01 || key).
struct LogKey {
  std::string name;
  PublicKey key{};
  bool operator==(const LogKey&) const = default;
};

std::uint32_t key_id_of(const LogKey& key);
std::string vkey_of(const LogKey& key);
Result<LogKey> log_key_of(std::string_view vkey);  // surrounding white space is allowed: it comes from a file

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;  // what follows the key id; 64 for Ed25519, longer for cosignatures
  bool operator==(const NoteSignature&) const = default;
};

// A text and who signed it. Nothing is verified yet.
struct SignedNote {
  std::string text;  // ends with LF
  std::vector<NoteSignature> signatures;
  bool operator==(const SignedNote&) const = default;
};

std::string printed(const SignedNote& note);
Result<SignedNote> note_of(std::string_view bytes);  // strict: printing it again gives the same bytes
SignedNote signed_note(std::string text, const LogKey& key, const Seed& seed);
// ok: signed by this key. Signatures by other keys are ignored, a false one by this key is not.
Result<void> verify_note(const SignedNote& note, const LogKey& key);

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Checkpoint&) const = default;
};

std::string body_of(const Checkpoint& checkpoint);
std::string signed_checkpoint(const Checkpoint& checkpoint, const Seed& seed);           // the whole note; key name = origin
Result<Checkpoint> verified_checkpoint(std::string_view note, const LogKey& key);        // origin = key name

}  // namespace tocsin

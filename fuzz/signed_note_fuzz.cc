// Signed notes, verifier keys and checkpoints. The input is tried as a whole note, as a key, and as a text that is then
// properly signed, because no fuzzer finds a signature.

#include "base/check.h"
#include "register/checkpoint.h"
#include "register/test_register.h"
#include "verify/note.h"

namespace {

using namespace tocsin;

void both_answer_alike(std::string_view note, const LogKey& key) {
  const auto ours = verified_checkpoint(note, key);
  const auto theirs = verify::tree_head_of(note, verify::vkey_of(vkey_of(key)).value());
  check(ours.has_value() == theirs.has_value());
  if (ours) check(ours->size == theirs->size && ours->root == theirs->root && ours->origin == theirs->origin);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static const LogKey key = test_key();
  if (const auto note = note_of(bytes)) check(printed(*note) == bytes);
  if (const auto other = log_key_of(bytes)) check(log_key_of(vkey_of(*other)).value() == *other);
  check(log_key_of(bytes).has_value() == verify::vkey_of(bytes).has_value());
  both_answer_alike(bytes, key);
  if (size < 1024) both_answer_alike(printed(signed_note(bytes + '\n', key, test_seed())), key);
  return 0;
}

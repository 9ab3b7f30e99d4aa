#include "register/checkpoint.h"

#include <gtest/gtest.h>

#include "register/test_register.h"

namespace tocsin {
namespace {

// The example of C2SP signed-note.
constexpr std::string_view example_vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view example_note =
    "This is an example message.\n\n"
    "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

TEST(SignedNote, KnownAnswer) {
  const LogKey key = log_key_of(example_vkey).value();
  EXPECT_EQ(key_id_of(key), 0x530d903aU);
  EXPECT_EQ(vkey_of(key), example_vkey);
  const SignedNote note = note_of(example_note).value();
  EXPECT_EQ(note.text, "This is an example message.\n");
  EXPECT_TRUE(verify_note(note, key).has_value());
  EXPECT_EQ(printed(note), example_note);
}

TEST(SignedNote, EveryChangedByteIsRefused) {
  const LogKey key = log_key_of(example_vkey).value();
  for (std::size_t i = 0; i < example_note.size(); ++i)
    for (const int mask : {0x01, 0x20, 0x80}) {
      std::string altered(example_note);
      altered[i] = static_cast<char>(altered[i] ^ mask);
      const auto note = note_of(altered);
      EXPECT_FALSE(note.has_value() && verify_note(*note, key).has_value()) << "byte " << i;
    }
}

TEST(SignedNote, AVerifierKeyIsReadStrictly) {
  EXPECT_TRUE(log_key_of(std::string(example_vkey) + "\n").has_value());
  for (std::size_t i = 0; i < example_vkey.size(); ++i) {
    std::string altered(example_vkey);
    altered[i] = static_cast<char>(altered[i] ^ 1);
    EXPECT_FALSE(log_key_of(altered).has_value()) << "byte " << i;
  }
  EXPECT_FALSE(log_key_of("").has_value());
}

TEST(SignedNote, ForeignSignaturesAreIgnoredFalseOwnOnesAreNot) {
  const SignedNote mine = signed_note("text\n", test_key(1), test_seed(1));
  const SignedNote theirs = signed_note("text\n", test_key(2), test_seed(2));
  SignedNote both = mine;
  both.signatures.insert(both.signatures.begin(), theirs.signatures.front());
  EXPECT_TRUE(verify_note(note_of(printed(both)).value(), test_key(1)).has_value());
  EXPECT_FALSE(verify_note(theirs, test_key(1)).has_value());
  both.signatures.push_back({mine.signatures[0].name, mine.signatures[0].key_id, std::string(64, 'x')});
  EXPECT_FALSE(verify_note(both, test_key(1)).has_value());
}

TEST(Checkpoint, ComesBackFromItsNote) {
  const Checkpoint checkpoint{std::string(test_origin), 60, leaf_hash("root")};
  const std::string note = signed_checkpoint(checkpoint, test_seed());
  EXPECT_EQ(verified_checkpoint(note, test_key()).value(), checkpoint);
  EXPECT_FALSE(verified_checkpoint(note, test_key(8)).has_value());
  EXPECT_FALSE(verified_checkpoint(note + "x", test_key()).has_value());
}

TEST(Checkpoint, ABodyOfAnotherShapeIsRefusedThoughSigned) {
  const std::string root = base64(leaf_hash("root"));
  const std::string origin(test_origin);
  const std::string bodies[] = {"another.example/log\n1\n" + root + "\n",  origin + "\n01\n" + root + "\n",
                                origin + "\n1\n" + root + "\nextension\n", origin + "\n1\n",
                                origin + "\n-1\n" + root + "\n",           "\n1\n" + root + "\n"};
  for (const std::string& body : bodies) EXPECT_FALSE(verified_checkpoint(printed(signed_note(body, test_key(), test_seed())), test_key()).has_value()) << body;
}

}  // namespace
}  // namespace tocsin

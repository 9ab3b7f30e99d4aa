#include "register/commitment.h"

#include <gtest/gtest.h>

namespace tocsin {
namespace {

Salt salt_of(std::uint8_t fill) {
  Salt salt{};
  salt.fill(fill);
  return salt;
}

const IncidentId incident = IncidentId::of("000102030405060708090a0b0c0d0e0f").value();

TEST(Commitment, KnownAnswers) {
  EXPECT_EQ(base64(field_commitment(salt_of(1), {incident, 7, "persons_affected"}, "260000")), "I3u6C/iutfujphfxly/WchUP2gnMSNb7xPWdST5fAIQ=");
  EXPECT_EQ(base64(field_commitment(salt_of(2), {incident, 7, "reporter_name"}, "A. Example")), "nT4z4KJsIehP9MvLeR33BEm37EvnIwEeWw17q5Yq1YI=");
}

TEST(Commitment, IsBoundToItsPlace) {
  const Digest here = field_commitment(salt_of(1), {incident, 7, "persons"}, "12");
  EXPECT_NE(here, field_commitment(salt_of(2), {incident, 7, "persons"}, "12"));
  EXPECT_NE(here, field_commitment(salt_of(1), {IncidentId{}, 7, "persons"}, "12"));
  EXPECT_NE(here, field_commitment(salt_of(1), {incident, 8, "persons"}, "12"));
  EXPECT_NE(here, field_commitment(salt_of(1), {incident, 7, "persons1"}, "2"));
  EXPECT_NE(here, field_commitment(salt_of(1), {incident, 7, "persons"}, "13"));
}

TEST(Commitment, OfAnAttachmentInPiecesIsThatOfTheWhole) {
  const std::string value(100'000, 'x');
  for (const std::size_t piece : {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{4096}, value.size()}) {
    AttachmentCommitment streamed(salt_of(3), {incident, 0, "report"}, static_cast<std::uint32_t>(value.size()));
    for (std::size_t at = 0; at < value.size(); at += piece) streamed.add(std::string_view(value).substr(at, piece));
    EXPECT_EQ(streamed.finish(), field_commitment(salt_of(3), {incident, 0, "report"}, value));
  }
}

}  // namespace
}  // namespace tocsin

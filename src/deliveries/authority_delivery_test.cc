#include "deliveries/authority_delivery.h"

#include <gtest/gtest.h>

#include <set>

namespace tocsin {
namespace {

using Channel = FilingChannel;
using enum FilingChannel;

const IncidentId incident = *IncidentId::of("00112233445566778899aabbccddeeff");
const ClearDecision decided{*FactId::of("ffeeddccbbaa99887766554433221100")};
const std::string fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567";

AuthorityRoute route(std::vector<Channel> channels, std::string key = fingerprint) {
  return {"lu-cnpd", std::move(channels), "https://portal.example/breach", "breach@authority.example", std::move(key), "1 Rue Exemple, L-0000 Luxembourg"};
}

struct Story {
  std::string name;
  AuthorityRoute route;
  std::optional<Channel> wanted;
  std::optional<ClearDecision> decision;
  std::optional<Channel> channel;  // empty: refused
  std::string recipient;
};

TEST(AuthorityDelivery, TakesTheDoorTheAuthorityHas) {
  AuthorityRoute no_url = route({portal, post});
  no_url.portal_url.clear();
  const Story stories[] = {
      {"the first channel is the preferred one", route({mail_openpgp, post}), {}, {}, mail_openpgp, "breach@authority.example"},
      {"a portal is written for, not sent to", route({portal}), {}, {}, portal, "https://portal.example/breach"},
      {"a person may choose the other door", route({portal, post}), post, {}, post, "1 Rue Exemple, L-0000 Luxembourg"},
      {"a door the authority does not have", route({portal}), mail_openpgp, {}, {}, ""},
      {"no key pinned: nothing can be encrypted", route({mail_openpgp, post}, ""), {}, {}, {}, ""},
      {"never in clear by itself", route({mail_openpgp}, ""), mail_reduced_clear, {}, {}, ""},
      {"in clear because somebody decided so", route({mail_openpgp}, ""), mail_reduced_clear, decided, mail_reduced_clear, "breach@authority.example"},
      {"a decision to send in clear changes no other channel", route({mail_openpgp}), {}, decided, mail_openpgp, "breach@authority.example"},
      {"a profile without the address", no_url, {}, {}, {}, ""},
      {"a profile without a channel", route({}), {}, {}, {}, ""},
  };
  for (const Story& story : stories) {
    SCOPED_TRACE(story.name);
    const auto delivery = authority_delivery({incident}, story.route, story.wanted, story.decision);
    ASSERT_EQ(delivery.has_value(), story.channel.has_value());
    if (!delivery) {
      EXPECT_FALSE(delivery.error().what.empty());
      continue;
    }
    EXPECT_EQ(delivery->channel, *story.channel);
    EXPECT_EQ(delivery->recipient, story.recipient);
    EXPECT_EQ(delivery->key_fingerprint.empty(), *story.channel != mail_openpgp);
  }
}

TEST(AuthorityDelivery, AMissingKeyNamesTheOtherWays) {
  const auto delivery = authority_delivery({incident}, route({mail_openpgp, portal, post}, ""));
  ASSERT_FALSE(delivery.has_value());
  EXPECT_EQ(delivery.error().kind, ErrorKind::refused);
  EXPECT_EQ(delivery.error().remedy, "other ways: portal; post; a reduced notice in clear, as a recorded decision");
}

TEST(AuthorityDelivery, EachIntentionHasItsOwnIdAndAlwaysTheSame) {
  std::set<std::string> ids;
  int intentions = 0;
  for (const char* which : {"00112233445566778899aabbccddeeff", "00112233445566778899aabbccddeefe"})
    for (const FilingKind kind : {FilingKind::initial, FilingKind::follow_up, FilingKind::complete, FilingKind::withdraw})
      for (const int revision : {1, 2, 256})
        for (const Channel channel : {portal, mail_openpgp, post, mail_reduced_clear})
          for (const char* recipient : {"a@b.example", "a@b.exampl", ""}) {
            const FilingToSend filing{*IncidentId::of(which), kind, revision};
            EXPECT_EQ(order_id(filing, channel, recipient), order_id(filing, channel, recipient));
            ids.insert(order_id(filing, channel, recipient).text());
            ++intentions;
          }
  EXPECT_EQ(static_cast<int>(ids.size()), intentions);
}

// Stores hold these ids: a change of the bytes would let a running case be told a second time.
TEST(AuthorityDelivery, OrderIdsAreForLife) {
  EXPECT_EQ(order_id({incident, FilingKind::initial, 1}, mail_openpgp, "breach@authority.example").text(), "66ac8340e6a62d358bfe67338f40755b");
}

TEST(AuthorityDelivery, MessageIdAndSubjectTellNothing) {
  const OrderId order = *OrderId::of("3f9a12c4000000000000000000000001");
  EXPECT_EQ(message_id_of(order, "dpo@Insurer.Example").value_or(""), "3f9a12c4000000000000000000000001@insurer.example");
  EXPECT_EQ(neutral_subject(order), "Message 3f9a-12c4");
  for (const char* wrong : {"", "dpo", "dpo@", "dpo@a b", "dpo@a\r\nBcc: x", "dpo@a>"}) EXPECT_FALSE(message_id_of(order, wrong).has_value()) << wrong;
}

TEST(AuthorityDelivery, WordsComeBack) {
  for (const Channel channel : {portal, mail_openpgp, post, mail_reduced_clear}) EXPECT_EQ(filing_channel_of(name_of(channel)).value(), channel);
  for (const FilingKind kind : {FilingKind::initial, FilingKind::follow_up, FilingKind::complete, FilingKind::withdraw})
    EXPECT_EQ(filing_kind_of(name_of(kind)).value(), kind);
  EXPECT_FALSE(filing_channel_of("fax").has_value());
}

}  // namespace
}  // namespace tocsin

// The tests that every store passes. A store's own test file says how to make one, to crash it and to open it
// again, and instantiates the suite:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values([] { return std::make_unique<MemoryHouse>(); }));

#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "ports/store.h"

namespace tocsin::contract {

// A place where one store lives; crash() = the process and the power are gone, then the store is opened again.
class House {
 public:
  virtual ~House() = default;
  virtual Store& store() = 0;
  virtual void crash() = 0;
};

class StoreContract : public testing::TestWithParam<std::function<std::unique_ptr<House>()>> {
 protected:
  StoreContract() : house_(GetParam()()) {}
  Store& store() { return house_->store(); }
  void crash() { house_->crash(); }

  static IncidentId incident_id(char name) { return IncidentId::of_bytes(std::string(16, name)); }
  static Instant hour(int h) { return at("2026-11-20T08:00:00Z") + std::chrono::hours(h); }

  static Append opening(char name, std::uint64_t entries = 0) {
    Append append;
    IncidentHead head;
    head.id = incident_id(name);
    head.authority = "fr-cnil";
    head.title = "Stolen back-up";
    head.opened_at = hour(0);
    append.open = head;
    append.incident = head.id;
    append.after_entries = entries;
    append.entries = {entry(entries, head.id)};
    append.edge = "edge " + std::to_string(entries + 1);
    append.chains = {chain(head.id, 1)};
    append.recorded = hour(0);
    return append;
  }
  static StoredEntry entry(std::uint64_t index, const IncidentId& incident) {
    const std::string bytes = "entry " + std::to_string(index);
    return {index, incident, bytes, sha256_of(bytes), R"([{"name":"body","value":"x","salt":"AA=="}])"};
  }
  static ChainHead chain(const IncidentId& incident, std::uint64_t count) { return {incident, count, sha256_of("leaf"), sha256_of("secret")}; }
  static Digest sha256_of(const std::string& bytes) {
    Digest digest{};
    for (std::size_t i = 0; i < bytes.size(); ++i) digest[i % 32] = static_cast<std::uint8_t>(digest[i % 32] * 31 + bytes[i]);
    return digest;
  }
  static Append telling(char name, std::uint64_t after, std::vector<fact::Body> bodies, std::uint64_t entries) {
    Append append;
    append.incident = incident_id(name);
    append.after_seq = after;
    append.after_entries = entries;
    for (fact::Body& body : bodies) {
      Fact fact;
      fact.incident = append.incident;
      fact.seq = ++after;
      fact.id = FactId::of_bytes(std::string(15, name) + static_cast<char>(after));
      fact.recorded_at = hour(static_cast<int>(after));
      fact.body = std::move(body);
      fact.signature = std::string(64, 's');
      append.facts.push_back(std::move(fact));
      append.entries.push_back(entry(entries++, append.incident));
    }
    append.edge = "edge " + std::to_string(entries);
    append.chains = {chain(append.incident, after + 1)};
    append.recorded = hour(static_cast<int>(after));
    return append;
  }
  static Order order(char name, char incident) {
    Order order;
    order.id = OrderId::of_bytes(std::string(16, name));
    order.incident = incident_id(incident);
    order.kind = "reminder";
    order.body = "To: somebody";
    order.created_at = hour(1);
    return order;
  }

  std::unique_ptr<House> house_;
};

inline fact::Body aware() { return fact::BecameAware{.at = at("2026-11-20T07:30:00Z")}; }
inline fact::Body counted(std::int64_t best) { return fact::PersonsCounted{.best = best}; }

TEST_P(StoreContract, WhatWasAcknowledgedSurvivesACrash) {
  ASSERT_TRUE(store().append(opening('a')));
  ASSERT_TRUE(store().append(telling('a', 0, {aware(), counted(260000)}, 1)));
  crash();
  const Incident incident = store().incident(incident_id('a')).value();
  EXPECT_EQ(incident.head().title, "Stolen back-up");
  EXPECT_EQ(incident.head().authority, "fr-cnil");
  ASSERT_EQ(incident.facts().size(), 2U);
  EXPECT_EQ(incident.facts()[1].body, counted(260000));
  EXPECT_EQ(incident.facts()[1].recorded_at, hour(2));
  EXPECT_EQ(incident.facts()[1].signature, std::string(64, 's'));
  EXPECT_EQ(store().register_head().value().size, 3U);
  EXPECT_EQ(store().register_head().value().edge, "edge 3");
  EXPECT_EQ(store().register_head().value().last_recorded, hour(2));
  ASSERT_EQ(store().chains(incident_id('a')).value().size(), 1U);
  EXPECT_EQ(store().chains().value()[0], chain(incident_id('a'), 3));
  EXPECT_EQ(store().entries_of(incident_id('a')).value().back().openings, entry(0, {}).openings);
}

TEST_P(StoreContract, AStaleWriteIsAConflictAndChangesNothing) {
  ASSERT_TRUE(store().append(opening('a')));
  ASSERT_TRUE(store().append(telling('a', 0, {aware()}, 1)));
  Append stale = telling('a', 0, {counted(1)}, 2);
  stale.orders = {order('o', 'a')};
  EXPECT_EQ(store().append(stale).error().kind, ErrorKind::conflict);
  EXPECT_EQ(store().append(telling('a', 1, {counted(1)}, 1)).error().kind, ErrorKind::conflict) << "the register moved";
  EXPECT_EQ(store().incident(incident_id('a')).value().facts().size(), 1U);
  EXPECT_TRUE(store().orders().value().empty());
  EXPECT_EQ(store().register_head().value().size, 2U);
}

TEST_P(StoreContract, InAGroupEachStandsOrFallsAlone) {
  const std::vector<Append> group = {opening('a'), opening('a', 1), opening('b', 1)};
  const auto results = store().append_group(group);
  ASSERT_EQ(results.size(), 3U);
  EXPECT_TRUE(results[0]);
  EXPECT_EQ(results[1].error().kind, ErrorKind::conflict);
  EXPECT_TRUE(results[2]);
  crash();
  EXPECT_EQ(store().incidents().value().size(), 2U);
}

TEST_P(StoreContract, AnUnknownIncidentIsNotFound) {
  EXPECT_EQ(store().incident(incident_id('x')).error().kind, ErrorKind::not_found);
  EXPECT_FALSE(store().append(telling('x', 0, {aware()}, 0)));
}

TEST_P(StoreContract, AnOrderExistsOnce) {
  ASSERT_TRUE(store().append(opening('a')));
  Append first = telling('a', 0, {aware()}, 1);
  first.orders = {order('o', 'a')};
  ASSERT_TRUE(store().append(first));
  ASSERT_EQ(store().claim_orders(10, hour(2)).value().size(), 1U);
  ASSERT_TRUE(store().finish_order(order('o', 'a').id, OrderState::handed, "250", hour(2)));
  Append again = telling('a', 1, {counted(1)}, 2);
  again.orders = {order('o', 'a'), order('p', 'a')};
  ASSERT_TRUE(store().append(again));
  crash();
  const auto claimed = store().claim_orders(10, hour(3)).value();
  ASSERT_EQ(claimed.size(), 1U) << "what was handed over is never handed over again";
  EXPECT_EQ(claimed[0].id, order('p', 'a').id);
  EXPECT_EQ(claimed[0].body, "To: somebody");
  EXPECT_EQ(store().orders().value()[0].state, OrderState::handed);
}

TEST_P(StoreContract, TheWheelLooksAfterFactsAndAtItsInstant) {
  ASSERT_TRUE(store().append(opening('a')));
  EXPECT_EQ(store().wheel_due(hour(1)).value().size(), 1U);
  Append turned;
  turned.incident = incident_id('a');
  turned.wheel_at.emplace(hour(48));
  ASSERT_TRUE(store().append(turned));
  EXPECT_TRUE(store().wheel_due(hour(47)).value().empty());
  EXPECT_EQ(store().wheel_due(hour(48)).value().size(), 1U);
  ASSERT_TRUE(store().append(telling('a', 0, {aware()}, 1)));
  EXPECT_EQ(store().wheel_due(hour(2)).value().size(), 1U) << "a new fact is a reason to look";
  turned.after_seq = 1;
  turned.wheel_at.emplace(std::nullopt);
  ASSERT_TRUE(store().append(turned));
  EXPECT_TRUE(store().wheel_due(hour(10000)).value().empty());
}

TEST_P(StoreContract, ErasingKeepsPlaceAndProof) {
  ASSERT_TRUE(store().append(opening('a')));
  ASSERT_TRUE(store().append(telling('a', 0, {aware(), counted(7)}, 1)));
  ASSERT_TRUE(store().erase(incident_id('a'), 2));
  crash();
  const Incident incident = store().incident(incident_id('a')).value();
  ASSERT_EQ(incident.facts().size(), 2U);
  EXPECT_EQ(incident.facts()[1].state, Knowledge::erased);
  EXPECT_FALSE(incident.persons());
  const auto entries = store().entries_of(incident_id('a')).value();
  EXPECT_FALSE(entries[1].openings.empty());
  EXPECT_TRUE(entries[2].openings.empty());
  EXPECT_EQ(entries[2].bytes, "entry 2");
  EXPECT_FALSE(store().erase(incident_id('a'), 3));
}

TEST_P(StoreContract, StaffSettingsAndCheckpoints) {
  Staff anna{PersonId::of_bytes(std::string(16, 'n')), "Anna Example", StaffRole::dpo, PublicKey{1, 2, 3}, hour(0)};
  ASSERT_TRUE(store().add_staff(anna));
  anna.id = PersonId::of_bytes(std::string(16, 'm'));
  EXPECT_EQ(store().add_staff(anna).error().kind, ErrorKind::conflict);
  ASSERT_TRUE(store().set_setting("now", "1"));
  ASSERT_TRUE(store().set_setting("now", "2"));
  ASSERT_TRUE(store().save_checkpoint(3, "three"));
  ASSERT_TRUE(store().save_checkpoint(3, "another three"));
  ASSERT_TRUE(store().save_checkpoint(2, "two"));
  crash();
  ASSERT_EQ(store().staff().value().size(), 1U);
  EXPECT_EQ(store().staff().value()[0].name, "Anna Example");
  EXPECT_EQ(store().staff().value()[0].key[1], 2);
  EXPECT_EQ(store().setting("now").value(), "2");
  EXPECT_FALSE(store().setting("never").value());
  EXPECT_EQ(store().last_checkpoint().value(), "three") << "never two roots for one size";
}

TEST_P(StoreContract, TheCheckpointComesWithItsEntries) {
  Append append = opening('a');
  append.checkpoint = "one";
  ASSERT_TRUE(store().append(append));
  crash();
  EXPECT_EQ(store().last_checkpoint().value(), "one");
  Append late = opening('b');  // the register moved in the meantime
  late.checkpoint = "another one";
  EXPECT_EQ(store().append(late).error().kind, ErrorKind::conflict);
  EXPECT_EQ(store().last_checkpoint().value(), "one");
}

TEST_P(StoreContract, AnIncidentsBulkKeyGoesAlone) {
  ASSERT_TRUE(store().append(opening('a')));
  ASSERT_TRUE(store().append(opening('b', 1)));
  ASSERT_TRUE(store().append(telling('a', 0, {aware()}, 2)));
  EXPECT_EQ(store().bulk_key(incident_id('a'), false).error().kind, ErrorKind::not_found);
  EXPECT_EQ(store().bulk_key(incident_id('z'), true).error().kind, ErrorKind::not_found) << "no such incident";
  const SealKey key = store().bulk_key(incident_id('a'), true).value();
  const SealKey other = store().bulk_key(incident_id('b'), true).value();
  EXPECT_NE(key, other);
  crash();
  EXPECT_EQ(store().bulk_key(incident_id('a'), true).value(), key);
  ASSERT_TRUE(store().destroy_bulk_key(incident_id('a')));
  EXPECT_EQ(store().bulk_key(incident_id('a'), false).error().kind, ErrorKind::not_found);
  crash();
  EXPECT_EQ(store().bulk_key(incident_id('a'), false).error().kind, ErrorKind::not_found);
  EXPECT_EQ(store().bulk_key(incident_id('b'), false).value(), other);
  EXPECT_EQ(store().incident(incident_id('a')).value().facts().size(), 1U);
  EXPECT_EQ(store().entries_of(incident_id('a')).value().size(), 2U);
  EXPECT_NE(store().bulk_key(incident_id('a'), true).value(), key) << "a new key opens nothing old";
  ASSERT_TRUE(store().destroy_bulk_key(incident_id('z'))) << "nothing to do";
}

TEST_P(StoreContract, EveryIncidentIsLookedAt) {
  ASSERT_TRUE(store().append(opening('a')));
  ASSERT_TRUE(store().append(opening('b', 1)));
  ASSERT_TRUE(store().append(telling('b', 0, {aware()}, 2)));
  std::size_t facts = 0, incidents = 0;
  ASSERT_TRUE(store().for_each_incident([&](const Incident& incident) {
    ++incidents;
    facts += incident.facts().size();
  }));
  EXPECT_EQ(incidents, 2U);
  EXPECT_EQ(facts, 1U);
}

}  // namespace tocsin::contract

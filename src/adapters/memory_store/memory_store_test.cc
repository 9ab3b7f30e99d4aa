#include "adapters/memory_store/memory_store.h"

#include "ports/store_contract.h"

namespace tocsin {
namespace {

class MemoryHouse final : public contract::House {
 public:
  Store& store() override { return store_; }
  void crash() override { store_.crash(); }

 private:
  MemoryStore store_{StoreInfo{}, Seed{}};
};

}  // namespace

namespace contract {

INSTANTIATE_TEST_SUITE_P(Memory, StoreContract, testing::Values([]() -> std::unique_ptr<House> { return std::make_unique<MemoryHouse>(); }));

TEST(MemoryStore, AFailedSyncAcknowledgesNothing) {
  MemoryStore store{StoreInfo{}, Seed{}};
  store.fail_syncs(true);
  Staff staff;
  staff.name = "Anna Example";
  EXPECT_EQ(store.add_staff(staff).error().kind, ErrorKind::unavailable);
  EXPECT_TRUE(store.staff().value().empty());
}

}  // namespace contract
}  // namespace tocsin

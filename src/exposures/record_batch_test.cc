#include "exposures/record_batch.h"

#include <gtest/gtest.h>

#include <optional>

namespace tocsin {
namespace {

struct Wire {
  std::string bytes;
  BatchWriter writer{[this](std::string_view frame) {
    bytes += frame;
    return true;
  }};
};

// What a parent would do with these bytes; empty: it believed none of it.
std::optional<std::vector<std::string>> decoded(std::string_view wire) {
  BatchDecoder decoder;
  std::vector<std::string> told;
  while (!wire.empty()) {
    if (wire.size() < frame_header_bytes) return {};
    const std::string_view header = wire.substr(0, frame_header_bytes);
    const auto size = BatchDecoder::payload_size(header);
    if (!size || *size > wire.size() - frame_header_bytes) return {};
    const auto frame = decoder.decode(header, wire.substr(frame_header_bytes, *size));
    if (!frame) return {};
    if (const auto* shape = std::get_if<FileShape>(&*frame))
      for (const std::string& column : shape->columns) told.push_back("column " + column);
    if (const auto* batch = std::get_if<const RowBatch*>(&*frame))
      for (const RowBatch::Row& row : (*batch)->rows) {
        std::string text = "row";
        for (const auto field : (*batch)->fields_of(row)) text += " " + std::string(field);
        told.push_back(row.fault == RowFault::none ? text : "fault " + std::to_string(static_cast<int>(row.fault)));
      }
    wire.remove_prefix(frame_header_bytes + *size);
  }
  if (!decoder.finished()) return {};
  return told;
}

std::string an_example() {
  Wire wire;
  wire.writer.shape({.has_header = true, .columns = {"a", "b"}});
  const std::string_view fields[] = {"x", "yz"};
  wire.writer.data_row(RowFault::none, fields);
  wire.writer.data_row(RowFault::nul_byte, {});
  wire.writer.finish({.values_repaired = 1}, false);
  return wire.bytes;
}

TEST(RecordBatch, WhatIsWrittenIsRead) { EXPECT_EQ(decoded(an_example()), (std::vector<std::string>{"column a", "column b", "row x yz", "fault 5"})); }

TEST(RecordBatch, ManyRowsTravelInManyFrames) {
  Wire wire;
  wire.writer.shape({.columns = {"a"}});
  const std::string text(1000, 'x');
  const std::string_view field = text;
  for (int i = 0; i < 1000; ++i) wire.writer.data_row(RowFault::none, {&field, 1});
  wire.writer.finish({}, false);
  const auto told = decoded(wire.bytes);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->size(), 1001U);
}

// Cut anywhere, the answer is never taken for whole; changed anywhere, it is refused or it is other text of
// the same shape, but it never reaches beyond the frame (the sanitizers of the test build watch).
TEST(RecordBatch, NothingIsBelieved) {
  const std::string good = an_example();
  for (std::size_t cut = 0; cut < good.size(); ++cut) EXPECT_FALSE(decoded(good.substr(0, cut))) << cut;
  for (std::size_t i = 0; i < good.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[i] = static_cast<char>(bad[i] ^ (1 << bit));
      const auto told = decoded(bad);
      if (told) {
        EXPECT_EQ(told->size(), 4U) << i;
      }
    }
}

TEST(RecordBatch, RowsBeforeTheShapeAreNonsense) {
  Wire wire;
  wire.writer.finish({}, false);
  EXPECT_FALSE(decoded(wire.bytes));
}

TEST(RecordBatch, AFailureIsAnAnswer) {
  Wire wire;
  wire.writer.fail(ReadFailure::damaged_sheet);
  EXPECT_TRUE(decoded(wire.bytes));
}

}  // namespace
}  // namespace tocsin

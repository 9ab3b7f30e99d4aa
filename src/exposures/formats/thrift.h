// Thrift's compact protocol, as far as Parquet's headers use it.
//
// Pure.   Over bytes a stranger chose: after the first thing wrong everything reads as zero and good() is false.

#pragma once

#include <cstdint>
#include <string_view>

namespace tocsin {

class Thrift {
 public:
  explicit Thrift(std::string_view bytes) : bytes_(bytes) {}

  enum Type : std::uint8_t { stop, yes, no, byte, i16, i32, i64, real, binary, list, set, map, structure };

  // Calls `field(id, type)` for each field of a structure; what it does not read must be passed to skip.
  template <class Field>
  void fields(const Field& field) {
    std::int64_t id = 0;
    while (good_) {
      const std::uint8_t head = octet();
      const auto type = static_cast<Type>(head & 0x0FU);
      if (type == stop) return;
      const unsigned delta = head >> 4U;
      id = delta == 0 ? number() : id + delta;
      if (type > structure) good_ = false;
      if (good_) field(id, type);
    }
  }
  // Calls `element()` for each element of a list.
  template <class Element>
  void elements(const Element& element) {
    const std::uint8_t head = octet();
    std::uint64_t count = head >> 4U;
    if (count == 15) count = varint();
    element_type_ = static_cast<Type>(head & 0x0FU);
    if (count > left() + 1) good_ = false;  // an element takes a byte at least
    for (std::uint64_t i = 0; i < count && good_; ++i) element();
  }
  Type element_type() const { return element_type_; }

  std::int64_t number() {  // zigzag
    const std::uint64_t value = varint();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::string_view text() {
    const std::uint64_t size = varint();
    if (size > left()) good_ = false;
    if (!good_) return {};
    const std::string_view taken = bytes_.substr(at_, static_cast<std::size_t>(size));
    at_ += taken.size();
    return taken;
  }
  void skip(Type type, int depth = 0) {
    if (depth > 16) good_ = false;
    if (!good_) return;
    switch (type) {
      case stop:
      case yes:
      case no: return;
      case byte: octet(); return;
      case i16:
      case i32:
      case i64: varint(); return;
      case real:
        for (int i = 0; i < 8; ++i) octet();
        return;
      case binary: text(); return;
      case list:
      case set: elements([&] { skip_element(depth + 1); }); return;
      case structure: fields([&](std::int64_t, Type inner) { skip(inner, depth + 1); }); return;
      case map: good_ = false; return;  // Parquet has none
    }
  }

  bool good() const { return good_; }
  std::size_t place() const { return at_; }

 private:
  void skip_element(int depth) {
    const Type type = element_type_;
    if (type == yes || type == no)
      octet();
    else
      skip(type, depth);
    element_type_ = type;
  }
  std::size_t left() const { return bytes_.size() - at_; }
  std::uint8_t octet() {
    if (at_ >= bytes_.size()) good_ = false;
    return good_ ? static_cast<std::uint8_t>(bytes_[at_++]) : 0;
  }
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t next = octet();
      value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
      if ((next & 0x80U) == 0) return value;
    }
    good_ = false;
    return 0;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
  Type element_type_ = stop;
};

}  // namespace tocsin

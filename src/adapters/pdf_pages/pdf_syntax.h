// How numbers, references and texts are written in a PDF file (ISO 32000-1, 7.3).
//
// Pure.   Everything appends to a string: a page is built once, front to back.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace tocsin::pdf {

using ObjectId = std::uint32_t;

void add_number(std::string& out, std::int64_t number);
void add_decimal(std::string& out, double number);  // at most two decimals, no trailing zeros
void add_reference(std::string& out, ObjectId id);  // "12 0 R"
void add_text(std::string& out, std::string_view utf8);  // as <FEFF...>, any language
void add_hex16(std::string& out, std::uint16_t value);   // four digits
std::u16string utf16_of(std::string_view utf8);

// Builds small pieces of syntax: Syntax() << "/Count " << 3 << "/Parent " << Ref{7}.
struct Ref {
  ObjectId id;
};
class Syntax {
 public:
  Syntax& operator<<(std::string_view piece) { return out_ += piece, *this; }
  Syntax& operator<<(Ref reference) { return add_reference(out_, reference.id), *this; }
  Syntax& operator<<(char sign) { return out_ += sign, *this; }
  Syntax& operator<<(double number) { return add_decimal(out_, number), *this; }
  template <class Number>
    requires std::is_integral_v<Number>
  Syntax& operator<<(Number number) {
    add_number(out_, static_cast<std::int64_t>(number));
    return *this;
  }
  operator std::string_view() const { return out_; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace tocsin::pdf

#include "exposures/formats/parquet_file.h"

#include "exposures/formats/thrift.h"

namespace tocsin {
namespace {

constexpr std::uint64_t tail_bytes = 8;  // u32 length of the footer, "PAR1"

struct SchemaElement {
  std::int64_t type = -1, length = 0, repetition = 0, children = 0, converted = -1, scale = 0;
  std::string name;
  ParquetColumn::Meaning logical = ParquetColumn::Meaning::plain;
};

using Meaning = ParquetColumn::Meaning;

Meaning meaning_of(Thrift& thrift, SchemaElement& element) {
  Meaning meaning = Meaning::plain;
  thrift.fields([&](std::int64_t id, Thrift::Type type) {
    if (type != Thrift::structure) return thrift.skip(type);
    if (id == 1 || id == 4 || id == 12) meaning = Meaning::text;  // string, enumeration, JSON
    if (id == 6) meaning = Meaning::date;
    if (id == 14) meaning = Meaning::uuid;
    if (id == 5) {
      meaning = Meaning::decimal;
      thrift.fields([&](std::int64_t inner, Thrift::Type of) {
        if (inner == 1 && of == Thrift::i32)
          element.scale = thrift.number();
        else
          thrift.skip(of);
      });
    } else if (id == 8) {
      meaning = Meaning::microseconds;
      thrift.fields([&](std::int64_t inner, Thrift::Type of) {
        if (inner != 2 || of != Thrift::structure) return thrift.skip(of);
        thrift.fields([&](std::int64_t unit, Thrift::Type empty) {
          meaning = unit == 1 ? Meaning::milliseconds : unit == 3 ? Meaning::nanoseconds : Meaning::microseconds;
          thrift.skip(empty);
        });
      });
    } else {
      thrift.skip(type);
    }
  });
  return meaning;
}

SchemaElement schema_element(Thrift& thrift) {
  SchemaElement element;
  thrift.fields([&](std::int64_t id, Thrift::Type type) {
    const bool number = type == Thrift::i32 || type == Thrift::i16 || type == Thrift::i64;
    if (number && id == 1) return void(element.type = thrift.number());
    if (number && id == 2) return void(element.length = thrift.number());
    if (number && id == 3) return void(element.repetition = thrift.number());
    if (type == Thrift::binary && id == 4) return void(element.name = thrift.text());
    if (number && id == 5) return void(element.children = thrift.number());
    if (number && id == 6) return void(element.converted = thrift.number());
    if (number && id == 7) return void(element.scale = thrift.number());
    if (type == Thrift::structure && id == 10) return void(element.logical = meaning_of(thrift, element));
    thrift.skip(type);
  });
  return element;
}

Meaning meaning_of(const SchemaElement& element) {
  if (element.logical != Meaning::plain) return element.logical;
  switch (element.converted) {
    case 0:
    case 4:
    case 19: return Meaning::text;
    case 5: return Meaning::decimal;
    case 6: return Meaning::date;
    case 9: return Meaning::milliseconds;
    case 10: return Meaning::microseconds;
    default: return element.type == 3 ? Meaning::nanoseconds : Meaning::plain;
  }
}

// The leaves of the tree, which is written root first.
bool leaves(const std::vector<SchemaElement>& schema, std::size_t& at, const std::string& path, std::uint32_t levels, bool repeats, int depth,
            std::vector<ParquetColumn>& columns) {
  if (at >= schema.size() || depth > 16) return false;
  const SchemaElement& element = schema[at++];
  const bool root = at == 1;
  if (!root) {
    levels += element.repetition == 0 ? 0 : 1;
    repeats = repeats || element.repetition == 2;
  }
  const std::string name = root ? "" : path.empty() ? element.name : path + "." + element.name;
  if (element.children > 0 || root) {
    for (std::int64_t i = 0; i < element.children; ++i)
      if (!leaves(schema, at, name, levels, repeats, depth + 1, columns)) return false;
    return true;
  }
  if (element.type < 0 || element.type > 7 || element.length < 0 || element.length > 1 << 20 || element.scale < 0 || element.scale > 38) return false;
  columns.push_back({name, static_cast<ParquetColumn::Type>(element.type), meaning_of(element), static_cast<std::uint32_t>(element.length),
                     static_cast<std::uint32_t>(element.scale), levels, repeats});
  return true;
}

ParquetChunk chunk_of(Thrift& thrift) {
  ParquetChunk chunk;
  thrift.fields([&](std::int64_t id, Thrift::Type type) {
    if (id != 3 || type != Thrift::structure) return thrift.skip(type);
    std::int64_t data = -1, dictionary = -1, size = 0, values = 0;
    thrift.fields([&](std::int64_t inner, Thrift::Type of) {
      const bool number = of == Thrift::i32 || of == Thrift::i64;
      if (number && inner == 4) return void(chunk.codec = thrift.number());
      if (number && inner == 5) return void(values = thrift.number());
      if (number && inner == 7) return void(size = thrift.number());
      if (number && inner == 9) return void(data = thrift.number());
      if (number && inner == 11) return void(dictionary = thrift.number());
      thrift.skip(of);
    });
    const std::int64_t begin = dictionary > 0 && dictionary < data ? dictionary : data;
    if (begin < 0 || size < 0 || values < 0) return;
    chunk.begin = static_cast<std::uint64_t>(begin);
    chunk.size = static_cast<std::uint64_t>(size);
    chunk.values = static_cast<std::uint64_t>(values);
  });
  return chunk;
}

ParquetGroup group_of(Thrift& thrift) {
  ParquetGroup group;
  thrift.fields([&](std::int64_t id, Thrift::Type type) {
    if (id == 1 && type == Thrift::list) return thrift.elements([&] { group.chunks.push_back(chunk_of(thrift)); });
    if (id == 3 && type == Thrift::i64) {
      const std::int64_t rows = thrift.number();
      group.rows = rows < 0 ? 0 : static_cast<std::uint64_t>(rows);
      return;
    }
    thrift.skip(type);
  });
  return group;
}

}  // namespace

std::optional<ParquetFile> parquet_file_of(RandomBytes& bytes, const ReadBudgets& budgets) {
  char tail[tail_bytes];
  if (bytes.size() < 3 * tail_bytes || bytes.read_at(bytes.size() - tail_bytes, tail) != tail_bytes || std::string_view(tail + 4, 4) != "PAR1") return {};
  std::uint64_t size = 0;
  for (unsigned i = 0; i < 4; ++i) size |= static_cast<std::uint64_t>(static_cast<unsigned char>(tail[i])) << (8 * i);
  if (size > bytes.size() - 2 * tail_bytes || size > budgets.file_in_memory_max / 4) return {};
  std::string footer(static_cast<std::size_t>(size), '\0');
  if (bytes.read_at(bytes.size() - tail_bytes - size, footer) != size) return {};

  Thrift thrift(footer);
  std::vector<SchemaElement> schema;
  ParquetFile file;
  thrift.fields([&](std::int64_t id, Thrift::Type type) {
    if (id == 2 && type == Thrift::list) return thrift.elements([&] { schema.push_back(schema_element(thrift)); });
    if (id == 4 && type == Thrift::list) return thrift.elements([&] { file.groups.push_back(group_of(thrift)); });
    thrift.skip(type);
  });
  std::size_t at = 0;
  if (!thrift.good() || !leaves(schema, at, "", 0, false, 0, file.columns) || file.columns.size() > budgets.columns_max) return {};
  for (const ParquetGroup& group : file.groups) {
    if (group.chunks.size() != file.columns.size()) return {};
    for (const ParquetChunk& chunk : group.chunks)
      if (chunk.begin > bytes.size() || chunk.size > bytes.size() - chunk.begin) return {};
  }
  return file;
}

}  // namespace tocsin

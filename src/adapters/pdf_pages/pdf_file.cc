#include "adapters/pdf_pages/pdf_file.h"

#include <libdeflate.h>

#include <array>
#include <new>

namespace tocsin::pdf {

namespace {

constexpr int deflate_level = 6;             // 9 costs twice the time for two per cent
constexpr std::size_t objects_a_stream = 200;
constexpr int place_bytes = 5;               // files up to one terabyte

}  // namespace

void PdfFile::FreeCompressor::operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }

PdfFile::PdfFile(ByteSink sink) : sink_(std::move(sink)), compressor_(libdeflate_alloc_compressor(deflate_level)) {
  if (!compressor_) throw std::bad_alloc();
  entries_.push_back({0, 65535, Entry::Kind::free});
  put("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

PdfFile::~PdfFile() = default;

void PdfFile::put(std::string_view bytes) {
  if (!state_) return;
  if (digest_) digest_->add(bytes);
  written_ += bytes.size();
  state_ = sink_(bytes);
}

std::string_view PdfFile::deflated(std::string_view data) {
  const std::size_t bound = libdeflate_zlib_compress_bound(compressor_.get(), data.size());
  if (squeezed_.size() < bound) squeezed_.resize(bound);
  const std::size_t size = libdeflate_zlib_compress(compressor_.get(), data.data(), data.size(), squeezed_.data(), squeezed_.size());
  return {squeezed_.data(), size};
}

ObjectId PdfFile::reserve() {
  entries_.emplace_back();
  return static_cast<ObjectId>(entries_.size() - 1);
}

void PdfFile::write_object(ObjectId id, std::string_view body) {
  entries_[id] = {written_, 0, Entry::Kind::at_offset};
  put(Syntax() << id << " 0 obj\n" << body << "\nendobj\n");
}

void PdfFile::write_stream(ObjectId id, std::string_view dictionary, std::string_view data, Packing packing) {
  const bool pack = packing == Packing::deflated;
  const std::string_view bytes = pack ? deflated(data) : data;
  entries_[id] = {written_, 0, Entry::Kind::at_offset};
  put(Syntax() << id << " 0 obj\n<<" << dictionary << (pack ? "/Filter/FlateDecode" : "") << "/Length " << bytes.size() << ">>stream\n");
  put(bytes);
  put("\nendstream\nendobj\n");
}

void PdfFile::write_small(ObjectId id, std::string_view body) {
  add_number(small_index_, id);
  small_index_ += ' ';
  add_number(small_index_, static_cast<std::int64_t>(small_bodies_.size()));
  small_index_ += ' ';
  small_bodies_ += body;
  small_bodies_ += '\n';
  small_ids_.push_back(id);
  if (small_ids_.size() == objects_a_stream) flush_small();
}

void PdfFile::flush_small() {
  if (small_ids_.empty()) return;
  const ObjectId stream = reserve();
  for (std::size_t i = 0; i < small_ids_.size(); ++i) entries_[small_ids_[i]] = {stream, static_cast<std::uint16_t>(i), Entry::Kind::in_stream};
  Syntax dictionary;
  dictionary << "/Type/ObjStm/N " << small_ids_.size() << "/First " << small_index_.size();
  write_stream(stream, dictionary, small_index_ + small_bodies_);
  small_ids_.clear();
  small_index_.clear();
  small_bodies_.clear();
}

// Each row as its difference to the row above (PNG predictor "up"): neighbours differ little, so the
// index of a large batch shrinks to a fraction.
std::string PdfFile::cross_reference_rows() const {
  constexpr std::size_t columns = 1 + place_bytes + 2;
  std::array<std::uint8_t, columns> above{};
  std::string rows;
  rows.reserve(entries_.size() * (columns + 1));
  for (const Entry& entry : entries_) {
    std::array<std::uint8_t, columns> row{};
    row[0] = static_cast<std::uint8_t>(entry.kind);
    for (std::size_t i = 0; i < place_bytes; ++i) row[1 + i] = static_cast<std::uint8_t>(entry.place >> (8 * (place_bytes - 1 - i)));
    row[columns - 2] = static_cast<std::uint8_t>(entry.index >> 8);
    row[columns - 1] = static_cast<std::uint8_t>(entry.index);
    rows += '\x02';
    for (std::size_t i = 0; i < columns; ++i) rows += static_cast<char>(row[i] - above[i]);
    above = row;
  }
  return rows;
}

Result<void> PdfFile::finish(ObjectId catalog) {
  flush_small();
  const ObjectId index = reserve();
  const std::uint64_t start = written_;
  entries_[index] = {start, 0, Entry::Kind::at_offset};
  const std::string id = hex(digest_->finish()).substr(0, 32);
  digest_.reset();
  Syntax dictionary;
  dictionary << "/Type/XRef/W[1 " << place_bytes << " 2]/DecodeParms<</Predictor 12/Columns " << 1 + place_bytes + 2 << ">>/Size " << entries_.size()
             << "/Root " << Ref{catalog} << "/ID[<" << id << "><" << id << ">]";
  write_stream(index, dictionary, cross_reference_rows());
  put(Syntax() << "startxref\n" << start << "\n%%EOF\n");
  return state_;
}

}  // namespace tocsin::pdf

// The file: numbered objects, compressed streams, object streams and the cross-reference stream.
//
// Way:    page content, structure, fonts -> [here] -> sink
// Acts:   hands bytes to the sink as soon as they are complete; keeps 16 bytes an object for the index.
// Holds:  the same calls give the same bytes; the file's id is taken from its content. The first error of
//         the sink is kept, ends the writing and is told by finish().
// See:    ISO 32000-1, 7.5.7 (object streams), 7.5.8 (cross-reference streams)

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf_pages/pdf_syntax.h"
#include "base/digest.h"
#include "base/result.h"
#include "ports/page_writer.h"

struct libdeflate_compressor;

namespace tocsin::pdf {

class PdfFile {
 public:
  explicit PdfFile(ByteSink sink);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  ObjectId reserve();  // a number; its object is written later, once
  void write_object(ObjectId id, std::string_view body);
  void write_small(ObjectId id, std::string_view body);  // into an object stream: cheap, for pages and structure
  enum class Packing { deflated, as_is };
  void write_stream(ObjectId id, std::string_view dictionary, std::string_view data, Packing packing = Packing::deflated);

  Result<void> finish(ObjectId catalog);
  const Result<void>& state() const { return state_; }

 private:
  struct Entry {  // of the cross-reference table
    enum class Kind : std::uint8_t { free = 0, at_offset = 1, in_stream = 2 };
    std::uint64_t place = 0;  // offset, or number of the object stream
    std::uint16_t index = 0;  // inside the object stream
    Kind kind = Kind::free;
  };
  void put(std::string_view bytes);
  std::string_view deflated(std::string_view data);
  void flush_small();
  std::string cross_reference_rows() const;

  struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const;
  };
  ByteSink sink_;
  Result<void> state_;
  std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor_;
  std::string squeezed_;  // the compressor's output, reused
  std::optional<Sha256> digest_{std::in_place};  // of what was written before the index
  std::uint64_t written_ = 0;
  std::vector<Entry> entries_;
  std::vector<ObjectId> small_ids_;  // of the open object stream
  std::string small_index_, small_bodies_;
};

}  // namespace tocsin::pdf

#include "exposures/formats/unpack.h"

#include <zlib.h>
#include <zstd.h>

#include <array>

namespace tocsin {
namespace {

constexpr std::uint64_t suspicious_size = 64 << 20;  // below that a high ratio harms nobody
constexpr std::uint64_t suspicious_ratio = 400;      // tables shrink to a fiftieth, rarely to a two hundredth
constexpr std::size_t piece_bytes = 256 << 10;

// What both packings share: counting, refusing, handing on.
class Unpacker : public StreamReader {
 public:
  Unpacker(std::unique_ptr<StreamReader> inner, const ReadBudgets& budgets, Unpacked& unpacked, ReadNotes& notes)
      : inner_(std::move(inner)), budgets_(budgets), unpacked_(unpacked), notes_(notes), piece_(piece_bytes, '\0') {}

  bool add(std::string_view bytes) final {
    packed_ += bytes.size();
    return failure_ == ReadFailure::none && unpack(bytes) && failure_ == ReadFailure::none;
  }

  ReadFailure finish() final {
    if (failure_ != ReadFailure::none) return failure_;
    if (open_ && !at_end()) notes_.cut_off = true;
    return inner_->finish();
  }

 protected:
  virtual bool unpack(std::string_view bytes) = 0;
  virtual bool at_end() const = 0;  // of the packed stream, not in its middle

  bool hand_on(std::size_t size) {
    part_ += size;
    if (!unpacked_.allows(budgets_, size, part_, packed_)) return fail(ReadFailure::archive_too_large);
    return size == 0 || (open_ = inner_->add({piece_.data(), size}));
  }
  bool fail(ReadFailure failure) {
    failure_ = failure;
    return false;
  }
  // Bytes that are no packed stream any more.
  bool damaged(std::size_t rest) {
    if (part_ == 0) return fail(ReadFailure::damaged_archive);
    notes_.bytes_skipped += rest;
    notes_.cut_off = true;
    return open_ = false;
  }
  std::string& piece() { return piece_; }
  ReadNotes& notes() { return notes_; }

 private:
  std::unique_ptr<StreamReader> inner_;
  const ReadBudgets& budgets_;
  Unpacked& unpacked_;
  ReadNotes& notes_;
  std::string piece_;
  std::uint64_t packed_ = 0, part_ = 0;
  bool open_ = true;
  ReadFailure failure_ = ReadFailure::none;
};

class GzipUnpacker final : public Unpacker {
 public:
  using Unpacker::Unpacker;
  ~GzipUnpacker() override {
    if (begun_) ::inflateEnd(&stream_);
  }

 private:
  bool unpack(std::string_view bytes) override {
    if (!begun_) {
      begun_ = ::inflateInit2(&stream_, 15 + 16) == Z_OK;
      if (!begun_) return fail(ReadFailure::out_of_memory);
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    while (stream_.avail_in > 0 || stream_.avail_out == 0) {
      if (ended_) {  // another member follows, or padding
        if (stream_.avail_in == 0) break;
        if (*stream_.next_in != 0x1F) {
          notes().bytes_skipped += stream_.avail_in;
          return true;
        }
        ::inflateReset(&stream_);
        ended_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(piece().data());
      stream_.avail_out = static_cast<uInt>(piece().size());
      const int answer = ::inflate(&stream_, Z_NO_FLUSH);
      const bool wanted = hand_on(piece().size() - stream_.avail_out);
      if (!wanted) return false;
      if (answer == Z_STREAM_END)
        ended_ = true;
      else if (answer == Z_BUF_ERROR)
        break;
      else if (answer != Z_OK)
        return damaged(stream_.avail_in);
    }
    return true;
  }
  bool at_end() const override { return ended_; }

  z_stream stream_{};
  bool begun_ = false, ended_ = false;
};

class ZstdUnpacker final : public Unpacker {
 public:
  using Unpacker::Unpacker;

 private:
  bool unpack(std::string_view bytes) override {
    if (!stream_) return fail(ReadFailure::out_of_memory);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    while (true) {
      ZSTD_outBuffer out{piece().data(), piece().size(), 0};
      const std::size_t answer = ::ZSTD_decompressStream(stream_.get(), &out, &in);
      if (::ZSTD_isError(answer) != 0) return damaged(in.size - in.pos);
      ended_ = answer == 0;
      if (!hand_on(out.pos)) return false;
      if (in.pos == in.size && out.pos < out.size) return true;
    }
  }
  bool at_end() const override { return ended_; }

  std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream_{::ZSTD_createDStream(), ::ZSTD_freeDStream};
  bool ended_ = false;
};

}  // namespace

bool Unpacked::allows(const ReadBudgets& budgets, std::uint64_t more, std::uint64_t part_bytes, std::uint64_t packed_bytes) {
  bytes += more;
  return bytes <= budgets.archive_bytes_max && (part_bytes <= suspicious_size || part_bytes / suspicious_ratio <= packed_bytes);
}

std::unique_ptr<StreamReader> unpacker(Packing packing, std::unique_ptr<StreamReader> inner, const ReadBudgets& budgets, Unpacked& unpacked, ReadNotes& notes) {
  if (packing == Packing::gzip) return std::make_unique<GzipUnpacker>(std::move(inner), budgets, unpacked, notes);
  return std::make_unique<ZstdUnpacker>(std::move(inner), budgets, unpacked, notes);
}

}  // namespace tocsin

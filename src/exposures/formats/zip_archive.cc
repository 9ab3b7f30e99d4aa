#include "exposures/formats/zip_archive.h"

#include <zip.h>

#include <vector>

namespace tocsin {
namespace {

constexpr zip_int64_t members_max = 65'536;
constexpr std::size_t piece_bytes = 256 << 10;

// libzip's view of our bytes.
struct Source {
  RandomBytes& bytes;
  std::uint64_t place = 0;
  zip_error_t error{};
};

zip_int64_t answer(void* data, void* into, zip_uint64_t size, zip_source_cmd_t command) {
  Source& source = *static_cast<Source*>(data);
  switch (command) {
    case ZIP_SOURCE_OPEN: source.place = 0; return 0;
    case ZIP_SOURCE_READ: {
      const std::size_t got = source.bytes.read_at(source.place, {static_cast<char*>(into), static_cast<std::size_t>(size)});
      source.place += got;
      return static_cast<zip_int64_t>(got);
    }
    case ZIP_SOURCE_CLOSE: return 0;
    case ZIP_SOURCE_STAT: {
      auto* const stat = static_cast<zip_stat_t*>(into);
      zip_stat_init(stat);
      stat->size = source.bytes.size();
      stat->valid = ZIP_STAT_SIZE;
      return static_cast<zip_int64_t>(sizeof *stat);
    }
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&source.error, into, size);
    case ZIP_SOURCE_SEEK: {
      const zip_int64_t place = zip_source_seek_compute_offset(source.place, source.bytes.size(), into, size, &source.error);
      if (place < 0) return -1;
      source.place = static_cast<std::uint64_t>(place);
      return 0;
    }
    case ZIP_SOURCE_TELL: return static_cast<zip_int64_t>(source.place);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_SEEK,
                                            ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, ZIP_SOURCE_FREE, -1);
    case ZIP_SOURCE_FREE: return 0;
    default: return -1;
  }
}

}  // namespace

struct ZipArchive::Impl {
  Source source;
  const ReadBudgets& budgets;
  Unpacked& unpacked;
  zip_t* zip = nullptr;
};

ZipArchive::ZipArchive(RandomBytes& bytes, const ReadBudgets& budgets, Unpacked& unpacked) : impl_(std::make_unique<Impl>(Impl{{bytes}, budgets, unpacked})) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* const source = zip_source_function_create(answer, &impl_->source, &error);
  if (source != nullptr) {
    impl_->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (impl_->zip == nullptr) zip_source_free(source);
  }
  zip_error_fini(&error);
}

ZipArchive::~ZipArchive() {
  if (impl_->zip != nullptr) zip_discard(impl_->zip);
}

bool ZipArchive::open() const { return impl_->zip != nullptr && zip_get_num_entries(impl_->zip, 0) <= members_max; }
std::uint64_t ZipArchive::members() const { return static_cast<std::uint64_t>(zip_get_num_entries(impl_->zip, 0)); }

std::string ZipArchive::name_of(std::uint64_t member) const {
  const char* const name = zip_get_name(impl_->zip, member, ZIP_FL_ENC_GUESS);
  return name == nullptr ? "" : name;
}

bool ZipArchive::has(const std::string& name) const { return zip_name_locate(impl_->zip, name.c_str(), 0) >= 0; }

ReadFailure ZipArchive::read(const std::string& name, const Take& take) {
  const zip_int64_t member = zip_name_locate(impl_->zip, name.c_str(), 0);
  return member < 0 ? ReadFailure::not_a_spreadsheet : read(static_cast<std::uint64_t>(member), take);
}

ReadFailure ZipArchive::read(std::uint64_t member, const Take& take) {
  zip_stat_t stat;
  if (zip_stat_index(impl_->zip, member, 0, &stat) != 0) return ReadFailure::damaged_archive;
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) return ReadFailure::encrypted_archive;
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> part(zip_fopen_index(impl_->zip, member, 0), zip_fclose);
  if (!part) return ReadFailure::damaged_archive;
  std::vector<char> piece(piece_bytes);
  for (std::uint64_t bytes = 0;;) {
    const zip_int64_t size = zip_fread(part.get(), piece.data(), piece.size());
    if (size < 0) return ReadFailure::damaged_archive;
    bytes += static_cast<std::uint64_t>(size);
    if (!impl_->unpacked.allows(impl_->budgets, static_cast<std::uint64_t>(size), bytes, stat.comp_size)) return ReadFailure::archive_too_large;
    if (size == 0 || !take({piece.data(), static_cast<std::size_t>(size)})) return ReadFailure::none;
  }
}

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

}  // namespace tocsin

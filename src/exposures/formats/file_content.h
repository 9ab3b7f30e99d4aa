// Bytes of unknown form, from a file or from inside an archive -> the reader that knows them.
//
// Holds:  archives are opened to a depth of three; beyond it a member is left out and counted.

#pragma once

#include <memory>
#include <string>

#include "exposures/formats/random_bytes.h"
#include "exposures/formats/stream_reader.h"
#include "exposures/formats/unpack.h"
#include "exposures/table_rows.h"

namespace tocsin {

// What everybody who reads parts of one file shares.
struct FileReading {
  FileTables& tables;
  ReadNotes& notes;
  Unpacked& unpacked;
};

class FileContent final : public StreamReader {
 public:
  // `table`: the name of what these bytes are, empty for the file itself. `whole`: the same bytes where they can be
  // read in any order; otherwise formats that need it are held in memory.
  FileContent(FileReading reading, std::string table, unsigned depth, RandomBytes* whole);

  bool add(std::string_view bytes) override;
  ReadFailure finish() override;
  bool can_jump() const override { return reader_ && reader_->can_jump(); }
  void jump(std::uint64_t rows_wanted) override;

 private:
  bool begin(bool whole);
  ReadFailure finish_archive(RandomBytes& bytes);
  ReadFailure read_members(class ZipArchive& archive);

  FileReading reading_;
  std::string table_;
  unsigned depth_;
  RandomBytes* whole_;
  std::string held_;  // the beginning until its form is known; all of it for what needs its end
  enum class State { sniffing, reading, holding, done } state_ = State::sniffing;
  bool parquet_ = false;
  std::unique_ptr<StreamReader> reader_;
  ReadFailure failure_ = ReadFailure::none;
};

}  // namespace tocsin

#include "adapters/local_machine/local_machine.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace tocsin {
namespace {

class LocalFilesTest : public testing::Test {
 protected:
  LocalFilesTest() {
    std::string name = (std::filesystem::temp_directory_path() / "tocsin-files-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~LocalFilesTest() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
  LocalFiles files_;
};

TEST_F(LocalFilesTest, WritesWholeFilesAndMakesFolders) {
  const std::string path = folder_ + "/a/b.txt";
  ASSERT_TRUE(files_.write(path, "one"));
  ASSERT_TRUE(files_.write(path, "two"));
  EXPECT_EQ(files_.read(path, 10).value(), "two");
  EXPECT_FALSE(files_.exists(path + ".new"));
}

TEST_F(LocalFilesTest, PrivateFilesAreForTheirOwnerAndNeverOverwritten) {
  const std::string path = folder_ + "/key";
  ASSERT_TRUE(files_.write_private(path, "secret"));
  struct stat info{};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_FALSE(files_.write_private(path, "other"));
  EXPECT_EQ(files_.read(path, 10).value(), "secret");
}

TEST_F(LocalFilesTest, TroubleNamesThePath) {
  EXPECT_EQ(files_.read(folder_ + "/nothing", 10).error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.read(folder_, 10).error().kind, ErrorKind::invalid);
  ASSERT_TRUE(files_.write(folder_ + "/long", "0123456789a"));
  const auto large = files_.read(folder_ + "/long", 10);
  EXPECT_EQ(large.error().kind, ErrorKind::invalid);
  EXPECT_EQ(large.error().where, folder_ + "/long");
}

TEST(SystemRandomTest, FillsWithOtherBytesEachTime) {
  SystemRandom random;
  EXPECT_NE(random.bytes(32), random.bytes(32));
}

}  // namespace
}  // namespace tocsin

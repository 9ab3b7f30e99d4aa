#include "verify/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace tocsin::verify {
namespace {

class HostileFolder : public testing::Test {
 protected:
  HostileFolder() : path_(testing::TempDir() + "tocsin-verify-folder") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ + "/entries");
    std::ofstream(path_ + "/checkpoint") << "text";
    std::ofstream(path_ + "/entries/000.txt") << "entry";
  }
  ~HostileFolder() override { std::filesystem::remove_all(path_); }
  const std::string path_;
};

TEST_F(HostileFolder, PlainFilesAreRead) {
  const auto folder = open_folder(path_).value();
  EXPECT_EQ(folder->files(), (std::map<std::string, std::uint64_t>{{"checkpoint", 4}, {"entries/000.txt", 5}}));
  EXPECT_EQ(folder->read("entries/000.txt", 5).value(), "entry");
  EXPECT_FALSE(folder->read("entries/000.txt", 4).has_value()) << "over the limit";
  EXPECT_FALSE(folder->read("entries/001.txt", 4).has_value());
  EXPECT_FALSE(folder->read("../secret", 4).has_value());
}

TEST_F(HostileFolder, LinksAreNotFollowed) {
  std::filesystem::create_symlink("/etc/passwd", path_ + "/entries/001.txt");
  EXPECT_FALSE(open_folder(path_).has_value());
}

TEST_F(HostileFolder, PipesAreNotOpened) {
  ASSERT_EQ(mkfifo((path_ + "/leaves").c_str(), 0600), 0);
  EXPECT_FALSE(open_folder(path_).has_value());
}

TEST_F(HostileFolder, DeepFoldersAreRefused) {
  std::filesystem::create_directories(path_ + "/entries/deeper");
  EXPECT_FALSE(open_folder(path_).has_value());
}

TEST_F(HostileFolder, AFileSwappedForALinkAfterwardsIsNotRead) {
  const auto folder = open_folder(path_).value();
  std::filesystem::remove(path_ + "/checkpoint");
  std::filesystem::create_symlink("/etc/passwd", path_ + "/checkpoint");
  EXPECT_FALSE(folder->read("checkpoint", 65536).has_value());
}

TEST(Folder, ThatDoesNotExistIsAnError) { EXPECT_FALSE(open_folder("/nonexistent/dossier").has_value()); }

}  // namespace
}  // namespace tocsin::verify

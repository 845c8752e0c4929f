// SPDX-License-Identifier: MIT
#include "query/pattern_cache.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache_folder.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::optional<std::string> kept_in(const PatternCache& cache,
                                   std::string_view key) {
  const auto entry = cache.find(key);
  if (!entry) return std::nullopt;
  return std::string(entry->value());
}

}  // namespace

TEST_CASE("PatternCache: FindsWhatWasKeptUnderTheSameKeyOnly") {
  const CacheFolder folder;
  const PatternCache cache(folder.path);
  REQUIRE(cache.is_usable());
  CHECK_FALSE(cache.find("key"));
  cache.keep("key", std::string("a\0b", 3));
  CHECK(kept_in(cache, "key") == std::string("a\0b", 3));
  CHECK_FALSE(cache.find("other"));
  cache.keep("key", "new");
  CHECK(kept_in(PatternCache(folder.path), "key") == "new");
}

TEST_CASE("PatternCache: KeepsMegabytes") {
  const CacheFolder folder;
  const PatternCache cache(folder.path);
  for (const std::size_t size : {2'097'151, 2'097'152, 5'000'001}) {
    std::string value(size, 'x');
    value.back() = 'y';
    cache.keep("key", value);
    CHECK(kept_in(cache, "key") == value);
  }
}

TEST_CASE("PatternCache: FolderAndEntriesAreTheOwnersOnly") {
  const CacheFolder folder;
  PatternCache(folder.path).keep("key", "value");
  struct stat status {};
  REQUIRE(::stat(folder.path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  REQUIRE(::stat(folder.entry("key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("PatternCache: AnyChangedByteMakesAnEntryUseless") {
  const CacheFolder folder;
  const PatternCache cache(folder.path);
  cache.keep("the key", "the value");
  const std::string good = read_file(folder.entry("the key"));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x20);
    write_file(folder.entry("the key"), bad);
    CHECK_FALSE(cache.find("the key"));
    write_file(folder.entry("the key"), good.substr(0, i));
    CHECK_FALSE(cache.find("the key"));
  }
  write_file(folder.entry("the key"), good + "x");
  CHECK_FALSE(cache.find("the key"));
  cache.keep("the key", "built again");
  CHECK(kept_in(cache, "the key") == "built again");
}

TEST_CASE("PatternCache: AnEntryOfAnotherKeyUnderThisNameIsIgnored") {
  const CacheFolder folder;
  const PatternCache cache(folder.path);
  cache.keep("abc", "value");
  fs::rename(folder.entry("abc"), folder.entry("xyz"));
  CHECK_FALSE(cache.find("xyz"));
}

TEST_CASE("PatternCache: WhatOthersCanWriteIsNotTrusted") {
  const CacheFolder folder;
  PatternCache(folder.path).keep("key", "value");
  SUBCASE("the entry") {
    ::chmod(folder.entry("key").c_str(), 0620);
    CHECK_FALSE(PatternCache(folder.path).find("key"));
  }
  SUBCASE("the folder") {
    ::chmod(folder.path.c_str(), 0702);
    CHECK_FALSE(PatternCache(folder.path).is_usable());
  }
  SUBCASE("a link in place of the folder") {
    fs::rename(folder.path, folder.root + "/elsewhere");
    fs::create_symlink(folder.root + "/elsewhere", folder.path);
    CHECK_FALSE(PatternCache(folder.path).is_usable());
  }
  SUBCASE("a link in place of the entry") {
    fs::rename(folder.entry("key"), folder.root + "/elsewhere");
    fs::create_symlink(folder.root + "/elsewhere", folder.entry("key"));
    CHECK_FALSE(PatternCache(folder.path).find("key"));
  }
  SUBCASE("a pipe in place of the entry") {
    fs::remove(folder.entry("key"));
    REQUIRE(::mkfifo(folder.entry("key").c_str(), 0600) == 0);
    CHECK_FALSE(PatternCache(folder.path).find("key"));
  }
  SUBCASE("an entry of another user") {
    if (::geteuid() != 0) return;
    REQUIRE(::chown(folder.entry("key").c_str(), 1, 1) == 0);
    CHECK_FALSE(PatternCache(folder.path).find("key"));
  }
}

TEST_CASE("PatternCache: WithoutAFolderNothingIsKeptAndNothingFails") {
  for (const char* path : {"", "relative/trawl", "/proc/nowhere/trawl"}) {
    const PatternCache cache(path);
    CHECK_FALSE(cache.is_usable());
    cache.keep("key", "value");
    CHECK_FALSE(cache.find("key"));
  }
}

TEST_CASE("PatternCache: RemovesTheEntryThatWasNotUsedForLongest") {
  const CacheFolder folder;
  const PatternCache cache(folder.path, 3000);
  for (const char* key : {"a", "b"}) cache.keep(key, std::string(1000, 'x'));
  const timespec old[] = {{1000, 0}, {1000, 0}};
  for (const char* key : {"a", "b"}) {
    ::utimensat(AT_FDCWD, folder.entry(key).c_str(), old, 0);
  }
  CHECK(cache.find("a"));  // is used again
  cache.keep("c", std::string(1000, 'x'));
  CHECK(cache.find("a"));
  CHECK_FALSE(cache.find("b"));
  CHECK(cache.find("c"));
  cache.keep("too large", std::string(4000, 'x'));
  CHECK_FALSE(cache.find("too large"));
}

TEST_CASE("PatternCache: ConcurrentWritersLeaveOneWholeEntry") {
  const CacheFolder folder;
  const PatternCache cache(folder.path);
  std::vector<pid_t> children;
  for (char letter : {'a', 'b', 'c'}) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (int i = 0; i < 50; ++i) {
        cache.keep("key", std::string(20'000, letter));
        const auto found = kept_in(cache, "key");
        if (!found || *found != std::string(20'000, found->front())) ::_exit(1);
      }
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(folder.entries() == 1);
}

}  // namespace trawl

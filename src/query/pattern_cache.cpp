// SPDX-License-Identifier: MIT
#include "query/pattern_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "os/read_all.h"
#include "os/write_all.h"

namespace trawl {
namespace {

// The file is this, then the key, then the value. The checksum is there for
// damage: who can write to the folder can compute one. Megabytes are hashed at
// each start, which is why it is none of the slower, cryptographic ones.
struct EntryHead {
  char magic[8] = {'t', 'r', 'a', 'w', 'l', 'd', 'b', '1'};
  std::uint64_t key_bytes = 0;
  std::uint64_t value_bytes = 0;
  std::uint64_t checksum = 0;  // of key and value
};

constexpr std::string_view kSuffix = ".db";

std::uint64_t checksum_of(std::string_view key, std::string_view value) {
  return XXH3_64bits_withSeed(value.data(), value.size(),
                              XXH3_64bits(key.data(), key.size()));
}

bool is_private(const struct stat& status) {
  return status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// Never in a folder of somebody else: run by sudo, trawl would leave a folder
// there that its owner can't use.
void make_private_directory(const std::string& path) {
  const std::string parent = path.substr(0, path.find_last_of('/'));
  struct stat status {};
  if (::stat(parent.c_str(), &status) == 0 && status.st_uid == ::geteuid()) {
    ::mkdir(path.c_str(), S_IRWXU);
  }
}

FileDescriptor open_trusted(const std::string& path) {
  if (path.empty() || path.front() != '/') return {};
  const std::string parent = path.substr(0, path.find_last_of('/'));
  if (::access(path.c_str(), F_OK) != 0) {
    make_private_directory(parent);
    make_private_directory(path);
  }
  FileDescriptor directory(
      ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  const bool trusted = directory.is_open() &&
                       ::fstat(directory.get(), &status) == 0 &&
                       is_private(status);
  return trusted ? std::move(directory) : FileDescriptor();
}

bool is_head_of(const EntryHead& head, std::string_view key,
                std::uint64_t file_bytes) {
  const EntryHead good;
  return std::memcmp(head.magic, good.magic, sizeof head.magic) == 0 &&
         head.key_bytes == key.size() &&
         file_bytes >= sizeof head + key.size() &&
         head.value_bytes == file_bytes - sizeof head - key.size();
}

}  // namespace

PatternCache::PatternCache(const std::string& directory,
                           std::uint64_t most_bytes)
    : directory_(open_trusted(directory)), most_bytes_(most_bytes) {}

// The name only finds the entry; two keys of one name displace each other.
std::string PatternCache::entry_name(std::string_view key) {
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  return fmt::format("{:016x}{:016x}{}", hash.high64, hash.low64, kSuffix);
}

std::optional<PatternCache::Entry> PatternCache::find(
    std::string_view key) const {
  if (!is_usable()) return std::nullopt;
  const FileDescriptor file(
      ::openat(directory_.get(), entry_name(key).c_str(),
               O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  EntryHead head;
  if (!file.is_open() || ::fstat(file.get(), &status) != 0 ||
      !S_ISREG(status.st_mode) || !is_private(status) ||
      !read_exactly(file.get(),
                    {reinterpret_cast<char*>(&head), sizeof head}) ||
      !is_head_of(head, key, static_cast<std::uint64_t>(status.st_size))) {
    return std::nullopt;
  }
  LargeMemory bytes(head.key_bytes + head.value_bytes);
  if (!read_exactly(file.get(), bytes.bytes())) return std::nullopt;
  Entry entry(std::move(bytes), head.key_bytes);
  if (entry.key() != key || head.checksum != checksum_of(key, entry.value())) {
    return std::nullopt;
  }
  ::futimens(file.get(), nullptr);  // used now
  return entry;
}

void PatternCache::keep(std::string_view key, std::string_view value) const {
  if (!is_usable() ||
      sizeof(EntryHead) + key.size() + value.size() > most_bytes_) {
    return;
  }
  // Without a name until it is whole; a process that dies leaves nothing.
  const FileDescriptor file(::openat(directory_.get(), ".",
                                     O_WRONLY | O_TMPFILE | O_CLOEXEC,
                                     S_IRUSR | S_IWUSR));
  EntryHead head;
  head.key_bytes = key.size();
  head.value_bytes = value.size();
  head.checksum = checksum_of(key, value);
  const std::string_view head_bytes(reinterpret_cast<const char*>(&head),
                                    sizeof head);
  if (!file.is_open() || !write_all(file.get(), head_bytes) ||
      !write_all(file.get(), key) || !write_all(file.get(), value)) {
    return;
  }
  // linkat() does not replace: a name of its own first, then rename().
  const std::string name = entry_name(key);
  const std::string own = fmt::format("{}.{}{}", name, ::getpid(), kSuffix);
  const std::string path = fmt::format("/proc/self/fd/{}", file.get());
  ::unlinkat(directory_.get(), own.c_str(), 0);
  if (::linkat(AT_FDCWD, path.c_str(), directory_.get(), own.c_str(),
               AT_SYMLINK_FOLLOW) != 0) {
    return;
  }
  if (::renameat(directory_.get(), own.c_str(), directory_.get(),
                 name.c_str()) != 0) {
    ::unlinkat(directory_.get(), own.c_str(), 0);
  }
  remove_oldest();
}

// Only what looks like an entry: the folder may hold what others put there.
void PatternCache::remove_oldest() const {
  struct File {
    std::string name;
    std::uint64_t bytes;
    timespec used;
  };
  const int again =
      ::openat(directory_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (again < 0) return;
  const auto close = [](DIR* listing) { ::closedir(listing); };
  const std::unique_ptr<DIR, decltype(close)> listing(::fdopendir(again),
                                                      close);
  if (!listing) {
    ::close(again);
    return;
  }
  std::vector<File> files;
  std::uint64_t total = 0;
  while (const dirent* item = ::readdir(listing.get())) {
    struct stat status {};
    if (!std::string_view(item->d_name).ends_with(kSuffix) ||
        ::fstatat(directory_.get(), item->d_name, &status,
                  AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(status.st_mode)) {
      continue;
    }
    const auto bytes = static_cast<std::uint64_t>(status.st_size);
    files.push_back({item->d_name, bytes, status.st_mtim});
    total += bytes;
  }
  std::ranges::sort(files, {}, [](const File& file) {
    return std::pair(file.used.tv_sec, file.used.tv_nsec);
  });
  for (const File& file : files) {
    if (total <= most_bytes_) return;
    ::unlinkat(directory_.get(), file.name.c_str(), 0);
    total -= file.bytes;
  }
}

}  // namespace trawl

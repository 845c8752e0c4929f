// SPDX-License-Identifier: MIT
#include "follow/change_watch.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "os/retry.h"

namespace trawl {
namespace {

constexpr std::uint32_t kNameChanges =
    IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE;

// Written to from other machines, or by no write(2) at all.
constexpr std::array<unsigned long, 10> kSilentFileSystems = {
    NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
    FUSE_SUPER_MAGIC, V9FS_MAGIC,      CEPH_SUPER_MAGIC, AFS_SUPER_MAGIC,
    CODA_SUPER_MAGIC, PROC_SUPER_MAGIC};

// With errno.
bool is_silent(const struct statfs& facts) {
  const auto type = static_cast<unsigned long>(facts.f_type) & 0xffffffffUL;
  errno = ENOTSUP;
  return std::ranges::find(kSilentFileSystems, type) !=
         kSilentFileSystems.end();
}

ChangeWatch::Change::Kind kind_of(std::uint32_t mask) {
  using Kind = ChangeWatch::Change::Kind;
  if ((mask & IN_Q_OVERFLOW) != 0) return Kind::overflow;
  if ((mask & IN_CREATE) != 0) return Kind::appeared;
  if ((mask & IN_MOVED_TO) != 0) return Kind::arrived;
  if ((mask & IN_MOVED_FROM) != 0) return Kind::left;
  if ((mask & IN_DELETE) != 0) return Kind::removed;
  return Kind::written;
}

}  // namespace

ChangeWatch::ChangeWatch()
    : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

// By its descriptor: its name may be another file's by now.
ChangeWatch::Number ChangeWatch::watch_file(int descriptor) {
  struct statfs facts {};
  if (::fstatfs(descriptor, &facts) != 0 || is_silent(facts)) return kNone;
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  return ::inotify_add_watch(descriptor_.get(), path.c_str(), IN_MODIFY);
}

ChangeWatch::Number ChangeWatch::watch_directory(const std::string& path) {
  struct statfs facts {};
  if (::statfs(path.c_str(), &facts) != 0 || is_silent(facts)) return kNone;
  return ::inotify_add_watch(descriptor_.get(), path.c_str(),
                             kNameChanges | IN_ONLYDIR);
}

void ChangeWatch::forget(Number watch) {
  if (watch != kNone) ::inotify_rm_watch(descriptor_.get(), watch);
}

bool ChangeWatch::wait(std::chrono::milliseconds time) const {
  pollfd changes{descriptor_.get(), POLLIN, 0};
  return retry_interrupted([&] {
           return ::poll(&changes, 1, static_cast<int>(time.count()));
         }) > 0;
}

std::vector<ChangeWatch::Change> ChangeWatch::take() {
  std::vector<Change> changes;
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  while (is_open()) {
    const ssize_t got = retry_interrupted([&] {
      return ::read(descriptor_.get(), buffer.data(), buffer.size());
    });
    if (got <= 0) break;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      at += sizeof event;
      // The name is filled up with NULs.
      const char* const name = buffer.data() + at;
      changes.push_back(
          {.kind = kind_of(event.mask),
           .watch = event.wd,
           .renaming = event.cookie,
           .name = std::string(name, ::strnlen(name, event.len))});
      at += event.len;
    }
  }
  return changes;
}

}  // namespace trawl

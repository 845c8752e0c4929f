// SPDX-License-Identifier: MIT
#include "input/rotated_set.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <set>
#include <utility>

#include "decode/format.h"
#include "input/path_access.h"
#include "os/absence.h"
#include "os/system_error.h"

namespace trawl {
namespace {

constexpr std::string_view kSeparators = ".-_";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDateParts = "0123456789.-_:T";

// A number of so many digits is a date, or the seconds of one.
constexpr std::size_t kLeastDateDigits = 6;

struct Member {
  Rotation rotation;
  std::string path;
};

bool is_file(const std::string& path) {
  struct statx facts {};
  return stat_path(path, true, facts) == 0 && S_ISREG(facts.stx_mode);
}

std::vector<std::string> rotated_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string directory =
      slash == std::string::npos ? "" : path.substr(0, slash + 1);
  const std::string name = path.substr(directory.size());
  const auto listing =
      open_directory(directory.empty() ? "." : directory, true);
  if (!listing) {
    // Then neither is the file there, which is told when its turn comes.
    if (is_absence(errno)) return {};
    throw system_error("cannot look for rotated files beside " + path);
  }
  std::vector<Member> members;
  while (const dirent* const entry = ::readdir(listing.get())) {
    const std::string_view other = entry->d_name;
    if (!other.starts_with(name)) continue;
    auto rotation = parse_rotation(other.substr(name.size()));
    std::string other_path = directory + std::string(other);
    if (!rotation || !is_file(other_path)) continue;
    members.push_back({std::move(*rotation), std::move(other_path)});
  }
  std::ranges::sort(members, [](const Member& left, const Member& right) {
    if (is_older(left.rotation, right.rotation)) return true;
    return !is_older(right.rotation, left.rotation) && left.path < right.path;
  });
  std::vector<std::string> paths;
  paths.reserve(members.size());
  for (Member& member : members) paths.push_back(std::move(member.path));
  return paths;
}

}  // namespace

std::optional<Rotation> parse_rotation(std::string_view suffix) {
  suffix = without_compressed_ending(suffix);
  if (suffix.size() < 2 || kSeparators.find(suffix[0]) == suffix.npos ||
      kDigits.find(suffix[1]) == suffix.npos) {
    return std::nullopt;
  }
  suffix.remove_prefix(1);
  if (suffix.find_first_not_of(kDateParts) != suffix.npos ||
      kDigits.find(suffix.back()) == suffix.npos) {
    return std::nullopt;
  }
  Rotation rotation;
  for (const char byte : suffix) {
    if (kDigits.find(byte) != kDigits.npos) rotation.date += byte;
  }
  if (rotation.date.size() >= kLeastDateDigits) return rotation;
  if (rotation.date.size() != suffix.size()) return std::nullopt;
  std::from_chars(suffix.data(), suffix.data() + suffix.size(),
                  rotation.number);
  rotation.date.clear();
  return rotation;
}

bool is_older(const Rotation& left, const Rotation& right) {
  if (left.date.empty() != right.date.empty()) return right.date.empty();
  if (left.date != right.date) return left.date < right.date;
  return left.number > right.number;
}

InputSelection with_rotated_sets(InputSelection selection) {
  if (!selection.with_rotated) return selection;
  std::vector<std::string> all;
  std::set<std::string> known;
  const auto add = [&](std::string path) {
    if (known.insert(path).second) all.push_back(std::move(path));
  };
  for (std::string& path : selection.paths) {
    const bool may_rotate = path != "-" && !path.ends_with('/');
    if (may_rotate) std::ranges::for_each(rotated_of(path), add);
    add(std::move(path));
  }
  selection.paths = std::move(all);
  return selection;
}

}  // namespace trawl

// SPDX-License-Identifier: MIT
#include "input/rotated_set.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "decode/format.h"
#include "input/path_access.h"
#include "os/absence.h"
#include "os/system_error.h"
#include "text/ascii.h"

namespace trawl {
namespace {

constexpr std::string_view kSeparators = ".-_";
constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDateParts = "0123456789.-_:T";

// A number of so many digits is a date, or the seconds of one.
constexpr std::size_t kLeastDateDigits = 6;
// As in 20260101.
constexpr std::size_t kDateDigits = 8;

struct Member {
  Rotation rotation;
  std::string path;
};

bool is_file(const std::string& path) {
  struct statx facts {};
  return stat_path(path, true, facts) == 0 && S_ISREG(facts.stx_mode);
}

// The numbers in it, whatever is between them; of a date three.
std::vector<std::uint64_t> numbers_in(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  while (true) {
    text.remove_prefix(std::min(text.find_first_of(kDigits), text.size()));
    if (text.empty()) return numbers;
    const std::size_t end =
        std::min(text.find_first_not_of(kDigits), text.size());
    // Where it is larger than that, too.
    std::uint64_t number = std::numeric_limits<std::uint64_t>::max();
    std::from_chars(text.data(), text.data() + end, number);
    if (end == kDateDigits) {
      numbers.insert(numbers.end(), {number / 10000, number / 100 % 100});
      number %= 100;
    }
    numbers.push_back(number);
    text.remove_prefix(end);
  }
}

// Of what follows the name of the log; unset if it is no rotation.
std::optional<Rotation> parse_rotation(std::string_view suffix) {
  if (suffix.size() < 2 || kSeparators.find(suffix[0]) == suffix.npos ||
      kDigits.find(suffix[1]) == suffix.npos) {
    return std::nullopt;
  }
  suffix.remove_prefix(1);
  if (suffix.find_first_not_of(kDateParts) != suffix.npos ||
      kDigits.find(suffix.back()) == suffix.npos) {
    return std::nullopt;
  }
  const auto digits =
      static_cast<std::size_t>(std::ranges::count_if(suffix, &is_digit));
  std::vector<std::uint64_t> numbers = numbers_in(suffix);
  if (digits >= kLeastDateDigits) return Rotation{.date = std::move(numbers)};
  if (numbers.size() > 1) return std::nullopt;
  return Rotation{.date = {}, .number = numbers.front()};
}

}  // namespace

std::vector<std::string> find_rotated(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string directory =
      slash == std::string::npos ? "" : path.substr(0, slash + 1);
  const std::string name = path.substr(directory.size());
  const auto listing = open_directory(directory.empty() ? "." : directory);
  if (!listing) {
    // Then neither is the file there, which is told when its turn comes.
    if (is_absence(errno)) return {};
    throw system_error("cannot look for rotated files beside " + path);
  }
  std::vector<Member> members;
  while (const dirent* const entry = ::readdir(listing.get())) {
    const std::string_view other = entry->d_name;
    auto rotation = find_rotation(name, other);
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

std::optional<Rotation> find_rotation(std::string_view log,
                                      std::string_view name) {
  name = without_compressed_ending(name);
  if (name.starts_with(log)) return parse_rotation(name.substr(log.size()));
  const std::string extension = std::filesystem::path(log).extension();
  log.remove_suffix(extension.size());
  if (extension.empty() || !name.starts_with(log) ||
      !name.ends_with(extension) ||
      name.size() < log.size() + extension.size()) {
    return std::nullopt;
  }
  name.remove_prefix(log.size());
  name.remove_suffix(extension.size());
  return parse_rotation(name);
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
    if (may_rotate) std::ranges::for_each(find_rotated(path), add);
    add(std::move(path));
  }
  selection.paths = std::move(all);
  return selection;
}

}  // namespace trawl

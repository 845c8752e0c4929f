// SPDX-License-Identifier: MIT
#include "input/path_walk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <utility>

#include "input/file_number.h"
#include "input/order_key.h"
#include "input/path_access.h"

namespace trawl {
namespace {

using Directories = InputSelection::Directories;
using Devices = InputSelection::Devices;

// A path travels to a worker in one message, with room for another.
constexpr std::size_t kLongestPath = 32 * 1024;

FoundPath problem_at(const std::string& path, Problem::Kind kind,
                     int system_error, std::string reason = {}) {
  FoundPath result{.path = path};
  result.problem =
      std::make_unique<Problem>(Problem{.kind = kind,
                                        .path = path,
                                        .reason = std::move(reason),
                                        .system_error = system_error,
                                        .offset = {}});
  return result;
}

FoundPath unreadable(const std::string& path, int system_error) {
  return problem_at(path, Problem::Kind::unreadable, system_error);
}

// Only globs with a slash ask for it.
std::string current_directory() {
  std::error_code ignored;
  return std::filesystem::current_path(ignored).string();
}

}  // namespace

PathWalk::PathWalk(const InputSelection& selection)
    : selection_(selection),
      names_(selection),
      globs_(selection.globs,
             selection.globs.empty() ? "" : current_directory()) {}

void PathWalk::ask_for_names_only() {
  using Key = InputSelection::Order::Key;
  const Key key = selection_.order.key;
  asks_for_facts_ =
      selection_.max_file_size || (key != Key::none && key != Key::path);
}

std::optional<FoundPath> PathWalk::next() {
  while (true) {
    if (!directories_.empty()) {
      if (auto found = next_below()) return found;
    } else if (next_path_ < selection_.paths.size()) {
      if (auto found = next_named()) return found;
    } else {
      return std::nullopt;
    }
  }
}

std::optional<FoundPath> PathWalk::next_named() {
  path_ = selection_.paths[next_path_++];
  struct statx facts {};
  if (path_ == "-") {
    path_.clear();
    // A closed standard input is reported when it is opened.
    ::statx(STDIN_FILENO, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_BTIME,
            &facts);
    FoundPath input = found(facts);
    input.kind = FoundPath::Kind::standard_input;
    return input;
  }
  if (const int error = stat_path(path_, true, facts); error != 0) {
    return unreadable(path_.empty() ? "''" : path_, error);
  }
  return S_ISDIR(facts.stx_mode) ? visit_named_directory() : visit_named(facts);
}

std::optional<FoundPath> PathWalk::visit_named(const struct statx& facts) {
  const bool is_special = !S_ISREG(facts.stx_mode);
  if (is_special && selection_.devices == Devices::none) return std::nullopt;
  if (names_.leaves_out_named_file(path_)) return std::nullopt;
  return found(facts);
}

std::optional<FoundPath> PathWalk::visit_named_directory() {
  if (selection_.directories == Directories::skip) return std::nullopt;
  // The current directory was not typed, so no pattern can mean it.
  if (!selection_.omit_dot_slash && names_.leaves_out_named_directory(path_)) {
    return std::nullopt;
  }
  if (selection_.directories == Directories::report) {
    return unreadable(path_, EISDIR);
  }
  return may_enter() ? enter() : std::nullopt;
}

std::optional<FoundPath> PathWalk::next_below() {
  Directory& here = directories_.back();
  const auto name = here.names.next();
  if (!name) {
    directories_.pop_back();
    return std::nullopt;
  }
  path_.resize(here.path_bytes);
  path_ += name->text;
  return visit_below(name->text.data(), DTTOIF(name->type));
}

// Asks the system about the file only where its type in the listing does not
// say enough to leave it out.
std::optional<FoundPath> PathWalk::visit_below(const char* name, mode_t type) {
  struct statx facts {};
  int error = 0;
  const bool is_unclear =
      type == 0 || (S_ISLNK(type) && selection_.follow_links);
  if (is_unclear) {
    error = stat_path(path_, selection_.follow_links, facts);
    if (error == 0) type = facts.stx_mode;
  }
  if (S_ISDIR(type)) {
    return leaves_out_directory(name) ? std::nullopt : enter();
  }
  if (leaves_out_file(name)) return std::nullopt;
  if (error == 0 && !is_searched(type)) return std::nullopt;
  if (!asks_for_facts_ && S_ISREG(type)) {
    facts.stx_mode = S_IFREG;
    return found(facts);
  }
  if (!is_unclear) error = stat_path(path_, selection_.follow_links, facts);
  if (error != 0) return unreadable(path_, error);
  // Somebody may have put something else there since the directory was read.
  if (!is_searched(facts.stx_mode)) return std::nullopt;
  return within_limits(facts);
}

// As grep -r: what links, pipes and devices hold is searched when named.
bool PathWalk::is_searched(mode_t type) const {
  const bool may_be = !S_ISLNK(type) && !S_ISDIR(type);
  return S_ISREG(type) || (may_be && selection_.devices == Devices::all);
}

bool PathWalk::leaves_out_directory(const char* name) const {
  return names_.leaves_out_directory(name) || is_unwanted(name, true) ||
         !may_enter();
}

bool PathWalk::leaves_out_file(const char* name) const {
  return names_.leaves_out_file(name) || is_unwanted(name, false);
}

// A hidden file that a glob asks for is wanted.
bool PathWalk::is_unwanted(const char* name, bool is_directory) const {
  const auto verdict = globs_.judge(path_, is_directory);
  const bool is_skipped = selection_.skip_hidden && name[0] == '.';
  return verdict == GlobFilter::Verdict::unwanted ||
         (is_skipped && verdict == GlobFilter::Verdict::none);
}

bool PathWalk::may_enter() const {
  return !selection_.max_depth || directories_.size() < *selection_.max_depth;
}

std::optional<FoundPath> PathWalk::within_limits(
    const struct statx& facts) const {
  const auto limit = selection_.max_file_size;
  if (limit && S_ISREG(facts.stx_mode) && facts.stx_size > *limit) {
    return problem_at(path_, Problem::Kind::skipped, 0,
                      fmt::format("skipped: its size of {} bytes is above the "
                                  "limit of {}",
                                  facts.stx_size, *limit));
  }
  return found(facts);
}

// The names read before an error are searched all the same.
std::optional<FoundPath> PathWalk::enter() {
  if (path_.size() > kLongestPath) return unreadable(path_, ENAMETOOLONG);
  const DirectoryHandle listing = open_directory(path_, links(), parent_);
  if (!listing) return unreadable(path_, errno);
  const auto identity = number_of(::dirfd(listing.get()));
  if (!identity) return unreadable(path_, errno);
  Directory directory;
  directory.identity = *identity;
  if (is_around(directory.identity)) {
    return problem_at(path_, Problem::Kind::skipped, 0,
                      "skipped: a link to a directory that it is in");
  }
  if (selection_.one_file_system && !directories_.empty() &&
      directory.identity.device != directories_.front().identity.device) {
    return std::nullopt;
  }
  if (entered_) entered_(path_);
  const int error = directory.names.read(listing.get());
  std::optional<FoundPath> problem;
  if (error != 0) problem = unreadable(path_, error);
  if (directories_.empty() && selection_.omit_dot_slash) {
    path_.clear();
  } else {
    path_ = with_slash_behind(std::move(path_));
  }
  directory.path_bytes = path_.size();
  directories_.push_back(std::move(directory));
  return problem;
}

bool PathWalk::is_around(const InputSelection::Identity& directory) const {
  return std::ranges::find(directories_, directory, &Directory::identity) !=
         directories_.end();
}

Links PathWalk::links() const {
  if (directories_.empty() || selection_.follow_links) return {};
  return {static_cast<std::uint32_t>(directories_.front().path_bytes)};
}

FoundPath PathWalk::found(const struct statx& facts) const {
  if (path_.size() > kLongestPath) return unreadable(path_, ENAMETOOLONG);
  return {.kind = S_ISREG(facts.stx_mode) ? FoundPath::Kind::regular
                                          : FoundPath::Kind::special,
          .path = path_,
          .size = facts.stx_size,
          .links = links(),
          .identity = number_of(facts),
          .order_key = order_key(selection_.order.key, facts)};
}

}  // namespace trawl

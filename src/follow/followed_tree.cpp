// SPDX-License-Identifier: MIT
#include "follow/followed_tree.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <utility>

#include "decode/format.h"
#include "input/path_access.h"
#include "input/rotated_set.h"

namespace trawl {
namespace {

// How much longer than a walk takes the pause behind it is: when there is a new
// name, of which there may be many that are left out; and without inotify.
constexpr int kPauseFactor = 4;
constexpr int kPollPauseFactor = 50;
// Without inotify, however short the walk.
constexpr std::chrono::milliseconds kShortestPause{50};

}  // namespace

void FollowedTree::enter(const std::string& path) {
  if (!std::exchange(is_begun_, true)) watch_named();
  const ChangeWatch::Number watch = setting_.watch.watch_directory(path);
  if (watch == ChangeWatch::kNone) {
    if (errno != ENOENT) setting_.must_poll = true;
    return;
  }
  const bool is_here = path == "." && selection_.omit_dot_slash;
  directories_[watch] = is_here ? "" : with_slash_behind(path);
}

void FollowedTree::note_known(const Input& input) {
  if (!is_begun_) return;
  note_place(input.path);
  if (input.kind == Input::Kind::problem) reported_.insert(input.path);
}

// True if it was not known before.
bool FollowedTree::note_place(const std::string& path) {
  const auto identity = find_identity(path);
  return identity && known_.insert(*identity).second;
}

void FollowedTree::note(const ChangeWatch::Change& change) {
  using Kind = ChangeWatch::Change::Kind;
  if (change.kind == Kind::overflow) is_stale_ = is_begun_;
  for (PathWatch& named : named_) {
    if (named.note(change) && !followed_.contains(named.path())) {
      is_stale_ = is_begun_;
    }
  }
  if (change.kind != Kind::appeared && change.kind != Kind::arrived) return;
  const auto directory = directories_.find(change.watch);
  if (directory == directories_.end()) return;
  const std::string path = directory->second + change.name;
  if (change.kind == Kind::arrived) renamed_.insert(path);
  if (!followed_.contains(path)) is_stale_ = true;
}

std::vector<FoundPath> FollowedTree::find_new(Clock::time_point now) {
  const auto left = wait(now);
  if (!left || *left > Clock::duration(0)) return {};
  is_stale_ = false;
  std::vector<FoundPath> found = walk();
  walked_ = Clock::now();
  walk_time_ = walked_ - now;
  return found;
}

std::optional<FollowedTree::Clock::duration> FollowedTree::wait(
    Clock::time_point now) const {
  if (is_stale_) return walked_ + kPauseFactor * walk_time_ - now;
  if (!is_begun_ || !setting_.must_poll) return std::nullopt;
  return walked_ - now +
         std::max<Clock::duration>(kShortestPause,
                                   kPollPauseFactor * walk_time_);
}

// A directory that was named may be removed and made again.
void FollowedTree::watch_named() {
  for (PathWatch& named : named_) {
    if (named.is_stale()) named.watch(setting_.watch);
    if (named.must_poll()) setting_.must_poll = true;
  }
}

std::vector<FoundPath> FollowedTree::walk() {
  watch_named();
  std::vector<FoundPath> found;
  PathWalk walk(selection_);
  walk.set_entered([this](const std::string& path) { enter(path); });
  while (auto next = walk.next()) {
    if (next->problem) {
      report_once(*next->problem);
    } else if (next->kind != FoundPath::Kind::standard_input && is_new(*next)) {
      found.push_back(std::move(*next));
    }
  }
  return found;
}

bool FollowedTree::is_new(const FoundPath& found) {
  if (found.identity == setting_.output_file) return false;
  // What a followed name has got is known once it is read: with its directory
  // it may get another one before.
  if (followed_.contains(found.path)) return false;
  return note_place(found.path) && !is_made_of_another(found.path);
}

// Told by the name alone of what is compressed only: a copy that is not shows
// by what it holds (LogCopies).
bool FollowedTree::is_made_of_another(const std::string& path) const {
  const std::string plain(without_compressed_ending(path));
  if (plain == path) return false;
  if (followed_.contains(plain) || renamed_.contains(plain)) return true;
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  const std::string extension = std::filesystem::path(plain).extension();
  const auto is_made_of = [&](const std::string& log) {
    return followed_.contains(log) && find_rotation(log, path);
  };
  for (std::size_t end = name + 1; end < path.size(); ++end) {
    const std::string log = path.substr(0, end);
    if (is_made_of(log) || is_made_of(log + extension)) return true;
  }
  return false;
}

// What is missing is waited for, if it was named.
void FollowedTree::report_once(const Problem& problem) {
  const bool is_waited_for =
      problem.system_error == ENOENT || followed_.contains(problem.path);
  if (is_waited_for || !reported_.insert(problem.path).second) return;
  setting_.report(problem);
}

}  // namespace trawl

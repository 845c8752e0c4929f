// SPDX-License-Identifier: MIT
#include "follow/watched_place.h"

namespace trawl {
namespace {

// Of files that appear beside the name, as a copy does before the file is cut.
constexpr std::size_t kMostNewNames = 16;

}  // namespace

WatchedPlace::Found WatchedPlace::watch(ChangeWatch& changes) {
  path_.watch(changes);
  const auto& [directory, name] = path_.end();
  const ChangeWatch::Number watch =
      path_.is_whole() ? path_.end_watch() : ChangeWatch::kNone;
  const bool is_same = watch == watch_ && moved_.name() == name &&
                       (watch != ChangeWatch::kNone || directory_ == directory);
  if (is_same) return Found::same_place;
  watch_ = watch;
  directory_ = directory;
  moved_ = MovedNames(name);
  new_names_.clear();
  return Found::another_place;
}

bool WatchedPlace::note(const ChangeWatch::Change& change, MovedNames::Time now,
                        bool brings_stranger) {
  using Kind = ChangeWatch::Change::Kind;
  bool concerns = path_.note(change);
  if (change.watch != watch_) return concerns;
  concerns = moved_.note(change, now, brings_stranger) || concerns;
  const bool is_new =
      change.kind == Kind::appeared || change.kind == Kind::arrived;
  if (is_new && !concerns) {
    new_names_.push_back(change.name);
    if (new_names_.size() > kMostNewNames) new_names_.pop_front();
  }
  return concerns;
}

bool WatchedPlace::is_left_by(const ChangeWatch::Change& change) const {
  return change.kind == ChangeWatch::Change::Kind::arrived &&
         change.watch == watch_ && moved_.is_leaving_by(change.renaming);
}

}  // namespace trawl

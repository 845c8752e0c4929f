// SPDX-License-Identifier: MIT
#include "follow/watched_place.h"

#include <cerrno>
#include <cstdlib>
#include <optional>

#include "os/absence.h"

namespace trawl {
namespace {

// Of files that appear beside the name, as a copy does before the file is cut.
constexpr std::size_t kMostNewNames = 16;

struct Place {
  std::string directory, name;
};

Place place_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

// Where a link leads to; what is no link is its own target. None if nothing has
// the name now.
std::optional<Place> target_of(const std::string& path) {
  char* const target = ::realpath(path.c_str(), nullptr);
  if (target == nullptr) return std::nullopt;
  Place place = place_of(target);
  std::free(target);
  return place;
}

}  // namespace

WatchedPlace::Found WatchedPlace::watch(ChangeWatch& changes) {
  const auto is_missing = [&](const Place& place) {
    link_watch_ = changes.watch_directory(place.directory);
    return link_watch_ == ChangeWatch::kNone && is_absence(errno) &&
           place.directory != "." && place.directory != "/";
  };
  Place link = place_of(path_);
  while (is_missing(link)) link = place_of(link.directory);
  link_name_ = link.name;
  const std::optional<Place> found = target_of(path_);
  if (!found && is_watched()) return Found::same_place;
  const Place target = found ? *found : place_of(path_);
  const ChangeWatch::Number watch = changes.watch_directory(target.directory);
  if (watch == ChangeWatch::kNone && !is_absence(errno)) must_poll_ = true;
  const bool is_same = watch == ChangeWatch::kNone
                           ? directory_ == target.directory
                           : moved_.name() == target.name;
  if (watch == watch_ && is_same) return Found::same_place;
  watch_ = watch;
  directory_ = target.directory;
  moved_ = MovedNames(target.name);
  new_names_.clear();
  return Found::another_place;
}

bool WatchedPlace::note(const ChangeWatch::Change& change, MovedNames::Time now,
                        bool brings_stranger) {
  using Kind = ChangeWatch::Change::Kind;
  bool concerns = change.watch == link_watch_ && change.name == link_name_;
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

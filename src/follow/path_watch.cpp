// SPDX-License-Identifier: MIT
#include "follow/path_watch.h"

#include <cerrno>
#include <deque>
#include <filesystem>
#include <system_error>

#include "os/absence.h"

namespace trawl {
namespace {

namespace fs = std::filesystem;

// The system's limit: path_resolution(7).
constexpr int kMostLinks = 40;

// To find the same way before and after it is watched.
constexpr int kMostLooks = 10;

void put_in_front(std::deque<std::string>& names, const fs::path& path) {
  names.insert(names.begin(), path.begin(), path.end());
}

}  // namespace

PathWatch::Way PathWatch::find_way(const std::string& path) {
  Way way;
  std::deque<std::string> names;
  put_in_front(names, path);
  std::string directory = ".";
  int links = 0;
  while (!names.empty() && way.is_whole) {
    const std::string name = std::move(names.front());
    names.pop_front();
    if (name == "/") directory = name;
    // Nothing is behind "logs/".
    if (name == "/" || name == "." || name.empty()) continue;
    way.places.push_back({directory, name});
    const fs::path place = fs::path(directory) / name;
    std::error_code error;
    const fs::file_type type = fs::symlink_status(place, error).type();
    if (type == fs::file_type::symlink && links++ < kMostLinks) {
      put_in_front(names, fs::read_symlink(place, error));
    } else if (type == fs::file_type::directory) {
      directory = place.string();
    } else {
      way.is_whole = names.empty();
    }
  }
  if (way.places.empty()) way.places.push_back({directory, "."});
  return way;
}

// What changes on the way before it is watched is not told.
void PathWatch::watch(ChangeWatch& changes) {
  for (int look = 0; look < kMostLooks; ++look) {
    Way way = find_way(path_);
    if (look > 0 && way == way_) break;
    way_ = std::move(way);
    watches_.clear();
    for (const Place& place : way_.places) {
      watches_.push_back(changes.watch_directory(place.directory));
    }
    // A directory above that cannot be listed will hardly be another one soon.
    must_poll_ = end_watch() == ChangeWatch::kNone && !is_absence(errno);
  }
  is_stale_ = false;
}

bool PathWatch::note(const ChangeWatch::Change& change) {
  if (change.kind == ChangeWatch::Change::Kind::overflow) {
    return is_stale_ = true;
  }
  for (std::size_t i = 0; i < watches_.size(); ++i) {
    const bool is_meant =
        change.watch == watches_[i] && change.name == way_.places[i].name;
    if (is_meant) return is_stale_ = true;
  }
  return false;
}

}  // namespace trawl

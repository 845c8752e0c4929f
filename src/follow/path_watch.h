// SPDX-License-Identifier: MIT
// Where a path leads, and what of that inotify tells: in each directory on the
// way the name by which it goes on, be it a directory's, a link's or missing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "follow/change_watch.h"

namespace trawl {

class PathWatch {
 public:
  // Nothing is watched yet.
  explicit PathWatch(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  // Finds out where it leads now, and watches that.
  void watch(ChangeWatch& changes);

  // True if it may lead elsewhere now, or to another file; watch() is due.
  bool note(const ChangeWatch::Change& change);
  bool is_stale() const { return is_stale_; }

  // A name in a directory, whatever has it.
  struct Place {
    std::string directory, name;
    bool operator==(const Place&) const = default;
  };
  // To what is no link, or to nothing. Of a path that stops earlier the first
  // name that is missing, and then the path is not whole.
  const Place& end() const { return way_.places.back(); }
  bool is_whole() const { return way_.is_whole; }
  // Of end().directory.
  ChangeWatch::Number end_watch() const { return watches_.back(); }

  // Where it leads cannot be watched.
  bool must_poll() const { return must_poll_; }

 private:
  struct Way {
    std::vector<Place> places;
    bool is_whole = true;
    bool operator==(const Way&) const = default;
  };
  static Way find_way(const std::string& path);

  std::string path_;
  Way way_{.places = {{}}};
  std::vector<ChangeWatch::Number> watches_{ChangeWatch::kNone};  // of places
  bool is_stale_ = true;
  bool must_poll_ = false;
};

}  // namespace trawl

// SPDX-License-Identifier: MIT
// Where files are that had a certain name. A log may be renamed more than once
// between two looks at its name; what had the name in between is found again
// by following the renamings in the order in which they happened:
//
//   app.log -> app.log.1;  app.log.1 -> app.log.2, app.log -> app.log.1
//
// Two files have had the name app.log then: app.log.2 and app.log.1. Sees
// changes only, no file.
//
// Where app.log.1 is followed by its name, too, these files are strangers to
// it: they are app.log's.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "follow/change_watch.h"

namespace trawl {

class MovedNames {
 public:
  explicit MovedNames(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }

  using Time = std::chrono::steady_clock::time_point;

  // A change in the directory of the name. True if it concerns the name, or one
  // that a file has which had the name: it may have been looked for in vain.
  // `brings_stranger`: what arrives had another followed name, or still was a
  // stranger to one.
  bool note(const ChangeWatch::Change& change, Time now, bool brings_stranger);

  // A file that had the name is on its way to another one, by that renaming.
  bool is_leaving_by(std::uint32_t renaming) const;
  bool is_held_by_stranger() const { return is_held_by_stranger_; }

  // The names now of files that had the name, in the order in which they lost
  // it, strangers left out. Those that were renamed out of the directory or
  // removed have none.
  std::vector<std::string> names() const;

  // How many files have got the name so far, not counting strangers and those
  // that had it before.
  std::uint64_t arrivals() const { return arrivals_; }

  // Forgets those that lost it before.
  void forget_before(Time time);

 private:
  struct Moved {
    std::string name;            // empty: none that is known
    std::uint32_t renaming = 0;  // under way to another one
    Time left{};
    bool is_stranger = false;
  };

  bool leave(const std::string& name, std::uint32_t renaming, Time now);
  bool arrive(const std::string& name, std::uint32_t renaming,
              bool brings_stranger);

  std::string name_;
  std::vector<Moved> moved_;
  bool is_held_by_stranger_ = false;  // the name
  std::uint64_t arrivals_ = 0;
};

}  // namespace trawl

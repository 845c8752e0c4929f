// SPDX-License-Identifier: MIT
// One name that is followed, and the files that had it: the one that has it
// now, last, and those before it that may still be written to. A file keeps
// being read when it is renamed or removed; what takes its name is read behind
// it, as an input of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "follow/change_watch.h"
#include "follow/followed_file.h"
#include "follow/named_file.h"
#include "follow/past_files.h"
#include "follow/watched_place.h"
#include "trawl/error.h"

namespace trawl {

// What the names of one search share.
struct FollowSetting {
  FollowRules rules;
  InputSelection::Identity output_file{};  // never to be read

  ChangeWatch watch{};
  bool must_poll = false;  // something cannot be watched
  std::uint64_t next_input = 0;
  PastFiles past{};
  // Under any name; null if it is not.
  std::function<FollowedFile*(const FileIdentity&)> find_followed{};
  // It has a name that is followed.
  std::function<bool(const FileIdentity&)> is_named{};
  // A name has become that of a directory; null if none is entered.
  std::function<void()> note_directory{};
  // A file is read from now on; null as above.
  std::function<void(const FileIdentity&)> note_file{};
  // Takes notice of what happened to names in the meantime.
  std::function<void()> note_changes{};
  std::function<void(Problem)> report{};
};

class FollowedName {
 public:
  using Clock = std::chrono::steady_clock;
  using Files = std::vector<std::unique_ptr<FollowedFile>>;

  // `is_below`: found below a directory, where names come and go.
  FollowedName(std::string path, FollowSetting& setting, bool is_below);

  const std::string& path() const { return path_; }
  Files& files() { return files_; }
  const Files& files() const { return files_; }
  bool is_stream() const { return is_stream_; }

  // Also one that has the name no more; null if it is not among them.
  FollowedFile* find_file(const FileIdentity& identity);

  // The file that has the name; it was just opened by it.
  FollowedFile& begin_with(NamedFile named);
  // Nothing has the name yet; that was said.
  void begin_missing();
  // A file has it that was not there before. Others that get the name later are
  // not for this object if `is_single`.
  void begin_new(Clock::time_point now, bool is_single);
  FollowedFile& begin_stream(std::shared_ptr<FileDescriptor> file);

  // Takes notice of a change; true if it should be looked for files. For
  // `brings_stranger` see MovedNames.
  bool note(const ChangeWatch::Change& change, Clock::time_point now,
            bool brings_stranger);
  bool is_left_by(const ChangeWatch::Change& change) const {
    return place_.is_left_by(change);
  }

  // Finds the files that got the name, in the order in which they did: first
  // those that have others by now, which must not be taken for files of these
  // other names, and so before the second is asked of any name. What happens
  // meanwhile may make it necessary to look again.
  void look_for_moved();
  void look_at_name(Clock::time_point now);
  // True if none is missing that may just have been renamed again.
  bool has_found_all() const { return has_found_all_; }
  // Nothing happened since.
  void settle(Clock::time_point now);

  // To be called now and then: ends files that had the name and were left by
  // their writers, and says so if it stays without a file.
  void review(Clock::time_point now);

  struct Copy {
    std::string path;
    FollowedFile* file = nullptr;
  };
  // The file was cut: what is left of it, if there is a copy, is still to be
  // read, and then the file from its beginning. Of `copies`, which are
  // followed, nothing is.
  void restart(FollowedFile& file, const std::vector<Copy>& copies);

  // Files of which nothing more is wanted go.
  void drop_ended();

  // It is without a file, and none is waited for.
  bool is_gone() const { return is_gone_ && files_.empty(); }

  // As last seen.
  bool has(const FileIdentity& identity) const { return at_name_ == identity; }

  // The first of its files that is new; null if none is.
  const FollowedFile* first_new() const;

  RecordCount selected() const;
  bool is_done = false;  // Query::max_count is reached

 private:
  bool is_looked_at() const { return !is_stream_ && !is_single_ && !is_done; }
  void watch_place();
  struct Moved {
    struct Opened {
      std::optional<NamedFile> named;
      int error = 0;  // errno, if that failed
    };
    std::optional<FileIdentity> at_name;
    std::vector<Opened> files;
  };
  bool find_moved(bool passes_over_missing);
  Moved open_moved();
  void note_no_file(Clock::time_point now, int error);
  void review_absence(Clock::time_point now);
  void end_left(Clock::time_point now);
  bool has_successor(const FollowedFile& file) const;
  void end_removed(Clock::time_point now);
  Files::iterator find(const FileIdentity& identity);
  bool is_seen_to_elsewhere(const FileIdentity& identity) const;
  Files::iterator insert(Files::iterator place, NamedFile named);
  Files::iterator add(Files::iterator place, NamedFile named);
  std::optional<std::string> go_on_in_copy(FollowedFile& file,
                                           const std::vector<Copy>& copies);
  std::vector<std::string> rotated_names() const;
  std::vector<std::string> add_missed(Files::iterator& place,
                                      const std::string& copy);
  void report(std::string reason, int system_error = 0) const;

  std::string path_;
  FollowSetting& setting_;
  bool is_below_;
  bool is_single_ = false;
  Files files_;
  bool is_stream_ = false;

  std::optional<FileIdentity> at_name_;  // has the name, as last seen
  std::optional<Clock::time_point> missing_since_;
  bool said_missing_ = false;
  int said_error_ = 0;  // errno
  bool is_gone_ = false;
  RecordCount selected_before_ = 0;  // of files that are gone

  WatchedPlace place_;
  std::uint64_t found_ = 0;  // of the files that got the name; or more
  bool has_found_all_ = true;
};

using FollowedNames = std::list<FollowedName>;

// Under any of the names; null if it is not.
FollowedFile* find_followed(FollowedNames& names, const FileIdentity& identity);

}  // namespace trawl

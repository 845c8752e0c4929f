// SPDX-License-Identifier: MIT
// One name that is followed, and the files that had it: the one that has it
// now, last, and those before it that may still be written to. A file keeps
// being read when it is renamed or removed; what takes its name is read behind
// it, as an input of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "follow/change_watch.h"
#include "follow/followed_file.h"
#include "follow/moved_names.h"
#include "trawl/error.h"

namespace trawl {

// What the names of one search share.
struct FollowSetting {
  FollowRules rules;
  FileIdentity output_file{};  // never to be read

  ChangeWatch watch{};
  bool must_poll = false;  // something cannot be watched
  std::uint64_t next_input = 0;
  std::function<bool(const FileIdentity&)> is_followed{};  // under any name
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

  // The file that has the name; it was just opened by it.
  FollowedFile& begin_with(std::shared_ptr<FileDescriptor> file,
                           std::uint64_t input, const FileIdentity& identity);
  // Nothing has the name yet; that was said.
  void begin_missing();
  // A file has it that was not there before. Others that get the name later are
  // not for this object if `is_single`.
  void begin_new(Clock::time_point now, bool is_single);
  FollowedFile& begin_stream(std::shared_ptr<FileDescriptor> file);

  // Takes notice of a change; true if look() should be called.
  bool note(const ChangeWatch::Change& change, Clock::time_point now);

  // Finds the files that got the name, in the order in which they did. What
  // happens meanwhile may make it necessary to look again.
  void look(Clock::time_point now);
  // Nothing happened since.
  void settle(Clock::time_point now);

  // To be called now and then: ends files that had the name and were left by
  // their writers, and says so if it stays without a file.
  void review(Clock::time_point now);

  // The file was cut: what is left of it, if there is a copy, is still to be
  // read, and then the file from its beginning.
  void restart(FollowedFile& file);

  // Files of which nothing more is wanted go.
  void drop_ended();

  // It is without a file, and none is waited for.
  bool is_gone() const { return is_gone_ && files_.empty(); }

  RecordCount selected() const;
  bool is_done = false;  // Query::max_count is reached

 private:
  struct Opened {
    std::shared_ptr<FileDescriptor> file;
    FileIdentity identity;
    bool is_regular = false;
  };
  static std::optional<Opened> open(const std::string& path);

  void watch_directories();
  bool find_moved(bool passes_over_missing);
  void review_absence(Clock::time_point now);
  void end_removed(Clock::time_point now);
  void find_at_name(Clock::time_point now);
  Files::iterator find(const FileIdentity& identity);
  Files::iterator add(Files::iterator place, Opened opened);
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

  // The directory in which the name is, and the one of what it leads to if it
  // is a link.
  ChangeWatch::Number link_watch_ = ChangeWatch::kNone;
  std::string link_name_;
  ChangeWatch::Number watch_ = ChangeWatch::kNone;
  std::string directory_;
  MovedNames moved_{""};
  std::deque<std::string> new_names_;  // in that directory, the latest

  std::uint64_t found_ = 0;  // of the files that got the name
  bool is_sure_ = true;      // that all that can be found were
};

}  // namespace trawl

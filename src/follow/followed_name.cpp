// SPDX-License-Identifier: MIT
#include "follow/followed_name.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "input/path_access.h"

namespace trawl {
namespace {

using std::chrono::seconds;

// A file that lost its name is closed when nothing was written to it for so
// long and something is in the file that has the name now: its writers have
// moved on. A daemon that is told to open its log anew does so within
// milliseconds.
constexpr seconds kWriterPatience{5};

// A name may be without a file for a moment in each rotation.
constexpr seconds kUnremarkableAbsence{1};

// For so long the files that had the name are looked for by their new names;
// less than kWriterPatience, so that each that was found is still open then
// and not taken for another one.
constexpr seconds kSearchTime{1};

// Of files that appear beside the name, as a copy does before the file is cut.
constexpr std::size_t kMostNewNames = 16;

bool is_absence(int error) { return error == ENOENT || error == ENOTDIR; }

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

FollowedName::FollowedName(std::string path, FollowSetting& setting,
                           bool is_below)
    : path_(std::move(path)), setting_(setting), is_below_(is_below) {}

FollowedFile& FollowedName::begin_with(std::shared_ptr<FileDescriptor> file,
                                       std::uint64_t input,
                                       const FileIdentity& identity) {
  files_.push_back(std::make_unique<FollowedFile>(std::move(file), input));
  FollowedFile& begun = *files_.back();
  begun.identity = identity;
  begun.watch = setting_.watch.watch_file(begun.descriptor());
  if (begun.watch == ChangeWatch::kNone) setting_.must_poll = true;
  at_name_ = identity;
  watch_directories();
  return begun;
}

void FollowedName::begin_missing() {
  said_missing_ = true;
  watch_directories();
}

void FollowedName::begin_new(Clock::time_point now, bool is_single) {
  is_single_ = is_single;
  watch_directories();
  find_at_name(now);
  found_ = moved_.arrivals();  // it came before the directory was watched
}

FollowedFile& FollowedName::begin_stream(std::shared_ptr<FileDescriptor> file) {
  is_stream_ = true;
  files_.push_back(
      std::make_unique<FollowedFile>(std::move(file), setting_.next_input++));
  files_.back()->read_as_stream(setting_.rules);
  return *files_.back();
}

// Where a directory is missing, it is waited for in the one around it. What had
// the name a moment ago was where it is watched already.
void FollowedName::watch_directories() {
  const auto is_missing = [&](const Place& place) {
    link_watch_ = setting_.watch.watch_directory(place.directory);
    return link_watch_ == ChangeWatch::kNone && is_absence(errno) &&
           place.directory != "." && place.directory != "/";
  };
  Place link = place_of(path_);
  while (is_missing(link)) link = place_of(link.directory);
  link_name_ = link.name;
  const std::optional<Place> found = target_of(path_);
  if (!found && watch_ != ChangeWatch::kNone) return;
  const Place target = found ? *found : place_of(path_);
  const ChangeWatch::Number watch =
      setting_.watch.watch_directory(target.directory);
  if (watch == ChangeWatch::kNone && !is_absence(errno)) {
    setting_.must_poll = true;
  }
  const bool is_same = watch == ChangeWatch::kNone
                           ? directory_ == target.directory
                           : moved_.name() == target.name;
  if (watch == watch_ && is_same) return;
  watch_ = watch;
  directory_ = target.directory;
  moved_ = MovedNames(target.name);
  new_names_.clear();
  found_ = 0;
}

bool FollowedName::note(const ChangeWatch::Change& change,
                        Clock::time_point now) {
  using Kind = ChangeWatch::Change::Kind;
  if (change.kind == Kind::overflow) return true;
  if (change.kind == Kind::written) return false;
  bool concerns = change.watch == link_watch_ && change.name == link_name_;
  if (change.watch != watch_) return concerns;
  concerns = moved_.note(change, now) || concerns;
  const bool is_new =
      change.kind == Kind::appeared || change.kind == Kind::arrived;
  if (is_new && !concerns) {
    new_names_.push_back(change.name);
    if (new_names_.size() > kMostNewNames) new_names_.pop_front();
  }
  return concerns;
}

void FollowedName::look(Clock::time_point now) {
  if (is_stream_ || is_single_ || is_done) return;
  is_sure_ = find_moved(false);
  find_at_name(now);
}

void FollowedName::settle(Clock::time_point now) {
  if (!std::exchange(is_sure_, true)) find_moved(true);
  if (moved_.arrivals() > found_) {
    found_ = moved_.arrivals();
    report("a file that had this name for a moment could not be found");
  }
  moved_.forget_before(now - kSearchTime);
}

std::optional<FollowedName::Opened> FollowedName::open(
    const std::string& path) {
  FileDescriptor file = open_followed(path);
  struct stat status {};
  if (!file.is_open() || ::fstat(file.get(), &status) != 0) {
    return std::nullopt;
  }
  return Opened{.file = std::make_shared<FileDescriptor>(std::move(file)),
                .identity = identity_of(status),
                .is_regular = S_ISREG(status.st_mode)};
}

// From the one that lost the name last backwards, so that each is put in front
// of those that had it later. False if one is missing, which may just have been
// renamed again: that will be told, and those before it have no place yet.
bool FollowedName::find_moved(bool passes_over_missing) {
  const auto at_name = find_identity(path_);
  auto later = at_name ? find(*at_name) : files_.end();
  std::vector<std::string> names = moved_.names();
  std::ranges::reverse(names);
  for (const std::string& name : names) {
    auto opened = open(directory_ + "/" + name);
    if (!opened && is_absence(errno) && !passes_over_missing) return false;
    if (!opened || !opened->is_regular) continue;
    const auto known = find(opened->identity);
    if (known != files_.end()) {
      later = known;
    } else if (!setting_.is_followed(opened->identity)) {
      later = add(later, std::move(*opened));
    }
  }
  return true;
}

void FollowedName::find_at_name(Clock::time_point now) {
  if (watch_ == ChangeWatch::kNone) watch_directories();
  auto opened = open(path_);
  if (!opened) {
    if (!is_absence(errno) && std::exchange(said_error_, errno) != errno) {
      said_missing_ = true;
      report({}, said_error_);
    }
    if (at_name_ || !missing_since_) missing_since_ = now;
    at_name_.reset();
    return;
  }
  missing_since_.reset();
  if (at_name_ == opened->identity) return;
  said_missing_ = is_gone_ = false;
  said_error_ = 0;
  at_name_ = opened->identity;
  watch_directories();
  if (find(opened->identity) != files_.end()) return;  // it came back
  ++found_;
  if (opened->identity == setting_.output_file) {
    report("is also the output, and not searched");
  } else if (!opened->is_regular) {
    report("is not a file now; waiting for one");
  } else if (!setting_.is_followed(opened->identity)) {
    --found_;
    add(files_.end(), std::move(*opened));
  }
}

FollowedName::Files::iterator FollowedName::find(const FileIdentity& identity) {
  return std::ranges::find_if(files_, [&](const auto& file) {
    return file->identity == identity && !file->has_ended;
  });
}

FollowedName::Files::iterator FollowedName::add(Files::iterator place,
                                                Opened opened) {
  auto file = std::make_unique<FollowedFile>(std::move(opened.file),
                                             setting_.next_input++);
  file->identity = opened.identity;
  file->watch = setting_.watch.watch_file(file->descriptor());
  if (file->watch == ChangeWatch::kNone) setting_.must_poll = true;
  file->read_from_start(setting_.rules);
  ++found_;
  return files_.insert(place, std::move(file));
}

void FollowedName::review(Clock::time_point now) {
  if (is_stream_ || is_done) return;
  if (is_single_) {
    is_gone_ = true;
    return end_removed(now);
  }
  if (!missing_since_ && !at_name_) missing_since_ = now;
  if (missing_since_ && now - *missing_since_ >= kUnremarkableAbsence) {
    review_absence(now);
  }
  for (std::size_t i = 0; i + 1 < files_.size(); ++i) {
    FollowedFile& file = *files_[i];
    if (file.identity != at_name_ && now - file.last_read >= kWriterPatience &&
        files_.back()->growing().position() > 0) {
      file.growing().end();
      file.is_fresh = true;
    }
  }
}

// Below a directory a file that was only renamed is read on, whatever its name
// is; one that was removed until its writers have moved on.
void FollowedName::review_absence(Clock::time_point now) {
  if (!is_below_) {
    if (!std::exchange(said_missing_, true)) {
      report("has lost its name; waiting for a file that has it");
    }
    return;
  }
  is_gone_ = !find_identity(path_) && is_absence(errno);
  end_removed(now);
}

void FollowedName::end_removed(Clock::time_point now) {
  for (const auto& file : files_) {
    struct stat status {};
    const bool is_removed =
        ::fstat(file->descriptor(), &status) == 0 && status.st_nlink == 0;
    if (!is_removed || now - file->last_read < kWriterPatience) continue;
    file->growing().end();
    file->is_fresh = true;
  }
}

void FollowedName::restart(FollowedFile& file) {
  const auto copy = std::ranges::find_if(new_names_, [&](const auto& name) {
    FileDescriptor opened = open_stream(directory_ + "/" + name);
    return opened.is_open() && file.growing().go_on_in(std::move(opened));
  });
  if (copy != new_names_.end()) {
    report("was cut; what was left to search is in " + *copy);
    file.growing().end();
  } else {
    report("was cut; what was not searched yet is lost");
    file.growing().end_here();
  }
  const auto place = std::ranges::find_if(
      files_, [&](const auto& other) { return other.get() == &file; });
  auto again =
      std::make_unique<FollowedFile>(file.file(), setting_.next_input++);
  again->identity = file.identity;
  again->watch = file.watch;
  again->read_from_start(setting_.rules);
  files_.insert(place + 1, std::move(again));
}

void FollowedName::drop_ended() {
  for (const auto& file : files_) {
    if (!file->has_ended) continue;
    selected_before_ += file->selected;
    const bool is_watched_on =
        std::ranges::any_of(files_, [&](const auto& other) {
          return other != file && other->watch == file->watch;
        });
    if (!is_watched_on) setting_.watch.forget(file->watch);
  }
  std::erase_if(files_, [](const auto& file) { return file->has_ended; });
}

RecordCount FollowedName::selected() const {
  RecordCount total = selected_before_;
  for (const auto& file : files_) total += file->selected;
  return total;
}

void FollowedName::report(std::string reason, int system_error) const {
  setting_.report({.kind = Problem::Kind::changed,
                   .path = path_,
                   .reason = std::move(reason),
                   .system_error = system_error,
                   .offset = {}});
}

}  // namespace trawl

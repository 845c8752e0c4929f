// SPDX-License-Identifier: MIT
#include "follow/followed_name.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <iterator>
#include <map>
#include <ranges>
#include <utility>

#include "decode/format.h"
#include "input/rotated_set.h"
#include "os/absence.h"
#include "os/file_size.h"

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

// What is in front of this place in a copy is compared with the log.
constexpr ByteCount kComparedBytes = 64 * 1024;

// To open all of them while none is renamed.
constexpr int kMostAttempts = 20;

// Whether a file is the copy of what a log holds now, which is not cut yet.
bool is_copy_of_now(int copy, ByteCount size, int log) {
  const ReadMark head(copy, std::min(size, kComparedBytes));
  return head.compare(log) == ReadMark::Compared::same;
}

}  // namespace

FollowedName::FollowedName(std::string path, FollowSetting& setting,
                           bool is_below)
    : path_(std::move(path)),
      setting_(setting),
      is_below_(is_below),
      place_(path_) {}

FollowedFile* FollowedName::find_file(const FileIdentity& identity) {
  const auto found = std::ranges::find_if(files_, [&](const auto& file) {
    return !file->is_stream() && file->identity == identity;
  });
  return found == files_.end() ? nullptr : found->get();
}

FollowedFile& FollowedName::begin_with(NamedFile named) {
  at_name_ = named.identity;
  FollowedFile& begun = **insert(files_.end(), std::move(named));
  watch_place();
  return begun;
}

void FollowedName::begin_missing() {
  said_missing_ = true;
  watch_place();
}

void FollowedName::begin_new(Clock::time_point now, bool is_single) {
  look_at_name(now);
  found_ =
      place_.moved().arrivals();  // it came before the directory was watched
  is_single_ = is_single;
}

FollowedFile& FollowedName::begin_stream(std::shared_ptr<FileDescriptor> file) {
  is_stream_ = true;
  files_.push_back(std::make_unique<FollowedFile>(std::move(file)));
  files_.back()->read_as_stream(setting_.rules);
  return *files_.back();
}

void FollowedName::watch_place() {
  if (place_.watch(setting_.watch) == WatchedPlace::Found::another_place) {
    found_ = 0;
  }
  if (place_.must_poll()) setting_.must_poll = true;
}

bool FollowedName::note(const ChangeWatch::Change& change,
                        Clock::time_point now, bool brings_stranger) {
  return change.kind != ChangeWatch::Change::Kind::written &&
         place_.note(change, now, brings_stranger);
}

void FollowedName::look_for_moved() {
  if (is_looked_at()) has_found_all_ = find_moved(false);
}

void FollowedName::settle(Clock::time_point now) {
  if (!std::exchange(has_found_all_, true)) find_moved(true);
  if (place_.moved().arrivals() > found_) {
    report("a file that had this name for a moment could not be found");
  }
  found_ = place_.moved().arrivals();
  place_.moved().forget_before(now - kSearchTime);
}

// From the one that lost the name last backwards, so that each is put in front
// of those that had it later. False if one is missing, which has just been
// renamed again: that will be told, and those before it have no place yet.
bool FollowedName::find_moved(bool passes_over_missing) {
  Moved moved = open_moved();
  auto later = moved.at_name ? find(*moved.at_name) : files_.end();
  for (auto& [named, error] : moved.files) {
    if (!named && is_absence(error) && !passes_over_missing) return false;
    if (!named || !named->file) continue;
    const auto known = find(named->identity);
    if (known != files_.end()) {
      later = known;
    } else if (is_seen_to_elsewhere(named->identity)) {
      ++found_;
    } else {
      later = add(later, std::move(*named));
    }
  }
  return true;
}

// The files of MovedNames, the last one first. While they are opened one by one
// they may be renamed: a name would then lead to another file than it did when
// the one before was opened.
FollowedName::Moved FollowedName::open_moved() {
  Moved moved;
  std::vector<std::string> names = place_.moved().names();
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    moved = {.at_name = find_identity(path_), .files = {}};
    for (const std::string& name : names | std::views::reverse) {
      auto named = open_followed(place_.directory() + "/" + name);
      const int error = named ? 0 : errno;
      moved.files.push_back({std::move(named), error});
    }
    setting_.note_changes();
    std::vector<std::string> names_now = place_.moved().names();
    if (names_now == names) break;
    names = std::move(names_now);
  }
  return moved;
}

void FollowedName::look_at_name(Clock::time_point now) {
  if (!is_looked_at()) return;
  const bool is_told = place_.is_stale();
  if (is_told) watch_place();
  auto named = open_followed(path_);
  if (!named) return note_no_file(now, errno);
  missing_since_.reset();
  if (at_name_ == named->identity) return;
  said_missing_ = is_gone_ = false;
  said_error_ = 0;
  at_name_ = named->identity;
  if (!is_told) watch_place();
  if (find(named->identity) != files_.end()) return;  // it came back
  if (named->identity.number() == setting_.output_file) {
    ++found_;
    return report("is also the output, and not searched");
  }
  if (!named->file) {
    ++found_;
    if (named->is_directory && setting_.note_directory) {
      return setting_.note_directory();
    }
    return report("is not a file now; waiting for one");
  }
  // What brought it here shows whose it is.
  setting_.note_changes();
  if (place_.moved().is_held_by_stranger()) return;
  if (is_seen_to_elsewhere(named->identity)) {
    ++found_;
  } else {
    add(files_.end(), std::move(*named));
  }
}

void FollowedName::note_no_file(Clock::time_point now, int error) {
  if (!is_absence(error) && std::exchange(said_error_, error) != error) {
    said_missing_ = true;
    report({}, error);
  }
  if (at_name_ || !missing_since_) missing_since_ = now;
  at_name_.reset();
}

FollowedName::Files::iterator FollowedName::find(const FileIdentity& identity) {
  return std::ranges::find_if(files_, [&](const auto& file) {
    return file->identity == identity && !file->has_ended;
  });
}

// Under another name, or done with.
bool FollowedName::is_seen_to_elsewhere(const FileIdentity& identity) const {
  return setting_.find_followed(identity) != nullptr ||
         setting_.past.is_enough(identity);
}

FollowedName::Files::iterator FollowedName::insert(Files::iterator place,
                                                   NamedFile named) {
  auto file = std::make_unique<FollowedFile>(std::move(named.file));
  file->identity = named.identity;
  file->watch = setting_.watch.watch_file(file->descriptor());
  if (file->watch == ChangeWatch::kNone) setting_.must_poll = true;
  if (setting_.note_file) setting_.note_file(file->identity);
  return files_.insert(place, std::move(file));
}

// One that got the name.
FollowedName::Files::iterator FollowedName::add(Files::iterator place,
                                                NamedFile named) {
  const auto past = setting_.past.take(named.identity);
  const auto added = insert(place, std::move(named));
  FollowedFile& file = **added;
  file.set_input(setting_.next_input++);
  if (past) {
    file.read_behind(*past, setting_.rules);
  } else {
    file.read_from_start(setting_.rules);
    file.may_be_copy = true;
  }
  ++found_;
  return added;
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
  end_left(now);
}

// A file that has another name which is followed is read on.
void FollowedName::end_left(Clock::time_point now) {
  for (const auto& file : files_) {
    if (now - file->last_read < kWriterPatience || !has_successor(*file) ||
        setting_.is_named(file->identity)) {
      continue;
    }
    file->growing().end();
    file->is_fresh = true;
  }
}

// Something was written to a file that got the name later.
bool FollowedName::has_successor(const FollowedFile& file) const {
  const FollowedFile* last = files_.back().get();
  if (last == &file) last = at_name_ ? setting_.find_followed(*at_name_) : last;
  return last != nullptr && last != &file && last->growing().position() > 0;
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

void FollowedName::restart(FollowedFile& file,
                           const std::vector<Copy>& copies) {
  const auto copy = go_on_in_copy(file, copies);
  for (const Copy& other : copies) other.file->has_ended = true;
  auto place = std::ranges::find_if(
      files_, [&](const auto& other) { return other.get() == &file; });
  if (copy) {
    file.growing().end();
    const auto missed = add_missed(place, *copy);
    report(missed.empty()
               ? "was cut; what was left to search is in " + *copy
               : fmt::format("was cut more than once; what was left to search "
                             "is in {} and in {}",
                             *copy, fmt::join(missed, ", ")));
  } else {
    report("was cut; what was not searched yet is lost");
    file.growing().end_here();
  }
  auto again = std::make_unique<FollowedFile>(file.file());
  again->set_input(setting_.next_input++);
  again->may_be_copy = true;
  again->identity = file.identity;
  again->watch = file.watch;
  again->read_from_start(setting_.rules);
  files_.insert(place + 1, std::move(again));
}

// The path of the copy, if there is one that holds as much as was read.
std::optional<std::string> FollowedName::go_on_in_copy(
    FollowedFile& file, const std::vector<Copy>& copies) {
  for (const Copy& copy : copies) {
    if (file.growing().go_on_in(copy.file->file())) return copy.path;
  }
  const auto goes_on_in = [&](const std::string& name) {
    auto named = open_followed(place_.directory() + "/" + name);
    return named && named->file && file.growing().go_on_in(named->file);
  };
  for (const std::string& name : place_.new_names()) {
    if (goes_on_in(name)) return name;
  }
  // Without inotify nobody tells what is new.
  for (const std::string& name : rotated_names()) {
    if (goes_on_in(name)) return name;
  }
  return std::nullopt;
}

// Of the log, in its directory, the oldest first.
std::vector<std::string> FollowedName::rotated_names() const {
  const std::string directory = place_.directory() + "/";
  std::vector<std::string> names;
  try {
    for (const std::string& path :
         find_rotated(directory + place_.moved().name())) {
      names.push_back(path.substr(directory.size()));
    }
  } catch (const Error&) {
    // It may not be listed: then none of them is found.
  }
  return names;
}

// Rotated ones that were last changed behind that copy: each holds what nobody
// had looked at when it was cut, as where the output was not read for long.
// They come behind `place`, which is then that of the last one; their names.
std::vector<std::string> FollowedName::add_missed(Files::iterator& place,
                                                  const std::string& copy) {
  const auto open = [this](const std::string& name) {
    return open_followed(place_.directory() + "/" + name);
  };
  std::vector<std::string> missed;
  const auto before = open(copy);
  if (!before || !before->file) return missed;
  const auto copied = change_time(before->file->get());
  const int log = (*place)->descriptor();
  std::multimap<std::chrono::nanoseconds, std::pair<std::string, NamedFile>>
      behind;
  for (const std::string& name : rotated_names()) {
    // That may be what another one holds.
    if (without_compressed_ending(name) != name) continue;
    auto named = open(name);
    if (!named || !named->file) continue;
    const auto changed = change_time(named->file->get());
    const bool is_missed =
        changed > copied && !is_seen_to_elsewhere(named->identity) &&
        !is_copy_of_now(named->file->get(), named->size, log);
    if (is_missed) behind.emplace(changed, std::pair(name, *std::move(named)));
  }
  for (auto& [changed, file] : behind) {
    place = insert(place + 1, std::move(file.second));
    (*place)->set_input(setting_.next_input++);
    (*place)->read_from_start(setting_.rules);
    (*place)->growing().end();
    missed.push_back(std::move(file.first));
  }
  return missed;
}

void FollowedName::drop_ended() {
  const auto begin =
      std::stable_partition(files_.begin(), files_.end(),
                            [](const auto& file) { return !file->has_ended; });
  const Files ended(std::make_move_iterator(begin),
                    std::make_move_iterator(files_.end()));
  files_.erase(begin, files_.end());
  for (const auto& file : ended) {
    selected_before_ += file->selected;
    if (setting_.find_followed(file->identity) != nullptr) continue;
    setting_.watch.forget(file->watch);
    if (const auto past = file->past(is_done)) setting_.past.add(*past);
  }
}

const FollowedFile* FollowedName::first_new() const {
  const auto found = std::ranges::find_if(
      files_, [](const auto& file) { return file->is_new(); });
  return found == files_.end() ? nullptr : found->get();
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

FollowedFile* find_followed(FollowedNames& names,
                            const FileIdentity& identity) {
  for (FollowedName& name : names) {
    if (FollowedFile* const file = name.find_file(identity)) return file;
  }
  return nullptr;
}

}  // namespace trawl

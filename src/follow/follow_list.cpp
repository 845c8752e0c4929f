// SPDX-License-Identifier: MIT
#include "follow/follow_list.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

#include "decode/format.h"
#include "follow/searched_part.h"
#include "input/path_access.h"
#include "input/rotated_set.h"
#include "os/file_size.h"
#include "plan/input_content.h"

namespace trawl {
namespace {

// Beside what inotify tells, all is looked at so often: it does not see into
// directories that may not be listed, nor what is mounted. Two system calls for
// each file.
constexpr std::chrono::milliseconds kReviewInterval{1000};

// A renaming is seen before it is told. Short beside the 100 ms within which a
// line is to come out.
constexpr std::chrono::milliseconds kNewsPatience{20};

// How often without inotify.
constexpr std::chrono::milliseconds kPollInterval{50};

}  // namespace

FollowList::FollowList(const FollowRules& rules,
                       const InputSelection& selection, Options options)
    : options_(std::move(options)),
      setting_{.rules = rules, .output_file = selection.output_file},
      tree_(selection, setting_),
      named_(selection.paths.begin(), selection.paths.end()) {
  setting_.must_poll = !setting_.watch.is_open();
  setting_.report = options_.report;
  setting_.find_followed = [this](const FileIdentity& identity) {
    return find_followed(names_, identity);
  };
  setting_.is_named = [this](const FileIdentity& identity) {
    return std::ranges::any_of(
        names_, [&](const FollowedName& name) { return name.has(identity); });
  };
  if (selection.directories == InputSelection::Directories::recurse) {
    setting_.note_directory = [this] { tree_.note_directory(); };
    setting_.note_file = [this](const FileIdentity& identity) {
      tree_.note_file(identity);
    };
  }
  setting_.note_changes = [this] { note(setting_.watch.take()); };
}

// The inputs that are searched have the first numbers.
void FollowList::claim(InputList& inputs) {
  inputs.set_entered(
      [this](const std::string& directory) { tree_.enter(directory); });
  inputs.find_all([this](Input& input) {
    const bool is_searched = claim_input(input);
    if (is_searched) ++setting_.next_input;
    return is_searched;
  });
  for (FollowedName& name : names_) {
    for (auto& file : name.files()) {
      if (file->is_read()) file->set_input(setting_.next_input++);
    }
  }
}

// False for what is to be followed only.
bool FollowList::claim_input(Input& input) {
  tree_.note_known(input);
  if (input.is_rotated) return claim_rotated(input);
  switch (input.kind) {
    case Input::Kind::problem:
      return claim_missing(input);
    case Input::Kind::stream:
      return claim_special(input);
    case Input::Kind::regular:
      break;
  }
  if (!input.path.empty()) return claim_file(input);
  options_.report({.kind = Problem::Kind::changed,
                   .path = "(standard input)",
                   .reason = "searched, but not followed: it is a file without "
                             "a name; name it in place of '<'",
                   .offset = {}});
  return true;
}

// Its name is another file's at the next rotation.
bool FollowList::claim_rotated(Input& input) {
  if (auto named = open_followed(input.path); named && named->file) {
    const bool is_compressed =
        look_into(named->file->get(), setting_.rules.encodings,
                  setting_.rules.decompression)
            .is_compressed();
    // Of several such each is decoded by another worker, which opens it.
    if (!is_compressed) input.file = std::move(named->file);
  }
  return true;
}

// The message goes where the input has its turn.
bool FollowList::claim_missing(Input& input) {
  if (input.problem.system_error != ENOENT) return true;
  add_name(input.path).begin_missing();
  input.problem.kind = Problem::Kind::changed;
  input.problem.reason = "is not there; waiting for it";
  return true;
}

bool FollowList::claim_special(Input& input) {
  struct stat status {};
  const bool is_pipe =
      ::fstat(input.file->get(), &status) == 0 && !S_ISREG(status.st_mode);
  if (is_pipe) {
    add_name(input.path).begin_stream(input.file);
    return false;
  }
  // As of /proc, it does not grow; or it was empty a moment ago.
  if (status.st_size == 0 || input.path.empty()) return true;
  input.kind = Input::Kind::regular;
  return claim_file(input);
}

bool FollowList::claim_file(Input& input) {
  auto named = input.file ? identify(input.file) : open_followed(input.path);
  if (!named && (errno == EMFILE || errno == ENFILE)) {
    options_.report({.kind = Problem::Kind::changed,
                     .path = input.path,
                     .reason = "searched, but not followed: too many files "
                               "are open",
                     .offset = {}});
  }
  // To be tried, and reported, in its turn.
  if (!named || !named->file) return true;
  input.file = named->file;
  const int descriptor = input.file->get();
  const FollowRules& rules = setting_.rules;
  const InputContent content =
      look_into(descriptor, rules.encodings, rules.decompression);
  if (content.is_compressed()) {  // it is complete
    if (is_short_path(input.path)) input.file.reset();
    return true;
  }
  const bool takes_all_lines =
      options_.follow == SearchOptions::Follow::from_end;
  // Where its records are shows only when all before is decoded.
  const SearchedPart searched =
      content.is_encoded ? SearchedPart{}
                         : find_searched_part(descriptor, named->size,
                                              rules.shapes, takes_all_lines);
  const bool is_shared_out = searched.end > 0 && !takes_all_lines;
  FollowedFile& file = add_name(input.path).begin_with(*std::move(named));
  if (is_shared_out) {
    file.set_input(setting_.next_input);
    file.begin_search(searched);
    input.size = searched.end;
    input.is_followed = true;
  } else if (searched.end > 0) {
    file.read_new(searched, line_behind(file, searched.end), setting_.rules);
  } else {
    file.read_from_start(setting_.rules);
  }
  return is_shared_out;
}

LineNumber FollowList::line_behind(const FollowedFile& file,
                                   ByteOffset end) const {
  if (!options_.line_numbers) return 1;
  return 1 + count_lines(file.descriptor(), end,
                         setting_.rules.shapes.terminator());
}

FollowedName& FollowList::add_name(const std::string& path) {
  tree_.note_followed(path);
  return names_.emplace_back(path, setting_, !named_.contains(path));
}

// What appeared below a directory.
void FollowList::add_new(Clock::time_point now) {
  for (const FoundPath& found : tree_.find_new(now)) {
    if (found.kind == FoundPath::Kind::special) {
      add_new_stream(found.path);
      continue;
    }
    const std::string& path = found.path;
    // The next file of such a name is what a rotation makes of another one.
    const bool is_single = without_compressed_ending(path) != path;
    FollowedName& name =
        is_single ? names_.emplace_back(path, setting_, true) : add_name(path);
    name.begin_new(now, is_single);
    to_look_at_.push_back(&name);
  }
}

void FollowList::add_new_stream(const std::string& path) {
  auto file = std::make_shared<FileDescriptor>(open_path(path));
  if (!file->is_open()) {
    return options_.report({.kind = Problem::Kind::unreadable,
                            .path = path,
                            .reason = {},
                            .system_error = errno,
                            .offset = {}});
  }
  FollowedFile& stream = add_name(path).begin_stream(std::move(file));
  stream.set_input(setting_.next_input++);
}

void FollowList::begin(const Terminators& terminators) {
  for (FollowedName& name : names_) {
    for (auto& file : name.files()) {
      if (file->is_read()) continue;
      // Of Query::time not all lines need have been looked at.
      file->go_on(setting_.rules.time ? line_behind(*file, file->searched_end())
                                      : 1 + terminators(file->input()),
                  setting_.rules);
      if (file->times() && file->times()->is_past()) end_past(name);
    }
  }
}

void FollowList::note_end(const InputSummary& summary) {
  for (FollowedName& name : names_) {
    for (auto& file : name.files()) {
      if (file->input() != summary.input.index) continue;
      file->selected = summary.selected;
      file->has_ended = true;
      const bool is_complete = file->is_read() && file->reader().at_end();
      const bool is_enough =
          options_.max_count && name.selected() >= *options_.max_count;
      if (is_enough || (!is_complete && !summary.binary_offset)) {
        name.is_done = true;
      }
    }
  }
}

void FollowList::restart(FollowedName& name, FollowedFile& file) {
  tree_.hurry();
  look();  // a copy may have been made before
  restart_others(file);
  name.restart(file, copies_.of(file));
}

// The copy may have been written over a file that is followed.
void FollowList::restart_others(const FollowedFile& file) {
  for (FollowedName& name : names_) {
    std::vector<FollowedFile*> cut;
    for (auto& other : name.files()) {
      const bool is_cut = !other->is_stream() &&
                          other->identity != file.identity &&
                          other->growing().was_cut();
      if (is_cut) cut.push_back(other.get());
    }
    for (FollowedFile* other : cut) name.restart(*other, {});
  }
}

void FollowList::look() {
  const Clock::time_point now = Clock::now();
  const auto interval = setting_.must_poll ? kPollInterval : kReviewInterval;
  for (FollowedName& name : names_) {
    if (name.is_stream()) name.files().front()->is_fresh = true;
  }
  note(setting_.watch.take());
  walk_and_note(now);
  if (now - reviewed_ >= interval) {
    reviewed_ = now;
    for (FollowedName& name : names_) {
      name.review(now);
      to_look_at_.push_back(&name);
      for (auto& file : name.files()) file->is_fresh = true;
    }
  }
  const std::uint64_t known = setting_.next_input;
  settle_names(now);
  if (setting_.next_input == known) return;
  // A directory is looked at less often, and there may be other files that had
  // the name which another one has now.
  tree_.hurry();
  walk_and_note(now);
  settle_names(now);
}

// Walking takes time, in which names change: not between what is told of them
// and the look at them.
void FollowList::walk_and_note(Clock::time_point now) {
  add_new(now);
  note(setting_.watch.take());
}

// To settle is to look once more, at which something may have been told.
void FollowList::settle_names(Clock::time_point now) {
  do {
    look_at_names(now);
  } while (!to_look_at_.empty());
}

// Until nothing happens to them meanwhile.
void FollowList::look_at_names(Clock::time_point now) {
  std::vector<FollowedName*> looked_at;
  do {
    const std::vector<FollowedName*> names = std::exchange(to_look_at_, {});
    for (FollowedName* name : names) name->look_for_moved();
    for (FollowedName* name : names) name->look_at_name(now);
    looked_at.insert(looked_at.end(), names.begin(), names.end());
    note(setting_.watch.take());
    if (!std::ranges::all_of(looked_at, &FollowedName::has_found_all)) {
      wait_for_news();
    }
  } while (!to_look_at_.empty());
  for (FollowedName* name : looked_at) name->settle(now);
}

void FollowList::wait_for_news() {
  const Clock::time_point end = Clock::now() + kNewsPatience;
  while (to_look_at_.empty()) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0 || !setting_.watch.wait(left)) return;
    note(setting_.watch.take());
  }
}

void FollowList::note(const std::vector<ChangeWatch::Change>& changes) {
  using Kind = ChangeWatch::Change::Kind;
  const Clock::time_point now = Clock::now();
  for (const ChangeWatch::Change& change : changes) {
    tree_.note(change);
    const auto left = std::ranges::find_if(
        names_, [&](const auto& name) { return name.is_left_by(change); });
    for (FollowedName& name : names_) {
      const bool brings_stranger = left != names_.end() && &*left != &name;
      if (name.note(change, now, brings_stranger) &&
          std::ranges::find(to_look_at_, &name) == to_look_at_.end()) {
        to_look_at_.push_back(&name);
      }
      for (auto& file : name.files()) {
        const bool is_meant =
            change.kind == Kind::overflow ||
            (change.kind == Kind::written && change.watch == file->watch);
        if (is_meant) file->is_fresh = true;
      }
    }
  }
}

void FollowList::drop_ended() {
  for (FollowedName& name : names_) {
    if (name.is_done) {
      for (auto& file : name.files()) file->has_ended = true;
    }
    name.drop_ended();
  }
  std::erase_if(names_, [&](FollowedName& name) {
    const bool is_gone =
        name.is_gone() || (name.is_stream() && name.files().empty());
    if (is_gone) tree_.forget_followed(name.path());
    return name.is_done || is_gone;
  });
}

void FollowList::append_waits(std::vector<pollfd>& waits) const {
  waits.push_back({setting_.watch.descriptor(), POLLIN, 0});
  for (const FollowedName& name : names_) {
    if (!name.is_stream()) continue;
    for (const auto& file : name.files()) {
      waits.push_back({file->descriptor(), POLLIN, 0});
    }
  }
}

int FollowList::poll_milliseconds() const {
  const bool has_names = !tree_.is_empty() ||
                         !std::ranges::all_of(names_, &FollowedName::is_stream);
  std::optional<std::chrono::milliseconds> wait;
  if (has_names) wait = setting_.must_poll ? kPollInterval : kReviewInterval;
  const Clock::time_point now = Clock::now();
  if (const auto left = tree_.wait(now)) {
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(*left);
    wait = std::clamp(whole, std::chrono::milliseconds(0), *wait);
  }
  for (const FollowedName& name : names_) {
    for (const auto& file : name.files()) {
      if (const auto left = file->wait_for_record(now)) {
        wait = std::min(*left, wait.value_or(*left));
      }
    }
  }
  return wait ? static_cast<int>(wait->count()) : -1;
}

}  // namespace trawl

// SPDX-License-Identifier: MIT
#include "follow/follow_list.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include "follow/searched_part.h"
#include "input/path_access.h"
#include "input/rotated_set.h"
#include "plan/input_content.h"

namespace trawl {
namespace {

// Beside what inotify tells, all is looked at so often: links and directories
// change in ways it does not see. Two system calls for each file.
constexpr std::chrono::milliseconds kReviewInterval{1000};

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
  setting_.is_followed = [this](const FileIdentity& identity) {
    return std::ranges::any_of(names_, [&](FollowedName& name) {
      return std::ranges::any_of(name.files(), [&](const auto& file) {
        return !file->is_stream() && file->identity == identity;
      });
    });
  };
  if (!selection.with_rotated) return;
  for (const std::string& path : selection.paths) {
    auto file = std::make_shared<FileDescriptor>(open_stream(path));
    struct stat status {};
    const bool is_file =
        file->is_open() && ::fstat(file->get(), &status) == 0 &&
        S_ISREG(status.st_mode) && identity_of(status) != setting_.output_file;
    if (is_file) opened_[path] = std::move(file);
  }
}

bool FollowList::claim(Input& input) {
  bool is_handed_on = true;
  tree_.note_known(input);
  if (auto opened = opened_.extract(input.path)) {
    input.kind = Input::Kind::regular;
    input.file = std::move(opened.mapped());
  }
  if (input.is_rotated) {
    ++setting_.next_input;
    return true;
  }
  switch (input.kind) {
    case Input::Kind::problem:
      is_handed_on = claim_missing(input);
      break;
    case Input::Kind::stream: {
      struct stat status {};
      const bool is_pipe =
          ::fstat(input.file->get(), &status) == 0 && !S_ISREG(status.st_mode);
      if (is_pipe) {
        add_name(input.path).begin_stream(input.file);
        is_handed_on = false;
      } else if (status.st_size > 0 && !input.path.empty()) {
        input.kind = Input::Kind::regular;  // it was empty a moment ago
        is_handed_on = claim_file(input);
      }  // else as of /proc: it does not grow
      break;
    }
    case Input::Kind::regular:
      // Standard input has no name to follow.
      if (!input.path.empty()) is_handed_on = claim_file(input);
      break;
  }
  if (is_handed_on) ++setting_.next_input;
  return is_handed_on;
}

// The message goes where the input has its turn.
bool FollowList::claim_missing(Input& input) {
  if (input.problem.system_error != ENOENT) return true;
  add_name(input.path).begin_missing();
  input.problem.kind = Problem::Kind::changed;
  input.problem.reason = "is not there; waiting for it";
  return true;
}

bool FollowList::claim_file(Input& input) {
  if (!input.file) {
    input.file = std::make_shared<FileDescriptor>(open_followed(input.path));
    if (!input.file->is_open() && (errno == EMFILE || errno == ENFILE)) {
      options_.report({.kind = Problem::Kind::changed,
                       .path = input.path,
                       .reason = "searched, but not followed: too many files "
                                 "are open",
                       .offset = {}});
    }
  }
  struct stat status {};
  if (!input.file->is_open() || ::fstat(input.file->get(), &status) != 0) {
    input.file.reset();  // to be tried, and reported, in its turn
    return true;
  }
  const int descriptor = input.file->get();
  const FollowRules& rules = setting_.rules;
  const InputContent content =
      look_into(descriptor, rules.encodings, rules.decompression);
  if (content.is_compressed) {  // it is complete
    if (is_short_path(input.path)) input.file.reset();
    return true;
  }
  const auto size = static_cast<ByteOffset>(status.st_size);
  // Where its records are shows only when all before is decoded.
  const SearchedPart searched =
      content.is_encoded ? SearchedPart{} : find_searched(descriptor, size);
  const bool is_shared_out =
      searched.end > 0 && options_.follow == SearchOptions::Follow::all;
  const std::uint64_t number =
      is_shared_out ? setting_.next_input : setting_.next_input++;
  FollowedFile& file =
      add_name(input.path).begin_with(input.file, number, identity_of(status));
  if (is_shared_out) {
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

// Of several lines the last record may go on; it is not among them.
SearchedPart FollowList::find_searched(int descriptor, ByteOffset size) const {
  const FollowRules& rules = setting_.rules;
  const ByteOffset lines =
      find_end_of_lines(descriptor, size, rules.shapes.terminator());
  const auto rule = find_rule(descriptor, lines, rules.shapes);
  if (options_.follow == SearchOptions::Follow::from_end) return {lines, rule};
  if (!rule) return {};
  const RecordShape shape = rules.shapes.shape(*rule);
  if (shape.is_line()) return {lines, rule};
  return {find_records_before(descriptor, lines, 1, shape), rule};
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
  for (const std::string& path : tree_.find_new(now)) {
    // The next file of such a name is what a rotation makes of another one.
    const bool is_single = without_compressed_ending(path) != path;
    FollowedName& name =
        is_single ? names_.emplace_back(path, setting_, true) : add_name(path);
    name.begin_new(now, is_single);
    to_look_at_.push_back(&name);
  }
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

void FollowList::look() {
  const Clock::time_point now = Clock::now();
  const auto interval = setting_.must_poll ? kPollInterval : kReviewInterval;
  for (FollowedName& name : names_) {
    if (name.is_stream()) name.files().front()->is_fresh = true;
  }
  // Walking takes time, in which names change: not between what is told of
  // them and the look at them.
  note(setting_.watch.take());
  add_new(now);
  note(setting_.watch.take());
  if (now - reviewed_ >= interval) {
    reviewed_ = now;
    for (FollowedName& name : names_) {
      name.review(now);
      to_look_at_.push_back(&name);
      for (auto& file : name.files()) file->is_fresh = true;
    }
  }
  std::vector<FollowedName*> looked_at;
  while (!to_look_at_.empty()) {
    for (FollowedName* name : to_look_at_) name->look(now);
    looked_at.insert(looked_at.end(), to_look_at_.begin(), to_look_at_.end());
    to_look_at_.clear();
    note(setting_.watch.take());
  }
  for (FollowedName* name : looked_at) name->settle(now);
}

void FollowList::note(const std::vector<ChangeWatch::Change>& changes) {
  using Kind = ChangeWatch::Change::Kind;
  const Clock::time_point now = Clock::now();
  for (const ChangeWatch::Change& change : changes) {
    tree_.note(change);
    for (FollowedName& name : names_) {
      if (name.note(change, now) &&
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
    const bool is_gone = name.is_gone();
    if (is_gone) tree_.forget_followed(name.path());
    return name.is_done || is_gone ||
           (name.is_stream() && name.files().empty());
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

// SPDX-License-Identifier: MIT
#include "input/input_list.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "os/retry.h"

namespace trawl {
namespace {

Input problem_input(const std::string& path, Problem::Kind kind,
                    int system_error, std::string reason = {}) {
  Input input;
  input.path = path;
  input.problem = {.kind = kind,
                   .path = path,
                   .reason = std::move(reason),
                   .system_error = system_error,
                   .offset = {}};
  return input;
}

bool is_same_file(const struct stat& status,
                  const InputSelection::Identity& file) {
  return file.inode != 0 && status.st_ino == file.inode &&
         status.st_dev == file.device;
}

// A file that reports no size may still hold bytes (/proc).
bool holds_bytes(int descriptor) {
  char byte;
  return retry_interrupted([&] { return ::pread(descriptor, &byte, 1, 0); }) >
         0;
}

}  // namespace

// A directory being walked: what is left of its entries, last one first.
struct InputList::Directory {
  std::string prefix;  // path with a slash behind it, or ""
  std::vector<std::string> names;
};

InputList::InputList(const InputSelection& selection) : selection_(selection) {}

InputList::~InputList() = default;

std::optional<Input> InputList::next() {
  while (true) {
    if (!problems_.empty()) {
      Input input;
      input.problem = std::move(problems_.back());
      input.path = input.problem.path;
      problems_.pop_back();
      return input;
    }
    if (!directories_.empty()) {
      if (auto input = next_below()) return input;
      continue;
    }
    if (operand_ == selection_.paths.size()) return std::nullopt;
    if (auto input = next_operand()) return input;
  }
}

std::optional<Input> InputList::next_operand() {
  const std::string& path = selection_.paths[operand_++];
  if (path == "-") return standard_input();
  return open_path(path, true);
}

// The next file below the innermost directory; empty if that is done, or if a
// directory was entered.
std::optional<Input> InputList::next_below() {
  Directory& directory = directories_.back();
  if (directory.names.empty()) {
    directories_.pop_back();
    return std::nullopt;
  }
  const std::string path = directory.prefix + directory.names.back();
  directory.names.pop_back();
  return open_path(path, false);
}

Input InputList::standard_input() const {
  Input input;
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0) {
    return problem_input("(standard input)", Problem::Kind::unreadable, errno);
  }
  const int descriptor = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  if (descriptor < 0) {
    return problem_input("(standard input)", Problem::Kind::unreadable, errno);
  }
  input.file = std::make_shared<FileDescriptor>(descriptor);
  // A file is mapped and shared out like any other, unless somebody has read
  // a part of it already: then what is left is a stream.
  const bool from_start =
      S_ISREG(status.st_mode) && ::lseek(STDIN_FILENO, 0, SEEK_CUR) == 0;
  if (from_start && is_same_file(status, selection_.output_file)) {
    return problem_input("(standard input)", Problem::Kind::unreadable, 0,
                         "input file is also the output");
  }
  if (from_start && status.st_size > 0) {
    input.kind = Input::Kind::regular;
    input.size = static_cast<ByteCount>(status.st_size);
  } else {
    input.kind = Input::Kind::stream;
  }
  return input;
}

// Empty if there is nothing to search at `path`: a directory that was entered,
// or what is left out below one.
std::optional<Input> InputList::open_path(const std::string& path,
                                          bool operand) {
  struct stat status {};
  const int failed =
      operand ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status);
  if (failed != 0) {
    return problem_input(path, Problem::Kind::unreadable, errno);
  }
  if (S_ISDIR(status.st_mode)) {
    if (!selection_.recursive) {
      return problem_input(path, Problem::Kind::unreadable, EISDIR);
    }
    enter(path);
    return std::nullopt;
  }
  if (S_ISREG(status.st_mode)) {
    if (is_same_file(status, selection_.output_file)) {
      return problem_input(path, Problem::Kind::unreadable, 0,
                           "input file is also the output");
    }
    return regular(path, static_cast<ByteCount>(status.st_size));
  }
  // As grep -r: links, pipes and devices are searched only when named.
  if (!operand) return std::nullopt;
  const int descriptor = retry_interrupted(
      [&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY); });
  if (descriptor < 0) {
    return problem_input(path, Problem::Kind::unreadable, errno);
  }
  Input input;
  input.kind = Input::Kind::stream;
  input.path = path;
  input.file = std::make_shared<FileDescriptor>(descriptor);
  return input;
}

Input InputList::regular(const std::string& path, ByteCount size) const {
  Input input;
  input.kind = Input::Kind::regular;
  input.path = path;
  input.size = size;
  if (size > 0) return input;
  FileDescriptor file(retry_interrupted(
      [&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY); }));
  if (file.is_open() && holds_bytes(file.get())) {
    input.kind = Input::Kind::stream;
    input.file = std::make_shared<FileDescriptor>(std::move(file));
  }
  return input;
}

void InputList::enter(const std::string& path) {
  DIR* listing = ::opendir(path.c_str());
  if (listing == nullptr) {
    problems_.push_back(
        problem_input(path, Problem::Kind::unreadable, errno).problem);
    return;
  }
  Directory directory;
  if (!(selection_.omit_dot_slash && path == ".")) {
    directory.prefix = path;
    if (!path.ends_with('/')) directory.prefix += '/';
  }
  errno = 0;
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") directory.names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) {
    problems_.push_back(
        problem_input(path, Problem::Kind::unreadable, errno).problem);
  }
  ::closedir(listing);
  std::ranges::sort(directory.names, std::greater<>());
  directories_.push_back(std::move(directory));
}

}  // namespace trawl

// SPDX-License-Identifier: MIT
#include "support/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "support/sanitized.h"

namespace trawl::test {
namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what, int error) {
  throw std::system_error(error, std::generic_category(), what);
}

// glibc 2.36 declares pidfd_open without extern "C".
int pidfd_of(pid_t process) {
  return static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
}

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept
      : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

struct Pipe {
  Descriptor read_end, write_end;
};

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe2", errno);
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// NAME= of NAME=VALUE.
std::string_view name_of(std::string_view entry) {
  return entry.substr(0, entry.find('=') + 1);
}

// What the person who runs the tests has set is no part of them.
bool is_personal(std::string_view entry) {
  for (const std::string_view prefix : {"GREP_", "LC_", "LANG", "NO_COLOR=",
                                        "TRAWL_CONFIG=", "XDG_CONFIG_HOME="}) {
    if (entry.starts_with(prefix)) return true;
  }
  return false;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

struct ChildEnds {
  Pipe in, out, err;
};

// One spawn's file actions and attributes.
class SpawnPlan {
 public:
  SpawnPlan() {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    // A group of its own, so that a kill reaches the workers as well. This
    // process ignores SIGPIPE, which exec would hand on.
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  void connect(const Command& command, const ChildEnds& ends) {
    if (const auto* file = std::get_if<RedirectedInput>(&command.input)) {
      open_as_input(file->path);
    } else if (std::holds_alternative<PipedInput>(command.input)) {
      duplicate(ends.in.read_end, STDIN_FILENO);
    } else {
      open_as_input("/dev/null");
    }
    duplicate(ends.out.write_end, STDOUT_FILENO);
    duplicate(ends.err.write_end, STDERR_FILENO);
    ::posix_spawn_file_actions_addchdir_np(&actions_,
                                           command.directory.c_str());
  }

  pid_t spawn(const Command& command) {
    std::vector<std::string> words = command.words;
    std::vector<std::string> added = command.environment;
    // To look for leaks takes as long as all else of a short search: 100 ms and
    // 54. The unit tests, the terminal's and the scripts do.
    if (kIsSanitized) {
      added.emplace_back(
          "ASAN_OPTIONS=exitcode=99:malloc_context_size=1:detect_leaks=0");
    }
    std::vector<std::string> environment = test_environment(added);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, words[0].c_str(), &actions_,
                                     &attributes_, pointers_to(words).data(),
                                     pointers_to(environment).data());
    if (error != 0) fail(words[0].c_str(), error);
    return child;
  }

 private:
  void open_as_input(const std::string& path) {
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, path.c_str(),
                                       O_RDONLY, 0);
  }
  void duplicate(const Descriptor& from, int to) {
    ::posix_spawn_file_actions_adddup2(&actions_, from.number(), to);
  }

  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// The parent's side of one running program.
class RunningProgram {
 public:
  explicit RunningProgram(const Command& command)
      : deadline_(Clock::now() + command.bound) {
    ChildEnds ends{make_pipe(), make_pipe(), make_pipe()};
    SpawnPlan plan;
    plan.connect(command, ends);
    child_ = plan.spawn(command);
    exit_ = Descriptor(pidfd_of(child_));
    out_ = std::move(ends.out.read_end);
    err_ = std::move(ends.err.read_end);
    if (const auto* piped = std::get_if<PipedInput>(&command.input)) {
      in_ = std::move(ends.in.write_end);
      ::fcntl(in_.number(), F_SETFL, O_NONBLOCK);
      unsent_ = piped->bytes;
    }
  }

  Outcome finish() {
    while (out_.is_open() || err_.is_open()) exchange();
    wait_for_exit();
    return std::move(outcome_);
  }

 private:
  // Feeds and drains what is ready, so that neither side waits for the other.
  void exchange() {
    pollfd ready[] = {{in_.number(), POLLOUT, 0},
                      {out_.number(), POLLIN, 0},
                      {err_.number(), POLLIN, 0}};
    if (::poll(ready, 3, remaining_ms()) == 0) return give_up();
    if (ready[0].revents != 0) feed();
    if (ready[1].revents != 0) drain(out_, outcome_.out);
    if (ready[2].revents != 0) drain(err_, outcome_.err);
  }

  void feed() {
    const ssize_t count = ::write(in_.number(), unsent_.data(), unsent_.size());
    if (count < 0 && errno == EAGAIN) return;
    if (count > 0) unsent_.remove_prefix(static_cast<std::size_t>(count));
    if (count < 0 || unsent_.empty()) in_.close();
  }

  static void drain(Descriptor& from, std::string& bytes) {
    static char memory[1 << 16];  // these tests have one thread
    const ssize_t count = ::read(from.number(), memory, sizeof memory);
    if (count > 0) {
      bytes.append(memory, static_cast<std::size_t>(count));
    } else {
      from.close();
    }
  }

  void wait_for_exit() {
    pollfd ended{exit_.number(), POLLIN, 0};
    if (!outcome_.timed_out && ::poll(&ended, 1, remaining_ms()) == 0) {
      give_up();
    }
    int status = 0;
    if (::waitpid(child_, &status, 0) != child_) fail("waitpid", errno);
    outcome_.status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  void give_up() {
    ::kill(-child_, SIGKILL);
    outcome_.timed_out = true;
    in_.close();
    out_.close();
    err_.close();
  }

  int remaining_ms() const {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline_ - Clock::now());
    return left.count() > 0 ? static_cast<int>(left.count()) : 0;
  }

  Clock::time_point deadline_;
  pid_t child_ = 0;
  Descriptor exit_, in_, out_, err_;
  std::string_view unsent_;
  Outcome outcome_;
};

bool is_plain(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=./,:";
  return !word.empty() && word.find_first_not_of(kPlain) == std::string::npos;
}

// For bytes that a terminal would swallow: $'...'.
std::string ansi_c_quoted(const std::string& word) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string result = "$'";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f) {
      result += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      if (c == '\'' || c == '\\') result += '\\';
      result += c;
    }
  }
  return result + "'";
}

}  // namespace

std::vector<std::string> test_environment(
    const std::vector<std::string>& added) {
  // Of two entries with one name programs take the first.
  std::vector<std::string> result = added;
  result.emplace_back("LC_ALL=C.UTF-8");
  result.emplace_back("XDG_CONFIG_HOME=/nonexistent");
  result.emplace_back("XDG_CACHE_HOME=/dev/null/none");  // even for root
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const auto has_its_name = [&](std::string_view other) {
      return name_of(other) == name_of(*entry);
    };
    if (!is_personal(*entry) && std::ranges::none_of(added, has_its_name)) {
      result.emplace_back(*entry);
    }
  }
  return result;
}

Outcome run_program(const Command& command) {
  ::signal(SIGPIPE, SIG_IGN);  // a program may leave before it read its input
  Outcome outcome = RunningProgram(command).finish();
  // A worker's death is made good, so that the answer alone may not show it.
  if (outcome.err.find("Sanitizer") != std::string::npos ||
      outcome.err.find(": runtime error: ") != std::string::npos) {
    throw std::runtime_error(shell_quoted(command.words) + ":\n" + outcome.err);
  }
  return outcome;
}

std::string trawl_program() {
  const char* path = std::getenv("TRAWL");
  return path != nullptr ? path : TRAWL_PROGRAM;
}

std::string shell_quoted(const std::string& word) {
  if (is_plain(word)) return word;
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7f || c == '\'') return ansi_c_quoted(word);
  }
  return "'" + word + "'";
}

std::string shell_quoted(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) {
    if (!result.empty()) result += ' ';
    result += shell_quoted(word);
  }
  return result;
}

}  // namespace trawl::test

// SPDX-License-Identifier: MIT
#include "support/child_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "support/run_program.h"
#include "support/text_difference.h"

namespace trawl::test {
namespace {

constexpr int kPatienceMilliseconds = 60'000;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

void wait_until_ready(int descriptor, short events, std::string_view bytes) {
  pollfd ready{descriptor, events, 0};
  int count = 0;
  do {
    count = ::poll(&ready, 1, kPatienceMilliseconds);
  } while (count < 0 && errno == EINTR);
  if (count > 0) return;
  throw std::runtime_error("nothing happens any more behind:\n" +
                           visible_text(bytes));
}

// From here to exec only what is safe behind a fork.
[[noreturn]] void become(const ChildProgram::Setting& setting,
                         const ChildStreams& streams,
                         const std::vector<char*>& words,
                         const std::vector<char*>& environment) {
  // What this process ignores, or a shell in front of it, exec would hand on.
  for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGWINCH}) {
    ::signal(number, SIG_DFL);
  }
  if (streams.has_terminal) {
    ::setsid();
    ::ioctl(streams.err, TIOCSCTTY, 0);
  } else {
    ::setpgid(0, 0);
  }
  // Upwards first: the three may be numbered 0 to 2 themselves.
  const int in = ::fcntl(streams.in, F_DUPFD, 10);
  const int out = ::fcntl(streams.out, F_DUPFD, 10);
  const int err = ::fcntl(streams.err, F_DUPFD, 10);
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  for (const int copy : {in, out, err}) ::close(copy);
  if (::chdir(setting.directory.c_str()) == 0) {
    ::execvpe(words[0], words.data(), environment.data());
  }
  ::_exit(127);
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

PipeEnds make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail("pipe2");
  return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

ChildProgram::ChildProgram(const Setting& setting,
                           const ChildStreams& streams) {
  ::signal(SIGPIPE, SIG_IGN);  // a program may leave before it read its input
  std::vector<std::string> words = setting.words;
  std::vector<std::string> added = setting.environment;
  added.emplace_back("TERM=xterm");
  std::vector<std::string> environment = test_environment(added);
  const std::vector<char*> word_pointers = pointers_to(words);
  const std::vector<char*> environment_pointers = pointers_to(environment);
  process_ = ::fork();
  if (process_ < 0) fail("fork");
  if (process_ == 0) {
    become(setting, streams, word_pointers, environment_pointers);
  }
}

ChildProgram::~ChildProgram() {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);  // it may not have made its group yet
  ::waitpid(process_, nullptr, 0);
}

std::vector<pid_t> ChildProgram::children() const {
  const std::string number = std::to_string(process_);
  std::ifstream list("/proc/" + number + "/task/" + number + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; list >> child;) children.push_back(child);
  return children;
}

int ChildProgram::wait() {
  // glibc 2.36 declares pidfd_open without extern "C".
  const FileDescriptor exit(
      static_cast<int>(::syscall(SYS_pidfd_open, process_, 0)));
  wait_until_ready(exit.get(), POLLIN, "the end of its output");
  int status = 0;
  if (::waitpid(process_, &status, 0) != process_) fail("waitpid");
  process_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool read_more(int descriptor, std::string& bytes) {
  wait_until_ready(descriptor, POLLIN, bytes);
  char memory[1 << 16];
  const ssize_t count = ::read(descriptor, memory, sizeof memory);
  if (count < 0 && errno != EIO) fail("read");
  if (count <= 0) return false;
  bytes.append(memory, static_cast<std::size_t>(count));
  return true;
}

void read_until(int descriptor, std::string_view text, std::string& bytes,
                std::size_t begin) {
  using Clock = std::chrono::steady_clock;
  const auto deadline =
      Clock::now() + std::chrono::milliseconds(kPatienceMilliseconds);
  while (bytes.find(text, begin) == std::string::npos) {
    if (Clock::now() > deadline) {  // it goes on about something else
      throw std::runtime_error("it did not write " + visible_text(text) +
                               "but wrote:\n" + visible_text(bytes));
    }
    if (!read_more(descriptor, bytes)) {
      throw std::runtime_error("it ended before it wrote " +
                               visible_text(text) + "but wrote:\n" +
                               visible_text(bytes));
    }
  }
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    wait_until_ready(descriptor, POLLOUT, bytes.substr(0, 100));
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EAGAIN) continue;
    if (count < 0) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

}  // namespace trawl::test

// SPDX-License-Identifier: MIT
// A library to preload (LD_PRELOAD): makes one system call of a program fail.
//
//   FAIL_CALL   its name, or "any": every call here that a signal may
//   interrupt;
//               "shrink": none, but files are FAIL_COUNT bytes smaller when
//               they are read than stat said;
//               "disk": FAIL_COUNT bytes of each file, from FAIL_FROM on,
//               cannot be read, and none can be mapped
//   FAIL_FROM   the first call that fails, counted from 1 over all processes
//   FAIL_COUNT  how many fail from there on; "half": every second one
//   FAIL_ERRNO  with which errno, as a number
//   FAIL_IN     "coordinator": only in the process that was started; "worker":
//               only in its children; unset: in all
//
// The count lies in memory that children share, so that a retry by another
// worker does not meet the same fault again, unless FAIL_COUNT says so.
#include <dirent.h>
#include <dlfcn.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace {

std::string_view setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

struct Plan {
  std::string_view call = setting("FAIL_CALL");
  std::string_view count_text = setting("FAIL_COUNT");
  std::string_view where = setting("FAIL_IN");
  unsigned long from = std::strtoul(setting("FAIL_FROM").data(), nullptr, 10);
  unsigned long count = std::strtoul(count_text.data(), nullptr, 10);
  int error = std::atoi(setting("FAIL_ERRNO").data());
  pid_t first_process = ::getpid();
  std::atomic<unsigned long>* calls = nullptr;
};

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// Made when the library is loaded, before the program can fork.
Plan* plan = nullptr;

__attribute__((constructor)) void make_plan() {
  static Plan made;
  void* memory = real<decltype(::mmap)>("mmap")(
      nullptr, sizeof(*made.calls), PROT_READ | PROT_WRITE,
      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  made.calls = new (memory) std::atomic<unsigned long>(0);
  if (!made.call.empty()) plan = &made;
}

bool fails(std::string_view call, bool is_interruptible = false) {
  if (plan == nullptr) return false;
  if (plan->call != call && !(plan->call == "any" && is_interruptible)) {
    return false;
  }
  const bool is_first = ::getpid() == plan->first_process;
  if (plan->where == "coordinator" && !is_first) return false;
  if (plan->where == "worker" && is_first) return false;
  const unsigned long number = ++*plan->calls;
  const bool is_due =
      plan->count_text == "half"
          ? number % 2 == 1
          : number >= plan->from && number - plan->from < plan->count;
  if (is_due) errno = plan->error;
  return is_due;
}

// A file that shrinks between stat and read.
unsigned long bytes_to_lack() {
  return plan != nullptr && plan->call == "shrink" ? plan->count : 0;
}

}  // namespace

// NAME(parameters) fails with -1.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define FAILING(name, parameters, arguments, is_interruptible)  \
  extern "C" auto name parameters->decltype(::name arguments) { \
    if (fails(#name, is_interruptible)) return -1;              \
    static const auto call =                                    \
        real<decltype(::name arguments) parameters>(#name);     \
    return call arguments;                                      \
  }
// NOLINTEND(bugprone-macro-parentheses)

FAILING(read, (int fd, void* to, size_t size), (fd, to, size), true)
FAILING(write, (int fd, const void* from, size_t size), (fd, from, size), true)
FAILING(writev, (int fd, const iovec* parts, int count), (fd, parts, count),
        true)
FAILING(munmap, (void* at, size_t size), (at, size), false)
FAILING(madvise, (void* at, size_t size, int advice), (at, size, advice), false)
FAILING(ftruncate, (int fd, off_t size), (fd, size), true)
FAILING(memfd_create, (const char* name, unsigned flags), (name, flags), false)
FAILING(socketpair, (int domain, int type, int protocol, int* ends),
        (domain, type, protocol, ends), false)
FAILING(sendmsg, (int fd, const msghdr* message, int flags),
        (fd, message, flags), true)
FAILING(recvmsg, (int fd, msghdr* message, int flags), (fd, message, flags),
        true)
FAILING(send, (int fd, const void* from, size_t size, int flags),
        (fd, from, size, flags), true)
FAILING(recv, (int fd, void* to, size_t size, int flags), (fd, to, size, flags),
        true)
FAILING(waitpid, (pid_t pid, int* status, int options), (pid, status, options),
        true)
FAILING(poll, (pollfd * waits, nfds_t count, int timeout),
        (waits, count, timeout), true)
FAILING(lseek, (int fd, off_t offset, int whence), (fd, offset, whence), false)
FAILING(dup, (int fd), (fd), false)

// What is in front of the bytes that cannot be read comes without an error.
extern "C" ssize_t pread(int fd, void* to, size_t size, off_t at) {
  if (fails("pread", true)) return -1;
  static const auto call = real<ssize_t(int, void*, size_t, off_t)>("pread");
  const auto begin = static_cast<unsigned long>(at);
  const bool meets = plan != nullptr && plan->call == "disk" &&
                     begin < plan->from + plan->count &&
                     begin + size > plan->from;
  if (!meets) return call(fd, to, size, at);
  if (begin < plan->from) return call(fd, to, plan->from - begin, at);
  errno = plan->error;
  return -1;
}

// Those declared otherwise in the headers (noexcept, variable arguments).
extern "C" int open(const char* path, int flags, ...) {
  if (fails("open", true)) return -1;
  static const auto call = real<int(const char*, int, mode_t)>("open");
  return call(path, flags, 0600);
}
extern "C" int openat(int at, const char* path, int flags, ...) {
  if (fails("openat", true)) return -1;
  static const auto call = real<int(int, const char*, int, mode_t)>("openat");
  return call(at, path, flags, 0600);
}
extern "C" int fcntl(int fd, int command, ...) {
  if (fails("fcntl", false)) return -1;
  __builtin_va_list list;
  __builtin_va_start(list, command);
  const long argument = __builtin_va_arg(list, long);
  __builtin_va_end(list);
  static const auto call = real<int(int, int, long)>("fcntl");
  return call(fd, command, argument);
}
extern "C" int prctl(int option, ...) {
  if (fails("prctl", false)) return -1;
  __builtin_va_list list;
  __builtin_va_start(list, option);
  long given[4];
  for (long& one : given) one = __builtin_va_arg(list, long);
  __builtin_va_end(list);
  static const auto call = real<int(int, long, long, long, long)>("prctl");
  return call(option, given[0], given[1], given[2], given[3]);
}
FAILING(stat, (const char* path, struct stat* facts), (path, facts), false)
extern "C" int fstat(int fd, struct stat* facts) {
  if (fails("fstat")) return -1;
  static const auto call = real<int(int, struct stat*)>("fstat");
  const int result = call(fd, facts);
  if (result == 0 && S_ISREG(facts->st_mode)) {
    facts->st_size += static_cast<off_t>(bytes_to_lack());
  }
  return result;
}
extern "C" int statx(int at, const char* path, int flags, unsigned mask,
                     struct statx* facts) {
  if (fails("statx")) return -1;
  static const auto call = real<decltype(::statx)>("statx");
  const int result = call(at, path, flags, mask, facts);
  if (result == 0 && S_ISREG(facts->stx_mode)) {
    facts->stx_size += bytes_to_lack();
  }
  return result;
}
FAILING(fork, (), (), false)
FAILING(inotify_init1, (int flags), (flags), false)
FAILING(inotify_add_watch, (int fd, const char* path, uint32_t mask),
        (fd, path, mask), false)
FAILING(eventfd, (unsigned start, int flags), (start, flags), false)

extern "C" void* mmap(void* at, size_t size, int protection, int flags, int fd,
                      off_t offset) {
  if (plan != nullptr && fails("mmap")) return MAP_FAILED;
  if (plan != nullptr && plan->call == "disk" && fd >= 0) {
    errno = ENODEV;
    return MAP_FAILED;
  }
  static const auto call = real<decltype(::mmap)>("mmap");
  return call(at, size, protection, flags, fd, offset);
}
extern "C" DIR* opendir(const char* path) {
  if (fails("opendir")) return nullptr;
  static const auto call = real<DIR*(const char*)>("opendir");
  return call(path);
}
extern "C" DIR* fdopendir(int fd) {
  if (fails("fdopendir")) return nullptr;
  static const auto call = real<DIR*(int)>("fdopendir");
  return call(fd);
}
extern "C" dirent* readdir(DIR* directory) {
  if (fails("readdir")) return nullptr;
  static const auto call = real<dirent*(DIR*)>("readdir");
  return call(directory);
}

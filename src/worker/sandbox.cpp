// SPDX-License-Identifier: MIT
#include "worker/sandbox.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "os/file_descriptor.h"
#include "os/forked_child.h"

namespace trawl {
namespace {

// Call numbers mean nothing without it.
#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kMachine = 0;
#endif

// What scanning takes: memory, reading, waiting for room in the ring, and
// leaving. Executable memory is for PCRE2's JIT, and for the tables that iconv
// loads when it meets UTF-16.
constexpr std::uint32_t kAlwaysAllowed[] = {
    // the most frequent ones first
    SYS_pread64, SYS_read, SYS_mmap, SYS_munmap, SYS_close, SYS_fstat,
    // memory
    SYS_mremap, SYS_mprotect, SYS_madvise, SYS_brk, SYS_futex,
    // reading
    SYS_lseek, SYS_newfstatat, SYS_statx, SYS_fadvise64,
    // waiting
    SYS_ppoll, SYS_restart_syscall, SYS_clock_gettime, SYS_gettimeofday,
    SYS_sched_yield,
    // signals, as far as they concern the worker itself
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
    SYS_getpid, SYS_gettid, SYS_getrandom, SYS_exit, SYS_exit_group,
#ifdef SYS_poll  // newer machines have ppoll only
    SYS_poll
#endif
};

// What makes an open more than reading. O_TMPFILE goes with these only.
constexpr std::uint32_t kWritingFlags = O_ACCMODE | O_CREAT | O_TRUNC;

// The lower half of an argument, of which an int takes no more, has to have
// `value` in the bits of `mask`.
struct Condition {
  unsigned argument;
  std::uint32_t value;
  std::uint32_t mask = 0xffffffff;
  bool upper_half = false;
};

// A program that the kernel runs before each system call. Written out because
// libseccomp takes 0.8 ms more in each worker to come to the same (measured),
// and to load it 4 % of the instructions of the shortest search.
class CallFilter {
 public:
  CallFilter() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1);
    add(BPF_RET | BPF_K, kRefuse);
    load(offsetof(seccomp_data, nr));
  }

  void allow(std::uint32_t call) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }

  void allow(std::uint32_t call, std::initializer_list<Condition> conditions) {
    const auto instructions = static_cast<std::uint8_t>(4 * conditions.size());
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, instructions + 1);
    for (const Condition& condition : conditions) {
      load(place_of(condition));
      add(BPF_ALU | BPF_AND | BPF_K, condition.mask);
      add(BPF_JMP | BPF_JEQ | BPF_K, condition.value, 1);
      add(BPF_RET | BPF_K, kRefuse);
    }
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }

  // Refuses all the rest, from now on.
  bool enter() {
    add(BPF_RET | BPF_K, kRefuse);
    const sock_fprog program{static_cast<unsigned short>(code_.size()),
                             code_.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
  }

 private:
  static constexpr std::uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;

  // Both machines are little-endian.
  static std::uint32_t place_of(const Condition& condition) {
    return static_cast<std::uint32_t>(offsetof(seccomp_data, args)) +
           8 * condition.argument + (condition.upper_half ? 4 : 0);
  }

  void load(std::size_t place) {
    add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(place));
  }

  // `if_true` and `if_false`: how many instructions a jump leaves out.
  void add(unsigned code, std::uint32_t value, int if_true = 0,
           int if_false = 0) {
    code_.push_back({static_cast<std::uint16_t>(code),
                     static_cast<std::uint8_t>(if_true),
                     static_cast<std::uint8_t>(if_false), value});
  }

  std::vector<sock_filter> code_;
};

Condition is_descriptor(int descriptor) {
  return {0, static_cast<std::uint32_t>(descriptor)};
}

Condition only_reads(unsigned argument) { return {argument, 0, kWritingFlags}; }

}  // namespace

bool filter_calls(int order_socket) {
  if (kMachine == 0) return false;
  CallFilter filter;
  for (const std::uint32_t call : kAlwaysAllowed) filter.allow(call);
  const Condition to_coordinator = is_descriptor(order_socket);
  filter.allow(SYS_recvmsg, {to_coordinator});
  filter.allow(SYS_sendto, {to_coordinator,
                            {.argument = 4, .value = 0},  // no address
                            {.argument = 4, .value = 0, .upper_half = true}});
  filter.allow(SYS_openat, {only_reads(2)});
#ifdef SYS_open
  filter.allow(SYS_open, {only_reads(1)});
#endif
  const auto self = static_cast<std::uint32_t>(::getpid());
  filter.allow(SYS_tgkill, {{0, self}});  // abort()
  if (kWritesReports) filter.allow(SYS_write, {is_descriptor(STDERR_FILENO)});
  return filter.enter();
}

namespace {

// Landlock as of its eighth version; Debian's headers know the first two. What
// a kernel does not know of it, it must not be asked for.
struct LandlockRules {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scope = 0;
};

constexpr std::uint64_t kReadFile = 1u << 2;
constexpr std::uint64_t kReadDirectory = 1u << 3;
constexpr std::uint64_t kConnectAndBind = 3;     // TCP
constexpr std::uint64_t kSocketsAndSignals = 3;  // of processes outside

// How many file rights each version knows, from the lowest bit on.
constexpr std::array<unsigned, 5> kFileRights{13, 14, 15, 15, 16};

LandlockRules rules_of_version(int version) {
  const auto known = std::min<std::size_t>(static_cast<std::size_t>(version),
                                           kFileRights.size());
  LandlockRules rules;
  // Reading stays as it is: what is not named here is not restricted.
  rules.files = ((std::uint64_t{1} << kFileRights[known - 1]) - 1) &
                ~(kReadFile | kReadDirectory);
  if (version >= 4) rules.network = kConnectAndBind;
  if (version >= 6) rules.scope = kSocketsAndSignals;
  return rules;
}

// The size of the part of the rules that a version has.
std::size_t size_of_rules(int version) {
  return (version >= 6 ? 3 : version >= 4 ? 2 : 1) * sizeof(std::uint64_t);
}

}  // namespace

bool guard_files() {
  constexpr std::uint32_t kAskVersion = 1;
  const long version =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  if (version < 1) return false;
  const LandlockRules rules = rules_of_version(static_cast<int>(version));
  const FileDescriptor ruleset(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules,
                                 size_of_rules(static_cast<int>(version)), 0)));
  return ruleset.is_open() &&
         ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0;
}

Sandbox enter_sandbox(int order_socket) {
  // Asked for by both; also keeps set-user-ID programs from giving rights.
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return {};
  Sandbox sandbox;
  sandbox.guards_files = guard_files();
  sandbox.filters_calls = filter_calls(order_socket);  // ends such calls
  return sandbox;
}

}  // namespace trawl

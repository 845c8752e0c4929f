// SPDX-License-Identifier: MIT
#include "worker/worker_loop.h"

#include <sys/socket.h>

#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include "os/retry.h"
#include "scan/unit_scanner.h"

namespace trawl {
namespace {

// More than the longest order: kMaxBatchPathBytes and one path.
constexpr std::size_t kMessageBytes = 64 * 1024;

struct ReceivedOrder {
  Order order;
  std::string_view paths;
  FileDescriptor file;
};

// Room for one descriptor beside a message, aligned as cmsg wants it.
struct Ancillary {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> bytes{};
};

std::optional<ReceivedOrder> receive_order(int socket, char* buffer) {
  Ancillary ancillary;
  iovec bytes{buffer, kMessageBytes};
  msghdr message{};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = ancillary.bytes.data();
  message.msg_controllen = ancillary.bytes.size();
  const ssize_t got = retry_interrupted(
      [&] { return ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC); });
  if (got < static_cast<ssize_t>(sizeof(Order))) return std::nullopt;
  ReceivedOrder received;
  std::memcpy(&received.order, buffer, sizeof(Order));
  received.paths = {buffer + sizeof(Order),
                    static_cast<std::size_t>(got) - sizeof(Order)};
  if (const cmsghdr* header = CMSG_FIRSTHDR(&message)) {
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    received.file = FileDescriptor(descriptor);
  }
  return received;
}

}  // namespace

bool send_order(int socket, const WorkUnit& unit, std::uint32_t shard_count) {
  Order order = unit.order;
  order.shard_count = shard_count;
  std::array<iovec, 2> bytes{
      iovec{&order, sizeof order},
      iovec{const_cast<char*>(unit.paths.data()), unit.paths.size()}};
  Ancillary ancillary;
  msghdr message{};
  message.msg_iov = bytes.data();
  message.msg_iovlen = bytes.size();
  if (unit.file) {
    message.msg_control = ancillary.bytes.data();
    message.msg_controllen = ancillary.bytes.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    const int descriptor = unit.file->get();
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  // A worker takes no order before its output is taken, which nobody does who
  // waits for it here.
  return retry_interrupted([&] {
           return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
         }) >= 0;
}

void worker_loop(int order_socket, UnitScanner& scanner) {
  const auto buffer = std::make_unique<char[]>(kMessageBytes);
  while (auto received = receive_order(order_socket, buffer.get())) {
    const auto paths = split_paths(received->paths);
    scanner.scan(received->order, paths, received->file.get());
  }
}

}  // namespace trawl

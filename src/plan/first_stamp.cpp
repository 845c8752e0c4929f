// SPDX-License-Identifier: MIT
#include "plan/first_stamp.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "input/path_access.h"
#include "input/read_file.h"
#include "input/text_source.h"
#include "os/retry.h"
#include "plan/input_content.h"
#include "plan/input_times.h"
#include "time/input_format.h"

namespace trawl {

Moment FirstStamp::find(const Input& input) {
  if (input.kind != Input::Kind::regular) return kNoTime;
  auto file = input.file;
  if (!file) {
    struct stat status {};
    file = std::make_shared<FileDescriptor>(
        open_regular(input.path, input.links, status));
  }
  if (!file->is_open()) return kNoTime;
  const int descriptor = file->get();
  if (look_into(descriptor, setting_.encodings, setting_.decompression)
          .is_plain()) {
    return find_in_file(descriptor, input.size);
  }
  if (input.file) return kNoTime;
  const std::chrono::seconds last_change = last_change_of(descriptor);
  const std::string head = read_head(std::move(file));  // closes it
  return find_in_text(
      head, find_stream_format(head, setting_.window, setting_.terminator,
                               last_change));
}

Moment FirstStamp::find_in_file(int descriptor, ByteCount size) {
  ReadBuffer buffer;
  ReadFile file(descriptor, size, buffer, 1);
  const StampFormat format = find_file_format(
      file, setting_.window, setting_.terminator, last_change_of(descriptor));
  return find_in_text(
      file.view(0, std::min<ByteCount>(file.size(), kFormatHeadBytes)), format);
}

Moment FirstStamp::find_in_text(std::string_view head,
                                const StampFormat& format) {
  if (!format.is_found()) return kNoTime;
  lines_.begin_input(format, {});
  return lines_.first_in(head).value_or(kNoTime);
}

std::string FirstStamp::read_head(std::shared_ptr<FileDescriptor> file) const {
  TextSource text({ByteSource(std::move(file)), setting_.decompression,
                   setting_.start_decoder},
                  setting_.encodings);
  std::string head(kFormatHeadBytes, '\0');
  std::size_t filled = 0;
  while (filled + TextSource::kLeastRoom <= head.size()) {
    const auto room = std::as_writable_bytes(std::span(head)).subspan(filled);
    const ssize_t got = text.read(room);
    if (got > 0) {
      filled += static_cast<std::size_t>(got);
      continue;
    }
    if (got == 0 || errno != EAGAIN) break;
    pollfd wait{text.descriptor(), POLLIN, 0};
    if (!text.is_readable()) {
      retry_interrupted(
          [&] { return ::poll(&wait, 1, text.wait_milliseconds()); });
    }
  }
  head.resize(filled);
  return head;
}

}  // namespace trawl

// SPDX-License-Identifier: MIT
// Any bytes taken for a compressed file come to an end, and its parts, each
// decoded by itself, are the text and the problem of the file decoded as one.
//
// Input: the size of the room for text, as in "100r", and the file.
#include <sys/mman.h>

#include <cerrno>
#include <memory>
#include <vector>

#include "decode/part_decoder.h"
#include "fuzz/fuzz_input.h"
#include "input/content_source.h"
#include "input/member_parts.h"
#include "input/part_reader.h"
#include "input/xz_parts.h"

namespace trawl::test {
namespace {

// Of text. More is a bomb, and is not decoded to its end.
constexpr std::size_t kMostText = 1 << 20;

struct Decoded {
  std::string text{};
  std::string problem{};
};

std::shared_ptr<FileDescriptor> file_of(std::string_view bytes) {
  auto file =
      std::make_shared<FileDescriptor>(::memfd_create("parts", MFD_CLOEXEC));
  const ssize_t done = ::pwrite(file->get(), bytes.data(), bytes.size(), 0);
  promise(done == static_cast<ssize_t>(bytes.size()), "there is a file");
  return file;
}

// Appends what `source` reads, up to its end; false if that is too much.
template <typename Source>
bool append_all(Source& source, std::vector<std::byte>& room,
                std::string& text) {
  while (text.size() < kMostText) {
    const ssize_t got = source.read(room);
    if (got < 0 && errno == EAGAIN) continue;
    promise(got >= 0, "reading memory does not fail");
    if (got == 0) return true;
    text.append(reinterpret_cast<const char*>(room.data()),
                static_cast<std::size_t>(got));
  }
  text.resize(kMostText);
  return false;
}

std::string reason(const std::optional<Problem>& problem) {
  return problem ? problem->reason : "";
}

Decoded decode_whole(const std::shared_ptr<FileDescriptor>& file, Format format,
                     std::vector<std::byte> room) {
  const auto reader = std::make_shared<PartReader>(file, 0, std::nullopt);
  ContentSource source(ByteSource(file, reader), format, 0);
  Decoded decoded;
  if (append_all(source, room, decoded.text)) {
    decoded.problem = reason(source.problem());
  }
  return decoded;
}

Decoded decode_parts(PartSource& parts, std::vector<std::byte> room) {
  Decoded decoded;
  while (parts.next()) {
    if (!append_all(parts, room, decoded.text)) break;
    if (!parts.was_last()) continue;
    decoded.problem = reason(parts.problem());
    break;
  }
  return decoded;
}

std::unique_ptr<PartSource> parts_of(
    const std::shared_ptr<FileDescriptor>& file, Format format) {
  if (format == Format::xz) return std::make_unique<XzParts>(file);
  return std::make_unique<MemberParts>(file, format, 1);
}

// Of the parts that are decoded at once, up to the first that is not.
std::string decode_at_once(int file, std::string_view bytes, Format format) {
  std::string text;
  std::vector<char> room(kMostText);
  PartFinder finder(file, format, 1);
  PartDecoder decoder(format);
  while (const auto part = finder.next()) {
    const ByteOffset end = part->end.value_or(bytes.size());
    if (end > bytes.size() || text.size() >= kMostText) break;
    const auto made = decoder.decode(
        bytes.substr(part->begin, end - part->begin), *part, room);
    if (!made) break;
    text.append(room.data(), *made);
  }
  return text.substr(0, kMostText);
}

void check(std::string_view bytes, std::size_t room) {
  const auto format = find_format(bytes.substr(0, kMagicBytes), true);
  if (!format || *format == Format::none) return;
  const auto file = file_of(bytes);
  const std::vector<std::byte> memory(room);
  const Decoded whole = decode_whole(file, *format, memory);
  const auto parts = parts_of(file, *format);
  const Decoded joined = decode_parts(*parts, memory);
  promise(joined.text == whole.text, "the same text in parts");
  const bool are_members = *format == Format::zstd || *format == Format::gzip;
  promise(!are_members || whole.text.starts_with(
                              decode_at_once(file->get(), bytes, *format)),
          "the same text at once");
  // Where its input ends ISA-L may see damage or a cut, by what it has read.
  const bool is_alike = *format == Format::gzip
                            ? joined.problem.empty() == whole.problem.empty()
                            : joined.problem == whole.problem;
  promise(is_alike, "the same problem in parts");
}

}  // namespace

void try_input(std::string_view rest) {
  const std::string_view options = take_line(rest);
  check(rest, std::max<std::size_t>(1, number_before(options, 'r', 70000)));
}

}  // namespace trawl::test

// SPDX-License-Identifier: MIT
// What UnitScanner prints of a unit behind the last record that was wanted of
// it: the records of its context.
#include <sys/stat.h>

#include <cerrno>
#include <limits>
#include <string>
#include <utility>

#include "decode/format.h"
#include "input/path_access.h"
#include "input/read_file.h"
#include "scan/decoded_file.h"
#include "scan/unit_block.h"
#include "scan/unit_scanner.h"

namespace trawl {

RecordCount UnitScanner::print_tail(const Order& order,
                                    std::span<const std::string_view> paths,
                                    int descriptor, const ResumePoint& tail,
                                    RecordCount count,
                                    LineNumber line_at_begin) {
  InputInfo info{paths[tail.input], order.first_input + tail.input,
                 order.standard_input != 0, order.file_size};
  ScanRange range{.input = &info,
                  .begin = order.begin,
                  .end = std::numeric_limits<ByteOffset>::max(),
                  .resume_offset = tail.offset,
                  .begins_with_record = true,
                  .starts = starts_,
                  .wanted = order.wanted,
                  .stamps = order.stamps,
                  .time_before = order.time_before,
                  .line_at_begin = [&](CountedLines) { return line_at_begin; }};
  setting_.writer.begin_unit(order.unit);
  setting_.writer.begin_input(tail.input);
  RecordCount lacking = 0;
  if (order.kind == UnitKind::block) {
    const UnitBlock block(order, setting_.blocks, descriptor,
                          setting_.encodings);
    range.rule = order.rule;
    lacking = scanner_.print_tail(block.view(), range, count);
  } else if (descriptor >= 0) {
    print_tail_of_text(order, info, range, descriptor, count);
  } else {
    lacking = print_tail_of_named(order, info, range, tail.file_number, count);
  }
  setting_.writer.end_unit({});
  return lacking;
}

// Of a file in a batch, which may be compressed.
RecordCount UnitScanner::print_tail_of_named(const Order& order,
                                             InputInfo& info,
                                             const ScanRange& range,
                                             std::uint64_t file_number,
                                             RecordCount count) {
  struct stat status {};
  FileDescriptor file =
      open_regular(std::string(info.path), order.links, directory_, status);
  if (!file.is_open() && errno != 0) {
    report_error(errno, range.resume_offset);
    return 0;
  }
  if (status.st_ino != file_number) {
    setting_.writer.problem(Problem::Kind::truncated, range.resume_offset, 0,
                            "another file has its name now, so that the lines "
                            "behind the last selected one are not shown");
    return 0;
  }
  ReadFile head(file.get(), kMagicBytes, buffer_);
  if (!is_compressed(head)) {
    print_tail_of_text(order, info, range, file.get(), count);
    return 0;
  }
  info.file_size.reset();
  return print_tail_of_pieces(range, std::move(file), count);
}

// All the rest of a file: nothing is lacking behind its end.
void UnitScanner::print_tail_of_text(const Order& order, InputInfo& info,
                                     ScanRange range, int descriptor,
                                     RecordCount count) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    report_error(errno, range.resume_offset);
    return;
  }
  info.file_size = static_cast<ByteCount>(status.st_size);
  ReadFile file(descriptor, *info.file_size, buffer_, ReadFile::kReadBytes,
                setting_.rules.query.terminator);
  auto decoded = decode_file(file, setting_.encodings);
  InputView& text = text_of(decoded, file);
  range.rule = rule_for(order, text);
  Order timed = order;
  if (order.kind == UnitKind::batch) {
    find_stamps(text, status.st_mtim.tv_sec, timed);
  }
  range.stamps = timed.stamps;
  scanner_.print_tail(text, range, count);
  report_error(file.error(), file.size());
}

}  // namespace trawl

// SPDX-License-Identifier: MIT
#include "search/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "decode/format.h"
#include "input/path_access.h"
#include "os/read_at.h"
#include "query/compiled.h"

namespace trawl {
namespace {

std::string name_of(const Order& order, std::string_view path) {
  return order.standard_input != 0 ? "standard input" : std::string(path);
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string_view reason_of(RecordGrouping::Rule rule) {
  switch (rule) {
    case RecordGrouping::Rule::time:
      return "a record begins at each time stamp, as one of the first lines "
             "has one";
    case RecordGrouping::Rule::line:
      return "each line is a record, as the first is a JSON object";
    default:
      return "a record begins at each line that is not indented, as none of "
             "the first has a time stamp";
  }
}

// Of a small file, whose worker does not tell what it found; nothing if it is
// encoded or compressed, as only the worker decodes it.
std::optional<std::string> plain_head(std::string_view path, Links links) {
  std::string head(kRuleHeadBytes + 1, '\0');
  struct stat status {};
  const FileDescriptor file = open_regular(std::string(path), links, status);
  const ssize_t got = read_at(file.get(), head.data(), head.size(), 0);
  if (got < 0) return std::nullopt;
  head.resize(static_cast<std::size_t>(got));
  if (head.find('\0') != std::string::npos) return std::nullopt;
  if (find_format(head, true) != Format::none) return std::nullopt;
  return head;
}

std::string text_of(const StampPlace& place) {
  return fmt::format(
      "like {}{}", example_of(place.layout),
      place.layout == StampLayout::json || place.layout == StampLayout::custom
          ? ""
          : fmt::format(", in word {} of a line", place.word + 1));
}

}  // namespace

void Explanation::workers(unsigned started, std::string_view reason) {
  has_workers_ = started > 0;
  if (!options_.explain) return;
  tell(started == 0
           ? fmt::format("no workers: {}", reason)
           : fmt::format("{}: {}", counted(started, "worker"), reason));
}

void Explanation::engines(const Matcher& matcher) {
  if (!options_.explain) return;
  const auto& patterns = matcher.compiled().patterns;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const std::size_t index = patterns[i].index;
    tell(fmt::format("pattern {}: {}: {}", index + 1, query_.patterns[index],
                     engine_of(matcher, i)));
  }
}

std::string Explanation::engine_of(const Matcher& matcher,
                                   std::size_t index) const {
  const Matcher::Compiled& compiled = matcher.compiled();
  const Pattern& pattern = compiled.patterns[index];
  if (compiled.matches_all) return "none needed, every line matches";
  const std::string_view on_lines =
      pattern.newline_free ? "" : ", line by line as it may see line ends";
  if (options_.engine == Engine::pcre2) {
    return fmt::format("PCRE2, as asked for{}", on_lines);
  }
  if (options_.engine == Engine::automatic && matcher.is_string()) {
    return "none needed, it is a string of bytes";
  }
  if (pattern.bulk == Pattern::Bulk::none) {
    return fmt::format("PCRE2, Hyperscan has no such syntax{}", on_lines);
  }
  if (!compiled.bulk_was_tried) {
    return fmt::format(
        "PCRE2, compiling Hyperscan is not worth it for so little{}", on_lines);
  }
  const auto role =
      compiled.bulk ? compiled.bulk->roles[index] : BulkSet::Role::absent;
  switch (role) {
    case BulkSet::Role::absent:
      return fmt::format("PCRE2, Hyperscan refuses it{}", on_lines);
    case BulkSet::Role::candidates:
      return "Hyperscan as a prefilter, PCRE2 confirms";
    case BulkSet::Role::exact:
      break;
  }
  return options_.engine == Engine::hyperscan
             ? "Hyperscan, as asked for"
             : "Hyperscan, or PCRE2 where it is measured to be faster";
}

// `is_told`: of what happens to the files, by inotify.
void Explanation::following(bool is_told) {
  if (!options_.explain) return;
  end_of_units();
  tell(is_told ? "following: inotify tells of changes"
               : "following: looking for changes 20 times a second, as not all "
                 "can be watched");
  is_following_ = true;
}

void Explanation::unit(const WorkUnit& unit) {
  if (!options_.explain || is_following_) return;
  switch (unit.order.kind) {
    case UnitKind::shard:
    case UnitKind::block:
    case UnitKind::part:
      pieces(unit);
      break;
    case UnitKind::batch:
      end_of_units();
      batch(unit);
      break;
    case UnitKind::notice:
      end_of_units();
      break;
  }
}

void Explanation::pieces(const WorkUnit& unit) {
  const Order& order = unit.order;
  if (pieces_ && pieces_->input != order.first_input) end_of_units();
  if (!pieces_) {
    const std::string_view path = split_paths(unit.paths).front();
    pieces_ = Pieces{.kind = order.kind,
                     .input = order.first_input,
                     .path = name_of(order, path)};
  }
  ++pieces_->count;
  pieces_->largest = std::max(pieces_->largest, order.end - order.begin);
  pieces_->rule = order.rule;
  pieces_->stamps = order.stamps;
  pieces_->is_compressed = order.compressed_size > 0;
  pieces_->is_decoded = order.encoding != TextEncodings::kUtf8;
  if (unit.last_of_input) end_of_units();
}

void Explanation::end_of_units() {
  if (!pieces_) return;
  const Pieces& done = *pieces_;
  if (done.kind == UnitKind::block) {
    tell(fmt::format("{}: read as a stream{}{}, {} of up to {} bytes",
                     done.path, done.is_compressed ? ", decompressed" : "",
                     done.is_decoded ? " and decoded" : "",
                     counted(done.count, "block"), done.largest));
  } else if (done.kind == UnitKind::part) {
    tell(
        fmt::format("{}: decompressed by those who search it, {} of up to {} "
                    "bytes",
                    done.path, counted(done.count, "part"), done.largest));
  } else {
    const bool may_map = has_workers_ && !query_.last;
    tell(fmt::format("{}: {}, {} of up to {} bytes", done.path,
                     may_map ? "mapped, or read where that is measured to be "
                               "faster"
                             : "read, not mapped",
                     counted(done.count, "shard"), done.largest));
  }
  records(done.path, done.rule);
  stamps(done.path, done.stamps);
  pieces_.reset();
}

// What the head of an input told of its records.
void Explanation::records(std::string_view name,
                          RecordGrouping::Rule rule) const {
  if (!shapes_.depends_on_head()) return;
  tell(fmt::format("{}: {}", name, reason_of(rule)));
}

// How it was found to write time.
void Explanation::stamps(std::string_view name,
                         const StampFormat& format) const {
  if (!query_.time) return;
  if (!format.is_found()) {
    return tell(fmt::format("{}: no time stamps are recognised", name));
  }
  tell(fmt::format("{}: time stamps {}{}", name, text_of(format.place),
                   format.other.layout == StampLayout::none
                       ? ""
                       : "; at its end " + text_of(format.other)));
}

void Explanation::batch(const WorkUnit& unit) const {
  for (const std::string_view path : split_paths(unit.paths)) {
    tell(fmt::format("{}: read whole, in a batch of {}", path,
                     counted(unit.order.input_count, "file")));
    if (!shapes_.depends_on_head() && !query_.time) continue;
    const auto head = plain_head(path, unit.order.links);
    if (!head) continue;
    records(path, *shapes_.choose(*head, true));
    if (!query_.time) continue;
    StampFormat format;
    format.place = find_stamp_place(*head, *query_.time, query_.terminator);
    stamps(path, format);
  }
}

}  // namespace trawl

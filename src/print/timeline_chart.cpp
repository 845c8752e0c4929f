// SPDX-License-Identifier: MIT
#include "print/timeline_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "print/bar.h"
#include "print/time_label.h"
#include "print/timeline_inks.h"

namespace trawl {
namespace {

// A bar shorter than this tells nothing; wider rows are cut by the terminal.
constexpr std::size_t kLeastBarColumns = 8;

std::size_t digits(RecordCount number) {
  return fmt::formatted_size("{}", number);
}

class Chart {
 public:
  Chart(const TimelineCounts& counts, const PrintOptions& options,
        OutputBuffer& out)
      : counts_(counts),
        options_(options),
        out_(out),
        inks_(counts, options),
        label_(counts.size(), counts.first(), counts.last()),
        largest_(counts.largest()) {
    lay_out();
  }

  void append() {
    append_headline();
    append_legend();
    out_.append('\n');
    if (!widths_.empty()) append_names();
    counts_.for_each_row(TimelineCounts::kMostEmptyShown,
                         [this](const TimelineRow& row) { append_row(row); });
  }

 private:
  // Counts of single patterns have columns if those leave most of the width to
  // the bar.
  void lay_out() {
    count_width_ = digits(largest_);
    std::size_t all = 0;
    for (const TimelineInks::Series& series : inks_.series()) {
      widths_.push_back(std::max(series.name.size(),
                                 digits(largest_ * series.patterns.size())));
      all += 2 + widths_.back();
    }
    if (all > options_.timeline.columns / 3) {
      widths_.clear();
      all = 0;
    } else if (all > 0) {
      count_width_ = std::max(count_width_, kAll.size());
    }
    const std::size_t taken = label_.columns() + 2 + count_width_ + all + 1;
    bar_columns_ = std::max(
        kLeastBarColumns,
        options_.timeline.columns - std::min(options_.timeline.columns, taken));
  }

  std::string_view noun(RecordCount count) const {
    if (options_.several_lines) return count == 1 ? "record" : "records";
    return count == 1 ? "line" : "lines";
  }

  // In as many lines as it takes.
  void append_headline() {
    const RecordCount count = counts_.timed().records;
    const std::size_t columns = options_.timeline.columns;
    const std::string number = fmt::format("{} {}", count, noun(count));
    const std::string size =
        fmt::format(", {} a row", bucket_text(counts_.size()));
    std::string span = (counts_.first() == counts_.last() ? "at " : "from ") +
                       time_span_text(counts_.first(), counts_.last());
    if (number.size() + 1 + span.size() + size.size() <= columns) {
      out_.append(fmt::format("{} {}{}\n", number, span, size));
      return;
    }
    const std::size_t to = span.find(" to ");
    if (span.size() > columns && to != std::string::npos) {
      span.replace(to, 1, "\n  ");
    }
    out_.append(fmt::format("{}{}\n{}\n", number, size, span));
  }

  void append_legend() {
    std::size_t column = 0;
    for (const TimelineInks::Series& series : inks_.series()) {
      const std::string text =
          fmt::format(" {} {}", series.name, series.count(counts_.timed()));
      const std::size_t columns = 1 + text.size();
      if (column > 0 && column + 3 + columns > options_.timeline.columns) {
        out_.append('\n');
        column = 0;
      }
      if (column > 0) out_.append("   ");
      out_.append(inked(series.ink.sign, series.ink));
      out_.append(text);
      column += (column > 0 ? 3 : 0) + columns;
    }
    if (column > 0) out_.append('\n');
  }

  void append_names() {
    out_.append(
        fmt::format("{:{}}  {:>{}}", "", label_.columns(), kAll, count_width_));
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const TimelineInks::Series& series = inks_.series()[i];
      out_.append(std::string(2 + widths_[i] - series.name.size(), ' '));
      out_.append(inked(series.name, series.ink));
    }
    out_.append('\n');
  }

  void append_row(const TimelineRow& row) {
    if (row.buckets > 1) return append_fold(row.buckets);
    const RecordCount records = row.count == nullptr ? 0 : row.count->records;
    out_.append(fmt::format("{}  {:>{}}", label_.next(row.begin), records,
                            count_width_));
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const RecordCount of_series =
          row.count == nullptr ? 0 : inks_.series()[i].count(*row.count);
      out_.append(fmt::format("  {:>{}}", of_series, widths_[i]));
    }
    if (row.count != nullptr) {
      out_.append(' ');
      out_.append(
          bar_text(records, largest_, bar_columns_, inks_.parts(*row.count)));
    }
    out_.append('\n');
  }

  void append_fold(std::uint64_t buckets) {
    out_.append(fmt::format("{:>{}}  nothing in {} rows\n",
                            options_.timeline.is_ascii ? ":" : "⋮",
                            label_.columns(), buckets));
  }

  static constexpr std::string_view kAll = "all";

  const TimelineCounts& counts_;
  const PrintOptions& options_;
  OutputBuffer& out_;
  TimelineInks inks_;
  TimeLabel label_;
  RecordCount largest_;
  std::size_t count_width_ = 0;
  std::vector<std::size_t> widths_;  // of the series; empty: they have none
  std::size_t bar_columns_ = 0;
};

}  // namespace

void append_timeline_chart(const TimelineCounts& counts,
                           const PrintOptions& options, OutputBuffer& out) {
  if (counts.timed().records > 0) Chart(counts, options, out).append();
  const RecordCount timeless = counts.timeless().records;
  if (timeless == 0) return;
  const std::string_view noun = options.several_lines ? "record" : "line";
  out.append(fmt::format("{} {}{} without a time\n", timeless, noun,
                         timeless == 1 ? "" : "s"));
}

}  // namespace trawl

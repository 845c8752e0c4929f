// SPDX-License-Identifier: MIT
#include "support/conversation.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace trawl::test {
namespace {

// The first line of what came, which is waited for and taken away.
std::string take_line(int descriptor, std::string& bytes) {
  while (bytes.find('\n') == std::string::npos) {
    if (!read_more(descriptor, bytes)) return {};
  }
  const std::size_t end = bytes.find('\n') + 1;
  std::string line = bytes.substr(0, end);
  bytes.erase(0, end);
  return line;
}

// True if `expected` is what came first, which is waited for and taken away.
// Else what came instead is said, for whoever reads of the failure.
bool take_expected(int descriptor, std::string& bytes,
                   std::string_view expected) {
  while (bytes.size() < expected.size()) {
    if (!read_more(descriptor, bytes)) break;
  }
  if (!bytes.starts_with(expected)) {
    const auto same = std::ranges::mismatch(bytes, expected).in2;
    fmt::print(stderr, "expected {} bytes, of which {} came; then:\n{}\n",
               expected.size(), same - expected.begin(),
               bytes.substr(static_cast<std::size_t>(same - expected.begin())));
    return false;
  }
  bytes.erase(0, expected.size());
  return true;
}

}  // namespace

Conversation::Conversation(const std::vector<std::string>& arguments,
                           const std::string& directory,
                           const std::vector<std::string>& environment,
                           const std::vector<std::string>& launcher) {
  PipeEnds in = make_pipe(), out = make_pipe(), err = make_pipe();
  std::vector<std::string> words = launcher;
  words.push_back(trawl_program());
  words.insert(words.end(), arguments.begin(), arguments.end());
  program_.emplace(
      ChildProgram::Setting{
          .words = words, .directory = directory, .environment = environment},
      ChildStreams{.in = in.read_end.get(),
                   .out = out.write_end.get(),
                   .err = err.write_end.get()});
  input_ = std::move(in.write_end);
  output_ = std::move(out.read_end);
  messages_ = std::move(err.read_end);
}

bool Conversation::hears(std::string_view expected) {
  return take_expected(output_.get(), heard_, expected);
}

std::string Conversation::hears_line() {
  return take_line(output_.get(), heard_);
}

std::string Conversation::complains_line() {
  return take_line(messages_.get(), complaints_);
}

bool Conversation::complains(std::string_view expected) {
  return take_expected(messages_.get(), complaints_, expected);
}

Outcome Conversation::finish() {
  Outcome outcome;
  outcome.err = std::move(complaints_);
  // Messages are few: they wait in their pipe meanwhile.
  while (output_.is_open() && read_more(output_.get(), heard_)) {
  }
  while (read_more(messages_.get(), outcome.err)) {
  }
  outcome.out = std::move(heard_);
  outcome.status = program_->wait();
  return outcome;
}

}  // namespace trawl::test

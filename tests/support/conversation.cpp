// SPDX-License-Identifier: MIT
#include "support/conversation.h"

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

}  // namespace

Conversation::Conversation(const std::vector<std::string>& arguments,
                           const std::string& directory,
                           const std::vector<std::string>& environment,
                           const std::vector<std::string>& launcher) {
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
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
  while (heard_.size() < expected.size()) {
    if (!read_more(output_.get(), heard_)) return false;
  }
  if (!heard_.starts_with(expected)) return false;
  heard_.erase(0, expected.size());
  return true;
}

std::string Conversation::hears_line() {
  return take_line(output_.get(), heard_);
}

std::string Conversation::complains_line() {
  return take_line(messages_.get(), complaints_);
}

bool Conversation::complains(std::string_view expected) {
  while (complaints_.size() < expected.size()) {
    if (!read_more(messages_.get(), complaints_)) return false;
  }
  if (!complaints_.starts_with(expected)) return false;
  complaints_.erase(0, expected.size());
  return true;
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

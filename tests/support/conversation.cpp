// SPDX-License-Identifier: MIT
#include "support/conversation.h"

#include <utility>

namespace trawl::test {

Conversation::Conversation(const std::vector<std::string>& arguments,
                           const std::string& directory,
                           const std::vector<std::string>& environment) {
  Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
  std::vector<std::string> words{trawl_program()};
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
  while (heard_.find('\n') == std::string::npos) {
    if (!read_more(output_.get(), heard_)) return {};
  }
  const std::size_t end = heard_.find('\n') + 1;
  std::string line = heard_.substr(0, end);
  heard_.erase(0, end);
  return line;
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

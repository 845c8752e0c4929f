// SPDX-License-Identifier: MIT
// Times as they are printed. `clock` is what a clock shows, in seconds from
// 1970; local_zone.h makes it of `utc`.
#pragma once

#include <chrono>
#include <string>

namespace trawl {

std::string date_text(std::chrono::seconds clock);   // 2023-03-14
std::string month_text(std::chrono::seconds clock);  // 2023-03
std::string year_text(std::chrono::seconds clock);   // 2023

std::string minute_text(std::chrono::seconds clock);  // 09:26
std::string second_text(std::chrono::seconds clock);  // 09:26:53

// Of the local clock from UTC, then: +01:00, or UTC.
std::string offset_text(std::chrono::seconds utc);

// Of RFC 3339, in local time: 2023-03-14T09:26:53+01:00, in UTC with a Z.
std::string rfc3339_text(std::chrono::seconds utc);

}  // namespace trawl

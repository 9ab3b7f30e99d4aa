// Excel's numbers as the text a person saw in the cell.
//
// Pure.   Excel counts days from 1900, believing that 1900 was a leap year, or from 1904 on old Macs.

#pragma once

#include <string>
#include <string_view>

namespace tocsin {

// Does this number format show a date? "dd/mm/yyyy" does; "0.00 \"day\"" and "[Red]0" do not.
bool is_date_format(int id, std::string_view code);

// 31048 -> "1985-01-01", 31048.5 -> "1985-01-01T12:00:00"; a text that is no serial number stays as it is.
std::string date_of_serial(std::string_view serial, bool from_1904);

// "7.561234567897E12" -> "7561234567897"; other texts stay as they are.
std::string plain_number(std::string_view number);

}  // namespace tocsin

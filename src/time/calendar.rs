//! Dates of the Gregorian calendar from 1970 on, counted in years that begin in March: a leap day then ends its year.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "of years with four digits no sum leaves u64, and none falls below 0"
)]

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: u64 = 719_468;

/// Days of 400, 100, 4 and 1 years.
const SPANS: [u64; 4] = [146_097, 36_524, 1_461, 365];

/// Seconds since 1970-01-01T00:00:00Z of a year, month and day, and an hour, minute and second.
pub(super) fn seconds(date: [u64; 3], [hour, minute, second]: [u64; 3]) -> u64 {
    days(date) * DAY + hour * 3600 + minute * 60 + second
}

/// `2026-11-25T10:47:22Z`, of seconds since 1970. Written digit by digit: formatting them with leading zeros is 1 kB more.
pub(super) fn text(seconds: u64) -> String {
    let [year, month, day] = date(seconds / DAY);
    let parts = [year / 100, year % 100, month, day, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
    let mut text = String::with_capacity(20);
    for (part, after) in parts.into_iter().zip(["", "-", "-", "T", ":", ":", "Z"]) {
        for digit in [part / 10, part % 10] {
            text.push(u32::try_from(digit).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('?'));
        }
        text.push_str(after);
    }
    text
}

/// Days since 1970-01-01 of a year, month and day.
fn days([year, month, day]: [u64; 3]) -> u64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year / 4 - year / 100 + year / 400;
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - EPOCH
}

/// Year, month and day of the days since 1970-01-01.
fn date(days: u64) -> [u64; 3] {
    let mut rest = days + EPOCH;
    let mut year = 0;
    for (span, years) in SPANS.into_iter().zip([400, 100, 4, 1]) {
        // The last day of a span of 400 or 4 years is the leap day, which is no fifth part.
        let limit = if years == 100 || years == 1 { 3 } else { u64::MAX };
        let count = (rest / span).min(limit);
        year += count * years;
        rest -= count * span;
    }
    let month = (rest * 5 + 2) / 153;
    let day = rest - (month * 153 + 2) / 5 + 1;
    if month < 10 { [year, month + 3, day] } else { [year + 1, month - 9, day] }
}

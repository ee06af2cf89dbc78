//! Instants as X.509 writes them ([RFC 5280 section 4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5)).

use super::der::element;
use crate::key::element::{GENERALIZED_TIME, UTC_TIME};
use crate::time::UnixSeconds;

const DAY: u64 = 86_400;

/// `UTCTime` before the year 2050, `GeneralizedTime` from then on.
pub(super) fn encode(instant: UnixSeconds) -> Vec<u8> {
    let text = digits(instant);
    match text.strip_prefix("19").or_else(|| text.strip_prefix("20").filter(|rest| *rest < "50")) {
        Some(short) => element(UTC_TIME, &[short.as_bytes()]),
        None => element(GENERALIZED_TIME, &[text.as_bytes()]),
    }
}

/// `YYYYMMDDhhmmssZ`
#[expect(clippy::arithmetic_side_effects, reason = "seconds end with the year 9999, so nothing overflows")]
fn digits(instant: UnixSeconds) -> String {
    let (mut days, second) = (instant.seconds() / DAY, instant.seconds() % DAY);
    let mut year = 1970;
    while days >= year_days(year) {
        days -= year_days(year);
        year += 1;
    }
    let mut month = 1;
    for length in month_days(year) {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (day, hour, minute) = (days + 1, second / 3600, second / 60 % 60);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{:02}Z", second % 60)
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn year_days(year: u64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn month_days(year: u64) -> [u64; 12] {
    [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
}

#[cfg(test)]
mod tests {
    use super::encode;
    use crate::time::UnixSeconds;

    #[test]
    fn years_from_2050_on_have_four_digits() -> crate::error::Result<()> {
        let known = [
            (0, "\x17\r700101000000Z"),
            (951_782_399, "\x17\r000228235959Z"),
            (951_868_799, "\x17\r000229235959Z"),
            (2_524_607_999, "\x17\r491231235959Z"),
            (2_524_608_000, "\x18\x0f20500101000000Z"),
            (4_107_542_400, "\x18\x0f21000301000000Z"),
            (253_402_300_799, "\x18\x0f99991231235959Z"),
        ];
        for (seconds, expected) in known {
            assert_eq!(encode(UnixSeconds::new(seconds)?), expected.as_bytes(), "{seconds}");
        }
        Ok(())
    }
}

//! Instants as X.509 writes them ([RFC 5280 section 4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5)).

use super::der::element;
use crate::key::element::{GENERALIZED_TIME, UTC_TIME};
use crate::time::UnixSeconds;

/// `UTCTime` before the year 2050, `GeneralizedTime` from then on.
pub(super) fn encode(instant: UnixSeconds) -> Vec<u8> {
    // YYYYMMDDhhmmssZ: what RFC 3339 writes, less its marks.
    let mut text = instant.to_string();
    text.retain(|letter| letter.is_ascii_digit() || letter == 'Z');
    match text.strip_prefix("19").or_else(|| text.strip_prefix("20").filter(|rest| *rest < "50")) {
        Some(short) => element(UTC_TIME, &[short.as_bytes()]),
        None => element(GENERALIZED_TIME, &[text.as_bytes()]),
    }
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

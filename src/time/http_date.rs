//! Dates of HTTP header fields ([RFC 9110 section 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)).

use super::UnixSeconds;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads the one form that servers may send, `Sun, 06 Nov 1994 08:49:37 GMT`. The name of the day is not looked at.
pub(super) fn parse(text: &str) -> Option<UnixSeconds> {
    let mut words = text.split(' ').skip(1);
    let day = words.next().and_then(digits)?;
    let name = words.next()?;
    let month = MONTHS.iter().zip(1..).find(|(month, _)| **month == name).map(|(_, number)| number)?;
    let year = words.next().and_then(digits)?;
    let mut clock = words.next()?.split(':').map(digits);
    let [hour, minute, second] = [clock.next()??, clock.next()??, clock.next()??];
    // A leap second is that of the second before.
    let time = [hour, minute, second.min(59)];
    (words.next() == Some("GMT")).then_some(())?;
    UnixSeconds::of_date([year, month, day], time)
}

fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|octet| octet.is_ascii_digit()).then(|| text.parse().ok())?
}

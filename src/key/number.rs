//! The numbers of an RSA key as minimal big-endian octets.

use zeroize::Zeroizing;

/// A number without leading zero octets; wiped when dropped.
pub(super) type Number = Zeroizing<Vec<u8>>;

/// What a private key states: all of it, or `n`, `e` and `d` alone.
pub(super) struct StatedNumbers {
    pub(super) n: Number,
    pub(super) e: Number,
    pub(super) d: Number,
    pub(super) crt: Option<CrtNumbers>,
}

/// The members that make the Chinese remainder theorem usable (RFC 8017 section 3.2).
pub(super) struct CrtNumbers {
    pub(super) p: Number,
    pub(super) q: Number,
    pub(super) dp: Number,
    pub(super) dq: Number,
    pub(super) qi: Number,
}

/// A private key whose numbers were checked against each other.
pub(super) struct CheckedNumbers {
    pub(super) n: Number,
    pub(super) e: Number,
    pub(super) d: Number,
    pub(super) crt: CrtNumbers,
}

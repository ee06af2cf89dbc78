//! The fingerprint of keys made by the faulty generator of CVE-2017-15361.

const PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
    113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Nemec et al., "The Return of Coppersmith's Attack" (2017), section 2: modulo each of these primes, such a modulus is
/// a power of 65537. A good modulus passes for all of them with a probability below 2^-27.
pub(super) fn has_fingerprint(n: &[u8]) -> bool {
    PRIMES.iter().all(|prime| {
        let residue = n.iter().try_fold(0, |residue, octet| ((residue << 8) | u32::from(*octet)).checked_rem(*prime));
        powers(*prime).any(|power| Some(power) == residue)
    })
}

/// The powers of 65537 modulo `prime`.
fn powers(prime: u32) -> impl Iterator<Item = u32> {
    let next = move |power: &u32| power.checked_mul(65537_u32.checked_rem(prime)?)?.checked_rem(prime);
    let count = usize::try_from(prime).unwrap_or_default();
    core::iter::successors(Some(1), next).take(count)
}

//! Candidates for primes, without multiples of small primes.
//!
//! Our own, since the one of `crypto-primes` brings a table of 28 kB, a tenth of the wasm module.

use crypto_bigint::BoxedUint;
use zeroize::Zeroizing;

/// Odd numbers looked at from one start; among as many of 2048 bits no prime is once in 300 times.
const WIDTH: usize = 1 << 12;

/// Above all primes whose multiples are left out. Twice as many would leave out one candidate in 15 more.
const LIMIT: usize = 1 << 14;

/// The odd numbers from a start upwards that no small prime divides.
pub(super) struct Sieve {
    /// Odd.
    start: BoxedUint,
    /// Whether a small prime divides `start + 2 * index`.
    divisible: Zeroizing<Vec<bool>>,
    next: usize,
}

impl Sieve {
    /// Begins at the first odd number that is not below `start`, which is big-endian and above 2^28.
    pub(super) fn new(start: &[u8]) -> Self {
        let mut start = Zeroizing::new(start.to_vec());
        if let Some(last) = start.last_mut() {
            *last |= 1;
        }
        let mut divisible = Zeroizing::new(vec![false; WIDTH]);
        for prime in odd_primes() {
            let first = first_multiple(&start, prime);
            divisible.iter_mut().skip(first).step_by(prime).for_each(|divisible| *divisible = true);
        }
        Self { start: BoxedUint::from_be_slice_vartime(&start), divisible, next: 0 }
    }
}

impl Iterator for Sieve {
    type Item = BoxedUint;

    /// `None`: these numbers have come to their end.
    fn next(&mut self) -> Option<BoxedUint> {
        let rest = self.divisible.get(self.next..)?;
        let index = rest.iter().position(|divisible| !divisible)?.checked_add(self.next)?;
        self.next = index.checked_add(1)?;
        let distance = u64::try_from(index).ok()?.checked_mul(2)?;
        let candidate = self.start.wrapping_add(BoxedUint::from(distance));
        // Smaller: the sum did not fit.
        (candidate >= self.start).then_some(candidate)
    }
}

/// The index of the first number of `start`, `start + 2` and so on, that `prime` divides.
#[expect(clippy::arithmetic_side_effects, reason = "the prime is not zero and below 2^14")]
fn first_multiple(start: &[u8], prime: usize) -> usize {
    let remainder = start.iter().fold(0, |remainder, octet| (remainder << 8 | usize::from(*octet)) % prime);
    let missing = (prime - remainder) % prime;
    // Twice the index is what is missing, modulo the prime.
    if missing.is_multiple_of(2) { missing / 2 } else { missing.midpoint(prime) }
}

/// All below the limit but 2, by the sieve of Eratosthenes.
fn odd_primes() -> Vec<usize> {
    let mut composite = vec![false; LIMIT];
    let mut primes = Vec::new();
    for number in (3..LIMIT).step_by(2) {
        if composite.get(number) == Some(&false) {
            primes.push(number);
            composite.iter_mut().skip(number).step_by(number).for_each(|composite| *composite = true);
        }
    }
    primes
}

#[cfg(test)]
mod tests {
    use super::{Sieve, WIDTH, odd_primes};
    use crypto_bigint::BoxedUint;

    #[test]
    fn the_small_primes_are_those_below_the_limit() {
        let primes = odd_primes();
        assert_eq!(primes.get(..6), Some([3, 5, 7, 11, 13, 17].as_slice()));
        assert_eq!((primes.len(), primes.last()), (1899, Some(&16_381)));
    }

    #[test]
    fn what_comes_out_is_every_odd_number_that_no_small_prime_divides() {
        for start in [0x7fff_ffff_ffff_0000_u64, 0x0123_4567_89ab_cdef, 1 << 40] {
            let found: Vec<_> = Sieve::new(&start.to_be_bytes()).collect();
            let width = u64::try_from(WIDTH).unwrap_or_default();
            let all = (0..width).filter_map(|index| (start | 1).checked_add(index.checked_mul(2)?));
            let primes = odd_primes();
            let expected = all.filter(|number| {
                primes.iter().all(|prime| u64::try_from(*prime).is_ok_and(|prime| !number.is_multiple_of(prime)))
            });
            assert_eq!(found, expected.map(BoxedUint::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_does_not_fit_in_the_length_does_not_come_out() {
        let mut start = [0xff; 128];
        start[127] = 1;
        let found: Vec<_> = Sieve::new(&start).collect();
        assert!(!found.is_empty() && found.len() < 128);
        assert!(found.iter().all(|candidate| candidate.bit_width() == 1024));
    }
}

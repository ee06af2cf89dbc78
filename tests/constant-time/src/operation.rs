//! The private operation with every secret hidden: import, blinding, exponentiation, recombination, verification.

use crate::secret::{hide, publish};
use private_key_jwt_arithmetic::{CrtKey, CrtNumbers};

/// A line of tests/keys/arithmetic.txt.
pub(crate) struct Key {
    name: &'static str,
    n: Vec<u8>,
    e: Vec<u8>,
    /// p, q, dp, dq, qi.
    secrets: [Vec<u8>; 5],
}

impl Key {
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// The secrets hidden, but for what `CrtKey::new` says it sees: where a number begins, and that the primes are odd.
    fn hidden(&self) -> [Vec<u8>; 5] {
        let mut secrets = self.secrets.clone();
        for secret in &mut secrets {
            let zeros = secret.iter().take_while(|octet| **octet == 0).count();
            let last = secret.len() - 1;
            hide(&mut secret[zeros + 1..last]);
        }
        secrets
    }

    fn ready(&self, secrets: &[Vec<u8>; 5]) -> CrtKey {
        let [p, q, dp, dq, qi] = secrets;
        CrtKey::new(&CrtNumbers { modulus: &self.n, exponent: &self.e, p, q, dp, dq, qi })
            .expect("a key that the kernel covers")
    }
}

/// All of them, p above and below q, odd and unequal sizes.
pub(crate) fn keys() -> Vec<Key> {
    let key = |line: &'static str| {
        let mut fields = line.split(' ');
        let name = fields.next().expect("a name");
        let mut numbers = fields.map(octets);
        let (n, e) = (numbers.next().expect("n"), numbers.next().expect("e"));
        let secrets: Vec<_> = numbers.skip(1).collect();
        Key { name, n, e, secrets: secrets.try_into().expect("five numbers") }
    };
    include_str!("../../keys/arithmetic.txt").lines().map(key).collect()
}

fn octets(digits: &str) -> Vec<u8> {
    let digits = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
    let octet = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(octet).collect()
}

/// Three operations.
pub(crate) fn run(key: &Key) {
    let (open, hidden) = (key.ready(&key.secrets), key.ready(&key.hidden()));
    for base in [&[2; 100][..], &[0x7F; 255], &[1]] {
        let expected = open.exponentiate(base, &mut random(false)).expect("a result").to_vec();
        let mut result = hidden.exponentiate(base, &mut random(true)).expect("a result").to_vec();
        publish(&mut result);
        assert_eq!(result, expected);
        let mut verdict = [u8::from(hidden.verify(&result, base))];
        publish(&mut verdict);
        assert_eq!(verdict, [1]);
    }
}

/// A control: the result is looked at before it is public, so what is hidden must have come through all of the kernel.
pub(crate) fn result() {
    let keys = keys();
    let key = &keys[0];
    let result = key.ready(&key.hidden()).exponentiate(&[2], &mut random(false)).expect("a result").to_vec();
    if result.contains(&7) {
        println!("a branch was taken");
    }
}

/// A control: also the octets are hidden by which `CrtKey::new` tells where a number begins.
pub(crate) fn leading_octets() {
    let keys = keys();
    let mut secrets = keys[0].secrets.clone();
    hide(&mut secrets[2]);
    drop(keys[0].ready(&secrets));
}

/// Octets that are no constant, hidden when they are to be secret.
fn random(secret: bool) -> impl FnMut(&mut [u8]) -> Result<(), ()> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move |octets| {
        for octet in octets.iter_mut() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *octet = state.to_le_bytes()[4];
        }
        if secret {
            hide(octets);
        }
        Ok(())
    }
}

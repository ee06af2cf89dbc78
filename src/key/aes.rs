//! Decryption of single blocks by AES ([FIPS 197](https://csrc.nist.gov/pubs/fips/197/final)). No table is looked up and
//! nothing branches by a secret: the four octets of a word are computed with at once.
//!
//! Our own, since the crate `aes` takes 11 kB for its three lengths of keys, and this one kB for all of them. It is of a
//! tenth of its speed, with which the key of a passphrase is still read in milliseconds.

use private_key_jwt_arithmetic::Secret;

/// Octets of a block.
pub(super) const BLOCK: usize = 16;

/// The octet 1 in each place of a word.
const ONES: u32 = 0x0101_0101;

/// The factors of the inverse of `MixColumns`, and how far the column is rotated for each.
const FACTORS: [(u32, u32); 4] = [(14, 0), (11, 8), (13, 16), (9, 24)];

/// The keys of the rounds, four words each.
pub(super) struct RoundKeys(Secret<u32>);

impl RoundKeys {
    /// From a key of 16, 24 or 32 octets (FIPS 197 section 5.2).
    #[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "4 <= length <= at < words.len()")]
    pub(super) fn new(key: &[u8]) -> Self {
        let (columns, _) = key.as_chunks();
        let length = columns.len();
        let mut words = Secret::new(vec![0; 4 * (length + 7)]);
        for (word, octets) in words.iter_mut().zip(columns) {
            *word = u32::from_le_bytes(*octets);
        }
        let mut constant = 1;
        for at in length..words.len() {
            let mut word = words[at - 1];
            if at % length == 0 {
                word = substituted(word.rotate_right(8)) ^ constant;
                constant = doubled(constant);
            } else if length > 6 && at % length == 4 {
                word = substituted(word);
            }
            words[at] = words[at - length] ^ word;
        }
        Self(words)
    }

    /// Decrypts one block (FIPS 197 section 5.3).
    pub(super) fn decrypt(&self, block: &mut [u8; BLOCK]) {
        let (keys, _) = self.0.as_chunks::<4>();
        let last = keys.len().saturating_sub(1);
        for (round, key) in keys.iter().enumerate().rev() {
            if round < last {
                shift_rows_back(block);
            }
            for (octets, key) in block.as_chunks_mut().0.iter_mut().zip(key) {
                let mut column = u32::from_le_bytes(*octets);
                if round < last {
                    column = substituted_back(column);
                }
                column ^= key;
                if 0 < round && round < last {
                    column = FACTORS.iter().fold(0, |sum, (factor, distance)| {
                        sum ^ product(column.rotate_right(*distance), ONES.wrapping_mul(*factor))
                    });
                }
                *octets = column.to_le_bytes();
            }
        }
    }
}

/// Row number r, which is every fourth octet, by r places to the right.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "a remainder by 16")]
fn shift_rows_back(block: &mut [u8; BLOCK]) {
    let before = *block;
    for (at, octet) in block.iter_mut().enumerate() {
        *octet = before[at * 13 % BLOCK];
    }
}

/// The S-box (FIPS 197 section 5.1.1).
fn substituted(word: u32) -> u32 {
    rotations(inverse(word), &[0, 1, 2, 3, 4]) ^ 0x6363_6363
}

/// Its inverse.
fn substituted_back(word: u32) -> u32 {
    inverse(rotations(word, &[1, 3, 6]) ^ 0x0505_0505)
}

/// The sum of the octets rotated to the left by each of these distances.
fn rotations(word: u32, distances: &[u32]) -> u32 {
    distances.iter().fold(0, |sum, distance| {
        let low = ONES.wrapping_mul((1_u32 << distance).wrapping_sub(1));
        sum ^ ((word << distance) & !low) ^ ((word >> 8_u32.wrapping_sub(*distance)) & low)
    })
}

/// Inverses in GF(2^8), and zeros of zeros: the power 254 = 2 + 4 + ... + 128.
fn inverse(word: u32) -> u32 {
    let (mut square, mut power) = (word, ONES);
    for _ in 0..7 {
        square = product(square, square);
        power = product(power, square);
    }
    power
}

/// Products in GF(2^8).
fn product(left: u32, right: u32) -> u32 {
    (0..8).rev().fold(0, |sum, bit| doubled(sum) ^ (left & ((right >> bit) & ONES).wrapping_mul(0xff)))
}

/// Twice each octet in GF(2^8).
fn doubled(word: u32) -> u32 {
    ((word & 0x7f7f_7f7f) << 1) ^ ((word >> 7) & ONES).wrapping_mul(0x1b)
}

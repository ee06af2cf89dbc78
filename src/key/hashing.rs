//! The hash functions, all by one code that knows their differences from a table. Used as the crates mean it, hashing,
//! HMAC and PBKDF2 would be compiled five times over, for 12 kB more.
//! ([FIPS 180-4](https://csrc.nist.gov/pubs/fips/180-4/upd1/final))

use crate::algorithm::Hash;
use rsa::sha2::block_api::{compress256, compress512};
use zeroize::Zeroizing;

/// The chaining value; 32-bit words have their upper half empty.
pub(super) type State = [u64; 8];

/// A hash function.
pub(crate) struct Hashing {
    /// Octets of a block.
    pub(super) block: usize,
    /// Octets of the result.
    pub(super) output: usize,
    pub(super) initial: State,
    /// Takes in one block.
    pub(super) compress: fn(&mut State, &[u8]),
}

pub(crate) const SHA1: Hashing = Hashing {
    block: 64,
    output: 20,
    initial: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0, 0, 0, 0],
    compress: sha1,
};

pub(super) const SHA224: Hashing = Hashing {
    block: 64,
    output: 28,
    initial: [0xc105_9ed8, 0x367c_d507, 0x3070_dd17, 0xf70e_5939, 0xffc0_0b31, 0x6858_1511, 0x64f9_8fa7, 0xbefa_4fa4],
    compress: sha256,
};

pub(crate) const SHA256: Hashing = Hashing {
    block: 64,
    output: 32,
    initial: [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19],
    compress: sha256,
};

pub(super) const SHA384: Hashing = Hashing {
    block: 128,
    output: 48,
    initial: [
        0xcbbb_9d5d_c105_9ed8,
        0x629a_292a_367c_d507,
        0x9159_015a_3070_dd17,
        0x152f_ecd8_f70e_5939,
        0x6733_2667_ffc0_0b31,
        0x8eb4_4a87_6858_1511,
        0xdb0c_2e0d_64f9_8fa7,
        0x47b5_481d_befa_4fa4,
    ],
    compress: sha512,
};

pub(super) const SHA512: Hashing = Hashing {
    block: 128,
    output: 64,
    initial: [
        0x6a09_e667_f3bc_c908,
        0xbb67_ae85_84ca_a73b,
        0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1,
        0x510e_527f_ade6_82d1,
        0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b,
        0x5be0_cd19_137e_2179,
    ],
    compress: sha512,
};

impl Hashing {
    /// The hash function of an algorithm.
    pub(super) fn of(hash: Hash) -> &'static Self {
        match hash {
            Hash::Sha256 => &SHA256,
            Hash::Sha384 => &SHA384,
            Hash::Sha512 => &SHA512,
        }
    }

    /// The hash of a whole message.
    pub(crate) fn digest(&self, message: &[u8]) -> Vec<u8> {
        let mut state = self.initial;
        self.finish(&mut state, 0, message, &mut Vec::new());
        self.octets(&state).get(..self.output).unwrap_or_default().to_vec()
    }

    /// Takes in `message` as the end of what was hashed, `before` octets of which `state` has taken in already.
    pub(super) fn finish(&self, state: &mut State, before: usize, message: &[u8], scratch: &mut Vec<u8>) {
        let bits = u64::try_from(before.saturating_add(message.len())).unwrap_or_default().saturating_mul(8);
        scratch.clear();
        scratch.extend_from_slice(message);
        scratch.push(0x80);
        // After the octet above, the length has an eighth of a block, of which eight octets are more than enough. A block is a power of two.
        let last = scratch.len().saturating_add(self.block / 8).saturating_sub(1) | self.block.wrapping_sub(1);
        scratch.resize(last.saturating_sub(7), 0);
        scratch.extend_from_slice(&bits.to_be_bytes());
        for block in scratch.chunks(self.block) {
            (self.compress)(state, block);
        }
    }

    /// The result as octets, at the start of an array.
    pub(super) fn octets(&self, state: &State) -> Zeroizing<[u8; 64]> {
        let mut octets = Zeroizing::new([0; 64]);
        let mut rest = octets.as_mut_slice();
        for word in state {
            let Some((octets, after)) = rest.split_at_mut_checked(self.block / 16) else { break };
            let mut word = *word;
            for octet in octets.iter_mut().rev() {
                [*octet, ..] = word.to_le_bytes();
                word >>= 8;
            }
            rest = after;
        }
        octets
    }
}

fn sha256(state: &mut State, block: &[u8]) {
    let mut words = state.map(low);
    if let Ok(block) = block.try_into() {
        compress256(&mut words, &[block]);
    }
    *state = words.map(u64::from);
}

fn sha512(state: &mut State, block: &[u8]) {
    if let Ok(block) = block.try_into() {
        compress512(state, &[block]);
    }
}

/// FIPS 180-4 section 6.1.3.
#[expect(clippy::many_single_char_names, reason = "the names of FIPS 180-4")]
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "round < 80, and remainders by 16")]
fn sha1(state: &mut State, block: &[u8]) {
    let mut schedule = [0_u32; 16];
    for (word, octets) in schedule.iter_mut().zip(block.as_chunks().0) {
        *word = u32::from_be_bytes(*octets);
    }
    let [mut a, mut b, mut c, mut d, mut e, ..] = state.map(low);
    for round in 0..80_usize {
        let word = |before: usize| schedule[(round + 16 - before) % 16];
        if round >= 16 {
            schedule[round % 16] = (word(3) ^ word(8) ^ word(14) ^ word(16)).rotate_left(1);
        }
        let (choice, constant) = match round / 20 {
            0 => (b & c | !b & d, 0x5a82_7999),
            1 => (b ^ c ^ d, 0x6ed9_eba1),
            2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
            _ => (b ^ c ^ d, 0xca62_c1d6_u32),
        };
        let sum = a.rotate_left(5).wrapping_add(choice).wrapping_add(e).wrapping_add(constant);
        (a, b, c, d, e) = (sum.wrapping_add(schedule[round % 16]), a, b.rotate_left(30), c, d);
    }
    for (word, value) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = u64::from(low(*word).wrapping_add(value));
    }
}

/// The lower half.
fn low(word: u64) -> u32 {
    let [.., a, b, c, d] = word.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

//! The curves of ECDSA, `y^2 = x^3 - 3 x + b` ([NIST SP 800-186, section 3.2.1](https://doi.org/10.6028/NIST.SP.800-186)).
#![expect(clippy::arithmetic_side_effects, reason = "differences of octets")]

/// A curve of prime order whose coefficient `a` is -3. Numbers are big-endian, all of them as long as the field.
#[derive(Debug)]
#[non_exhaustive]
pub struct Curve {
    pub(crate) prime: &'static [u8],
    pub(crate) order: &'static [u8],
    pub(crate) coefficient: &'static [u8],
    pub(crate) base_x: &'static [u8],
    pub(crate) base_y: &'static [u8],
    /// Of the prime, and of the order.
    pub(crate) bits: usize,
}

/// P-256
pub static P256: Curve = Curve {
    prime: &hex::<32>("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
    order: &hex::<32>("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    coefficient: &hex::<32>("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    base_x: &hex::<32>("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    base_y: &hex::<32>("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    bits: 256,
};

/// P-384
pub static P384: Curve = Curve {
    prime: &hex::<48>(
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    ),
    order: &hex::<48>(
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    ),
    coefficient: &hex::<48>(
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    ),
    base_x: &hex::<48>(
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
    ),
    base_y: &hex::<48>(
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
    ),
    bits: 384,
};

/// P-521
pub static P521: Curve = Curve {
    prime: &hex::<66>(
        "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ),
    order: &hex::<66>(
        "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
    ),
    coefficient: &hex::<66>(
        "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
    ),
    base_x: &hex::<66>(
        "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
    ),
    base_y: &hex::<66>(
        "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
    ),
    bits: 521,
};

impl Curve {
    /// Octets of a number.
    pub fn octets(&self) -> usize {
        self.prime.len()
    }

    /// Bits by which those octets are more than the order needs.
    pub fn spare_bits(&self) -> u32 {
        self.order.first().map_or(0, |octet| octet.leading_zeros())
    }

    /// Whether a number of that many octets is from one to one less than the order. Nothing else about it changes the time.
    pub fn contains(&self, number: &[u8]) -> bool {
        let (mut borrow, mut any) = (0, 0);
        for (octet, of_order) in number.iter().rev().zip(self.order.iter().rev()) {
            borrow = (i16::from(*octet) - i16::from(*of_order) + borrow) >> 8;
            any |= *octet;
        }
        number.len() == self.order.len() && borrow < 0 && any != 0
    }
}

/// Octets of hexadecimal digits in lower case.
#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "the compiler evaluates it, and stops where it would panic"
)]
const fn hex<const LENGTH: usize>(digits: &str) -> [u8; LENGTH] {
    const fn value(digit: u8) -> u8 {
        if digit < b'a' { digit - b'0' } else { digit - b'a' + 10 }
    }
    let digits = digits.as_bytes();
    assert!(digits.len() == 2 * LENGTH);
    let mut octets = [0; LENGTH];
    let mut index = 0;
    while index < LENGTH {
        octets[index] = 16 * value(digits[2 * index]) + value(digits[2 * index + 1]);
        index += 1;
    }
    octets
}

//! A pair of `f64`, one lane for each of two numbers that are worked on in lockstep.
//!
//! On wasm32 with simd128 a pair is one `v128`; elsewhere it is two plain `f64`. Both give the same bits: only addition,
//! subtraction and multiplication of integers below 2^53 (and one rounding constant, see `montgomery`) are used, and IEEE 754 leaves
//! no freedom in those. No lane ever reads the other, but for [`Pair::both_first`] and [`Pair::both_second`].
//!
//! Invariant: nothing here branches or indexes on a lane's value.

use core::ops::{Add, Mul, Sub};
use zeroize::DefaultIsZeroes;

pub(crate) use imp::{Mask, Packed, Pair};

/// 1.5 * 2^52: added to an integer of at most 51 bits, it leaves that integer in the low bits of the encoding.
const INTEGER: f64 = 6_755_399_441_055_744.0;

/// The integer that `value` holds, |value| < 2^51, without a conversion instruction.
pub(crate) fn to_integer(value: f64) -> i64 {
    (value + INTEGER).to_bits().cast_signed().wrapping_sub(INTEGER.to_bits().cast_signed())
}

impl DefaultIsZeroes for Pair {}

impl DefaultIsZeroes for Packed {}

impl Default for Packed {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Default for Pair {
    fn default() -> Self {
        Self::ZERO
    }
}

impl core::fmt::Debug for Pair {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str("Pair(redacted)")
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod imp {
    use super::{Add, Mul, Sub};
    use core::arch::wasm32::{
        f64x2, f64x2_add, f64x2_convert_low_i32x4, f64x2_extract_lane, f64x2_mul, f64x2_splat, f64x2_sub, i32x4,
        i32x4_eq, i32x4_splat, i32x4_trunc_sat_f64x2_zero, i64x2_shuffle, u32x4, v128, v128_and, v128_or,
    };

    /// Two `f64`.
    #[derive(Clone, Copy)]
    pub(crate) struct Pair(v128);

    /// Two neighbouring digits of both numbers, as 32-bit integers.
    #[derive(Clone, Copy)]
    pub(crate) struct Packed(v128);

    /// All ones or all zeros for each of the two numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Mask(v128);

    impl Pair {
        pub(crate) const ZERO: Self = Self(f64x2(0.0, 0.0));

        #[inline(always)]
        pub(crate) fn new(first: f64, second: f64) -> Self {
            Self(f64x2(first, second))
        }
        #[inline(always)]
        pub(crate) fn splat(value: f64) -> Self {
            Self(f64x2_splat(value))
        }
        #[inline(always)]
        pub(crate) fn first(self) -> f64 {
            f64x2_extract_lane::<0>(self.0)
        }
        #[inline(always)]
        pub(crate) fn second(self) -> f64 {
            f64x2_extract_lane::<1>(self.0)
        }
        #[inline(always)]
        pub(crate) fn both_first(self) -> Self {
            Self(i64x2_shuffle::<0, 0>(self.0, self.0))
        }
        #[inline(always)]
        pub(crate) fn both_second(self) -> Self {
            Self(i64x2_shuffle::<1, 1>(self.0, self.0))
        }
    }

    impl Packed {
        pub(crate) const ZERO: Self = Self(i32x4(0, 0, 0, 0));

        /// Integers of at most 31 bits, in size.
        #[inline(always)]
        pub(crate) fn new([low, high]: [Pair; 2]) -> Self {
            let (low, high) = (i32x4_trunc_sat_f64x2_zero(low.0), i32x4_trunc_sat_f64x2_zero(high.0));
            Self(i64x2_shuffle::<0, 2>(low, high))
        }
        #[inline(always)]
        pub(crate) fn pairs(self) -> [Pair; 2] {
            let high = i64x2_shuffle::<1, 1>(self.0, self.0);
            [Pair(f64x2_convert_low_i32x4(self.0)), Pair(f64x2_convert_low_i32x4(high))]
        }
        /// `self` joined with `value` where `mask` is set; one of the two must be zero there.
        #[inline(always)]
        pub(crate) fn or_masked(self, value: Self, mask: Mask) -> Self {
            Self(v128_or(self.0, v128_and(value.0, mask.0)))
        }
    }

    impl Mask {
        /// The numbers whose index is `entry`.
        #[inline(always)]
        pub(crate) fn equal([first, second]: [u32; 2], entry: u32) -> Self {
            Self(i32x4_eq(u32x4(first, second, first, second), i32x4_splat(entry.cast_signed())))
        }
    }

    impl Add for Pair {
        type Output = Self;
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0))
        }
    }
    impl Sub for Pair {
        type Output = Self;
        #[inline(always)]
        fn sub(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0))
        }
    }
    impl Mul for Pair {
        type Output = Self;
        #[inline(always)]
        fn mul(self, other: Self) -> Self {
            Self(f64x2_mul(self.0, other.0))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod imp {
    use super::{Add, Mul, Sub};

    /// Two `f64`.
    #[derive(Clone, Copy)]
    pub(crate) struct Pair(f64, f64);

    /// Two neighbouring digits of both numbers, as 32-bit integers.
    #[derive(Clone, Copy)]
    pub(crate) struct Packed([i32; 4]);

    /// All ones or all zeros for each of the two numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Mask([i32; 2]);

    impl Pair {
        pub(crate) const ZERO: Self = Self(0.0, 0.0);

        #[inline(always)]
        pub(crate) fn new(first: f64, second: f64) -> Self {
            Self(first, second)
        }
        #[inline(always)]
        pub(crate) fn splat(value: f64) -> Self {
            Self(value, value)
        }
        #[inline(always)]
        pub(crate) fn first(self) -> f64 {
            self.0
        }
        #[inline(always)]
        pub(crate) fn second(self) -> f64 {
            self.1
        }
        #[inline(always)]
        pub(crate) fn both_first(self) -> Self {
            Self(self.0, self.0)
        }
        #[inline(always)]
        pub(crate) fn both_second(self) -> Self {
            Self(self.1, self.1)
        }
    }

    impl Packed {
        pub(crate) const ZERO: Self = Self([0; 4]);

        /// Integers of at most 31 bits, in size.
        #[inline(always)]
        pub(crate) fn new([low, high]: [Pair; 2]) -> Self {
            let low_half = |value: f64| {
                let [a, b, c, d, ..] = super::to_integer(value).to_le_bytes();
                i32::from_le_bytes([a, b, c, d])
            };
            Self([low.0, low.1, high.0, high.1].map(low_half))
        }
        #[inline(always)]
        pub(crate) fn pairs(self) -> [Pair; 2] {
            let [low_first, low_second, high_first, high_second] = self.0.map(f64::from);
            [Pair(low_first, low_second), Pair(high_first, high_second)]
        }
        /// `self` joined with `value` where `mask` is set; one of the two must be zero there.
        #[inline(always)]
        pub(crate) fn or_masked(self, value: Self, mask: Mask) -> Self {
            let [first, second] = mask.0;
            let mut joined = self.0;
            for ((to, from), mask) in joined.iter_mut().zip(value.0).zip([first, second, first, second]) {
                *to |= from & mask;
            }
            Self(joined)
        }
    }

    impl Mask {
        /// The numbers whose index, below 2^31, is `entry`.
        #[inline(always)]
        pub(crate) fn equal(indices: [u32; 2], entry: u32) -> Self {
            // Below zero exactly when the two do not differ.
            Self(indices.map(|index| (index ^ entry).wrapping_sub(1).cast_signed() >> 31))
        }
    }

    impl Add for Pair {
        type Output = Self;
        #[inline(always)]
        fn add(self, other: Self) -> Self {
            Self(self.0 + other.0, self.1 + other.1)
        }
    }
    impl Sub for Pair {
        type Output = Self;
        #[inline(always)]
        fn sub(self, other: Self) -> Self {
            Self(self.0 - other.0, self.1 - other.1)
        }
    }
    impl Mul for Pair {
        type Output = Self;
        #[inline(always)]
        fn mul(self, other: Self) -> Self {
            Self(self.0 * other.0, self.1 * other.1)
        }
    }
}

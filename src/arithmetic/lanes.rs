//! A pair of `f64`, one lane for each of two numbers that are worked on in lockstep.
//!
//! On wasm32 with simd128 a pair is one `v128`; elsewhere it is two plain `f64`. Both give the same bits: only addition,
//! subtraction and multiplication of integers below 2^53 (and one rounding constant, see `montgomery`) are used, and IEEE 754 leaves
//! no freedom in those. No lane ever reads the other, but for [`Pair::both_first`] and [`Pair::both_second`].
//!
//! Invariant: nothing here branches or indexes on a lane's value.

use core::ops::{Add, Mul, Sub};
use zeroize::DefaultIsZeroes;

pub(crate) use imp::{Mask, Pair};

/// 1.5 * 2^52: added to an integer of at most 51 bits, it leaves that integer in the low bits of the encoding.
const INTEGER: f64 = 6_755_399_441_055_744.0;

/// The integer that `value` holds, |value| < 2^51, without a conversion instruction.
pub(crate) fn to_integer(value: f64) -> i64 {
    (value + INTEGER).to_bits().cast_signed().wrapping_sub(INTEGER.to_bits().cast_signed())
}

impl DefaultIsZeroes for Pair {}

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
        f64x2, f64x2_add, f64x2_extract_lane, f64x2_mul, f64x2_splat, f64x2_sub, i64x2_eq, i64x2_shuffle, i64x2_splat,
        u64x2, v128, v128_and, v128_or,
    };

    /// Two `f64`.
    #[derive(Clone, Copy)]
    pub(crate) struct Pair(v128);

    /// All ones or all zeros in each lane.
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
        /// `self` joined with `value` in the lanes where `mask` is set; one of the two must be zero there.
        #[inline(always)]
        pub(crate) fn or_masked(self, value: Self, mask: Mask) -> Self {
            Self(v128_or(self.0, v128_and(value.0, mask.0)))
        }
    }

    impl Mask {
        /// The lanes in which `indices` equals `entry`.
        #[inline(always)]
        pub(crate) fn equal(indices: [u64; 2], entry: i64) -> Self {
            let [first, second] = indices;
            Self(i64x2_eq(u64x2(first, second), i64x2_splat(entry)))
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

    /// All ones or all zeros in each lane.
    #[derive(Clone, Copy)]
    pub(crate) struct Mask(u64, u64);

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
        /// `self` joined with `value` in the lanes where `mask` is set; one of the two must be zero there.
        #[inline(always)]
        pub(crate) fn or_masked(self, value: Self, mask: Mask) -> Self {
            let join = |mine: f64, other: f64, mask: u64| f64::from_bits(mine.to_bits() | (other.to_bits() & mask));
            Self(join(self.0, value.0, mask.0), join(self.1, value.1, mask.1))
        }
    }

    impl Mask {
        /// The lanes in which `indices` equals `entry`.
        #[inline(always)]
        pub(crate) fn equal(indices: [u64; 2], entry: i64) -> Self {
            let [first, second] = indices.map(|index| {
                let differ = index ^ entry.cast_unsigned();
                // The top bit is set exactly when `differ`, which is below 2^63, is zero.
                let top = differ.wrapping_sub(1) & !differ;
                (top.cast_signed() >> 63).cast_unsigned()
            });
            Self(first, second)
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

//! In place of `lanes`: what is known of a number, without the number.

use core::cell::Cell;
use core::ops::{Add, Mul, Sub};
use zeroize::DefaultIsZeroes;

thread_local!(static NAMES: Cell<u64> = const { Cell::new(1) });

/// Every `f64` of this size in units is exact.
const EXACT: u128 = 1 << 53;

/// A multiple of 2^unit, at most `most` times that in size; but for at most `error` when that is not zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    most: u128,
    unit: i32,
    error: f64,
    /// The same for copies of one value, so that a remainder is known by what it is the remainder of.
    name: u64,
    origin: Origin,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Origin {
    Any,
    /// 1.5 * 2^(places + 52), which rounds what is added to it to a multiple of 2^places.
    Rounder {
        places: i32,
    },
    /// The value of that name plus a rounder.
    Lifted {
        name: u64,
        places: i32,
    },
    /// The value of that name, rounded.
    Rounded {
        name: u64,
        places: i32,
    },
}

impl DefaultIsZeroes for Pair {}

impl Default for Pair {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Pair {
    pub(crate) const ZERO: Self = Self { most: 0, unit: 0, error: 0.0, name: 0, origin: Origin::Any };

    fn make(most: u128, unit: i32, error: f64, origin: Origin) -> Self {
        let name = NAMES.replace(NAMES.get() + 1);
        Self { most, unit, error, name, origin }
    }

    /// Any integer of at most this size.
    pub(crate) fn within(most: u128) -> Self {
        Self::make(most, 0, 0.0, Origin::Any)
    }

    pub(crate) fn splat(value: f64) -> Self {
        let (mantissa, exponent) = (value.to_bits() & ((1 << 52) - 1), (value.to_bits() >> 52 & 0x7FF) as i32 - 1075);
        if value == 0.0 {
            return Self::ZERO;
        }
        let most = mantissa | 1 << 52;
        let places = exponent;
        let rounder = most == 3 << 51 && exponent >= 0;
        let origin = if rounder { Origin::Rounder { places } } else { Origin::Any };
        let zeros = most.trailing_zeros();
        Self::make(u128::from(most >> zeros), exponent + zeros as i32, 0.0, origin)
    }

    pub(crate) fn is_exact(self) -> bool {
        self.error == 0.0 && self.unit >= 0
    }

    /// The largest size, of an integer.
    pub(crate) fn size(self) -> u128 {
        self.most << self.unit
    }

    /// The sum of two in the smaller unit, rounded as `f64` does.
    fn sum(self, other: Self) -> Self {
        if self.most == 0 {
            return other;
        }
        if other.most == 0 {
            return self;
        }
        let unit = self.unit.min(other.unit);
        let aligned = |pair: Self| pair.most.checked_shl((pair.unit - unit) as u32).filter(|most| *most < 1 << 126);
        let most = aligned(self).unwrap() + aligned(other).unwrap();
        Self::rounded(most, unit, self.error + other.error)
    }

    fn rounded(most: u128, unit: i32, error: f64) -> Self {
        if most <= EXACT && error == 0.0 {
            return Self::make(most, unit, 0.0, Origin::Any);
        }
        // Half a unit in the last place of the result, and as much again for coarser units from here on.
        let places = (most.ilog2() as i32 - 52).max(0);
        let error = error + f64::from(places + unit).exp2();
        Self::make((most >> places) + 2, unit + places, error, Origin::Any)
    }

    /// `self` to a multiple of 2^places, after a rounder was added and taken away.
    fn lifted(self, places: i32) -> Self {
        let spare = places - self.unit + 51;
        assert!(self.most == 0 || (0..128).contains(&spare) && self.most <= 1 << spare, "too large to round: {self:?}");
        if self.error != 0.0 {
            // `divide`: the truth is an integer, and the columns below the two add less than 2^-17.
            assert!(places == 0 && self.error + 2_f64.powi(-17) < 0.25, "a sum was not exact: {self:?}");
        }
        let half = places - self.unit - 1;
        let most = if half < 0 { self.most << (-half - 1) } else { (self.most + (1 << half)) >> (half + 1) };
        Self::make(most, places, 0.0, Origin::Lifted { name: self.name, places })
    }
}

impl Add for Pair {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        match (self.origin, other.origin) {
            (_, Origin::Rounder { places }) => self.lifted(places),
            (Origin::Rounder { .. } | Origin::Lifted { .. }, _) | (_, Origin::Lifted { .. }) => {
                panic!("a rounder is left")
            }
            _ => self.sum(other),
        }
    }
}

impl Sub for Pair {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        match (self.origin, other.origin) {
            (Origin::Lifted { name, places }, Origin::Rounder { places: taken }) if places == taken => {
                Self::make(self.most, self.unit, 0.0, Origin::Rounded { name, places })
            }
            (_, Origin::Rounded { name, places }) if name == self.name => {
                assert_eq!(self.error, 0.0);
                let half = places - self.unit - 1;
                let rest = if half < 0 { 0 } else { self.most.min(1 << half) };
                Self::make(rest, self.unit, 0.0, Origin::Any)
            }
            (Origin::Lifted { .. } | Origin::Rounder { .. }, _) => panic!("a rounder is left"),
            _ => self.sum(other),
        }
    }
}

impl Mul for Pair {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let (unit, most) = (self.unit + other.unit, self.most * other.most);
        if self.error == 0.0 && other.error == 0.0 {
            return Self::rounded(most, unit, 0.0);
        }
        assert_eq!((other.most, other.error), (1, 0.0), "only a power of two multiplies what is not exact");
        Self::make(most, unit, self.error * f64::from(other.unit).exp2(), Origin::Any)
    }
}

/// What needs a number, for constants that the bounds do not need.
impl Pair {
    pub(crate) fn new(_: f64, _: f64) -> Self {
        unreachable!()
    }
    pub(crate) fn first(self) -> f64 {
        unreachable!()
    }
    pub(crate) fn second(self) -> f64 {
        unreachable!()
    }
}

pub(crate) fn to_integer(_: f64) -> i64 {
    unreachable!()
}

//! Sums of products by columns: the inner loop of multiplication, squaring and reduction.
//!
//! A number is a slice of digits, lowest first, each a pair of integers of at most 2^23 in size (see `digits`). Four neighbouring
//! columns `i..i+4` of a product are summed at once, in registers: column `i + c` takes `x[j] * y[i + c - j]` for every `j`, so each
//! step loads one digit of each number, keeps the last three of `y`, and makes four products.
//!
//! Exactness: a product is at most 2^46 in size, so up to 127 of them, and a carry below 2^32, stay under 2^53, where every integer
//! is an `f64`. Numbers of more than [`NARROW`] digits would go beyond that, so their sums are relieved of their high part by
//! [`Columns::spill`] every [`RUN`] products.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the length arithmetic is on sizes of slices and bounded by them"
)]

use super::lanes::Pair;
use core::hint::black_box;

/// Digits are in [-2^(BITS - 1), 2^(BITS - 1)].
pub(crate) const BITS: u32 = 24;
/// 2^24.
pub(crate) const RADIX: f64 = 16_777_216.0;
/// 2^-24.
pub(crate) const INVERSE_RADIX: f64 = 1.0 / RADIX;
/// 1.5 * 2^76: adding and subtracting it rounds to a multiple of 2^24, for |x| <= 2^54.
const ROUNDER: f64 = 1.5 * 75_557_863_725_914_323_419_136.0;
/// A number of at most this many digits is multiplied and reduced without a spill: 2 * 60 products and the triangles' part of them.
pub(crate) const NARROW: usize = 60;
/// Blocks between two spills in a wider number: 96 products a column, to which the edges add at most 8.
pub(crate) const RUN: usize = 24;

/// The multiple of 2^24 nearest to `value`; the rest is at most 2^23 in size.
pub(crate) fn round(value: Pair) -> Pair {
    (value + Pair::splat(ROUNDER)) - Pair::splat(ROUNDER)
}

/// The constants of the inner loops, hidden from the compiler: engines build a constant that they see anew, with three instructions,
/// wherever it is used.
#[derive(Clone, Copy)]
pub(crate) struct Constants {
    rounder: Pair,
    inverse: Pair,
}

impl Constants {
    #[inline(always)]
    pub(crate) fn new() -> Self {
        let [rounder, inverse] = black_box([ROUNDER, INVERSE_RADIX]);
        Self { rounder: Pair::splat(rounder), inverse: Pair::splat(inverse) }
    }

    #[inline(always)]
    fn round(self, value: Pair) -> Pair {
        (value + self.rounder) - self.rounder
    }
}

/// Whether all four columns of a block are summed, or the two upper ones alone.
pub(crate) const ALL: bool = true;
pub(crate) const UPPER: bool = false;

/// Four neighbouring digits.
pub(crate) type Block = [Pair; 4];

/// Four neighbouring columns: what is summed, and what was taken out of the sums to keep them exact, a multiple of 2^24.
#[derive(Default)]
pub(crate) struct Columns {
    pub sums: Block,
    pub spilled: Block,
}

impl Columns {
    /// The columns of `x * y` at the highest block that is given of each; both begin at the number's lowest. [`ALL`] or the [`UPPER`] ones.
    #[inline(always)]
    pub(crate) fn low<const WIDE: bool, const WHICH: bool>(x: &[Block], y: &[Block], constants: Constants) -> Self {
        let mut columns = Self::default();
        if let (Some((last, x)), Some((window, y))) = (x.split_last(), y.split_last()) {
            let window = columns.add_run::<WIDE, WHICH>(x, y, *window, constants);
            columns.add_lower_triangle::<WHICH>(*last, window);
        }
        columns
    }

    /// Adds the columns of `x * y` that are as far above the middle as the lowest block that is given of each is above the number's
    /// lowest; both end at the number's highest.
    #[inline(always)]
    pub(crate) fn add_high<const WIDE: bool>(&mut self, x: &[Block], y: &[Block], constants: Constants) {
        if let (Some((first, x)), Some((window, y))) = (x.split_first(), y.split_last()) {
            self.add_upper_triangle(*first, *window);
            self.add_run::<WIDE, ALL>(x, y, *window, constants);
        }
    }

    /// As [`Columns::low`] for a square.
    #[inline(always)]
    pub(crate) fn square_low<const WIDE: bool>(x: &[Block], constants: Constants) -> Self {
        let mut columns = Self::default();
        if let Some((window, below)) = x.split_last() {
            let run = below.len() / 2;
            let (lower, upper) = below.split_at_checked(run).unwrap_or((below, &[]));
            let upper = if below.len() % 2 == 1 { upper.split_first().map_or(upper, |(_, rest)| rest) } else { upper };
            let window = columns.add_run::<WIDE, ALL>(lower, upper, *window, constants);
            columns.add_middle(below.get(run), window, below.len() % 2 == 1);
        }
        columns
    }

    /// As [`Columns::add_high`] for a square, to begin with.
    #[inline(always)]
    pub(crate) fn square_high<const WIDE: bool>(x: &[Block], constants: Constants) -> Self {
        let mut columns = Self::default();
        let run = x.len() / 2;
        let odd = x.len() % 2 == 1;
        let (lower, upper) = x.split_at_checked(run).unwrap_or((x, &[]));
        let middle = upper.first();
        let upper = if odd { upper.split_first().map_or(upper, |(_, rest)| rest) } else { upper };
        let mut window = [Pair::ZERO; 4];
        if let (Some((first, lower)), Some((highest, upper))) = (lower.split_first(), upper.split_last()) {
            columns.add_upper_triangle(*first, *highest);
            window = columns.add_run::<WIDE, ALL>(lower, upper, *highest, constants);
        }
        columns.add_middle(middle, window, odd);
        columns
    }

    /// Adds `x[j] * y[..]` to the columns, from the lowest block of `x` and the highest of `y`. `window` is the block of `y` above; what
    /// it is at the end is returned.
    #[inline(always)]
    fn add_run<const WIDE: bool, const WHICH: bool>(
        &mut self,
        x: &[Block],
        y: &[Block],
        window: Block,
        constants: Constants,
    ) -> Block {
        if !WIDE {
            return self.add_blocks::<WHICH>(x, y, window);
        }
        let (mut x, mut y, mut window) = (x, y, window);
        while !x.is_empty() {
            let (lowest, above) = x.split_at_checked(RUN).unwrap_or((x, &[]));
            let (below, highest) = y.split_at_checked(y.len().saturating_sub(RUN)).unwrap_or((&[], y));
            window = self.add_blocks::<WHICH>(lowest, highest, window);
            self.spill(constants);
            (x, y) = (above, below);
        }
        window
    }

    #[inline(always)]
    fn add_blocks<const WHICH: bool>(&mut self, x: &[Block], y: &[Block], window: Block) -> Block {
        let [mut s0, mut s1, mut s2, mut s3] = self.sums;
        let [mut w0, mut w1, mut w2, mut w3] = window;
        for (&[x0, x1, x2, x3], &[n0, n1, n2, n3]) in x.iter().zip(y.iter().rev()) {
            if WHICH == ALL {
                s0 = s0 + (x0 * w0 + x1 * n3);
                s1 = s1 + (x0 * w1 + x1 * w0);
            }
            s2 = s2 + (x0 * w2 + x1 * w1);
            s3 = s3 + (x0 * w3 + x1 * w2);
            if WHICH == ALL {
                s0 = s0 + (x2 * n2 + x3 * n1);
                s1 = s1 + (x2 * n3 + x3 * n2);
            }
            s2 = s2 + (x2 * w0 + x3 * n3);
            s3 = s3 + (x2 * w1 + x3 * w0);
            (w0, w1, w2, w3) = (n0, n1, n2, n3);
        }
        self.sums = [s0, s1, s2, s3];
        [w0, w1, w2, w3]
    }

    /// The six products at the upper edge, where `y` ends.
    #[inline(always)]
    fn add_upper_triangle(&mut self, x: Block, y: Block) {
        let ([_, x1, x2, x3], [_, y1, y2, y3]) = (x, y);
        let [s0, s1, s2, s3] = self.sums;
        self.sums = [s0 + ((x1 * y3 + x2 * y2) + x3 * y1), s1 + (x2 * y3 + x3 * y2), s2 + x3 * y3, s3];
    }

    /// The ten products at the lower edge, where `y` begins.
    #[inline(always)]
    fn add_lower_triangle<const WHICH: bool>(&mut self, x: Block, y: Block) {
        let ([x0, x1, x2, x3], [y0, y1, y2, y3]) = (x, y);
        let [s0, s1, s2, s3] = self.sums;
        self.sums = [
            if WHICH == ALL { s0 + x0 * y0 } else { s0 },
            if WHICH == ALL { s1 + (x0 * y1 + x1 * y0) } else { s1 },
            s2 + ((x0 * y2 + x1 * y1) + x2 * y0),
            s3 + ((x0 * y3 + x1 * y2) + (x2 * y1 + x3 * y0)),
        ];
    }

    /// Completes the columns of a square: of each product of unequal digits one half was added, up to the middle block, which is
    /// `window`, or when `odd` the upper half of `middle` and the lower half of `window`.
    #[inline(always)]
    fn add_middle(&mut self, middle: Option<&Block>, window: Block, odd: bool) {
        let [w0, w1, w2, w3] = window;
        if let (true, Some(&[m0, m1, m2, m3])) = (odd, middle) {
            let [s0, s1, s2, s3] = self.sums;
            self.sums = [
                s0 + (m0 * w0 + m1 * m3),
                s1 + (m0 * w1 + m1 * w0),
                s2 + (m0 * w2 + m1 * w1),
                s3 + (m0 * w3 + m1 * w2),
            ];
            self.double_around([m2, m3, w0, w1]);
        } else {
            self.double_around(window);
        }
    }

    /// Doubles the products of unequal digits, of which each was added once, and adds those around the diagonal.
    #[inline(always)]
    fn double_around(&mut self, middle: Block) {
        let [a, b, c, d] = middle;
        let [s0, s1, s2, s3] = self.sums;
        let [t1, t2, t3] = [s1 + a * b, s2 + a * c, s3 + (a * d + b * c)];
        self.sums = [s0 + s0 + a * a, t1 + t1, t2 + t2 + b * b, t3 + t3];
        let [p0, p1, p2, p3] = self.spilled;
        self.spilled = [p0 + p0, p1 + p1, p2 + p2, p3 + p3];
    }

    /// Takes the multiples of 2^24 out of the sums, whose rest is then at most 2^23 in size.
    #[inline(always)]
    pub(crate) fn spill(&mut self, constants: Constants) {
        let ([s0, s1, s2, s3], [p0, p1, p2, p3]) = (self.sums, self.spilled);
        let [r0, r1, r2, r3] = [constants.round(s0), constants.round(s1), constants.round(s2), constants.round(s3)];
        self.sums = [s0 - r0, s1 - r1, s2 - r2, s3 - r3];
        self.spilled = [p0 + r0, p1 + r1, p2 + r2, p3 + r3];
    }

    /// Moves what was spilled one column up; returns what leaves the last column.
    #[inline(always)]
    pub(crate) fn settle(&mut self, constants: Constants) -> Pair {
        let inverse = constants.inverse;
        let [_, s1, s2, s3] = &mut self.sums;
        let [p0, p1, p2, p3] = self.spilled;
        *s1 = *s1 + p0 * inverse;
        *s2 = *s2 + p1 * inverse;
        *s3 = *s3 + p2 * inverse;
        p3 * inverse
    }
}

/// What leaves four columns for the next ones, in the two parallel steps that turn sums into digits.
///
/// No column waits for its neighbour: first every sum gives its multiple of 2^24 to the next column, which leaves at most 2^23 + 2^32;
/// then once more, which leaves at most 2^23 + 2^8.
#[derive(Clone, Copy)]
pub(crate) struct Carries {
    constants: Constants,
    first: Pair,
    second: Pair,
}

impl Carries {
    #[inline(always)]
    pub(crate) fn new(constants: Constants) -> Self {
        Self { constants, first: Pair::ZERO, second: Pair::ZERO }
    }

    /// Adds to the column that comes next.
    pub(crate) fn add(&mut self, carry: Pair) {
        self.first = self.first + carry;
    }

    /// The four digits of these columns.
    #[inline(always)]
    pub(crate) fn digits<const WIDE: bool>(&mut self, mut columns: Columns) -> Block {
        let constants = self.constants;
        let left = if WIDE { Some(columns.settle(constants)) } else { None };
        let (sums, first) = step(columns.sums, self.first, constants);
        let (sums, second) = step(sums, self.second, constants);
        self.first = left.map_or(first, |left| first + left);
        self.second = second;
        sums
    }

    /// Gives the highest digit, which has room for it, what left it.
    pub(crate) fn finish(self, digits: &mut [Pair]) {
        if let Some(highest) = digits.last_mut() {
            *highest = *highest + (self.first + self.second) * Pair::splat(RADIX);
        }
    }
}

/// Every sum keeps what is within half the radix of zero and gives the rest to the next.
#[inline(always)]
fn step(sums: Block, carry: Pair, constants: Constants) -> (Block, Pair) {
    let inverse = constants.inverse;
    let [s0, s1, s2, s3] = sums;
    let [r0, r1, r2, r3] = [constants.round(s0), constants.round(s1), constants.round(s2), constants.round(s3)];
    let digits = [(s0 - r0) + carry, (s1 - r1) + r0 * inverse, (s2 - r2) + r1 * inverse, (s3 - r3) + r2 * inverse];
    (digits, r3 * inverse)
}

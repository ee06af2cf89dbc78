//! Sums of multiples of points against the crates p256, p384 and p521.

use super::support::{Random, test};
use crate::curve::{Curve, P256, P384, P521};
use crate::group::Group;
use p256::elliptic_curve::group::Curve as _;
use p256::elliptic_curve::group::Group as _;
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::{CurveArithmetic, ProjectivePoint, Scalar};

/// A number of as many octets as the order, as the order less what is given, or small.
fn less(curve: &Curve, by: u8) -> Vec<u8> {
    let (last, rest) = curve.order.split_last().unwrap();
    [rest, &[last - by]].concat()
}

fn small(curve: &Curve, value: u8) -> Vec<u8> {
    let mut octets = vec![0; curve.octets()];
    *octets.last_mut().unwrap() = value;
    octets
}

/// 0, 1, 2, 3, around the order and half of it, all ones, single bits, long runs of zeros and of ones.
pub(super) fn edges(curve: &Curve) -> Vec<Vec<u8>> {
    let length = curve.octets();
    let half = [curve.order[0] >> 1].into_iter().chain(curve.order.windows(2).map(|pair| pair[0] << 7 | pair[1] >> 1));
    let mut edges: Vec<_> = (0..4).map(|value| small(curve, value)).collect();
    edges.extend((0..4).map(|by| less(curve, by)));
    edges.extend([half.collect(), vec![0xFF; length]]);
    for at in [0, 1, length / 2, length - 1] {
        let mut bit = vec![0; length];
        bit[at] = 0x80;
        let mut run = vec![0; length];
        run[at..].fill(0xFF);
        let mut hole = curve.order.to_vec();
        hole[at.max(1)..(at + length / 3).min(length)].fill(0);
        edges.extend([bit, run, hole]);
    }
    edges
}

/// The scalar that a number is, reduced by what a scalar of the crate does itself.
pub(super) fn scalar<C: CurveArithmetic>(number: &[u8]) -> Scalar<C> {
    let base = Scalar::<C>::from(256_u64);
    number.iter().fold(Scalar::<C>::from(0_u64), |sum, octet| sum * base + Scalar::<C>::from(u64::from(*octet)))
}

/// Both coordinates; `None` for the identity, for which ours are not looked at.
fn expected<C: CurveArithmetic>(first: &[u8], second: &[u8], public: &ProjectivePoint<C>) -> Option<Vec<u8>> {
    let sum = ProjectivePoint::<C>::generator() * scalar::<C>(first) + *public * scalar::<C>(second);
    (!bool::from(sum.is_identity())).then(|| coordinates::<C>(&sum))
}

pub(super) fn coordinates<C: CurveArithmetic>(point: &ProjectivePoint<C>) -> Vec<u8> {
    let affine = point.to_affine();
    [affine.x(), affine.y()].concat()
}

fn agree<C: CurveArithmetic>(curve: &'static Curve, rounds: usize) {
    let mut random = Random(curve.bits as u64);
    let group = Group::new(curve);
    let base = [curve.base_x, curve.base_y].concat();
    assert_eq!(coordinates::<C>(&ProjectivePoint::<C>::generator()), base);
    let edges = edges(curve);
    let identity = vec![0; base.len()];
    // Public points equal to the base, its opposite, its double, and any: within a lane and between the lanes all cases of an addition come up.
    let secrets = [small(curve, 1), less(curve, 1), small(curve, 2), less(curve, 2), random.octets(curve.octets())];
    for secret in secrets {
        let public = ProjectivePoint::<C>::generator() * scalar::<C>(&secret);
        let comb = group.comb(&base, &coordinates::<C>(&public));
        let check = |first: &[u8], second: &[u8]| {
            let ours = group.multiply(&comb, [first, second]).to_vec();
            assert_eq!(ours, expected::<C>(first, second, &public).unwrap_or(identity.clone()), "{first:?} {second:?}");
        };
        for (index, first) in edges.iter().enumerate() {
            check(first, first);
            for second in edges.iter().skip(index % STEP).step_by(STEP) {
                check(first, second);
            }
        }
        for _ in 0..rounds {
            check(&random.octets(curve.octets()), &random.octets(curve.octets()));
        }
    }
}

const ROUNDS: usize = if cfg!(target_family = "wasm") { 10 } else { 200 };
/// Of the edges, the share that meets each other one.
const STEP: usize = if cfg!(target_family = "wasm") { 7 } else { 2 };

#[test]
fn multiples_agree_on_p_256() {
    agree::<p256::NistP256>(&P256, 5 * ROUNDS);
}

#[test]
fn multiples_agree_on_p_384() {
    agree::<p384::NistP384>(&P384, ROUNDS);
}

#[test]
fn multiples_agree_on_p_521() {
    agree::<p521::NistP521>(&P521, ROUNDS);
}

#[test]
fn a_secret_is_from_1_to_one_less_than_the_order() {
    for curve in [&P256, &P384, &P521] {
        for number in edges(curve) {
            let inside = number.iter().any(|octet| *octet != 0) && number[..] < *curve.order;
            assert_eq!(curve.contains(&number), inside, "{number:?}");
        }
        assert!(!curve.contains(&[]) && !curve.contains(&[1]) && !curve.contains(&curve.order[1..]));
        assert!(curve.contains(&small(curve, 1)) && !curve.contains(&[&[0], &small(curve, 1)[..]].concat()));
    }
}

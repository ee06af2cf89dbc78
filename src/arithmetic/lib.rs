//! RSA's private operation, `c^d mod n`, and ECDSA, on the two `f64` lanes of WebAssembly's simd128: one prime a lane, or one
//! point, in lockstep.
//!
//! # Why this way
//! A 64-bit product is a call in wasm; an `f64x2` product is one instruction of every engine. So numbers are digits of 24 bits held in
//! `f64`, whose products of at most 2^46 sum exactly below 2^53 (double-precision multiple-precision arithmetic: T. Dekker 1971;
//! D. Bernstein, *Floating-point arithmetic and message authentication*, 2000). Digits are *balanced*, in [-2^23, 2^23] and a little
//! more (2^8), so a carry needs no mask: `(x + C) - C` rounds to a multiple of 2^24, and the difference is the digit.
//!
//! # The parts, in the order to read
//! - `lanes`: a pair of `f64`; on other targets two plain ones, with the same bits.
//! - `columns`: four columns of a product at once, in registers (product scanning, P. Comba 1990); a square counts each product of unequal
//!   digits once and doubles the sum. Then two parallel steps of carries, in which no column waits for its neighbour.
//! - `digits`: octets to digits and back, and reduction by an estimated quotient, for constants and the last step only.
//! - `montgomery`: `a b / R mod M` (P. Montgomery, *Modular multiplication without trial division*, 1985) with the quotient as a whole:
//!   `q = (a b mod R) (-1/M mod R) mod R`, then the upper half of `a b + q M`. No digit of the quotient waits for the last one; that costs
//!   two columns more than the interleaved form. Results lie in (-0.64 M, 0.64 M) or so and no subtraction is made conditionally
//!   (C. Walter, *Montgomery exponentiation needs no final subtractions*, 1999).
//! - `inverse`: the inverse modulo an odd number, for ECDSA and for `qi` of a key that states none.
//! - `remainder`: division with remainder, for the checks of a key.
//! - `blinding`: the random numbers of one private operation.
//! - `exponent`: a fixed window of five bits; every entry of the table is read and masked, every step done whatever the bits.
//! - `public`: powers with the public exponent.
//! - `residues`: a number modulo both primes; the verification.
//! - `product`: the product of plain numbers.
//! - `crt`: RFC 8017, section 5.1.2, 2.b (J.-J. Quisquater and C. Couvreur 1982; Garner's recombination), with both blindings. Nothing is
//!   computed modulo `n`: a product of that width is other code, which an engine would have to compile for the first signature.
//! - `formulas`, `comb`, `group`, `ecdsa`: points on curves by the same multiplication, two multiples of two points in lockstep.
//!
//! # Bounds
//! With `R = 2^(24 length)` and `8 M <= R`: `|a b + q M| / R <= |a b| / R + 0.501 M`.
//! - two factors within 9/4 M give at most 81/16/8 M + 0.501 M < 1.14 M;
//! - any number within 0.51 R, times one within 1.14 M, gives at most 1.09 M, and two of those sum to less than 9/4 M.
//!
//! Every number that is multiplied is one of these. The highest digit is then below 2^22 + 1 and takes its carry without overflow.
//! That no sum passes 2^53 and no digit its bound is computed, for every length and at the worst case, by `tests::bounds`: it compiles
//! these very sources over bounds in place of numbers.
//!
//! # What an attacker sees
//! - *Base blinding* (P. Kocher 1996), with a new random `r` for each operation. The usual `(m r^e)^d r^-1` needs an inverse, which is slow
//!   in constant time. But with `c = m r^(e - 1)` it is `(c r)^(d - 1) c`, as `r^(e d) = r`: a power that is on the way to `r^e` anyway takes the
//!   inverse's place, and nothing has to be kept for the next operation. By the Chinese remainder theorem an `r` for each prime is one modulo `n`.
//!   The base meets its factor while it is converted to residues. The power is that of `m r^e`, which is nearly uniform; `c`, of which `m` tells
//!   whether it is a square, as `e - 1` is even, is a factor of two products.
//! - *Exponent blinding*: `dp - 1 + k (p - 1)`, k of 64 random bits, new for each prime and signature. The length of the exponent is fixed.
//! - No branch, index or division depends on a secret: loops run over lengths, which follow from the sizes of n, p and q. Only additions,
//!   subtractions and multiplications of integers are used: no denormals, so no operand is slow on present hardware. An engine's compiler
//!   may still undo what the source says, hence the blinding. Leading zero octets of dp, dq and qi are seen by `CrtKey::new`.
//! - *Faults* (Boneh, `DeMillo` and Lipton 1997): a result that is wrong modulo one prime alone tells both. The caller has every result
//!   verified before it leaves: see below.
//! - *ECDSA*: of the secret only its product with a new random number is used, and the nonce is multiplied by a scalar that the same number
//!   splits (`ecdsa`). The caller verifies here too, by the same code but for another equation: a fault does not keep both true.
//! - Digits, tables, exponents and factors are zeroized on drop (`secret`); what an engine spilled to its own stack is out of reach.
//!
//! # Faults
//! `CrtKey::verify` computes `s^e = m` modulo `p` and modulo `q`, in the two lanes, which costs a fiftieth of a signature; modulo `n` it would be
//! a twentieth. It shares the multiplication and the constants of the primes with what signed, so it must not be possible that both are wrong
//! in the same way. It begins with the octets that are to leave and with those that were to be signed, and takes five facts together:
//! 1. `n = 0` in both lanes, 2. `m` is not zero in either, 3. the lanes' moduli differ, 4. `s^e = m` in both, and `s < n`,
//! 5. the constant `R^2` over `R^2` is one in both.
//!
//! Let `P` and `Q` be the moduli that the memory holds at this time.
//! - *They are `p` and `q`*: by 1 both divide `n = p q`, which import has checked; by 2 neither is one, by 3 they differ, and neither is
//!   `n`, which their digits cannot hold. Then 4 holds modulo `n`, whose factors `p` and `q` have none in common, as `qi` has shown.
//! - *Constants for the conversion*, `R^2` and `R^3`: the first is right by 5. Octets are converted by a map `x -> A low + B high`, and by 1,
//!   where `low = -R high` and `high`, far below `n`, is no multiple of `P`, `B = A R`: so the second is right too.
//! - *A modulus that does not fit `-1/M`*: products are then no longer products, and that 1 and 4 hold has no better chance than that of any
//!   two numbers to be equal.
//! - *Reciprocals* of the primes tell how often a prime is subtracted, nothing more: what is no multiple does not become zero by that.
//! - *All else*: exponents, orders, `qi`, `q` as octets, what is blinded by, and one in Montgomery form are not
//!   used here, so what they spoil does not verify. `n` as octets is what 1 is about; with an `e` that is not that of `dp` and `dq` neither the
//!   blinding nor 4 comes out.
//! - *Composite `p`*: `e dp = 1` modulo `p - 1` but not modulo the order of the group, so 4 fails for nearly every `m`.
//! - *A multiplication that is wrong by its code or by the engine's compiler*: one of the operands of signing is blinded, from the conversion
//!   of the base to the power, and they are never those of the verification, so a rare error is met in one of the two alone. One that
//!   is the rule breaks 1, or when nothing but zeros is left, 2.
//!
//! `tests/sign_faults.rs` flips digits in every one of these places; `tests/sign_independent.rs` has the crate `rsa` verify signatures by thousands.
//!
//! Nothing here panics: slices are taken with `get`, and a broken invariant would end in a result that fails the verification.

#![expect(
    clippy::inline_always,
    reason = "a lane operation is one instruction; a call around it would cost more than it"
)]

mod blinding;
mod columns;
mod comb;
mod crt;
mod curve;
mod digits;
mod ecdsa;
mod exponent;
#[cfg(any(test, feature = "faults"))]
pub mod faults;
#[cfg(not(any(test, feature = "faults")))]
mod faults;
mod formulas;
mod group;
mod inverse;
mod lanes;
mod montgomery;
mod product;
mod public;
mod remainder;
mod residues;
mod secret;
mod single;

pub use crt::{CrtKey, CrtNumbers, Failure, power_modulo};
pub use curve::{Curve, P256, P384, P521};
pub use ecdsa::EcdsaKey;
pub use inverse::{common_divisor, inverse};
pub use product::product;
pub use remainder::remainders;
pub use secret::Secret;

#[cfg(test)]
mod tests;

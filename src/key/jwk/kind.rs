//! The kinds of JWK that can sign, and the members of each
//! ([RFC 7518 section 6](https://www.rfc-editor.org/rfc/rfc7518#section-6),
//! [RFC 8037 section 2](https://www.rfc-editor.org/rfc/rfc8037#section-2)).

use super::reader::Reader;
use crate::error::{Error, Result};
use crate::key::material::{Curve, Material, StatedPair};
use crate::key::number::{CrtNumbers, Number, StatedNumbers};
use crate::key::public::PublicKey;

/// What `kty` and `crv` say.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Rsa,
    Ec(Curve),
    Ed25519,
}

/// The kind of a key.
pub(super) fn of(jwk: &Reader<'_>) -> Result<Kind> {
    match jwk.text("kty")? {
        Some("RSA") => Ok(Kind::Rsa),
        other => other_than_rsa(jwk, other),
    }
}

#[cold]
#[inline(never)]
fn other_than_rsa(jwk: &Reader<'_>, kty: Option<&str>) -> Result<Kind> {
    match kty {
        Some("EC") => Curve::named(curve(jwk)?).map(Kind::Ec).ok_or_else(|| {
            Error::unsupported(
                "the JWK member \"crv\" of an EC key must be \"P-256\", \"P-384\" or \"P-521\": make a key on one of them",
            )
        }),
        Some("OKP") if curve(jwk)? == "Ed25519" => Ok(Kind::Ed25519),
        Some("OKP") => Err(Error::unsupported(
            "the JWK member \"crv\" of an OKP key must be \"Ed25519\": X25519 cannot sign, and Ed448 is not supported",
        )),
        Some("oct") => {
            Err(Error::unsuitable("this is a shared secret (kty \"oct\"); private_key_jwt needs a private key"))
        }
        Some(_) => Err(Error::unsupported("the JWK member \"kty\" must be \"RSA\", \"EC\" or \"OKP\"")),
        None => Err(Error::malformed("the JWK member \"kty\" is missing")),
    }
}

/// The kind of a private key.
pub(super) fn of_private(jwk: &Reader<'_>) -> Result<Kind> {
    let kind = of(jwk)?;
    let public = match kind {
        Kind::Rsa => "n",
        Kind::Ec(_) | Kind::Ed25519 => "x",
    };
    if jwk.0.get("d").is_none() && jwk.0.get(public).is_some() {
        return Err(Error::unsuitable("this is a public key: signing needs the private one, with the member \"d\""));
    }
    Ok(kind)
}

fn curve<'a>(jwk: &Reader<'a>) -> Result<&'a str> {
    jwk.text("crv")?.ok_or_else(|| Error::malformed("the JWK member \"crv\" is missing"))
}

impl Kind {
    /// The numbers.
    pub(super) fn material(self, jwk: &Reader<'_>) -> Result<Material> {
        match self {
            Self::Rsa => rsa(jwk),
            Self::Ec(curve) => pair(jwk, &["x", "y"], curve.octets()).map(|pair| Material::Ec(curve, pair)),
            Self::Ed25519 => pair(jwk, &["x"], 32).map(Material::Ed25519),
        }
    }

    /// The numbers of the public half.
    pub(super) fn public(self, jwk: &Reader<'_>) -> Result<PublicKey> {
        Ok(match self {
            Self::Rsa => PublicKey::Rsa { n: jwk.number("n")?.to_vec(), e: jwk.number("e")?.to_vec() },
            Self::Ec(curve) => {
                let member = |name| jwk.exactly(name, curve.octets()).map(|octets| octets.to_vec());
                PublicKey::Ec { curve, x: member("x")?, y: member("y")? }
            }
            Self::Ed25519 => PublicKey::Ed25519 { x: jwk.exactly("x", 32)?.to_vec() },
        })
    }
}

fn rsa(jwk: &Reader<'_>) -> Result<Material> {
    if jwk.0.get("oth").is_some() {
        return Err(Error::unsupported(
            "the JWK member \"oth\" makes this a key of more than two primes; make a key of two",
        ));
    }
    let mut stated = Box::<StatedNumbers>::default();
    let StatedNumbers { n, e, d, crt } = &mut *stated;
    read(jwk, &["n", "e", "d"], &mut [n, e, d])?;
    *crt = self::crt(jwk)?;
    Ok(Material::Rsa(stated))
}

/// In one loop, which is a fraction of the code that one call after the other is.
#[inline(never)]
fn read(jwk: &Reader<'_>, names: &[&str], numbers: &mut [&mut Number]) -> Result<()> {
    for (name, number) in names.iter().zip(numbers) {
        **number = jwk.number(name)?;
    }
    Ok(())
}

#[inline(never)]
fn pair(jwk: &Reader<'_>, coordinates: &[&str], octets: usize) -> Result<StatedPair> {
    let mut public = Vec::new();
    for name in coordinates {
        public.extend_from_slice(&jwk.exactly(name, octets)?);
    }
    Ok(StatedPair { secret: jwk.exactly("d", octets)?, public: Some(public) })
}

fn crt(jwk: &Reader<'_>) -> Result<Option<Box<CrtNumbers>>> {
    const NAMES: [&str; 5] = ["p", "q", "dp", "dq", "qi"];
    let missing = NAMES.iter().filter(|name| jwk.0.get(name).is_none()).count();
    if missing == NAMES.len() {
        return Ok(None);
    }
    if missing > 0 {
        return Err(Error::malformed(
            "the JWK members p, q, dp, dq and qi must be all present or all absent, and some are missing",
        ));
    }
    let mut numbers = Box::<CrtNumbers>::default();
    let CrtNumbers { p, q, dp, dq, qi } = &mut *numbers;
    read(jwk, &NAMES, &mut [p, q, dp, dq, qi])?;
    Ok(Some(numbers))
}

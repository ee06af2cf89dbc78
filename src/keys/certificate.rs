//! Self-signed certificates ([RFC 5280](https://www.rfc-editor.org/rfc/rfc5280)) for providers that take the public key
//! as X.509, and what is read of certificates.

use super::der::{self, NULL, UTF8_STRING};
use super::{pem, spki, time};
use crate::algorithm::{Algorithm, Hash, Scheme};
use crate::error::{Error, Result};
use crate::key::element::{BIT_STRING, OBJECT_IDENTIFIER, OCTET_STRING, explicit};
use crate::key::x509::Certificate;
use crate::key::{Form, PublicKey, choose_algorithm, names, read_jwk};
use crate::random::RandomSource;
use crate::time::UnixSeconds;

const COMMON_NAME: [u8; 3] = [0x55, 0x04, 0x03];
const KEY_USAGE: [u8; 3] = [0x55, 0x1d, 0x0f];
const BASIC_CONSTRAINTS: [u8; 3] = [0x55, 0x1d, 0x13];

/// digitalSignature, the first of the named bits; seven are unused.
const DIGITAL_SIGNATURE: [u8; 4] = [BIT_STRING, 0x02, 0x07, 0x80];

/// ub-common-name of RFC 5280 appendix A.1, in letters.
const MAX_NAME: usize = 64;

/// What a certificate says beside the key.
#[derive(Clone, Debug)]
pub struct Subject {
    name: String,
    not_before: UnixSeconds,
    not_after: UnixSeconds,
}

impl Subject {
    /// The common name, and the first and the last second of validity.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` for a name that is empty or longer than 64 letters, and for an end that is not after the start.
    pub fn new(name: String, not_before: UnixSeconds, not_after: UnixSeconds) -> Result<Self> {
        if !(1..=MAX_NAME).contains(&name.chars().count()) || name.chars().any(char::is_control) {
            return Err(Error::claim("name must have 1 to 64 letters, none of them a control character"));
        }
        if not_after <= not_before {
            return Err(Error::claim("notAfter must be later than notBefore; both are Unix seconds"));
        }
        Ok(Self { name, not_before, not_after })
    }
}

/// The part that is signed of a certificate for the key of a public JWK, by the JWK's `alg`.
///
/// # Errors
/// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE` for another JWK, `ERR_RANDOM_UNAVAILABLE`
pub fn to_be_signed_by(public_jwk: &str, subject: &Subject, random: &mut dyn RandomSource) -> Result<Vec<u8>> {
    let Form::Public(stated) = read_jwk(public_jwk, None)? else {
        return Err(Error::unsuitable("a certificate is made of the public JWK"));
    };
    stated.key.check()?;
    let algorithm = choose_algorithm(stated.key.key_type(), stated.alg.as_deref(), None)?;
    to_be_signed(&stated.key, algorithm, subject, random)
}

/// The part that is signed (`TBSCertificate`): version 3, with a serial number of 126 random bits, the same name as
/// issuer and subject, and a key that may sign but issue no certificates.
///
/// # Errors
/// `ERR_RANDOM_UNAVAILABLE`
pub(super) fn to_be_signed(
    key: &PublicKey,
    algorithm: &Algorithm,
    subject: &Subject,
    random: &mut dyn RandomSource,
) -> Result<Vec<u8>> {
    let mut serial = [0; 16];
    random.fill(&mut serial)?;
    if let Some(first) = serial.first_mut() {
        // Positive, and of one length, without two bits less.
        *first = *first & 0x7f | 0x40;
    }
    let common_name = der::element(OBJECT_IDENTIFIER, &[&COMMON_NAME]);
    let attribute = der::sequence(&[&common_name, &der::element(UTF8_STRING, &[subject.name.as_bytes()])]);
    let name = der::sequence(&[&der::element(der::SET, &[&attribute])]);
    let validity = der::sequence(&[&time::encode(subject.not_before), &time::encode(subject.not_after)]);
    let extensions = der::sequence(&[
        &extension(&BASIC_CONSTRAINTS, &der::sequence(&[])),
        &extension(&KEY_USAGE, &DIGITAL_SIGNATURE),
    ]);
    Ok(der::sequence(&[
        &der::element(explicit(0), &[&der::unsigned(&[2])]),
        &der::unsigned(&serial),
        &identifier(algorithm),
        &name,
        &validity,
        &name,
        &spki::encode(key),
        &der::element(explicit(3), &[&extensions]),
    ]))
}

/// The whole certificate, PEM, with a signature as JWS writes it.
pub fn assemble(to_be_signed: &[u8], algorithm: &Algorithm, signature: &[u8]) -> String {
    let signature = match algorithm.scheme() {
        Scheme::RsaPkcs1 | Scheme::RsaPss | Scheme::EdDsa => signature.to_vec(),
        // ECDSA-Sig-Value of RFC 3279 section 2.2.3.
        Scheme::Ecdsa => {
            let (r, s) = signature.split_at_checked(signature.len() / 2).unwrap_or_default();
            der::sequence(&[&der::unsigned(r), &der::unsigned(s)])
        }
    };
    pem::encode("CERTIFICATE", &der::sequence(&[to_be_signed, &identifier(algorithm), &der::bit_string(&signature)]))
}

/// The public key of a certificate; `None` where the DER is no certificate.
pub(super) fn public_key(octets: &[u8]) -> Option<Result<PublicKey>> {
    spki::read(&Certificate::read(octets)?.key_info)
}

/// A critical extension.
fn extension(oid: &[u8], value: &[u8]) -> Vec<u8> {
    let oid = der::element(OBJECT_IDENTIFIER, &[oid]);
    der::sequence(&[&oid, &der::TRUE, &der::element(OCTET_STRING, &[value])])
}

/// The `AlgorithmIdentifier` of a signature.
fn identifier(algorithm: &Algorithm) -> Vec<u8> {
    match (algorithm.scheme(), algorithm.hash()) {
        (Scheme::RsaPkcs1, hash) => {
            // sha256WithRSAEncryption and its siblings (RFC 4055 section 5).
            let last = match hash {
                Hash::Sha256 => 0x0b,
                Hash::Sha384 => 0x0c,
                Hash::Sha512 => 0x0d,
            };
            spki::identifier(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last], &NULL)
        }
        (Scheme::Ecdsa, hash) => {
            // ecdsa-with-SHA256 and its siblings (RFC 5758 section 3.2).
            let last = match hash {
                Hash::Sha256 => 0x02,
                Hash::Sha384 => 0x03,
                Hash::Sha512 => 0x04,
            };
            spki::identifier(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, last], &[])
        }
        (Scheme::EdDsa, _) => spki::identifier(names::ED25519, &[]),
        (Scheme::RsaPss, hash) => spki::identifier(names::RSA_PSS, &pss_parameters(hash)),
    }
}

/// `RSASSA-PSS-params` ([RFC 4055 section 3.1](https://www.rfc-editor.org/rfc/rfc4055#section-3.1)): the hash, MGF1 with
/// the same hash, and a salt as long as the hash (RFC 7518 section 3.5).
fn pss_parameters(hash: Hash) -> Vec<u8> {
    const MGF1: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08];
    let (name, length) = match hash {
        Hash::Sha256 => (names::SHA256, 32),
        Hash::Sha384 => (names::SHA384, 48),
        Hash::Sha512 => (names::SHA512, 64),
    };
    let hash = spki::identifier(name, &NULL);
    der::sequence(&[
        &der::element(explicit(0), &[&hash]),
        &der::element(explicit(1), &[&spki::identifier(&MGF1, &hash)]),
        &der::element(explicit(2), &[&der::unsigned(&[length])]),
    ])
}

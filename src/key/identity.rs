//! What an assertion says about the key that signs it, and when that key may sign.

use super::certificate::Certificates;
use super::validity::Validity;
use super::{KeyOptions, external};
use crate::algorithm::Algorithm;
use crate::error::Result;

/// All of a key but its numbers; a key that stays with its host has nothing else here.
#[derive(Clone, Debug)]
pub struct Identity {
    algorithm: &'static Algorithm,
    /// Whether neither the key nor its owner named the algorithm.
    any_algorithm: bool,
    kid: Option<String>,
    certificates: Option<Box<Certificates>>,
    validity: Validity,
}

impl Identity {
    /// Of a key that stays with its host; `alg` instead of that of the options.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUPPORTED` for another `alg`; for the certificate, whose key is taken to be this one, and the window
    /// `ERR_KEY_MALFORMED` and `ERR_KEY_UNSUITABLE`.
    pub fn external(alg: &str, options: &KeyOptions) -> Result<Self> {
        let algorithm = external::algorithm(alg)?;
        let certificates = options.certificate.as_deref().map(|pem| Certificates::parse(pem, None)).transpose()?;
        Self::new(algorithm, options.kid.clone(), options, certificates)
    }

    /// Takes the window of `options`, and what it leaves open from the certificates.
    pub(super) fn new(
        algorithm: &'static Algorithm,
        kid: Option<String>,
        options: &KeyOptions,
        certificates: Option<Box<Certificates>>,
    ) -> Result<Self> {
        let certified = certificates.as_deref().map(Certificates::validity).unwrap_or_default();
        let validity =
            Validity::new(options.not_before.or(certified.not_before()), options.not_after.or(certified.not_after()))?;
        Ok(Self { algorithm, any_algorithm: false, kid, certificates, validity })
    }

    /// The same key where nobody named an algorithm for it.
    pub(super) fn allow_any_algorithm(&mut self) {
        self.any_algorithm = true;
    }

    /// The algorithms it may sign with, the usual one first: one only where the key or its owner named it.
    pub fn algorithms(&self) -> impl Iterator<Item = &'static Algorithm> {
        let others =
            self.algorithm.key_type().algorithms().filter(|other| *other != self.algorithm && self.any_algorithm);
        core::iter::once(self.algorithm).chain(others)
    }

    /// Whether `algorithm` is one of [`Self::algorithms`].
    pub(super) fn signs_with(&self, algorithm: &Algorithm) -> bool {
        let is_of_kind = algorithm.key_type() == self.algorithm.key_type();
        is_of_kind && (self.any_algorithm || algorithm == self.algorithm)
    }

    /// The algorithm it signs with.
    pub fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The key identifier.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Its certificate and those that certify it.
    pub fn certificates(&self) -> Option<&Certificates> {
        self.certificates.as_deref()
    }

    /// When it may sign.
    pub fn validity(&self) -> Validity {
        self.validity
    }
}

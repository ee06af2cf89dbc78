//! RSA signatures: encode, compute blinded, verify, and only then return.

use super::check::uint;
use super::emsa;
use super::number::CheckedNumbers;
use crate::algorithm::{Algorithm, Hash, Scheme};
use crate::error::{Error, ErrorCode, Result};
use crate::random::{self, RandomSource};
use rsa::hazmat::rsa_decrypt;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::sha2::{Sha256, Sha384, Sha512};
use rsa::traits::SignatureScheme;
use rsa::{BoxedUint, Pkcs1v15Sign, PrivateKey, Pss};

/// A checked key, ready to sign.
pub(super) struct Signer {
    numbers: CheckedNumbers,
    key: PrivateKey,
}

impl Signer {
    pub(super) fn new(numbers: CheckedNumbers) -> Result<Self> {
        let primes = vec![uint(&numbers.crt.p), uint(&numbers.crt.q)];
        let key = PrivateKey::from_components(uint(&numbers.n), uint(&numbers.e), uint(&numbers.d), primes)
            .map_err(|_| Error::malformed("the RSA numbers do not belong together"))?;
        Ok(Self { numbers, key })
    }

    pub(super) fn numbers(&self) -> &CheckedNumbers {
        &self.numbers
    }

    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let digest = emsa::digest(algorithm.hash(), &[data]);
        let encoded = match algorithm.scheme() {
            Scheme::RsaPkcs1 => emsa::pkcs1(algorithm.hash(), &digest, self.numbers.n.len()),
            Scheme::RsaPss => {
                let mut salt = vec![0; emsa::digest_len(algorithm.hash())];
                random.fill(&mut salt)?;
                emsa::pss(algorithm.hash(), &digest, &salt, self.modulus_bits())
            }
        };
        let signature = self.private_operation(&encoded.ok_or_else(failed)?, random)?;
        self.verify(algorithm, &digest, &signature)?;
        Ok(signature)
    }

    /// RSASP1 of RFC 8017 section 5.2.1, blinded.
    fn private_operation(&self, encoded: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let modulus = uint(&self.numbers.n);
        let message = BoxedUint::from_be_slice(encoded, modulus.bits_precision()).map_err(|_| failed())?;
        let mut source = FallibleSource { random, failure: None };
        let result = rsa_decrypt(Some(&mut source), &self.key, &message);
        if let Some(error) = source.failure {
            return Err(error);
        }
        let octets = result.map_err(|_| failed())?.to_be_bytes();
        let start = octets.len().checked_sub(self.numbers.n.len()).ok_or_else(failed)?;
        octets.get(start..).map(<[u8]>::to_vec).ok_or_else(failed)
    }

    fn verify(&self, algorithm: &Algorithm, digest: &[u8], signature: &[u8]) -> Result<()> {
        let public = self.key.as_public_key();
        let verified = match (algorithm.scheme(), algorithm.hash()) {
            (Scheme::RsaPkcs1, Hash::Sha256) => Pkcs1v15Sign::new::<Sha256>().verify(public, digest, signature),
            (Scheme::RsaPkcs1, Hash::Sha384) => Pkcs1v15Sign::new::<Sha384>().verify(public, digest, signature),
            (Scheme::RsaPkcs1, Hash::Sha512) => Pkcs1v15Sign::new::<Sha512>().verify(public, digest, signature),
            (Scheme::RsaPss, Hash::Sha256) => Pss::<Sha256>::new().verify(public, digest, signature),
            (Scheme::RsaPss, Hash::Sha384) => Pss::<Sha384>::new().verify(public, digest, signature),
            (Scheme::RsaPss, Hash::Sha512) => Pss::<Sha512>::new().verify(public, digest, signature),
        };
        verified.map_err(|_| failed())
    }

    fn modulus_bits(&self) -> usize {
        let leading = self.numbers.n.first().map_or(0, |octet| octet.leading_zeros());
        self.numbers.n.len().saturating_mul(8).saturating_sub(usize::try_from(leading).unwrap_or(0))
    }
}

fn failed() -> Error {
    Error::new(
        ErrorCode::SigningFailed,
        "the signature did not verify with the public key, so it was not returned: \
         the key is damaged (one of its primes is not prime) or the machine made an error",
    )
}

/// Hands a [`RandomSource`] to the `rsa` crate and remembers how it failed.
struct FallibleSource<'a> {
    random: &'a mut dyn RandomSource,
    failure: Option<Error>,
}

impl TryRng for FallibleSource<'_> {
    type Error = Error;

    fn try_next_u32(&mut self) -> Result<u32> {
        let mut octets = [0; 4];
        self.try_fill_bytes(&mut octets)?;
        Ok(u32::from_le_bytes(octets))
    }

    fn try_next_u64(&mut self) -> Result<u64> {
        let mut octets = [0; 8];
        self.try_fill_bytes(&mut octets)?;
        Ok(u64::from_le_bytes(octets))
    }

    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<()> {
        self.random.fill(octets).map_err(|_| {
            let error = random::unavailable();
            self.failure = Some(error.clone());
            error
        })
    }
}

impl TryCryptoRng for FallibleSource<'_> {}

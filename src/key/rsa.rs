//! RSA signatures: encode, compute blinded, verify, and only then return.

use super::emsa;
use super::number::{self, CheckedNumbers, Number};
use super::signer::failed;
use crate::algorithm::{Algorithm, Hash, Scheme};
use crate::error::{Error, Result};
use crate::random::RandomSource;
use private_key_jwt_arithmetic::{CrtKey, CrtNumbers, Failure};

/// A checked key, ready to sign.
pub(super) struct Signer {
    n: Number,
    e: Number,
    private: CrtKey,
}

impl Signer {
    pub(super) fn new(numbers: CheckedNumbers) -> Result<Self> {
        let CheckedNumbers { n, e, crt } = numbers;
        let covered = CrtKey::new(&CrtNumbers {
            modulus: &n,
            exponent: &e,
            p: &crt.p,
            q: &crt.q,
            dp: &crt.dp,
            dq: &crt.dq,
            qi: &crt.qi,
        });
        let private = covered.ok_or_else(|| Error::unsupported("RSA numbers of these sizes"))?;
        Ok(Self { n, e, private })
    }

    pub(super) fn public(&self) -> super::public::PublicKey {
        super::public::PublicKey::Rsa { n: self.n.to_vec(), e: self.e.to_vec() }
    }

    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let digest = emsa::digest(algorithm.hash(), data);
        let encoded = match algorithm.scheme() {
            Scheme::RsaPkcs1 => emsa::pkcs1(algorithm.hash(), &digest, self.n.len()),
            Scheme::RsaPss => self.salted(algorithm.hash(), &digest, random)?,
            Scheme::Ecdsa | Scheme::EdDsa => None,
        };
        self.private_operation(&encoded.ok_or_else(failed)?, random)
    }

    /// EMSA-PSS with a fresh salt.
    #[cold]
    #[inline(never)]
    fn salted(&self, hash: Hash, digest: &[u8], random: &mut dyn RandomSource) -> Result<Option<Vec<u8>>> {
        let mut salt = vec![0; digest.len()];
        random.fill(&mut salt)?;
        Ok(emsa::pss(hash, digest, &salt, number::bits(&self.n)))
    }

    /// RSASP1 of RFC 8017 section 5.2.1, blinded; RSAVP1 of the result must give back what was signed.
    fn private_operation(&self, encoded: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let signature =
            self.private.exponentiate(encoded, &mut |octets| random.fill(octets)).map_err(|failure| match failure {
                Failure::Random(error) => error,
                Failure::Base => failed(),
            })?;
        // A faulty signature tells the factors of n: it is wiped, not returned. Equality with the whole encoded message is what
        // RFC 8017 sections 8.1.2 and 8.2.2 come down to for a signer.
        if self.private.verify(&signature, encoded) { Ok(signature.to_vec()) } else { Err(failed()) }
    }
}

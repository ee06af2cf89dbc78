//! RS256 by the crate `rsa` as its users have it: blinded, with its own integers, and nothing around it.

use getrandom::SysRng;
use rsa::PrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::signature::{RandomizedSigner, SignatureEncoding};
use sha2::Sha256;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

/// A private key.
#[wasm_bindgen]
pub struct Key(SigningKey<Sha256>);

#[wasm_bindgen]
impl Key {
    /// Imports a PKCS#8 document in DER, with the checks of `rsa`.
    ///
    /// # Errors
    /// What `rsa` says of a document that it does not take.
    #[wasm_bindgen(js_name = fromPkcs8)]
    pub fn from_pkcs8(document: &[u8]) -> Result<Key, JsError> {
        Ok(Self(SigningKey::new(PrivateKey::from_pkcs8_der(document)?)))
    }

    /// The RS256 signature of `data`, blinded with random values of the host.
    ///
    /// # Errors
    /// What `rsa` says when it cannot sign.
    pub fn sign(&self, data: &[u8]) -> Result<Vec<u8>, JsError> {
        Ok(self.0.try_sign_with_rng(&mut SysRng, data)?.to_vec())
    }
}

//! A key as clients use it: one in wasm memory, or one that stays with its host and signs asynchronously.

use super::deadline::Deadline;
use super::error::{to_js, type_error};
use super::host::{self, HostRandom, Work};
use super::key::{self, KEY_OPTIONS, SharedKey};
use super::options::Options;
use crate::algorithm::Algorithm;
use crate::assertion::SigningInput;
use crate::key::{Identity, external};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// So much of a signature is copied: more than any has.
const MAX_SIGNATURE: u32 = 4096;

/// Makes what is signed, for the key that signs it.
pub(super) type Build<'a> = &'a dyn Fn(&Identity) -> crate::error::Result<SigningInput>;

/// Used up by one call.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ClientKey(Kind);

#[derive(Debug)]
enum Kind {
    Own(SharedKey),
    /// Its identity, and a function of octets to a promise of their JWS signature.
    Host(Box<Identity>, Function),
}

#[wasm_bindgen]
impl ClientKey {
    /// A key of the host's: `alg` and the other options of a key; `sign` returns a promise of a `Uint8Array` that
    /// [`jws_signature`] has passed, and rejects with errors of this package.
    ///
    /// # Errors
    /// `TypeError`, and the codes of [`Identity::external`].
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, sign: Function) -> Result<Self, JsValue> {
        let options = Options::new(options, "key", &KEY_OPTIONS)?;
        let alg = options.required("alg")?;
        let identity = Identity::external(&alg, &key::key_options(&options)?).map_err(|error| to_js(&error))?;
        Ok(Self(Kind::Host(Box::new(identity), sign)))
    }

    /// A promise of a compact JWS.
    ///
    /// # Errors
    /// `TypeError`; the promise is rejected with `ERR_KEY_DISPOSED` and the codes of [`crate::assertion::sign`].
    pub fn assertion(self, options: &JsValue) -> Result<Promise, JsValue> {
        let options = key::assertion_options(options)?;
        Ok(host::promise(Box::pin(async move {
            let build = |identity: &Identity| SigningInput::new(identity, &options, &mut HostRandom);
            self.sign(&build, options.algorithm, None).await.map(JsValue::from)
        })))
    }
}

impl ClientKey {
    pub(super) fn own(key: SharedKey) -> Self {
        Self(Kind::Own(key))
    }

    /// Lends what is known of the key.
    pub(super) fn with_identity<T>(
        &self,
        look: impl FnOnce(&Identity) -> crate::error::Result<T>,
    ) -> Result<T, JsValue> {
        let js = |error| to_js(&error);
        match &self.0 {
            Kind::Own(shared) => key::with(shared, |key| look(key.identity()).map_err(js)),
            Kind::Host(identity, _) => look(identity).map_err(js),
        }
    }

    /// Builds a JWS and has it signed before the deadline, by the usual algorithm of the key when there is none.
    pub(super) fn sign<'a>(
        &'a self,
        build: Build<'a>,
        algorithm: Option<&'static Algorithm>,
        deadline: Option<&'a Deadline>,
    ) -> Work<'a, String> {
        Box::pin(async move {
            let js = |error| to_js(&error);
            let (identity, sign) = match &self.0 {
                Kind::Own(shared) => {
                    return key::with(shared, |key| sign_now(key, build, algorithm).map_err(js));
                }
                Kind::Host(identity, sign) => (identity, sign),
            };
            let input = build(identity).map_err(js)?;
            let signed = sign.call1(&JsValue::UNDEFINED, &Uint8Array::from(input.octets()))?;
            let signed = Promise::resolve(&signed);
            let signature = match deadline {
                Some(deadline) => deadline.wait_for_own(&signed).await?,
                None => JsFuture::from(signed).await?,
            };
            let signature: Uint8Array =
                signature.dyn_into().map_err(|_| type_error("a signature must be a Uint8Array"))?;
            Ok(input.into_assertion(&signature.to_vec()))
        })
    }
}

fn sign_now(
    key: &crate::key::SigningKey,
    build: Build<'_>,
    algorithm: Option<&'static Algorithm>,
) -> crate::error::Result<String> {
    let input = build(key.identity())?;
    let signature = key.sign_with(algorithm.unwrap_or(key.algorithm()), input.octets(), &mut HostRandom)?;
    Ok(input.into_assertion(&signature))
}

/// What a host's key made, as the signature octets of a JWS.
///
/// # Errors
/// `ERR_KEY_UNSUPPORTED`, and the code of [`external::signature`].
#[wasm_bindgen(js_name = jwsSignature)]
pub fn jws_signature(alg: &str, octets: &Uint8Array) -> Result<Vec<u8>, JsValue> {
    let octets = octets.subarray(0, MAX_SIGNATURE).to_vec();
    let signature = external::algorithm(alg).and_then(|algorithm| external::signature(algorithm, octets));
    signature.map_err(|error| to_js(&error))
}

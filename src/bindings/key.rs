//! The class `SigningKey`.

use super::error::{coded, to_js, type_error};
use super::host::{self, HostRandom};
use super::options::{Options, json_text};
use crate::assertion::{self, AssertionOptions, Typ};
use crate::claims::Audiences;
use crate::error::ErrorCode;
use crate::key::{self, KeyOptions};
use crate::profile::Profile;
use crate::time::Lifetime;
use js_sys::Uint8Array;
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

/// A key that its owner may free while a client still refers to it.
pub(super) type SharedKey = Rc<RefCell<Option<key::SigningKey>>>;

type Read = fn(&str, &KeyOptions) -> crate::error::Result<key::SigningKey>;

/// A private key in wasm memory. Freeing it wipes it, for those that refer to it too.
#[wasm_bindgen]
#[derive(Debug)]
pub struct SigningKey {
    shared: SharedKey,
}

impl Drop for SigningKey {
    fn drop(&mut self) {
        if let Ok(mut key) = self.shared.try_borrow_mut() {
            key.take();
        }
    }
}

#[wasm_bindgen]
impl SigningKey {
    /// Imports a key after telling its form apart.
    ///
    /// # Errors
    /// `TypeError` for another type, else the codes of [`key::SigningKey::from_text`].
    pub fn from(source: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        if source.is_instance_of::<Uint8Array>() {
            return Err(to_js(&key::pem_unsupported()));
        }
        Self::import(source, options, key::SigningKey::from_text)
    }

    /// Imports a JWK or a JWKS, as an object or as JSON text.
    ///
    /// # Errors
    /// `TypeError` for another type, else the codes of [`key::SigningKey::from_jwk`].
    #[wasm_bindgen(js_name = fromJwk)]
    pub fn from_jwk(jwk: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        Self::import(jwk, options, key::SigningKey::from_jwk)
    }

    /// The JWS algorithm.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`, as everything below.
    #[wasm_bindgen(getter)]
    pub fn alg(&self) -> Result<String, JsValue> {
        self.with(|key| Ok(key.algorithm().name().to_owned()))
    }

    /// The key identifier.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(getter)]
    pub fn kid(&self) -> Result<String, JsValue> {
        self.with(|key| Ok(key.kid().to_owned()))
    }

    /// The RFC 7638 thumbprint.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(getter)]
    pub fn thumbprint(&self) -> Result<String, JsValue> {
        self.with(|key| Ok(key.thumbprint().to_owned()))
    }

    /// The public half.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(js_name = publicJwk)]
    pub fn public_jwk(&self) -> Result<JsValue, JsValue> {
        let serializer = serde_wasm_bindgen::Serializer::json_compatible();
        self.with(|key| key.public_jwk().serialize(&serializer).map_err(JsValue::from))
    }

    /// Raw JWS signature octets.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`, `ERR_RANDOM_UNAVAILABLE`, `ERR_SIGNING_FAILED`
    pub fn sign(&self, data: &[u8]) -> Result<Vec<u8>, JsValue> {
        self.with(|key| key.sign(data, &mut HostRandom).map_err(|error| to_js(&error)))
    }

    /// A compact JWS.
    ///
    /// # Errors
    /// `TypeError`, `ERR_KEY_DISPOSED` and the codes of [`assertion::sign`].
    pub fn assertion(&self, options: &JsValue) -> Result<String, JsValue> {
        let options = assertion_options(options)?;
        self.with(|key| assertion::sign(key, &options, &mut HostRandom).map_err(|error| to_js(&error)))
    }

    fn import(source: &JsValue, options: &JsValue, read: Read) -> Result<Self, JsValue> {
        let options = Options::new(options, "KeyOptions", &["alg", "kid"])?;
        let key_options = KeyOptions { alg: options.string("alg")?, kid: options.string("kid")? };
        let key = read(&json_text(source)?, &key_options).map_err(|error| to_js(&error))?;
        Ok(Self { shared: Rc::new(RefCell::new(Some(key))) })
    }

    pub(super) fn share(&self) -> SharedKey {
        Rc::clone(&self.shared)
    }

    fn with<T>(&self, use_key: impl FnOnce(&key::SigningKey) -> Result<T, JsValue>) -> Result<T, JsValue> {
        with(&self.shared, use_key)
    }
}

/// Lends a shared key that was not freed.
pub(super) fn with<T>(
    shared: &SharedKey,
    use_key: impl FnOnce(&key::SigningKey) -> Result<T, JsValue>,
) -> Result<T, JsValue> {
    let disposed = || coded(ErrorCode::KeyDisposed, "this key was freed: import it again");
    let key = shared.try_borrow().map_err(|_| disposed())?;
    use_key(key.as_ref().ok_or_else(disposed)?)
}

fn assertion_options(value: &JsValue) -> Result<AssertionOptions, JsValue> {
    const NAMES: [&str; 11] =
        ["clientId", "teamId", "audience", "profile", "lifetime", "jti", "now", "notBefore", "typ", "claims", "header"];
    let js = |error| to_js(&error);
    let options = Options::new(value, "AssertionOptions", &NAMES)?;
    let client_id = options.required("clientId")?;
    let audience = options
        .strings("audience")?
        .ok_or_else(|| type_error("AssertionOptions: audience must be a string or an array of strings"))?;
    let profile = Profile::named(options.string("profile")?.as_deref()).map_err(js)?;
    let now = options.number("now")?.map_or_else(host::now, host::instant).map_err(js)?;
    let mut read = AssertionOptions::new(client_id, Audiences::new(audience).map_err(js)?, profile, now);
    if let Some(seconds) = options.seconds("lifetime")? {
        read.lifetime = Lifetime::new(seconds).map_err(js)?;
    }
    read.team_id = options.string("teamId")?;
    read.jti = options.string("jti")?;
    read.not_before = options.boolean("notBefore")?;
    read.typ = match options.get("typ")? {
        None => Typ::FromProfile,
        Some(null) if null.is_null() => Typ::Absent,
        Some(_) => Typ::Value(options.required("typ")?),
    };
    read.claims = options.json("claims")?;
    read.header = options.json("header")?;
    Ok(read)
}

//! The class `SigningKey`.

use super::client_key::ClientKey;
use super::error::{coded, to_js, type_error};
use super::host::{self, HostRandom};
use super::options::{Options, json_text, key_text, octets};
use crate::assertion::{self, AssertionOptions, Typ};
use crate::claims::Audiences;
use crate::error::ErrorCode;
use crate::key::{self, KeyOptions, Passphrase, Validity};
use crate::profile::Profile;
use crate::time::Lifetime;
use js_sys::JSON;
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A key that its owner may free while a client still refers to it.
pub(super) type SharedKey = Rc<RefCell<Option<key::SigningKey>>>;

pub(super) const KEY_OPTIONS: [&str; 6] = ["alg", "kid", "passphrase", "certificate", "notBefore", "notAfter"];

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
        if let Some(octets) = octets(source) {
            return Self::import(options, &|options| key::SigningKey::from_bytes(&octets, options));
        }
        let text = json_text(source, "a private key must be a JWK object, a string or a Uint8Array")?;
        Self::import(options, &|options| key::SigningKey::from_text(&text, options))
    }

    /// Imports a key from PEM.
    ///
    /// # Errors
    /// `TypeError` for another type than a string, else the codes of [`key::SigningKey::from_pem`].
    #[wasm_bindgen(js_name = fromPem)]
    pub fn from_pem(pem: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let text = key_text(pem).ok_or_else(|| type_error("PEM must be a string"))?;
        Self::import(options, &|options| key::SigningKey::from_pem(&text, options))
    }

    /// Imports a JWK or a JWKS, as an object or as JSON text.
    ///
    /// # Errors
    /// `TypeError` for another type, else the codes of [`key::SigningKey::from_jwk`].
    #[wasm_bindgen(js_name = fromJwk)]
    pub fn from_jwk(jwk: &JsValue, options: &JsValue) -> Result<Self, JsValue> {
        let text = json_text(jwk, "a JWK must be an object or a string")?;
        Self::import(options, &|options| key::SigningKey::from_jwk(&text, options))
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

    /// First instant at which it may sign, in Unix seconds.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(getter, js_name = notBefore)]
    pub fn not_before(&self) -> Result<Option<f64>, JsValue> {
        self.with(|key| Ok(key.identity().validity().not_before().map(host::number)))
    }

    /// Last instant at which it may sign, in Unix seconds.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(getter, js_name = notAfter)]
    pub fn not_after(&self) -> Result<Option<f64>, JsValue> {
        self.with(|key| Ok(key.identity().validity().not_after().map(host::number)))
    }

    /// The header parameters that name its certificate, if it has one.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`
    #[wasm_bindgen(getter)]
    pub fn certificate(&self) -> Result<JsValue, JsValue> {
        self.with(|key| {
            key.identity()
                .certificates()
                .map_or(Ok(JsValue::UNDEFINED), |certificates| JSON::parse(&certificates.header()))
        })
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

    /// Raw JWS signature octets, if the host's clock says that the key is valid.
    ///
    /// # Errors
    /// `ERR_KEY_DISPOSED`, `ERR_KEY_EXPIRED`, `ERR_RANDOM_UNAVAILABLE`, `ERR_SIGNING_FAILED`
    pub fn sign(&self, data: &[u8]) -> Result<Vec<u8>, JsValue> {
        self.with(|key| sign(key, data).map_err(|error| to_js(&error)))
    }

    /// A compact JWS.
    ///
    /// # Errors
    /// `TypeError`, `ERR_KEY_DISPOSED` and the codes of [`assertion::sign`].
    pub fn assertion(&self, options: &JsValue) -> Result<String, JsValue> {
        let options = assertion_options(options)?;
        self.with(|key| assertion::sign(key, &options, &mut HostRandom).map_err(|error| to_js(&error)))
    }

    /// The same key as a client uses it.
    pub fn share(&self) -> ClientKey {
        ClientKey::own(Rc::clone(&self.shared))
    }

    fn import(
        options: &JsValue,
        read: &dyn Fn(&KeyOptions) -> crate::error::Result<key::SigningKey>,
    ) -> Result<Self, JsValue> {
        let options = if options.is_undefined() {
            KeyOptions::default()
        } else {
            key_options(&Options::new(options, "KeyOptions", &KEY_OPTIONS)?)?
        };
        let key = read(&options).map_err(|error| to_js(&error))?;
        Ok(Self { shared: Rc::new(RefCell::new(Some(key))) })
    }

    pub(super) fn with<T>(&self, use_key: impl FnOnce(&key::SigningKey) -> Result<T, JsValue>) -> Result<T, JsValue> {
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

fn sign(key: &key::SigningKey, data: &[u8]) -> crate::error::Result<Vec<u8>> {
    let validity = key.identity().validity();
    if validity != Validity::default() {
        validity.check(host::now()?)?;
    }
    key.sign(data, &mut HostRandom)
}

/// The options of any key.
pub(super) fn key_options(options: &Options) -> Result<KeyOptions, JsValue> {
    Ok(KeyOptions {
        alg: options.string("alg")?,
        kid: options.string("kid")?,
        passphrase: options.string("passphrase")?.map(Passphrase::new),
        certificate: options.string("certificate")?,
        not_before: options.instant("notBefore")?,
        not_after: options.instant("notAfter")?,
    })
}

pub(super) fn assertion_options(value: &JsValue) -> Result<AssertionOptions, JsValue> {
    const NAMES: [&str; 11] =
        ["clientId", "teamId", "audience", "profile", "lifetime", "jti", "now", "notBefore", "typ", "claims", "header"];
    let js = |error| to_js(&error);
    let options = Options::new(value, "AssertionOptions", &NAMES)?;
    let client_id = options.required("clientId")?;
    let audience = options
        .strings("audience")?
        .ok_or_else(|| type_error("AssertionOptions: audience must be a string or an array of strings"))?;
    let profile = Profile::named(options.string("profile")?.as_deref()).map_err(js)?;
    let now = options.instant("now")?.map_or_else(host::now, Ok).map_err(js)?;
    let mut read = AssertionOptions::new(client_id, Audiences::new(audience).map_err(js)?, profile, now);
    if let Some(seconds) = options.seconds("lifetime")? {
        read.lifetime = Lifetime::new(seconds).map_err(js)?;
    }
    for (name, member) in &mut [("teamId", &mut read.team_id), ("jti", &mut read.jti)] {
        **member = options.string(name)?;
    }
    read.not_before = options.boolean("notBefore")?;
    read.typ = match options.get("typ")? {
        None => Typ::FromProfile,
        Some(null) if null.is_null() => Typ::Absent,
        Some(_) => Typ::Value(options.required("typ")?),
    };
    for (name, member) in &mut [("claims", &mut read.claims), ("header", &mut read.header)] {
        **member = options.json(name)?;
    }
    Ok(read)
}

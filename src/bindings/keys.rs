//! What `private-key-jwt/keys` is made of. `pkg-config/keys.js` waits, aborts and asks WebCrypto.

use super::error::{to_js, type_error};
use super::host::{HostRandom, number};
use super::options::{Options, json_text, octets};
use crate::algorithm::{self, Algorithm, KeyType};
use crate::error::Error;
use crate::key::{KeyOptions, Passphrase, PublicJwk};
use crate::keys::certificate::{self, Subject};
use crate::keys::convert::PublicForms;
use crate::keys::forms::KeyForms;
use crate::keys::generate::RsaSearch;
use crate::time::UnixSeconds;
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

const JWK: &str = "a JWK must be an object or a string";
const SOURCE: &str = "a key or a certificate must be an object, a string or a Uint8Array";

/// A new key in the making.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Generation {
    algorithm: &'static Algorithm,
    modulus_length: u32,
    search: Option<RsaSearch>,
    options: KeyOptions,
    /// What this package does not heed, but a person or a provider may: members of both JWKs.
    name: Option<String>,
    window: [(&'static str, Option<UnixSeconds>); 2],
}

#[wasm_bindgen]
impl Generation {
    /// Reads the options of `generateKey`.
    ///
    /// # Errors
    /// `TypeError`, `ERR_KEY_UNSUPPORTED` for an algorithm or a size, `ERR_CLAIM_INVALID` for a name or an instant.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Self, JsValue> {
        const NAMES: [&str; 8] =
            ["alg", "modulusLength", "kid", "notBefore", "notAfter", "name", "signal", "onProgress"];
        let options = Options::new(options, "GenerateOptions", &NAMES)?;
        options.function("onProgress")?;
        let alg = options.string("alg")?;
        let algorithm = algorithm(alg.as_deref())?;
        let length = options.seconds("modulusLength")?;
        let search = match (algorithm.key_type(), length) {
            (KeyType::Rsa, _) => Some(RsaSearch::new(length.unwrap_or(2048)).map_err(|error| to_js(&error))?),
            (KeyType::P256 | KeyType::P384 | KeyType::P521 | KeyType::Ed25519, None) => None,
            (KeyType::P256 | KeyType::P384 | KeyType::P521 | KeyType::Ed25519, Some(_)) => {
                return Err(type_error("GenerateOptions: modulusLength is for RSA alone"));
            }
        };
        let window = [("nbf", options.instant("notBefore")?), ("exp", options.instant("notAfter")?)];
        let key_options =
            KeyOptions { alg: Some(algorithm.name().to_owned()), kid: options.string("kid")?, ..KeyOptions::default() };
        Ok(Self {
            algorithm,
            modulus_length: length.unwrap_or(2048),
            search,
            options: key_options,
            name: options.string("name")?,
            window,
        })
    }

    /// The JWS algorithm.
    #[wasm_bindgen(getter)]
    pub fn alg(&self) -> String {
        self.algorithm.name().to_owned()
    }

    /// Bits of an RSA modulus.
    #[wasm_bindgen(getter, js_name = modulusLength)]
    pub fn modulus_length(&self) -> u32 {
        self.modulus_length
    }

    /// Tests one candidate for a prime; whether both are found.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`
    pub fn step(&mut self) -> Result<bool, JsValue> {
        self.search.as_mut().map_or(Ok(true), |search| search.step(&mut HostRandom)).map_err(|error| to_js(&error))
    }

    /// From 0 to 1.
    #[wasm_bindgen(getter)]
    pub fn progress(&self) -> f64 {
        self.search.as_ref().map_or(0.0, RsaSearch::progress)
    }

    /// A `GeneratedKey`, of the host's private JWK or else of the primes that were found.
    ///
    /// # Errors
    /// Those of [`KeyForms::of_jwk`] and [`KeyForms::found`].
    pub fn finish(&self, jwk: &JsValue) -> Result<JsValue, JsValue> {
        let options = &self.options;
        let key = match &self.search {
            _ if !jwk.is_undefined() => KeyForms::of_jwk(&json_text(jwk, JWK)?, options),
            Some(search) => KeyForms::found(search, options),
            None => KeyForms::drawn(self.algorithm.key_type(), options, &mut HostRandom),
        };
        let key = key.map_err(|error| to_js(&error))?;
        let private_jwk = self.jwk(&key.public_jwk);
        add_secrets(&private_jwk, &key);
        let generated = Object::new();
        set(&generated, "privateJwk", private_jwk);
        set(&generated, "publicJwk", self.jwk(&key.public_jwk));
        set(&generated, "privatePem", key.private_pem.as_str());
        set(&generated, "publicPem", key.public_pem);
        Ok(generated.into())
    }

    /// With the name and the instants that were asked for.
    fn jwk(&self, public: &PublicJwk) -> Object {
        let jwk = object(public);
        if let Some(name) = &self.name {
            set(&jwk, "name", name);
        }
        for (name, instant) in self.window {
            if let Some(instant) = instant {
                set(&jwk, name, number(instant));
            }
        }
        jwk
    }
}

/// DER of what the key of `public_jwk` must sign for a certificate.
///
/// # Errors
/// `TypeError` and the codes of [`certificate::to_be_signed_by`] and [`Subject::new`].
#[wasm_bindgen(js_name = toBeSigned)]
pub fn to_be_signed(public_jwk: &JsValue, options: &JsValue) -> Result<Vec<u8>, JsValue> {
    let options = Options::new(options, "CertificateOptions", &["name", "notBefore", "notAfter"])?;
    let name = options.required("name")?;
    let (Some(not_before), Some(not_after)) = (options.instant("notBefore")?, options.instant("notAfter")?) else {
        return Err(type_error("CertificateOptions: notBefore and notAfter must be numbers"));
    };
    let subject = subject(name, not_before, not_after)?;
    certificate::to_be_signed_by(&json_text(public_jwk, JWK)?, &subject, &mut HostRandom).map_err(|error| to_js(&error))
}

/// The certificate, PEM.
///
/// # Errors
/// `ERR_KEY_UNSUPPORTED` for an unknown algorithm.
#[wasm_bindgen]
pub fn assemble(to_be_signed: &[u8], alg: &str, signature: &[u8]) -> Result<String, JsValue> {
    Ok(certificate::assemble(to_be_signed, algorithm(Some(alg))?, signature))
}

/// The public forms of any key or certificate.
///
/// # Errors
/// `TypeError` and the codes of [`PublicForms::of_text`].
#[wasm_bindgen]
pub fn convert(source: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let options = key_options(options)?;
    let forms = read(source, &options, PublicForms::of_octets, PublicForms::of_text)?;
    let jwks = Object::new();
    set(&jwks, "keys", Array::of1(&object(&forms.jwk)));
    let converted = Object::new();
    set(&converted, "jwk", object(&forms.jwk));
    set(&converted, "jwks", jwks);
    set(&converted, "pem", forms.pem);
    set(&converted, "thumbprint", forms.thumbprint);
    if let Some(digests) = forms.certificate {
        set(&converted, "x5t", digests.x5t);
        set(&converted, "x5t#S256", digests.x5t_s256);
    }
    Ok(converted.into())
}

/// The private forms of a private key.
///
/// # Errors
/// `TypeError` and the codes of [`KeyForms::of_text`].
#[wasm_bindgen(js_name = privateForms)]
pub fn private_forms(source: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let options = key_options(options)?;
    let forms = read(source, &options, KeyForms::of_octets, KeyForms::of_text)?;
    let jwk = object(&forms.public_jwk);
    add_secrets(&jwk, &forms);
    let converted = Object::new();
    set(&converted, "jwk", jwk);
    set(&converted, "pem", forms.private_pem.as_str());
    Ok(converted.into())
}

/// By the one function or the other, whatever `source` is.
fn read<T>(
    source: &JsValue,
    options: &KeyOptions,
    of_octets: impl FnOnce(&[u8], &KeyOptions) -> Result<T, Error>,
    of_text: impl FnOnce(&str, &KeyOptions) -> Result<T, Error>,
) -> Result<T, JsValue> {
    let read = match octets(source) {
        Some(octets) => of_octets(&octets, options),
        None => of_text(&json_text(source, SOURCE)?, options),
    };
    read.map_err(|error| to_js(&error))
}

fn key_options(options: &JsValue) -> Result<KeyOptions, JsValue> {
    let options = Options::new(options, "ConvertOptions", &["alg", "kid", "passphrase"])?;
    let passphrase = options.string("passphrase")?.map(Passphrase::new);
    Ok(KeyOptions { alg: options.string("alg")?, kid: options.string("kid")?, passphrase, ..KeyOptions::default() })
}

fn algorithm(name: Option<&str>) -> Result<&'static Algorithm, JsValue> {
    let Some(name) = name else { return Ok(algorithm::RS256) };
    Algorithm::named(name).ok_or_else(|| {
        let names: Vec<&str> = algorithm::ALL.into_iter().map(Algorithm::name).collect();
        to_js(&Error::unsupported(format!("alg must be one of {}", names.join(", "))))
    })
}

fn subject(name: String, not_before: UnixSeconds, not_after: UnixSeconds) -> Result<Subject, JsValue> {
    Subject::new(name, not_before, not_after).map_err(|error| to_js(&error))
}

fn object(jwk: &PublicJwk) -> Object {
    let object = Object::new();
    for (name, value) in jwk.members() {
        set(&object, name, value);
    }
    object
}

fn add_secrets(jwk: &Object, key: &KeyForms) {
    for (name, value) in key.secret_members() {
        set(jwk, name, value);
    }
}

fn set(target: &Object, name: &str, value: impl Into<JsValue>) {
    // Defining a property on a fresh, extensible object cannot fail.
    let _defined = Reflect::set(target, &JsString::from(name), &value.into());
}

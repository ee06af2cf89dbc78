//! Import, and the end of a key.

use super::support::{
    GOOD, KEY, UNDEFINED, assert_code, assert_type_error, client, function, json, key, keys, run, settled, text, with,
};
use js_sys::{Object, Reflect, Uint8Array};
use private_key_jwt::bindings::SigningKey;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// An RSA key by `openssl pkcs8 -topk8`, whose passphrase is "secret".
const ENCRYPTED: &str = include_str!("../keys/rsa-2048-encrypted.pem");

#[wasm_bindgen_test]
fn imports_an_object_a_text_and_a_set() {
    let set = format!(r#"{{"keys":[{KEY}]}}"#);
    for source in [json(KEY), KEY.into(), json(&set), set.as_str().into()] {
        for key in [SigningKey::from(&source, UNDEFINED), SigningKey::from_jwk(&source, UNDEFINED)] {
            let key = key.unwrap();
            assert_eq!((key.alg().unwrap(), key.kid().unwrap()), ("RS256".into(), key.thumbprint().unwrap()));
        }
    }
}

#[wasm_bindgen_test]
fn imports_pem_and_bytes() {
    let secret = json(r#"{"passphrase":"secret"}"#);
    let bytes = Uint8Array::new_from_slice(ENCRYPTED.as_bytes());
    for source in [JsValue::from(ENCRYPTED), bytes.into()] {
        assert!(SigningKey::from(&source, &secret).is_ok());
    }
    assert!(SigningKey::from_pem(&ENCRYPTED.into(), &secret).is_ok());
    assert_code(SigningKey::from_pem(&ENCRYPTED.into(), &json(r#"{"passphrase":"other"}"#)), "ERR_KEY_PASSPHRASE");
    let jwk = Uint8Array::new_from_slice(KEY.as_bytes());
    assert!(SigningKey::from(&jwk, UNDEFINED).is_ok());
    assert_type_error(SigningKey::from_pem(&jwk, UNDEFINED));
    assert_type_error(SigningKey::from_jwk(&jwk, UNDEFINED));
    assert_type_error(SigningKey::from(&run("return new DataView(new ArrayBuffer(8));"), UNDEFINED));
    for empty in ["new ArrayBuffer(8)", "Promise.resolve({ kty: 'RSA' })", "new Map([['kty', 'RSA']])"] {
        assert_type_error(SigningKey::from(&run(&format!("return {empty};")), UNDEFINED));
    }
}

#[wasm_bindgen_test]
fn takes_alg_and_kid_from_the_options() {
    let key = SigningKey::from(&json(KEY), &json(r#"{"alg":"PS384","kid":"mine"}"#)).unwrap();
    assert_eq!((key.alg().unwrap().as_str(), key.kid().unwrap().as_str()), ("PS384", "mine"));
    let undefined = with(&Object::new(), "alg", UNDEFINED);
    assert!(SigningKey::from(&json(KEY), &undefined).is_ok());
}

#[wasm_bindgen_test]
fn the_public_jwk_is_a_plain_object_without_secrets() {
    let public: Object = key().public_jwk().unwrap().unchecked_into();
    assert_eq!(Object::keys(&public).join(","), "kty,e,n,kid,alg,use");
    assert_eq!(text(&public, "n"), text(&json(KEY), "n"));
    assert_eq!(text(&public, "use"), "sig");
}

#[wasm_bindgen_test]
fn a_bad_key_has_its_code() {
    let code = |source: &JsValue, code| assert_code(SigningKey::from(source, UNDEFINED), code);
    let jwk = json(KEY);
    code(&json("{}"), "ERR_KEY_MALFORMED");
    code(&"no JSON".into(), "ERR_KEY_MALFORMED");
    code(&with(&jwk, "d", &"AQAB".into()), "ERR_KEY_MALFORMED");
    code(&with(&jwk, "kty", &"EC".into()), "ERR_KEY_MALFORMED");
    code(&json(r#"{"kty":"EC","crv":"secp256k1"}"#), "ERR_KEY_UNSUPPORTED");
    code(&"-----BEGIN PRIVATE KEY-----".into(), "ERR_KEY_MALFORMED");
    code(&Uint8Array::new_with_length(100), "ERR_KEY_MALFORMED");
    code(&ENCRYPTED.into(), "ERR_KEY_PASSPHRASE");
    code(&with(&jwk, "use", &"enc".into()), "ERR_KEY_UNSUITABLE");
}

#[wasm_bindgen_test]
fn misuse_is_a_type_error() {
    for source in [JsValue::UNDEFINED, JsValue::NULL, JsValue::from(1), JsValue::TRUE, run("return () => {}; ")] {
        assert_type_error(SigningKey::from_jwk(&source, UNDEFINED));
    }
    let cyclic = run("const jwk = {}; jwk.jwk = jwk; return jwk;");
    assert_type_error(SigningKey::from(&cyclic, UNDEFINED));
    for options in [r#"{"algorithm":"RS256"}"#, r#"{"alg":256}"#, r#"{"kid":null}"#, "[]", "null", "1", "\"RS256\""] {
        assert_type_error(SigningKey::from(&json(KEY), &json(options)));
    }
}

/// That `free` may be called again is the work of pkg-config/core.js, and tested with the package.
#[wasm_bindgen_test]
fn a_freed_key_is_of_no_use() {
    let end = |name: &JsValue| {
        let object = JsValue::from(key());
        let method: js_sys::Function = Reflect::get(&object, name).unwrap().unchecked_into();
        method.call0(&object).unwrap();
        assert!(function("key", "return key.kid;").call1(UNDEFINED, &object).is_err());
        assert!(function("key", "return key.sign(new Uint8Array(1));").call1(UNDEFINED, &object).is_err());
    };
    end(&"free".into());
    let dispose = run("return Symbol.dispose;");
    if !dispose.is_undefined() {
        end(&dispose);
    }
}

#[wasm_bindgen_test]
async fn a_client_whose_key_was_freed_says_so() {
    let signing_key = key();
    let client = client(GOOD);
    let ask = || settled(client.call("clientCredentials", UNDEFINED, UNDEFINED, keys(&signing_key), None, None));
    assert!(ask().await.is_ok());
    let shared = keys(&signing_key);
    drop(signing_key);
    assert_code(
        settled(client.call("clientCredentials", UNDEFINED, UNDEFINED, shared, None, None)).await,
        "ERR_KEY_DISPOSED",
    );
}

//! Signatures and assertions, judged by the host's WebCrypto.

use super::support::{
    KEY, UNDEFINED, assert_code, assert_type_error, claims, get, json, key, run, run_async, text, with,
};
use js_sys::{Array, Uint8Array};
use private_key_jwt::bindings::{SigningKey, rehearse};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const OPTIONS: &str = r#"{"clientId":"client","audience":"https://op.example"}"#;

/// Whether WebCrypto accepts the signature.
async fn verifies(key: &SigningKey, data: &[u8], signature: &[u8]) -> bool {
    let given = Array::of3(&key.public_jwk().unwrap(), &Uint8Array::from(data), &Uint8Array::from(signature));
    let body = "
        const [jwk, data, signature] = given;
        const hash = 'SHA-' + jwk.alg.slice(2);
        const name = jwk.alg.startsWith('PS') ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5';
        const key = await crypto.subtle.importKey('jwk', jwk, { name, hash }, false, ['verify']);
        return crypto.subtle.verify({ name, saltLength: Number(jwk.alg.slice(2)) / 8 }, key, signature, data);";
    run_async("given", &given, body).await.is_truthy()
}

#[wasm_bindgen_test]
async fn web_crypto_verifies_each_algorithm() {
    for alg in ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] {
        let key = SigningKey::from(&json(KEY), &json(&format!(r#"{{"alg":"{alg}"}}"#))).unwrap();
        let signature = key.sign(alg.as_bytes()).unwrap();
        assert!(verifies(&key, alg.as_bytes(), &signature).await, "{alg}");
        assert!(!verifies(&key, b"other", &signature).await, "{alg}");
    }
}

/// The first good key of the derived vectors for `alg`.
fn curve_key(alg: &str) -> JsValue {
    let file = json(include_str!("../vectors/derived/bad_ec_okp_jwk.json"));
    let cases = Array::from(&get(&file, "cases"));
    let case = cases.iter().find(|case| text(case, "alg") == alg && text(case, "expect") == "accept").unwrap();
    text(&case, "jwk").into()
}

/// Not every engine's WebCrypto has Ed25519 or P-521, so those are judged where they are there.
#[wasm_bindgen_test]
async fn web_crypto_verifies_each_curve_that_it_has() {
    for alg in ["ES256", "ES384", "ES512", "EdDSA"] {
        let key = SigningKey::from(&curve_key(alg), UNDEFINED).unwrap();
        assert_eq!(key.alg().unwrap(), alg);
        let signature = key.sign(b"data").unwrap();
        let judge = |data: &[u8]| {
            Array::of3(&key.public_jwk().unwrap(), &Uint8Array::from(data), &Uint8Array::from(signature.as_slice()))
        };
        let body = "
            const [{ alg, ...jwk }, data, signature] = given;
            const hash = 'SHA-' + alg.slice(2);
            const algorithm = jwk.kty === 'OKP' ? { name: 'Ed25519' } : { name: 'ECDSA', namedCurve: jwk.crv, hash };
            let key;
            try {
              key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
            } catch (error) {
              if (jwk.crv === 'P-256' || jwk.crv === 'P-384') throw error;
              return 'absent';
            }
            return crypto.subtle.verify(algorithm, key, signature, data);";
        let verdict = run_async("given", &judge(b"data"), body).await;
        assert!(verdict == "absent" || verdict.is_truthy(), "{alg}");
        assert!(verdict == "absent" || !run_async("given", &judge(b"other"), body).await.is_truthy(), "{alg}");
    }
}

#[wasm_bindgen_test]
fn signs_rfc_7515_appendix_a_2_byte_for_byte() {
    let file = json(include_str!("../vectors/rfc/rfc7515-appendix-a.json"));
    let case = Array::from(&get(&file, "cases")).get(1);
    let key = SigningKey::from(&get(&case, "jwk"), UNDEFINED).unwrap();
    let signature = key.sign(text(&case, "signing_input").as_bytes()).unwrap();
    assert_eq!(private_key_jwt::base64url::encode(signature), text(&case, "signature"));
}

#[wasm_bindgen_test]
async fn web_crypto_verifies_an_assertion() {
    let key = key();
    let assertion = key.assertion(&json(OPTIONS)).unwrap();
    let (input, signature) = assertion.rsplit_once('.').unwrap();
    let signature = private_key_jwt::base64url::decode(signature).unwrap();
    assert!(verifies(&key, input.as_bytes(), &signature).await);
}

#[wasm_bindgen_test]
fn an_assertion_takes_the_clock_and_the_random_source_of_the_host() {
    let made = || claims(&key().assertion(&json(OPTIONS)).unwrap());
    let (first, second) = (made(), made());
    let (iat, exp) = (get(&first, "iat").as_f64().unwrap(), get(&first, "exp").as_f64().unwrap());
    assert!((js_sys::Date::now() / 1000.0 - iat).abs() < 60.0);
    assert!((exp - iat - 60.0).abs() < f64::EPSILON);
    assert_ne!(text(&first, "jti"), text(&second, "jti"));
    assert_eq!((text(&first, "iss"), text(&first, "sub")), ("client".to_owned(), "client".to_owned()));
}

#[wasm_bindgen_test]
fn an_assertion_takes_all_its_options() {
    let options = json(
        r#"{"clientId":"c","audience":["https://op.example/auth/open/connect/token"],"profile":"signicat","lifetime":6000,
            "jti":"j","now":1700000000.9,"notBefore":true,"typ":null,"claims":{"a":[1,{"b":"é"}]},"header":{"x":"y"}}"#,
    );
    let claims = claims(&key().assertion(&options).unwrap());
    let made = js_sys::JSON::stringify(&claims).unwrap().as_string().unwrap();
    let expected = r#"{"iss":"c","sub":"c","aud":"https://op.example/auth/open/connect/token","jti":"j","iat":1700000000,"nbf":1700000000,"exp":1700006000,"a":[1,{"b":"é"}]}"#;
    assert_eq!(made, expected);
}

#[wasm_bindgen_test]
fn bad_options_of_an_assertion_are_refused() {
    let made = |name: &str, value: &JsValue| key().assertion(&with(&json(OPTIONS), name, value));
    for (name, value) in [
        ("lifeTime", "60"),
        ("lifetime", "\"60\""),
        ("audience", "1"),
        ("audience", "[1]"),
        ("clientId", "null"),
        ("claims", "[]"),
        ("claims", "1"),
        ("notBefore", "1"),
        ("typ", "1"),
        ("now", "\"1\""),
    ] {
        assert_type_error(made(name, &json(value)));
    }
    for (name, value) in [
        ("lifetime", "0"),
        ("lifetime", "0.5"),
        ("lifetime", "-1"),
        ("lifetime", "1e300"),
        ("now", "1700000000000"),
        ("now", "-1"),
        ("audience", "[]"),
        ("audience", "\"\""),
        ("clientId", "\"\""),
        ("claims", r#"{"iss":1}"#),
        ("header", r#"{"alg":"none"}"#),
    ] {
        assert_code(made(name, &json(value)), "ERR_CLAIM_INVALID");
    }
    for number in ["return NaN", "return Infinity"] {
        assert_code(made("lifetime", &run(number)), "ERR_CLAIM_INVALID");
        assert_code(made("now", &run(number)), "ERR_CLAIM_INVALID");
    }
    assert_code(made("profile", &"none".into()), "ERR_PROFILE");
    assert_type_error(key().assertion(UNDEFINED));
    assert_type_error(made("clientId", &run("return '\\ud800'")));
}

#[wasm_bindgen_test]
fn a_rehearsal_goes_as_far_as_the_signature() {
    assert!(rehearse(&json(KEY), &json(OPTIONS)).is_ok());
    let file = json(include_str!("../vectors/derived/bad_rsa_jwk.json"));
    let composite =
        Array::from(&get(&file, "cases")).iter().find(|case| text(case, "id") == "p-composite-consistent").unwrap();
    assert_code(rehearse(&text(&composite, "jwk").into(), &json(OPTIONS)), "ERR_SIGNING_FAILED");
}

//! The public forms of keys and certificates, and what damaged ones are answered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::der::from_pem;
use common::jwk::{options, public, with, without};
use common::random::{Dry, any};
use common::secrets::Secrets;
use common::vectors::{json, key, str};
use private_key_jwt::algorithm::KeyType;
use private_key_jwt::base64url;
use private_key_jwt::error::ErrorCode::{ClaimInvalid, KeyMalformed, KeyUnsuitable, KeyUnsupported, RandomUnavailable};
use private_key_jwt::key::{Identity, KeyOptions, SigningKey};
use private_key_jwt::keys::certificate::{Subject, assemble, to_be_signed_by};
use private_key_jwt::keys::convert::PublicForms;
use private_key_jwt::keys::forms::KeyForms;
use private_key_jwt::time::UnixSeconds;
use serde_json::{Value, json};

fn convert(text: &str) -> private_key_jwt::error::Result<PublicForms> {
    PublicForms::of_text(text, &KeyOptions::default())
}

fn instant(seconds: u64) -> UnixSeconds {
    UnixSeconds::new(seconds).unwrap()
}

fn subject() -> Subject {
    Subject::new("Zoë's client".to_owned(), instant(1_700_000_000), instant(2_600_000_000)).unwrap()
}

fn certificate(jwk: &Value) -> String {
    let key = SigningKey::from_jwk(&jwk.to_string(), &KeyOptions::default()).unwrap();
    let public = serde_json::to_string(&key.public_jwk()).unwrap();
    let signed = to_be_signed_by(&public, &subject(), &mut any()).unwrap();
    assemble(&signed, key.algorithm(), &key.sign(&signed, &mut any()).unwrap())
}

#[test]
fn every_form_of_a_key_gives_the_same_public_forms() {
    let private = key("rsa-2048");
    let forms = convert(&private.to_string()).unwrap();
    let imported = SigningKey::from_jwk(&private.to_string(), &KeyOptions::default()).unwrap();
    assert_eq!((&forms.jwk, forms.thumbprint.as_str()), (&imported.public_jwk(), imported.thumbprint()));
    let public = public(&private);
    let certificate = certificate(&private);
    let texts = [
        public.to_string(),
        json!({ "keys": [private] }).to_string(),
        json!({ "keys": [public] }).to_string(),
        forms.pem.clone(),
        forms.pem.replace('\n', "\\n"),
        forms.pem.replace('\n', "\r\n"),
        format!("subject=CN = x\n{}", forms.pem),
    ];
    for text in &texts {
        assert_eq!(convert(text).as_ref(), Ok(&forms), "{text}");
    }
    let of_octets = |octets: &[u8]| PublicForms::of_octets(octets, &KeyOptions::default());
    assert_eq!(of_octets(&from_pem(&forms.pem)).as_ref(), Ok(&forms));
    assert_eq!(of_octets(forms.pem.as_bytes()).as_ref(), Ok(&forms));
    let of_certificate = convert(&certificate).unwrap();
    assert_eq!(of_octets(&from_pem(&certificate)).as_ref(), Ok(&of_certificate));
    assert!(forms.certificate.is_none() && of_certificate.certificate.is_some());
    assert_eq!((of_certificate.jwk, of_certificate.pem), (forms.jwk, forms.pem));
}

#[test]
fn no_form_holds_a_private_member() {
    let private = key("rsa-2048");
    let secrets = Secrets::of_key(&private);
    let three = without(&private, &["p", "q", "dp", "dq", "qi"]);
    for text in [private.to_string(), three.to_string(), json!({ "keys": [private] }).to_string()] {
        let forms = convert(&text).unwrap();
        let names: Vec<_> = forms.jwk.members().iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["kty", "e", "n", "kid", "alg", "use"]);
        secrets.assert_absent(&format!("{forms:?}"));
    }
}

#[test]
fn the_options_say_alg_and_kid() {
    let public = with(&with(&public(&key("rsa-2048")), "alg", "PS384"), "kid", "own");
    let of = |alg, kid| PublicForms::of_text(&public.to_string(), &options(alg, kid)).unwrap().jwk;
    let member = |alg, kid, name: &str| {
        let jwk = serde_json::to_value(of(alg, kid)).unwrap();
        str(&jwk, name).to_owned()
    };
    assert_eq!((member(None, None, "alg"), member(None, None, "kid")), ("PS384".to_owned(), "own".to_owned()));
    assert_eq!(member(None, Some("other"), "kid"), "other");
    let asked = PublicForms::of_text(&public.to_string(), &options(Some("RS256"), None));
    assert_eq!(asked.unwrap_err().code(), KeyUnsuitable);
    let set = json!({ "keys": [public, with(&public, "kid", "second")] }).to_string();
    assert_eq!(convert(&set).unwrap_err().code(), KeyUnsuitable);
    let second = PublicForms::of_text(&set, &options(None, Some("second"))).unwrap();
    assert_eq!(serde_json::to_value(second.jwk).unwrap()["kid"], "second");
}

#[test]
fn unusable_public_keys_are_refused() {
    let public = public(&key("rsa-2048"));
    let short = json!({ "kty": "RSA", "n": common::jwk::uint([0xc1; 128]), "e": "AQAB" });
    let cases = [
        (short, KeyUnsuitable),
        (with(&public, "e", "AQAA"), KeyMalformed),
        (with(&public, "n", 7), KeyMalformed),
        (without(&public, &["n"]), KeyMalformed),
        (without(&public, &["kty"]), KeyMalformed),
        (with(&public, "use", "enc"), KeyUnsuitable),
        (with(&public, "kty", "oct"), KeyUnsuitable),
        (with(&public, "kty", "XYZ"), KeyUnsupported),
        (json!({ "keys": [] }), KeyUnsuitable),
        (json!({ "keys": 7 }), KeyUnsuitable),
    ];
    for (jwk, code) in cases {
        assert_eq!(convert(&jwk.to_string()).unwrap_err().code(), code, "{jwk}");
    }
    for text in ["", "-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "{"]
    {
        assert_eq!(convert(text).unwrap_err().code(), KeyMalformed, "{text}");
    }
}

#[test]
fn a_point_that_is_on_no_curve_is_refused() {
    for (alg, key_type) in
        [("ES256", KeyType::P256), ("ES384", KeyType::P384), ("ES512", KeyType::P521), ("EdDSA", KeyType::Ed25519)]
    {
        let made = KeyForms::drawn(key_type, &options(Some(alg), None), &mut any()).unwrap();
        let jwk = serde_json::to_value(&made.public_jwk).unwrap();
        let forms = convert(&jwk.to_string()).unwrap();
        assert_eq!(forms.jwk, made.public_jwk);
        let der = from_pem(&forms.pem);
        let of = |octets: &[u8]| PublicForms::of_octets(octets, &options(Some(alg), None));
        assert_eq!(of(&der).as_ref(), Ok(&forms));
        if alg == "EdDSA" {
            let identity = with(&jwk, "x", base64url::encode([&[1], [0; 31].as_slice()].concat()));
            assert_eq!(convert(&identity.to_string()).unwrap_err().code(), KeyMalformed);
        } else {
            let other = with(&jwk, "y", jwk["x"].clone());
            assert_eq!(convert(&other.to_string()).unwrap_err().code(), KeyMalformed);
            let mut damaged = der.clone();
            *damaged.last_mut().unwrap() ^= 1;
            assert_eq!(of(&damaged).unwrap_err().code(), KeyMalformed);
        }
        for length in 0..der.len() {
            assert!(of(&der[..length]).is_err(), "{length}");
        }
    }
}

/// `bad_rsa_jwk.json` holds private keys that an import refuses: their public forms are not given out either.
#[test]
fn a_private_key_that_an_import_refuses_is_refused() {
    let corpus = json("tests/vectors/derived/bad_rsa_jwk.json");
    for case in corpus["cases"].as_array().unwrap() {
        let Some(text) = case["jwk"].as_str().filter(|text| text.contains("\"d\"")) else { continue };
        let import = SigningKey::from_jwk(text, &KeyOptions::default()).map(|key| key.public_jwk());
        let forms = convert(text).map(|forms| forms.jwk);
        assert_eq!(forms.is_ok(), import.is_ok(), "{}", case["id"]);
    }
}

#[test]
fn a_damaged_certificate_is_an_error_and_no_panic() {
    let pem = certificate(&key("rsa-2048"));
    let good = from_pem(&pem);
    let of = |octets: &[u8]| PublicForms::of_octets(octets, &KeyOptions::default());
    let intact = of(&good).unwrap();
    for length in 0..good.len() {
        assert!(of(&good[..length]).is_err(), "{length}");
    }
    assert!(of(&[good.as_slice(), &[0]].concat()).is_err());
    let mut random = any();
    for _ in 0..20_000 {
        let mut octets = good.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(octets.len());
            octets[at] = random.next().to_le_bytes()[0];
        }
        if let Ok(forms) = of(&octets) {
            assert!(octets == good || forms.certificate != intact.certificate);
        }
    }
}

/// The public forms and the option certificate read certificates alike.
#[test]
fn a_certificate_with_one_wrong_element_is_none() {
    let good = from_pem(&certificate(&key("rsa-2048")));
    let block = |der: &[u8]| {
        let base64 = STANDARD.encode(der);
        format!("-----BEGIN CERTIFICATE-----{base64}-----END CERTIFICATE-----")
    };
    let verdicts = |der: &[u8]| {
        let text = block(der);
        let mut option = KeyOptions::default();
        option.certificate = Some(text.clone());
        let outcomes = [convert(&text).map(drop), Identity::external("RS256", &option).map(drop)];
        outcomes.map(|outcome| outcome.map_err(|error| error.code()))
    };
    assert_eq!(verdicts(&good), [Ok(()), Ok(())]);
    let extensions = good.windows(3).position(|octets| octets[0] == 0xa3 && octets[2] == 0x30).unwrap();
    let signature = good.len() - 261;
    let changes = [
        ("the tag of the serial number", 13, 0x02, 0x04),
        ("the length of the extensions", extensions + 1, 0x20, 0x21),
        ("the tag of the signature's algorithm", signature - 15, 0x30, 0x31),
        ("the tag of the signature", signature, 0x03, 0x04),
    ];
    for (what, at, old, new) in changes {
        let mut der = good.clone();
        assert_eq!(der[at], old, "{what}");
        der[at] = new;
        assert_eq!(verdicts(&der), [Err(KeyMalformed), Err(KeyMalformed)], "{what}");
    }
}

#[test]
fn a_public_key_has_der_in_every_place() {
    let pem = convert(&key("rsa-2048").to_string()).unwrap().pem;
    let mut der = from_pem(&pem);
    let block = |der: &[u8]| format!("-----BEGIN PUBLIC KEY-----{}-----END PUBLIC KEY-----", STANDARD.encode(der));
    assert!(convert(&block(&der)).is_ok());
    // NULL with a content that is not there.
    assert_eq!(der[17..19], [5, 0]);
    der[18] = 1;
    assert_eq!(convert(&block(&der)).unwrap_err().code(), KeyMalformed);
}

#[test]
fn names_and_windows_of_certificates_are_checked() {
    let new = |name: &str, from, to| Subject::new(name.to_owned(), instant(from), instant(to)).map(drop);
    assert!(new(&"ë".repeat(64), 0, 253_402_300_799).is_ok());
    for (name, from, to) in [("", 0, 1), ("a\nb", 0, 1), ("a", 1, 1), ("a", 2, 1)] {
        assert_eq!(new(name, from, to).unwrap_err().code(), ClaimInvalid);
    }
    assert_eq!(new(&"a".repeat(65), 0, 1).unwrap_err().code(), ClaimInvalid);
}

#[test]
fn a_certificate_needs_a_public_jwk_and_random_values() {
    let private = key("rsa-2048");
    let make = |jwk: &Value, random: &mut Dry| to_be_signed_by(&jwk.to_string(), &subject(), random).map(drop);
    assert_eq!(make(&private, &mut Dry::after(9)).unwrap_err().code(), KeyUnsuitable);
    assert_eq!(make(&public(&private), &mut Dry::after(0)).unwrap_err().code(), RandomUnavailable);
}

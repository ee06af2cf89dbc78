//! Every form of a private key, made by openssl, as public and as private forms.
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
use common::openssl::{jwk_of, openssl, pem};
use common::secrets::Secrets;
use common::vectors::key;
use private_key_jwt::error::ErrorCode::{KeyPassphrase, KeyUnsuitable};
use private_key_jwt::error::{ErrorCode, Result};
use private_key_jwt::key::{KeyOptions, Passphrase};
use private_key_jwt::keys::convert::PublicForms;
use private_key_jwt::keys::forms::KeyForms;
use serde_json::{Value, json};

/// How openssl makes a key of each kind.
const KINDS: [&str; 5] = [
    "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384",
    "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521",
    "genpkey -algorithm ED25519",
];

const PASSPHRASE: &str = "correct-horse";

fn with_passphrase(passphrase: &str) -> KeyOptions {
    let mut options = KeyOptions::default();
    options.passphrase = Some(Passphrase::new(passphrase.to_owned()));
    options
}

/// Text and DER of a key in all its private forms.
fn private_forms(pkcs8: &str) -> Vec<Vec<u8>> {
    let jwk = jwk_of(pkcs8);
    let encrypted = pem("pkcs8 -topk8 -iter 2048 -passout pass:correct-horse", pkcs8.as_bytes());
    let mut forms = vec![
        jwk.to_string(),
        json!({ "keys": [jwk] }).to_string(),
        pkcs8.to_owned(),
        pkcs8.replace('\n', "\\n"),
        STANDARD.encode(pkcs8),
        STANDARD.encode(from_pem(pkcs8)),
        encrypted,
    ];
    if jwk["kty"] != "OKP" {
        forms.push(pem("pkey -traditional", pkcs8));
    }
    let mut forms: Vec<_> = forms.into_iter().map(String::into_bytes).collect();
    forms.push(from_pem(pkcs8));
    forms.push(openssl("pkcs8 -topk8 -iter 2048 -outform DER -passout pass:correct-horse", pkcs8));
    forms
}

fn private_jwk(forms: &KeyForms) -> Value {
    let mut jwk = serde_json::to_value(&forms.public_jwk).unwrap();
    for (name, value) in forms.secret_members() {
        jwk[name] = value.into();
    }
    jwk
}

#[test]
fn no_public_form_of_any_private_form_holds_a_private_member() {
    for kind in KINDS {
        let pkcs8 = pem(kind, "");
        let jwk = jwk_of(&pkcs8);
        let secrets = Secrets::of_key(&jwk);
        assert!(secrets.0.len() > 30);
        let spki = pem("pkey -pubout", &pkcs8);
        let expected = PublicForms::of_text(&spki, &KeyOptions::default()).unwrap();
        assert_eq!(expected.pem, spki);
        for form in private_forms(&pkcs8) {
            let forms = PublicForms::of_octets(&form, &with_passphrase(PASSPHRASE)).unwrap();
            assert_eq!(forms, expected, "{kind}");
            let published = serde_json::to_value(&forms.jwk).unwrap();
            let names = published.as_object().unwrap().keys();
            let allowed = ["kty", "crv", "x", "y", "n", "e", "kid", "alg", "use"];
            assert!(names.into_iter().all(|name| allowed.contains(&name.as_str())), "{published}");
            secrets.assert_absent(&format!("{forms:?}{published}"));
        }
    }
}

#[test]
fn any_private_form_gives_the_whole_jwk_and_pkcs8() {
    for kind in KINDS {
        let pkcs8 = pem(kind, "");
        let jwk = jwk_of(&pkcs8);
        for form in private_forms(&pkcs8) {
            let forms = KeyForms::of_octets(&form, &with_passphrase(PASSPHRASE)).unwrap();
            assert_eq!(forms.private_pem.as_str(), pkcs8, "{kind}");
            let made = private_jwk(&forms);
            for (name, value) in jwk.as_object().unwrap() {
                assert_eq!(&made[name], value, "{kind}: {name}");
            }
            assert_eq!(made.as_object().unwrap().len(), jwk.as_object().unwrap().len() + 3, "kid, alg and use");
        }
    }
}

#[test]
fn what_a_form_leaves_out_is_computed() {
    let jwk = key("rsa-2048");
    let three = without(&jwk, &["p", "q", "dp", "dq", "qi"]);
    let of = |jwk: &Value| KeyForms::of_text(&jwk.to_string(), &KeyOptions::default()).unwrap();
    assert_eq!(of(&three).private_pem, of(&jwk).private_pem);
    assert_eq!(private_jwk(&of(&three)), private_jwk(&of(&jwk)));
    let pkcs8 = pem(KINDS[1], "");
    // SEC1 without the public point.
    let bare = openssl("ec -no_public -outform DER", &pkcs8);
    let forms = KeyForms::of_octets(&bare, &KeyOptions::default()).unwrap();
    assert_eq!(forms.private_pem.as_str(), pkcs8);
}

#[test]
fn own_names_are_kept_unless_others_are_asked_for() {
    let jwk = common::jwk::with(&common::jwk::with(&key("rsa-2048"), "alg", "PS384"), "kid", "own");
    let member = |options: &KeyOptions, name: &str| {
        private_jwk(&KeyForms::of_text(&jwk.to_string(), options).unwrap())[name].clone()
    };
    assert_eq!(member(&KeyOptions::default(), "alg"), "PS384");
    assert_eq!(member(&KeyOptions::default(), "kid"), "own");
    assert_eq!(member(&options(None, Some("other")), "kid"), "other");
}

#[test]
fn of_what_a_jwk_says_beside_its_numbers_only_kid_alg_and_use_are_kept() {
    let kept = with(&with(&with(&key("rsa-2048"), "kid", "own"), "alg", "PS384"), "use", "sig");
    let labelled = with(&with(&with(&kept, "name", "x"), "nbf", 1), "exp", 2_000_000_000);
    let text = with(&labelled, "key_ops", ["sign"].as_slice()).to_string();
    let options = KeyOptions::default();
    assert_eq!(private_jwk(&KeyForms::of_text(&text, &options).unwrap()), kept);
    let published = serde_json::to_value(PublicForms::of_text(&text, &options).unwrap().jwk).unwrap();
    assert_eq!(published, without(&kept, &["d", "p", "q", "dp", "dq", "qi"]));
}

#[test]
fn refusals_are_those_of_an_import() {
    let code = |result: Result<KeyForms>| -> ErrorCode { result.unwrap_err().code() };
    let default = KeyOptions::default();
    let public = public(&key("rsa-2048")).to_string();
    assert_eq!(code(KeyForms::of_text(&public, &default)), KeyUnsuitable);
    let spki = PublicForms::of_text(&public, &default).unwrap().pem;
    assert_eq!(code(KeyForms::of_text(&spki, &default)), KeyUnsuitable);
    let encrypted = include_str!("keys/rsa-2048-encrypted.pem");
    for options in [default, with_passphrase("wrong")] {
        assert_eq!(code(KeyForms::of_text(encrypted, &options)), KeyPassphrase);
        assert_eq!(PublicForms::of_text(encrypted, &options).unwrap_err().code(), KeyPassphrase);
    }
}

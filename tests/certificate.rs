//! The option certificate: what it adds to a header, and which ones are refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::certificates::Holder;
use common::vectors::{curve_key, hex, key};
use common::{jwk, random};
use private_key_jwt::assertion::{self, AssertionOptions};
use private_key_jwt::base64url;
use private_key_jwt::claims::{Additions, Audiences};
use private_key_jwt::error::{Error, ErrorCode};
use private_key_jwt::key::{KeyOptions, SigningKey};
use private_key_jwt::profile::Profile;
use private_key_jwt::time::UnixSeconds;
use serde_json::{Value, json};

const WINDOW: [&str; 2] = ["20250102030405Z", "20550102030405Z"];
const FIRST: u64 = 1_735_787_045;
const LAST: u64 = 2_682_471_845;

fn holder() -> Holder {
    Holder::new("holder", &key("rsa-2048"))
}

fn options(certificate: &str) -> KeyOptions {
    let mut options = jwk::options(Some("PS256"), None);
    options.certificate = Some(certificate.to_owned());
    options
}

fn import(certificate: &str) -> Result<SigningKey, Error> {
    SigningKey::from_jwk(&key("rsa-2048").to_string(), &options(certificate))
}

fn at(seconds: u64) -> UnixSeconds {
    UnixSeconds::new(seconds).unwrap()
}

fn entra(now: u64) -> AssertionOptions {
    let audience = Audiences::new(vec!["https://login.example/token".to_owned()]).unwrap();
    AssertionOptions::new("client".to_owned(), audience, Profile::named(Some("entra")).unwrap(), at(now))
}

fn assert(key: &SigningKey, options: &AssertionOptions) -> Result<(Value, Value), Error> {
    let assertion = assertion::sign(key, options, &mut random::any())?;
    let mut parts = assertion.split('.').map(|part| base64url::decode(part).unwrap());
    let mut part = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    Ok((part(), part()))
}

#[test]
fn a_certificate_gives_its_names_and_its_window() {
    let holder = holder();
    let pem = holder.self_signed(WINDOW);
    let key = import(&pem).unwrap();
    let certificates = key.identity().certificates().unwrap();
    let thumbprint = |digest: &str| base64url::encode(hex(&holder.fingerprint(&pem, digest)));
    assert_eq!(certificates.x5t(), thumbprint("-sha1"));
    assert_eq!(certificates.x5t_s256(), thumbprint("-sha256"));
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    assert_eq!(certificates.x5c(), [base64]);
    let validity = key.identity().validity();
    assert_eq!((validity.not_before(), validity.not_after()), (Some(at(FIRST)), Some(at(LAST))));
}

#[test]
fn given_ends_of_the_window_come_before_the_certificates() {
    let mut options = options(&holder().self_signed(WINDOW));
    options.not_before = Some(at(1_000));
    let import = |options: &KeyOptions| SigningKey::from_jwk(&key("rsa-2048").to_string(), options);
    let validity = import(&options).unwrap().identity().validity();
    assert_eq!((validity.not_before(), validity.not_after()), (Some(at(1_000)), Some(at(LAST))));
    options.not_before = Some(at(LAST + 1));
    assert_eq!(import(&options).unwrap_err().code(), ErrorCode::KeyUnsuitable);
}

#[test]
fn entra_is_told_the_certificate_and_nbf_and_no_kid() {
    let key = import(&holder().self_signed(WINDOW)).unwrap();
    let (header, claims) = assert(&key, &entra(FIRST)).unwrap();
    let x5t = key.identity().certificates().unwrap().x5t_s256();
    assert_eq!(header, json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": x5t }));
    assert_eq!((&claims["nbf"], &claims["exp"]), (&json!(FIRST), &json!(FIRST + 60)));

    let error =
        assert(&jwk::import_as(&common::vectors::key("rsa-2048"), "PS256").unwrap(), &entra(FIRST)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Profile);
    assert!(error.message().contains("option certificate"), "{error}");
}

#[test]
fn a_header_parameter_that_the_profile_sets_cannot_be_added() {
    let key = import(&holder().self_signed(WINDOW)).unwrap();
    let mut options = entra(FIRST);
    options.header = Additions::parse(r#"{"x5t":"other"}"#).unwrap();
    assert_eq!(assert(&key, &options).unwrap().0["x5t"], "other");
    options.header = Additions::parse(r#"{"x5t#S256":"other"}"#).unwrap();
    assert_eq!(assert(&key, &options).unwrap_err().code(), ErrorCode::ClaimInvalid);
}

#[test]
fn a_key_signs_from_the_first_second_of_its_window_to_the_last() {
    let key = import(&holder().self_signed(WINDOW)).unwrap();
    for now in [FIRST, FIRST + 1, LAST - 1, LAST] {
        assert!(assert(&key, &entra(now)).is_ok(), "{now}");
    }
    let refusal = |now: u64| {
        let error = assert(&key, &entra(now)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::KeyExpired);
        error.message().to_owned()
    };
    assert!(refusal(FIRST - 1).contains("before 2025-01-02T03:04:05Z"), "{}", refusal(FIRST - 1));
    assert!(refusal(LAST + 1).contains("expired at 2055-01-02T03:04:05Z"), "{}", refusal(LAST + 1));
}

#[test]
fn keys_of_every_curve_know_their_certificate() {
    let root = Holder::new("root", &key("rsa-2048"));
    root.self_signed(WINDOW);
    let curves = ["ES256", "ES384", "ES512", "EdDSA"].map(|alg| {
        let jwk = curve_key(alg);
        let pem = root.issue(&Holder::new("curve", &jwk), WINDOW);
        (jwk.to_string(), pem)
    });
    for (row, (jwk, _)) in curves.iter().enumerate() {
        for (column, (_, pem)) in curves.iter().enumerate() {
            let mut options = KeyOptions::default();
            options.certificate = Some(pem.clone());
            let found = SigningKey::from_jwk(jwk, &options);
            let found = found.map(|key| key.identity().certificates().unwrap().x5t_s256().to_owned());
            let thumbprint = base64url::encode(hex(&root.fingerprint(pem, "-sha256")));
            let expected = if row == column { Ok(thumbprint) } else { Err(ErrorCode::KeyUnsuitable) };
            assert_eq!(found.map_err(|error| error.code()), expected, "{row} {column}");
        }
    }
}

#[test]
fn a_chain_is_put_in_order_whatever_order_it_came_in() {
    let (holder, middle, root) =
        (holder(), Holder::new("middle", &key("rsa-3072")), Holder::new("root", &key("rsa-4096")));
    let root_pem = root.self_signed(WINDOW);
    let middle_pem = root.issue(&middle, WINDOW);
    let leaf_pem = middle.issue(&holder, WINDOW);
    let stranger = Holder::new("stranger", &key("rsa-2049")).self_signed(WINDOW);
    let ordered = import(&format!("{leaf_pem}{middle_pem}{root_pem}")).unwrap();
    let expected = ordered.identity().certificates().unwrap();
    assert_eq!(expected.x5c().len(), 3);
    for pems in [[&root_pem, &middle_pem, &leaf_pem, &stranger], [&stranger, &middle_pem, &root_pem, &leaf_pem]] {
        let key = import(&pems.map(String::as_str).concat()).unwrap();
        assert_eq!(key.identity().certificates(), Some(expected));
    }
    let alone = import(&leaf_pem).unwrap();
    assert_eq!(alone.identity().certificates().unwrap().x5c(), &expected.x5c()[..1]);
}

#[test]
fn pem_is_read_as_settings_and_files_hold_it() {
    let pem = holder().self_signed(WINDOW);
    let expected = import(&pem).unwrap();
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    for text in [
        pem.replace('\n', "\\n"),
        pem.replace('\n', "\r\n"),
        pem.replace('\n', " "),
        format!("subject=CN = holder\n{pem}trailing"),
        format!("-----BEGIN CERTIFICATE-----{base64}-----END CERTIFICATE-----"),
    ] {
        assert_eq!(import(&text).unwrap().identity().certificates(), expected.identity().certificates(), "{text}");
    }
}

#[test]
fn what_is_no_certificate_of_the_key_is_refused() {
    let stranger = Holder::new("stranger", &key("rsa-2049")).self_signed(WINDOW);
    let error = import(&stranger).unwrap_err();
    assert_eq!(error.code(), ErrorCode::KeyUnsuitable);
    let pem = holder().self_signed(WINDOW);
    let block = |base64: &str| format!("-----BEGIN CERTIFICATE-----\n{base64}\n-----END CERTIFICATE-----\n");
    for text in [
        String::new(),
        "certificate".to_owned(),
        pem.replace("-----END CERTIFICATE-----", ""),
        block("?"),
        block(""),
        block("MAA="),
        block("MIAAAA=="),
        format!("{pem}{}", block("MAA=")),
        format!("{}{pem}", " ".repeat(64 * 1024)),
    ] {
        assert_eq!(import(&text).unwrap_err().code(), ErrorCode::KeyMalformed, "{text}");
    }
}

/// Nothing panics, and whatever is still accepted is the same certificate or names another.
#[test]
fn a_certificate_with_one_octet_changed_is_read_or_refused() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let pem = holder().self_signed(WINDOW);
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let der = STANDARD.decode(base64).unwrap();
    for place in 0..der.len() {
        for change in [1, 0x80, 0xff] {
            let mut der = der.clone();
            der[place] ^= change;
            let text = format!("-----BEGIN CERTIFICATE-----{}-----END CERTIFICATE-----", STANDARD.encode(&der));
            let _outcome = private_key_jwt::key::Identity::external("PS256", &options(&text));
        }
        let text = format!("-----BEGIN CERTIFICATE-----{}-----END CERTIFICATE-----", STANDARD.encode(&der[..place]));
        let outcome = private_key_jwt::key::Identity::external("PS256", &options(&text));
        assert_eq!(outcome.unwrap_err().code(), ErrorCode::KeyMalformed);
    }
}

//! Malformed keys and what is said about each: tests/vectors/derived, `BoringSSL`, tests/keys.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::{hex, json, key, str, text};
use common::{der, jwk, node, random};
use crypto_bigint::BoxedUint;
use private_key_jwt::error::ErrorCode;
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn gives_the_expected_verdict_on_every_derived_key() {
    let file = json("tests/vectors/derived/bad_rsa_jwk.json");
    let (mut accepted, mut refused) = (Vec::new(), 0);
    for case in file["cases"].as_array().unwrap() {
        let (id, jwk) = (str(case, "id"), str(case, "jwk"));
        let imported = SigningKey::from_jwk(jwk, &KeyOptions::default());
        if case["expect"] == "accept" {
            let key = imported.unwrap_or_else(|error| panic!("{id}: {error}"));
            let signature = key.sign(id.as_bytes(), &mut random::any()).unwrap();
            let public = serde_json::to_value(key.public_jwk()).unwrap();
            accepted.push(node::check(&public, key.algorithm().name(), id.as_bytes(), &signature));
            continue;
        }
        assert_eq!(case["expect"], "reject");
        refused += 1;
        match imported {
            Err(error) => {
                use ErrorCode::{KeyMalformed, KeyUnsuitable, KeyUnsupported};
                assert!([KeyMalformed, KeyUnsuitable, KeyUnsupported].contains(&error.code()), "{id}: {error}");
            }
            Ok(key) => {
                assert_eq!(id, "p-composite-consistent", "accepted");
                let error = key.sign(id.as_bytes(), &mut random::any()).unwrap_err();
                assert_eq!(error.code(), ErrorCode::SigningFailed);
            }
        }
    }
    assert_eq!((accepted.len(), refused), (8, 31));
    node::assert_all_verify(accepted);
}

/// The numbers of the test `CheckKey`.
fn boringssl() -> BTreeMap<String, BoxedUint> {
    let file = json("tests/vectors/boringssl/rsa_check_key_values.json");
    let number = |text: &Value| text.as_str().map(|text| BoxedUint::from_be_slice_vartime(&hex(text)));
    file.as_object().unwrap().iter().filter_map(|(name, text)| Some((name.clone(), number(text)?))).collect()
}

fn import(numbers: &BTreeMap<String, BoxedUint>, names: &[&str]) -> Result<SigningKey, ErrorCode> {
    let all = ["n", "e", "d", "p", "q", "dmp1", "dmq1", "iqmp"];
    let mut jwk = jwk::from_numbers(&all.map(|name| numbers[name].to_be_bytes_trimmed_vartime()));
    for (name, ours) in all.iter().zip(jwk::NUMBERS) {
        if !names.contains(name) {
            jwk = jwk::without(&jwk, &[ours]);
        }
    }
    jwk::import(&jwk).map_err(|error| error.code())
}

#[test]
fn agrees_with_the_check_key_test_of_boringssl() {
    let all = ["n", "e", "d", "p", "q", "dmp1", "dmq1", "iqmp"];
    let good = boringssl();
    let changed = |changes: &[(&str, BoxedUint)]| {
        let mut numbers = good.clone();
        numbers.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        import(&numbers, &all).map(|_| ())
    };
    let plus = |name: &str, other: &BoxedUint| good[name].concatenating_add(other);
    let one = BoxedUint::one();
    let refused = Err(ErrorCode::KeyMalformed);

    assert_eq!(changed(&[]), Ok(()));
    assert_eq!(changed(&[("d", good["d_euler"].clone())]), Ok(()));
    assert_eq!(changed(&[("d", good["d_too_large"].clone())]), refused);
    assert_eq!(changed(&[("d", plus("d", &one))]), refused);
    assert_eq!(changed(&[("e", good["bn111"].clone()), ("d", good["d_bogus"].clone())]), refused);
    assert_eq!(changed(&[("d", good["e"].clone()), ("e", good["d"].clone())]), refused);
    for (name, prime) in [("dmp1", "p"), ("dmq1", "q"), ("iqmp", "p")] {
        assert_eq!(changed(&[(name, plus(name, &one))]), refused);
        assert_eq!(changed(&[(name, plus(name, &good[prime]))]), refused, "{name} not reduced");
    }
    for left_out in &all[2..] {
        let rest: Vec<_> = all.iter().filter(|name| *name != left_out).copied().collect();
        assert!(import(&good, &rest).is_err(), "without {left_out}");
    }
    assert!(import(&good, &all[..3]).is_ok());
}

#[test]
fn the_larger_size_of_boringssl_is_refused_and_so_is_the_smaller() {
    let read = |name: &str| der::rsa_private_key(&der::from_pem(&text(&format!("tests/vectors/boringssl/{name}.pem"))));
    let code = |name: &str| {
        let pem = text(&format!("tests/vectors/boringssl/{name}.pem"));
        let code = SigningKey::from_pem(&pem, &KeyOptions::default()).unwrap_err().code();
        assert_eq!(jwk::import(&read(name).unwrap()).unwrap_err().code(), code);
        code
    };
    assert_eq!(code("rsa512"), ErrorCode::KeyUnsuitable);
    assert_eq!(code("rsa8193"), ErrorCode::KeyUnsupported);
}

#[test]
fn refuses_the_bad_keys_of_our_own() {
    use ErrorCode::{KeyMalformed, KeyUnsuitable};
    let expected = [
        ("rsa-2048-close-primes", KeyUnsuitable),
        ("rsa-2048-unbalanced-primes", KeyMalformed),
        ("rsa-2048-e-34-bits", KeyMalformed),
        ("rsa-2048-three-primes", KeyMalformed),
        ("rsa-2048-prime-modulus", KeyMalformed),
        ("rsa-2048-square-modulus", KeyMalformed),
    ];
    for (name, code) in expected {
        assert_eq!(jwk::import(&key(name)).unwrap_err().code(), code, "{name}");
    }
    for name in ["rsa-2048-close-primes", "rsa-2048-unbalanced-primes"] {
        let bare = jwk::without(&key(name), &["p", "q", "dp", "dq", "qi"]);
        assert!(jwk::import(&bare).is_err(), "{name} with its primes recovered");
    }
}

/// Measured in signatures, not in seconds: a text of 3 kB must not keep a worker busy.
#[test]
fn refuses_an_exponent_that_belongs_to_another_modulus_without_much_work() {
    let started = clock();
    jwk::import(&key("rsa-8192")).unwrap().sign(b"", &mut random::any()).unwrap();
    let signing = started.elapsed();
    let started = clock();
    assert_eq!(jwk::import(&key("rsa-8192-foreign-exponent")).unwrap_err().code(), ErrorCode::KeyMalformed);
    let refusing = started.elapsed();
    assert!(refusing < signing * 20, "refused in {refusing:?}, while signing takes {signing:?}");
}

#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

#[test]
fn what_is_wrong_with_a_number_is_said_alike_of_a_jwk_and_of_der() {
    let good = key("rsa-2048");
    let numbers = jwk::NUMBERS.map(|name| private_key_jwt::base64url::decode(str(&good, name)).unwrap());
    let mut messages = BTreeSet::new();
    for at in 0..numbers.len() {
        let [mut other, mut even, mut long] = [0, 1, 2].map(|_| numbers.clone());
        let middle = numbers[at].len() / 2;
        other[at][middle] ^= 1;
        *even[at].last_mut().unwrap() ^= 1;
        long[at].insert(0, 1);
        for numbers in [other, even, long] {
            let of_jwk = jwk::import(&jwk::from_numbers(&numbers)).unwrap_err();
            let integers = numbers.iter().flat_map(|number| der::integer(number));
            let octets = der::encode(0x30, &der::integer(&[]).into_iter().chain(integers).collect::<Vec<_>>());
            let of_der = SigningKey::from_bytes(&octets, &KeyOptions::default()).unwrap_err();
            assert_eq!(of_der, of_jwk);
            assert!(!of_der.message().contains("JWK"), "{of_der}");
            messages.insert(of_der.message().to_owned());
        }
    }
    assert!(messages.len() > 12, "{messages:#?}");
}

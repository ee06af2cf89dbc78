//! Every form that a private key comes in, made by openssl.
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
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::openssl::{jwk_of, openssl, pem, pkcs8_of};
use common::vectors::key;
use common::{der, jwk, node, random};
use private_key_jwt::error::ErrorCode::{self, KeyMalformed, KeyPassphrase, KeyUnsuitable, KeyUnsupported};
use private_key_jwt::key::{KeyOptions, Passphrase, SigningKey};

/// The thumbprint of the key of these bytes, in whatever form, or the code of the refusal.
fn import(source: impl AsRef<[u8]>) -> Result<String, ErrorCode> {
    import_with(source, &KeyOptions::default())
}

fn import_with(source: impl AsRef<[u8]>, options: &KeyOptions) -> Result<String, ErrorCode> {
    let bytes = SigningKey::from_bytes(source.as_ref(), options).map(|key| key.thumbprint().to_owned());
    if let Ok(text) = core::str::from_utf8(source.as_ref()) {
        let text = SigningKey::from_text(text, options).map(|key| key.thumbprint().to_owned());
        assert_eq!(text, bytes, "text and bytes differ");
    }
    bytes.map_err(|error| error.code())
}

fn passphrase(text: &str) -> KeyOptions {
    let mut options = KeyOptions::default();
    options.passphrase = Some(Passphrase::new(text.to_owned()));
    options
}

fn rsa() -> (String, Result<String, ErrorCode>) {
    let jwk = key("rsa-2048");
    (pkcs8_of(&jwk), Ok(jwk::import(&jwk).unwrap().thumbprint().to_owned()))
}

/// What the JWK of the same key gives.
fn as_jwk(pem: &str) -> Result<String, ErrorCode> {
    jwk::import(&jwk_of(pem)).map(|key| key.thumbprint().to_owned()).map_err(|error| error.code())
}

#[test]
fn reads_pkcs8_and_pkcs1_in_pem_and_der() {
    let (pkcs8, expected) = rsa();
    let pkcs1 = pem("rsa -traditional", &pkcs8);
    assert!(pkcs1.starts_with("-----BEGIN RSA PRIVATE KEY-----"));
    for form in [&pkcs8, &pkcs1] {
        assert_eq!(import(form), expected);
        assert_eq!(import(der::from_pem(form)), expected);
    }
    // Labels are mixed up in practice; what stands between them tells.
    assert_eq!(import(pkcs8.replace("PRIVATE KEY", "RSA PRIVATE KEY")), expected);
    assert_eq!(import(pkcs1.replace("RSA PRIVATE KEY", "PRIVATE KEY")), expected);
}

#[test]
fn reads_what_environment_variables_and_copying_make_of_pem() {
    let (pem, expected) = rsa();
    let lines = |between: &str| pem.trim_end().lines().collect::<Vec<_>>().join(between);
    let forms = [
        lines("\r\n"),
        lines("\r"),
        lines("\\n"),
        lines("\\\\n"),
        lines("\\r\\n"),
        lines(" "),
        lines(""),
        lines("\n\n"),
        lines("\n    "),
        lines("\n\t"),
        lines("  \n"),
        lines("\\\n"),
        lines("\\n\\\n"),
        format!("\u{feff}{pem}"),
        format!("\n\n  {pem}\n\n"),
        format!("\"{}\"", lines("\\n")),
        format!("'{pem}'"),
        format!("`{pem}`"),
        format!(" \"{}\\n\" ", lines("\n")),
        format!("\"{}\"", lines("\"\n\"")),
        format!("PRIVATE_KEY=\"{}\"", lines("\\n")),
        format!("Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n{pem}"),
    ];
    for form in forms {
        assert_eq!(import(&form), expected, "{form}");
        assert!(SigningKey::from_pem(&form, &KeyOptions::default()).is_ok());
    }
}

#[test]
fn reads_base64_of_a_whole_key() {
    let (pem, expected) = rsa();
    for whole in [pem.clone().into_bytes(), der::from_pem(&pem), key("rsa-2048").to_string().into_bytes()] {
        let standard = STANDARD.encode(&whole);
        let wrapped: Vec<_> = standard.as_bytes().chunks(76).map(|line| core::str::from_utf8(line).unwrap()).collect();
        let forms = [
            standard.clone(),
            URL_SAFE_NO_PAD.encode(&whole),
            standard.trim_end_matches('=').to_owned(),
            wrapped.join("\n"),
            wrapped.join("\r\n"),
            wrapped.join("\\n"),
            format!("\"{standard}\"\n"),
        ];
        for form in forms {
            assert_eq!(import(&form), expected, "{form}");
        }
        // Once is what people do; a second layer is more likely to be something else.
        assert_eq!(import(STANDARD.encode(standard)), Err(KeyMalformed));
    }
    assert_eq!(import(format!("\u{feff}\r\n'{}' ", key("rsa-2048"))), expected);
}

#[test]
fn finds_the_key_among_other_blocks() {
    let (pkcs8, expected) = rsa();
    let certificate = pem("req -x509 -key /dev/stdin -subj /CN=test -days 1", &pkcs8);
    let public = pem("pkey -pubout", &pkcs8);
    for blocks in [[&certificate, &pkcs8], [&pkcs8, &certificate], [&public, &pkcs8], [&pkcs8, &public]] {
        assert_eq!(import(blocks.map(String::as_str).concat()), expected);
    }
    assert_eq!(import([pkcs8.as_str(), &pkcs8].concat()), Err(KeyUnsuitable));
    assert_eq!(import([certificate.as_str(), &public].concat()), Err(KeyUnsuitable));
}

#[test]
fn decrypts_every_scheme_of_pbes2() {
    let (plain, expected) = rsa();
    let mut schemes: Vec<_> = ["hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512"]
        .map(|prf| format!("-v2 aes-256-cbc -v2prf {prf}"))
        .into();
    schemes.extend(
        ["-v2 aes-128-cbc", "-v2 aes-192-cbc", "-v2 aes-128-cbc -iter 1", "-v2 aes256 -iter 100000"].map(String::from),
    );
    schemes.extend(["-scrypt", "-scrypt -v2 aes-128-cbc -scrypt_N 1024 -scrypt_r 16 -scrypt_p 4"].map(String::from));
    for scheme in schemes {
        for secret in ["correct-horse", "påssörd", &"long".repeat(40)] {
            if secret != "correct-horse" && scheme.contains("100000") {
                continue;
            }
            let encrypted = pem(&format!("pkcs8 -topk8 {scheme} -passout pass:{secret}"), &plain);
            assert_eq!(import_with(&encrypted, &passphrase(secret)), expected, "{scheme}");
            assert_eq!(import_with(der::from_pem(&encrypted), &passphrase(secret)), expected, "{scheme}");
            assert_eq!(import_with(STANDARD.encode(&encrypted), &passphrase(secret)), expected, "{scheme}");
        }
    }
}

#[test]
fn tells_a_missing_passphrase_from_a_wrong_one() {
    let (plain, expected) = rsa();
    let encrypted = pem("pkcs8 -topk8 -v2 aes-128-cbc -iter 1 -passout pass:right", &plain);
    let error = |options: &KeyOptions| SigningKey::from_text(&encrypted, options).unwrap_err();
    let missing = error(&KeyOptions::default());
    assert_eq!(missing.code(), KeyPassphrase);
    // One wrong passphrase in 256 gets past the padding.
    for attempt in 0..600 {
        let wrong = error(&passphrase(&format!("wrong {attempt}")));
        assert_eq!(wrong.code(), KeyPassphrase);
        assert_ne!(wrong.message(), missing.message());
    }
    assert_eq!(error(&passphrase("")).code(), KeyPassphrase);
    assert_eq!(import_with(&plain, &passphrase("unneeded")), expected);
}

#[test]
fn limits_the_work_of_passphrases() {
    let (plain, _) = rsa();
    let code = |scheme: &str| {
        let encrypted = pem(&format!("pkcs8 -topk8 {scheme} -passout pass:secret"), &plain);
        import_with(&encrypted, &passphrase("secret"))
    };
    assert_eq!(code("-v2 aes-256-cbc -iter 2000001"), Err(KeyUnsupported));
    // OpenSSL itself refuses N = 32768 unless told otherwise.
    for (n, r, p) in [(16_384, 8, 9), (16_384, 9, 1), (2, 8192, 2)] {
        assert_eq!(code(&format!("-scrypt -scrypt_N {n} -scrypt_r {r} -scrypt_p {p}")), Err(KeyUnsupported));
    }
    assert!(code("-scrypt -scrypt_N 16384 -scrypt_r 8 -scrypt_p 2").is_ok());
}

#[test]
fn reads_elliptic_curves_in_pkcs8_and_sec1() {
    for curve in ["P-256", "P-384", "P-521"] {
        let pkcs8 = pem(&format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve}"), "");
        let expected = as_jwk(&pkcs8);
        let sec1 = pem("ec", &pkcs8);
        assert!(sec1.starts_with("-----BEGIN EC PRIVATE KEY-----"));
        let parameters = pem(&format!("ecparam -name {curve}"), "");
        assert!(parameters.starts_with("-----BEGIN EC PARAMETERS-----"));
        let without_public = pem("ec -no_public", &pkcs8);
        let compressed = pem("ec -conv_form compressed", &pkcs8);
        let in_pkcs8 = pem("pkcs8 -topk8 -nocrypt", &without_public);
        let both = format!("{parameters}{sec1}");
        for form in [&pkcs8, &sec1, &both, &without_public, &compressed, &in_pkcs8] {
            assert_eq!(import(form), expected, "{form}");
        }
        assert_eq!(import(der::from_pem(&sec1)), expected);
        let encrypted = pem("pkcs8 -topk8 -v2 aes-256-cbc -passout pass:secret", &pkcs8);
        assert_eq!(import_with(encrypted, &passphrase("secret")), expected);
    }
}

#[test]
fn reads_ed25519() {
    let pkcs8 = pem("genpkey -algorithm ed25519", "");
    let expected = as_jwk(&pkcs8);
    assert_eq!(import(&pkcs8), expected);
    assert_eq!(import(der::from_pem(&pkcs8)), expected);
    // The example of RFC 8410 section 10.3 with an attribute and the public key.
    let with_public = "MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\
                       oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB\
                       Z9w7lshQhqowtrbLDFw4rXAxZuE=";
    let without = "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
    let pem = |body: &str| format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    let expected = as_jwk(&pem(without));
    assert_eq!(import(pem(without)), expected);
    assert_eq!(import(pem(with_public)), expected);
}

#[test]
fn reads_keys_restricted_to_pss_as_such() {
    let restricted = |options: &str| pem(&format!("genpkey -algorithm RSA-PSS {options}"), "");
    let hash = |name: &str, salt: u8| {
        restricted(&format!(
            "-pkeyopt rsa_pss_keygen_md:{name} -pkeyopt rsa_pss_keygen_mgf1_md:{name} -pkeyopt rsa_pss_keygen_saltlen:{salt}"
        ))
    };
    let algorithm = |pem: &str, asked: Option<&str>| {
        let key = SigningKey::from_text(pem, &jwk::options(asked, None)).map_err(|error| error.code())?;
        let signature = key.sign(b"data", &mut random::any()).unwrap();
        let public = serde_json::to_value(key.public_jwk()).unwrap();
        node::assert_all_verify(vec![node::check(&public, key.algorithm().name(), b"data", &signature)]);
        Ok(key.algorithm().name())
    };
    let free = restricted("-pkeyopt rsa_keygen_bits:2048");
    assert_eq!(algorithm(&free, None), Ok("PS256"));
    assert_eq!(algorithm(&free, Some("PS512")), Ok("PS512"));
    assert_eq!(algorithm(&free, Some("RS256")), Err(KeyUnsuitable));
    assert_eq!(algorithm(&hash("sha256", 32), None), Ok("PS256"));
    assert_eq!(algorithm(&hash("sha384", 32), None), Ok("PS384"));
    assert_eq!(algorithm(&hash("sha512", 64), Some("PS512")), Ok("PS512"));
    assert_eq!(algorithm(&hash("sha512", 64), Some("PS256")), Err(KeyUnsuitable));
    assert_eq!(algorithm(&hash("sha256", 33), None), Err(KeyUnsuitable));
    assert_eq!(algorithm(&hash("sha1", 20), None), Err(KeyUnsuitable));
}

#[test]
fn reads_rsa_numbers_of_which_only_three_are_known() {
    let jwk = key("rsa-2048");
    let number = |name: &str| private_key_jwt::base64url::decode(jwk[name].as_str().unwrap()).unwrap();
    let numbers = ["n", "e", "d"].map(number);
    let known = numbers.iter().flat_map(|number| der::integer(number));
    let zeros = core::iter::repeat_n(der::integer(&[]), 5).flatten();
    let bare: Vec<_> = der::integer(&[]).into_iter().chain(known).chain(zeros).collect();
    assert_eq!(import(der::encode(0x30, &bare)), rsa().1);
}

#[test]
fn a_jwk_is_not_pem() {
    let options = KeyOptions::default();
    let jwk = key("rsa-2048").to_string();
    assert_eq!(SigningKey::from_pem(&jwk, &options).unwrap_err().code(), KeyMalformed);
    assert_eq!(SigningKey::from_pem("", &options).unwrap_err().code(), KeyMalformed);
    assert_eq!(SigningKey::from_jwk(&rsa().0, &options).unwrap_err().code(), KeyMalformed);
}

#[test]
fn text_of_more_than_64_kib_is_refused_in_every_form() {
    let (pem, expected) = rsa();
    let padded = |length: usize| format!("{pem}{}", " ".repeat(length - pem.len()));
    assert_eq!(import(padded(65_536)), expected);
    assert_eq!(import(padded(65_537)), Err(KeyMalformed));
    assert_eq!(import(vec![0x30; 65_537]), Err(KeyMalformed));
    assert_eq!(import(openssl("rand 65537", "")), Err(KeyMalformed));
}

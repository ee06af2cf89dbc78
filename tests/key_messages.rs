//! What people hand in where a private key is expected: each thing has one answer, and all answers stand in
//! pkg-config/keys.md.
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
use common::openssl::{jwk_of, openssl, pem, pkcs8_of};
use common::secrets::Secrets;
use common::vectors::{key, text};
use common::{der, jwk};
use private_key_jwt::error::Error;
use private_key_jwt::key::{KeyOptions, Passphrase, SigningKey};
use std::collections::BTreeSet;
use std::fmt::Write;

/// A row of the table, and the inputs that lead to it.
struct Row {
    what: &'static str,
    inputs: Vec<Vec<u8>>,
    read: fn(&[u8]) -> Result<SigningKey, Error>,
}

fn row(what: &'static str, inputs: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Row {
    Row { what, inputs: inputs.into_iter().map(Into::into).collect(), read: plain }
}

fn plain(bytes: &[u8]) -> Result<SigningKey, Error> {
    SigningKey::from_bytes(bytes, &KeyOptions::default())
}

fn with_passphrase(bytes: &[u8]) -> Result<SigningKey, Error> {
    let mut options = KeyOptions::default();
    options.passphrase = Some(Passphrase::new("swordfish-4711".to_owned()));
    SigningKey::from_bytes(bytes, &options)
}

fn as_pem(bytes: &[u8]) -> Result<SigningKey, Error> {
    SigningKey::from_pem(core::str::from_utf8(bytes).unwrap(), &KeyOptions::default())
}

fn block(label: &str, body: impl AsRef<[u8]>) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(body))
}

fn texts() -> Vec<Row> {
    let jwk = key("rsa-2048");
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjbGllbnQifQ.c2lnbmF0dXJl";
    let encrypted = "eyJhbGciOiJkaXIifQ..aXZpdml2aXZpdg.Y2lwaGVydGV4dA.dGFn";
    let bytes = der::from_pem(&pkcs8_of(&jwk));
    let hex = bytes.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().concat();
    let list = bytes.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let account = serde_json::json!({ "type": "service_account", "private_key": pkcs8_of(&jwk) }).to_string();
    vec![
        row("nothing", ["", "  \n", "\"\""]),
        row("more than 64 KiB", ["x".repeat(65_537)]),
        row("a variable that is not set", ["undefined", "null"]),
        row("an object as text", ["[object Object]", "[object CryptoKey]"]),
        row("bytes as a list of numbers", [list]),
        row("UTF-16 text", [utf16]),
        row("the path of a file", ["./key.pem", "/run/secrets/client/key", "C:\\keys\\private", "key.jwk", "~/key"]),
        row("a URL", ["https://login.example.com/jwks"]),
        row("hexadecimal digits", [hex.clone(), hex.to_uppercase(), format!("0x{hex}")]),
        row("a signed token (JWT)", [token]),
        row("an encrypted JWK (JWE)", [encrypted, r#"{"protected":"e30","ciphertext":"AA","tag":"AA"}"#]),
        row("a provider's JSON file around the key", [account]),
        row(
            "a client secret, or any other text",
            ["s3cr3t-of-the-cl1ent", "dGhpcyBpcyBubyBrZXkgYXQgYWxs", "MIIE", "Bearer x y z"],
        ),
        row("bytes of another kind", [vec![0, 1, 2, 3], vec![0x1f, 0x8b, 8, 0]]),
        row("an XML key of .NET", ["<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>"]),
        row(
            "an SSH public key",
            ["ssh-rsa AAAAB3NzaC1yc2E= me@host", "ssh-ed25519 AAAA", "---- BEGIN SSH2 PUBLIC KEY ----\nAAAA"],
        ),
        row("an OpenSSH private key", [block("OPENSSH PRIVATE KEY", b"openssh-key-v1\0none")]),
        row("a PuTTY key", ["PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n"]),
        row("an OpenPGP block", [block("PGP PRIVATE KEY BLOCK", "pgp")]),
        row("a Java keystore", [vec![0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2]]),
    ]
}

fn files(pkcs8: &str) -> Vec<Row> {
    let plain_der = der::from_pem(pkcs8);
    let certificate = pem("req -x509 -key /dev/stdin -subj /CN=test -days 1", pkcs8);
    let request = pem("req -new -key /dev/stdin -subj /CN=test", pkcs8);
    let public = pem("pkey -pubout", pkcs8);
    let pkcs1_public = pem("rsa -RSAPublicKey_out", pkcs8);
    let pkcs12 = openssl("pkcs12 -export -passout pass:secret", format!("{pkcs8}{certificate}"));
    let pkcs7 = pem("crl2pkcs7 -nocrl -certfile /dev/stdin", &certificate);
    let both = |pem: &str| [pem.as_bytes().to_vec(), der::from_pem(pem)];
    let lines: Vec<_> = pkcs8.lines().collect();
    let cut = lines[..20].join("\n");
    vec![
        row("a public key", both(&public).into_iter().chain(both(&pkcs1_public))),
        row("a certificate alone", both(&certificate)),
        row("a certificate request", both(&request)),
        row("PKCS#7", both(&pkcs7)),
        row("PKCS#12 (.p12, .pfx)", [pkcs12.clone(), STANDARD.encode(pkcs12).into_bytes()]),
        row("parameters alone", [pem("ecparam -name P-256", "")]),
        row("PEM of another kind", [block("X509 CRL", "crl")]),
        row(
            "PEM whose hyphens were changed",
            [pkcs8.replace("-----", "—–"), pkcs8.replacen("-----", "----", 1), lines[1..].join("\n")],
        ),
        row(
            "PEM cut off before its end",
            [cut.clone(), lines[0].to_owned(), pkcs8.trim_end()[..pkcs8.len() - 2].to_owned()],
        ),
        row("PEM with another label at its end", [pkcs8.replace("END PRIVATE", "END RSA PRIVATE")]),
        row("several private keys", [format!("{pkcs8}{pkcs8}")]),
        row(
            "PEM with letters that are not base64",
            [pkcs8.replacen("MII", "M*I", 1), format!("{cut}-----END PRIVATE KEY-----").replacen("MII", "MI", 1)],
        ),
        row("DER cut off", [plain_der[..600].to_vec()]),
        row("DER with bytes behind it", [[plain_der.as_slice(), &[0]].concat()]),
        row(
            "DER that is damaged",
            [der::encode(0x30, &[2, 1, 0, 0x30, 0x80, 0, 0]), [&[0x30, 0x84], plain_der.as_slice()].concat()],
        ),
        row("DER of another kind", [der::encode(0x30, &der::encode(0x0c, "text".as_bytes()))]),
    ]
}

fn kinds() -> Vec<Row> {
    let dsa = pem(
        "genpkey -paramfile /dev/stdin",
        pem("genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024", ""),
    );
    let generate = |arguments: &str| pem(&format!("genpkey {arguments}"), "").into_bytes();
    let three_primes = generate("-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_primes:3");
    let explicit = generate("-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit");
    let diffie_hellman = generate("-algorithm DH -pkeyopt group:ffdhe2048");
    let bare = [der::encode(2, &[1]), der::encode(4, &[1; 32])].concat();
    let sha1 = "-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_pss_keygen_md:sha1 -pkeyopt rsa_pss_keygen_mgf1_md:sha1";
    vec![
        row("a DSA key", [dsa.clone().into_bytes(), openssl("dsa -outform DER", &dsa)]),
        row("a key that cannot sign (Diffie-Hellman)", [diffie_hellman]),
        row("an RSA key of three primes", [three_primes]),
        row(
            "a key on another curve",
            ["-algorithm EC -pkeyopt ec_paramgen_curve:secp256k1", "-algorithm X25519", "-algorithm ED448"]
                .map(generate),
        ),
        row("an EC key with its curve in numbers", [explicit]),
        row("an EC key without its curve", [der::encode(0x30, &bare)]),
        row("an RSA key restricted to PSS with another hash", [generate(sha1)]),
    ]
}

fn encrypted(pkcs8: &str) -> Vec<Row> {
    let encrypt = |scheme: &str| pem(&format!("pkcs8 -topk8 {scheme} -passout pass:secret"), pkcs8);
    let legacy = pem("rsa -traditional -aes128 -passout pass:secret", pkcs8);
    let good = encrypt("-v2 aes-128-cbc -iter 1");
    let scrypt = encrypt("-scrypt -scrypt_N 2 -scrypt_r 1 -scrypt_p 1");
    let costly = der::from_pem(&scrypt);
    // The parameters N, r and p of scrypt, each one octet, as those of 2^30.
    let at = costly.windows(9).position(|window| window == [2, 1, 2, 2, 1, 1, 2, 1, 1]).unwrap();
    let costly = [&costly[..at], &[2, 1, 64, 2, 1, 127, 2, 1, 127][..], &costly[at + 9..]].concat();
    vec![
        row("an encrypted key in the old form of PEM", [legacy]),
        row("an encrypted key with an old cipher", [encrypt("-v1 PBE-SHA1-3DES"), encrypt("-v2 des3")]),
        row("an encrypted key with another scheme", [encrypt("-v2 camellia-256-cbc")]),
        row(
            "an encrypted key of too many iterations",
            [encrypt("-v2 aes-128-cbc -iter 2000001").into_bytes(), of_2_to_the_32_iterations()],
        ),
        row("an encrypted key of too costly scrypt", [costly]),
        row("an encrypted key without a passphrase", [good.clone(), scrypt]),
        Row {
            what: "an encrypted key with another passphrase",
            inputs: vec![good.into_bytes()],
            read: with_passphrase,
        },
        Row {
            what: "another form of a key for fromPem",
            inputs: vec![key("rsa-2048").to_string().into_bytes(), STANDARD.encode(pkcs8).into_bytes()],
            read: as_pem,
        },
    ]
}

/// Which no program makes: an `EncryptedPrivateKeyInfo` of PBKDF2 with AES-256-CBC.
fn of_2_to_the_32_iterations() -> Vec<u8> {
    let sequence = |elements: &[Vec<u8>]| der::encode(0x30, &elements.concat());
    let name = |octets: &[u8]| der::encode(6, octets);
    let pbes = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5];
    let derivation = [der::encode(4, &[7; 8]), der::encode(2, &[1, 0, 0, 0, 0])];
    let derivation = sequence(&[name(&[&pbes[..], &[12]].concat()), sequence(&derivation)]);
    let cipher = sequence(&[name(&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42]), der::encode(4, &[0; 16])]);
    let scheme = sequence(&[name(&[&pbes[..], &[13]].concat()), sequence(&[derivation, cipher])]);
    sequence(&[scheme, der::encode(4, &[0; 32])])
}

fn rows() -> Vec<Row> {
    let pkcs8 = pkcs8_of(&key("rsa-2048"));
    let mut rows = texts();
    rows.extend(files(&pkcs8));
    rows.extend(kinds());
    rows.extend(encrypted(&pkcs8));
    rows
}

/// The private parts of the one key in all these forms, and its base64 after the part that all keys share.
fn secrets() -> Secrets {
    let jwk = key("rsa-2048");
    let mut secrets = Secrets::of_key(&jwk);
    secrets.add(&STANDARD.encode(&der::from_pem(&pkcs8_of(&jwk))[30..]));
    for secret in ["s3cr3t-of-the-cl1ent", "swordfish-4711"] {
        secrets.add(secret);
    }
    secrets
}

#[test]
fn each_wrong_thing_has_its_answer_in_the_table_and_no_secret_in_it() {
    let secrets = secrets();
    let mut table = String::new();
    let mut messages = BTreeSet::new();
    for Row { what, inputs, read } in rows() {
        let errors: Vec<_> = inputs
            .iter()
            .map(|input| read(input).expect_err(&format!("{what}: {}", String::from_utf8_lossy(input))))
            .collect();
        for (error, input) in errors.iter().zip(&inputs) {
            assert_eq!(error, &errors[0], "{what}: {}", String::from_utf8_lossy(input));
            secrets.assert_absent(&format!("{error:?} {error}"));
        }
        writeln!(table, "| {what} | `{}` | {} |", errors[0].code().as_str(), errors[0].message()).unwrap();
        assert!(messages.insert(errors[0].message().to_owned()), "{what}: the same answer as another");
    }
    let source = text("src/key/refused.rs");
    let variants = source.split_once("enum Refused {").unwrap().1.split_once('}').unwrap().0.matches(',').count();
    assert_eq!(messages.len(), variants, "a message without an input that leads to it");
    let documentation = text("pkg-config/keys.md");
    let written =
        documentation.lines().filter(|line| line.starts_with("| ") && line.contains("ERR_")).collect::<Vec<_>>();
    assert!(written.join("\n") == table.trim_end(), "the table in pkg-config/keys.md must be:\n{table}");
}

#[test]
fn the_advice_for_other_forms_works() {
    let pkcs8 = pkcs8_of(&key("rsa-2048"));
    let legacy = pem("rsa -traditional -aes128 -passout pass:secret", &pkcs8);
    let message = plain(legacy.as_bytes()).unwrap_err().message().to_owned();
    let command = message.split_once("convert it with openssl ").unwrap().1.replace(" -in key.pem -out new.pem", "");
    let mut options = KeyOptions::default();
    options.passphrase = Some(Passphrase::new("secret".to_owned()));
    let old = [legacy, pem("pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout pass:secret", &pkcs8)];
    for old in old {
        let converted = pem(&format!("{command} -passin pass:secret -passout pass:secret"), old);
        assert!(SigningKey::from_pem(&converted, &options).is_ok());
    }
    let explicit = pem("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", "");
    let message = plain(explicit.as_bytes()).unwrap_err().message().to_owned();
    let command =
        message.split_once("with openssl ").unwrap().1.replace(" -in key.pem", "").replace(" -out new.pem", "");
    let named = pem(&command, explicit);
    let code = |result: Result<SigningKey, Error>| result.map_err(|error| error.code()).err();
    assert_eq!(code(plain(named.as_bytes())), code(jwk::import(&jwk_of(&named))));
    let certificate = pem("req -x509 -key /dev/stdin -subj /CN=test -days 1", &pkcs8);
    let pkcs12 = openssl("pkcs12 -export -passout pass:secret", format!("{pkcs8}{certificate}"));
    let taken = pem("pkcs12 -nocerts -passin pass:secret -passout pass:secret", pkcs12);
    assert!(SigningKey::from_pem(&taken, &options).is_ok());
}

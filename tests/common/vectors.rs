//! Reads tests/vectors and tests/keys.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A file of this repository.
pub(crate) fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

/// The JWK tests/keys/`name`.json.
pub(crate) fn key(name: &str) -> Value {
    json(&format!("tests/keys/{name}.json"))
}

/// The key of RFC 7515 appendix A.2.
pub(crate) fn rfc7515_key() -> Value {
    rfc7515_case("A.2")["jwk"].clone()
}

/// A section of RFC 7515 appendix A.
pub(crate) fn rfc7515_case(section: &str) -> Value {
    let cases = json("tests/vectors/rfc/rfc7515-appendix-a.json");
    cases["cases"].as_array().unwrap().iter().find(|case| case["id"] == section).unwrap().clone()
}

/// The good key of tests/vectors/derived for an algorithm of elliptic curves.
pub(crate) fn curve_key(alg: &str) -> Value {
    let alg = if alg == "Ed25519" { "EdDSA" } else { alg };
    let file = json("tests/vectors/derived/bad_ec_okp_jwk.json");
    let mut cases = file["cases"].as_array().unwrap().iter();
    let case = cases.find(|case| case["alg"] == alg && case["expect"] == "accept").unwrap();
    serde_json::from_str(str(case, "jwk")).unwrap()
}

/// Blocks of `name = value` lines, apart by blank lines, as NIST and ring write them.
pub(crate) fn blocks(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = text(path).replace("\r\n", "\n");
    let pair = |line: &str| line.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    let lines = |block: &str| block.lines().filter(|line| !line.starts_with(['#', '['])).filter_map(pair).collect();
    text.split("\n\n").map(lines).filter(|block: &BTreeMap<_, _>| !block.is_empty()).collect()
}

/// Octets from hexadecimal digits; an odd number of them is a number.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let digits = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
    let octet = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(octet).collect()
}

/// A string member.
pub(crate) fn str<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("no string {name}"))
}

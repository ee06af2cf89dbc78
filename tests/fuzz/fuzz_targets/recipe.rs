//! How octets are read: a good key to begin with, what to change in it, and how it is asked to sign.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

/// Of `tests/keys`, and of `tests/vectors/derived/bad_ec_okp_jwk.json`.
const KEYS: [&str; 13] = [
    include_str!("../../keys/rsa-2048.json"),
    include_str!("../../keys/rsa-2048-p-below-q.json"),
    include_str!("../../keys/rsa-2048-e-33-bits.json"),
    include_str!("../../keys/rsa-2048-close-primes.json"),
    include_str!("../../keys/rsa-2048-three-primes.json"),
    include_str!("../../keys/rsa-2048-unbalanced-primes.json"),
    include_str!("../../keys/rsa-2049.json"),
    include_str!("../../keys/rsa-2055.json"),
    include_str!("../../keys/rsa-3072.json"),
    r#"{"kty":"EC","crv":"P-256","x":"d-e2O6QIynUdwdJ-rqCHgoyAFQuz30eodfalXIhmPKI","y":"pE3bYXDbOSCJ5CpNG3BA0GnT0PV3sMSP1OWNe2gjrgk","d":"vEP7dFe157dnSHnfu9wU8kZBWKC9Xbnl6y3gJ4NaxQ0"}"#,
    r#"{"kty":"EC","crv":"P-384","x":"r0qrTcoI9xyy34gUoUiP4JRQ1W7YE1A8pvESEBk0kq3ss5VKHVYDx57FW5hjkJjf","y":"lH8zV8sb91aLhz0euJepKTTfky6NM4n2tqWUHTHCrutZKqbMQpltLBubpqInYRPP","d":"8aYQ8YV9wCZIPynFc6adR7pwOJnf68WtNUYqgrAgteD6dVKCU9Q-ezqRNvWwGS2m"}"#,
    r#"{"kty":"EC","crv":"P-521","x":"AXuOnUx_a7aj33d_WfHDRAeYoKQz8yehv6nRYn5VvPUUAHW39S_Y4tsi_qflme7X-A_lWCegnx3HHz9n1xGFaSyI","y":"AXQAQJRRi0kK55u9AXbS0u7Bl_J0oBkaNms3PAc2a_hw_prUK_8iyQKN2f8dAHsp9Blu0WunBdRlMB2uCdsCIQzr","d":"AbESqcg7uDBGaFiJCzXG4QOriGhbAluxER9Gk54YYoESOKyfHrJpeCdVbczL9TDEkSXVJ_VR7NYqS94vEGoo9k2z"}"#,
    r#"{"kty":"OKP","crv":"Ed25519","x":"4MDbCQoCWOCodvs6MHuwxyI-b6dUnVs63CFK11Dh-go","d":"FDCWTqxDLgk_-_FFTV7BcgYWOIMwd-ANJ8zYCSqSRB4"}"#,
];
const MEMBERS: [&str; 17] =
    ["n", "e", "d", "p", "q", "dp", "dq", "qi", "kty", "alg", "use", "key_ops", "kid", "oth", "crv", "x", "y"];
const ALGORITHMS: [&str; 12] =
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519", "none"];

/// Octets not yet read.
pub(crate) struct Recipe<'a> {
    rest: &'a [u8],
}

impl<'a> Recipe<'a> {
    pub(crate) fn new(octets: &'a [u8]) -> Self {
        Self { rest: octets }
    }

    fn octet(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn some(&mut self) -> &'a [u8] {
        let length = self.octet();
        self.take(usize::from(length))
    }

    fn choice<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::from(self.octet()) % of.len()]
    }

    pub(crate) fn algorithm(&mut self) -> Option<String> {
        let chosen = self.octet();
        ALGORITHMS.get(usize::from(chosen)).map(|name| (*name).to_owned())
    }

    pub(crate) fn identifier(&mut self) -> Option<String> {
        let named = self.octet() == 1;
        named.then(|| String::from_utf8_lossy(self.some()).into_owned())
    }

    /// At least one.
    pub(crate) fn random(&mut self) -> Vec<u8> {
        let some = self.some();
        if some.is_empty() { vec![0x5A] } else { some.to_vec() }
    }

    pub(crate) fn rest(&mut self) -> &'a [u8] {
        self.rest
    }

    /// JSON, or nearly.
    pub(crate) fn key(&mut self) -> String {
        let jwk = serde_json::from_str(self.choice(&KEYS)).expect("a good key");
        let Value::Object(mut jwk) = jwk else { unreachable!("a JWK is an object") };
        for _ in 0..self.octet() % 4 {
            self.change(&mut jwk);
        }
        let key = Value::from(jwk);
        let text = match self.octet() {
            1 => json!({ "keys": [key] }).to_string(),
            2 => json!({ "keys": [key.clone(), { "kty": "EC" }, key] }).to_string(),
            _ => key.to_string(),
        };
        if self.octet() == 1 { self.scratch(text) } else { text }
    }

    fn change(&mut self, jwk: &mut Map<String, Value>) {
        let name = self.choice(&MEMBERS).to_owned();
        match self.octet() % 6 {
            0 => drop(jwk.remove(&name)),
            1 => drop(jwk.insert(name, String::from_utf8_lossy(self.some()).into())),
            2 => {
                let other = self.choice(&MEMBERS);
                let value = jwk.get(other).cloned().unwrap_or_default();
                jwk.insert(name, value);
            }
            3 => drop(jwk.insert(name, json!([self.octet(), null]))),
            4 => drop(jwk.insert(name, encode(self.some()))),
            _ => {
                let text = jwk.get(&name).and_then(Value::as_str).unwrap_or_default();
                let mut number = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
                self.change_number(&mut number);
                jwk.insert(name, encode(&number));
            }
        }
    }

    fn change_number(&mut self, number: &mut Vec<u8>) {
        let at = usize::from(self.octet());
        match self.octet() % 5 {
            0 => number.truncate(at),
            1 => drop(number.splice(0..0, vec![0; at])),
            2 => drop(number.drain(..at.min(number.len()))),
            3 => number.extend(self.some()),
            _ => {
                let change = self.octet();
                if let Some(octet) = number.get_mut(at) {
                    *octet ^= change;
                }
            }
        }
    }

    /// One place of the text overwritten.
    fn scratch(&mut self, text: String) -> String {
        let mut octets = text.into_bytes();
        let at = (usize::from(self.octet()) << 8 | usize::from(self.octet())) % octets.len();
        let with = self.some();
        let end = (at + usize::from(self.octet() % 4)).min(octets.len());
        octets.splice(at..end, with.iter().copied());
        String::from_utf8_lossy(&octets).into_owned()
    }
}

fn encode(number: &[u8]) -> Value {
    BASE64_URL_SAFE_NO_PAD.encode(number).into()
}

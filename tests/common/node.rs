//! Node's crypto module (OpenSSL) as the judge of our signatures: no line of it is shared with this crate.

use private_key_jwt::base64url;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = "
const crypto = require('node:crypto');
const octets = (text) => Buffer.from(text, 'base64url');
const pss = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST };
const verify = ({ jwk, alg, data, signature }) => {
  const key = crypto.createPublicKey({ key: jwk, format: 'jwk' });
  const options = { key, dsaEncoding: 'ieee-p1363', ...(alg.startsWith('PS') ? pss : {}) };
  const hash = alg.startsWith('Ed') ? null : 'sha' + alg.slice(2);
  return crypto.verify(hash, octets(data), options, octets(signature));
};
const checks = JSON.parse(require('node:fs').readFileSync(0));
process.stdout.write(JSON.stringify(checks.map(verify)));
";

/// What is to be verified.
pub(crate) fn check(jwk: &Value, alg: &str, data: &[u8], signature: &[u8]) -> Value {
    let public = super::jwk::public(jwk);
    json!({ "jwk": public, "alg": alg, "data": base64url::encode(data), "signature": base64url::encode(signature) })
}

/// Node's verdicts on all checks, in their order.
pub(crate) fn verdicts(checks: Vec<Value>) -> Vec<bool> {
    let mut node = Command::new("node")
        .args(["-e", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests need Node 20 or newer on PATH");
    node.stdin.take().unwrap().write_all(Value::from(checks).to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Fails unless every signature is good.
pub(crate) fn assert_all_verify(checks: Vec<Value>) {
    let count = checks.len();
    assert_eq!(verdicts(checks), vec![true; count]);
}

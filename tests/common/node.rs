//! Node's crypto module (OpenSSL) as the judge of our signatures: no line of it is shared with this crate.

use private_key_jwt::base64url;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = "
const octets = (text) => Buffer.from(text, 'base64url');
const pss = { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST };
const verify = ({ jwk, alg, data, signature }) => {
  const key = crypto.createPublicKey({ key: jwk, format: 'jwk' });
  const options = { key, dsaEncoding: 'ieee-p1363', ...(alg.startsWith('PS') ? pss : {}) };
  const hash = alg.startsWith('Ed') ? null : 'sha' + alg.slice(2);
  return crypto.verify(hash, octets(data), options, octets(signature));
};
process.stdout.write(JSON.stringify(JSON.parse(input).map(verify)));
";

/// What is to be verified.
pub(crate) fn check(jwk: &Value, alg: &str, data: &[u8], signature: &[u8]) -> Value {
    let public = super::jwk::public(jwk);
    json!({ "jwk": public, "alg": alg, "data": base64url::encode(data), "signature": base64url::encode(signature) })
}

/// Node's verdicts on all checks, in their order.
pub(crate) fn verdicts(checks: Vec<Value>) -> Vec<bool> {
    serde_json::from_str(&run(SCRIPT, &Value::from(checks).to_string())).unwrap()
}

/// What a script of Node's writes, which finds its input as `input`.
pub(crate) fn run(script: &str, input: &str) -> String {
    const START: &str =
        "const crypto = require('node:crypto'); const input = require('node:fs').readFileSync(0, 'utf8');";
    let mut node = Command::new("node")
        .args(["-e", &format!("{START}\n{script}")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the tests need Node 20 or newer on PATH");
    node.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Fails unless every signature is good.
pub(crate) fn assert_all_verify(checks: Vec<Value>) {
    let count = checks.len();
    assert_eq!(verdicts(checks), vec![true; count]);
}

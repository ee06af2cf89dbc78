//! The program `openssl`, which makes keys in every form that people have them in.

use std::io::Write;
use std::process::{Command, Stdio};

/// What `openssl <arguments>` (apart by spaces) makes of `input`.
pub(crate) fn openssl(arguments: &str, input: impl AsRef<[u8]>) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(arguments.split(' '))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tests need openssl 3 on PATH");
    child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The same, where it is text.
pub(crate) fn pem(arguments: &str, input: impl AsRef<[u8]>) -> String {
    String::from_utf8(openssl(arguments, input)).unwrap()
}

/// PKCS#8 in PEM of the RSA key that is `jwk`.
pub(crate) fn pkcs8_of(jwk: &serde_json::Value) -> String {
    super::node::run(
        "process.stdout.write(crypto.createPrivateKey({ key: JSON.parse(input), format: 'jwk' })
            .export({ type: 'pkcs8', format: 'pem' }))",
        &jwk.to_string(),
    )
}

/// The JWK of a private key in PEM, by Node.
pub(crate) fn jwk_of(pem: &str) -> serde_json::Value {
    let text = super::node::run(
        "process.stdout.write(JSON.stringify(crypto.createPrivateKey(input).export({ format: 'jwk' })))",
        pem,
    );
    serde_json::from_str(&text).unwrap()
}

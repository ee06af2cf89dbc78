//! Octets are a text: PEM, base64, or what people take for a key. It is imported or refused, without a panic; what is
//! read both as PEM and as any text is the same key. (Text that begins as JSON does is not PEM for the latter.)
#![no_main]

mod encrypted;

use libfuzzer_sys::fuzz_target;
use private_key_jwt::key::SigningKey;

fuzz_target!(|octets: &[u8]| {
    let (options, octets) = encrypted::options(octets);
    let text = String::from_utf8_lossy(octets);
    let thumbprint = |key: SigningKey| key.thumbprint().to_owned();
    let any = SigningKey::from_text(&text, &options).map(thumbprint);
    let pem = SigningKey::from_pem(&text, &options).map(thumbprint);
    if let (Ok(any), Ok(pem)) = (any, pem) {
        assert_eq!(any, pem);
    }
});

//! ring, which shares no code with what signed or with what verified the signature before it was returned.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use private_key_jwt::key::PublicJwk;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};

pub(crate) fn assert_verifies(key: &PublicJwk, data: &[u8], signature: &[u8]) {
    let number = |name: &str| BASE64_URL_SAFE_NO_PAD.decode(member(key, name)).expect("base64url");
    let rsa = |algorithm: &RsaParameters| {
        let components = RsaPublicKeyComponents { n: number("n"), e: number("e") };
        components.verify(algorithm, data, signature).expect("a signature that verifies");
    };
    let curve = |algorithm: &'static dyn VerificationAlgorithm, point: Vec<u8>| {
        UnparsedPublicKey::new(algorithm, point).verify(data, signature).expect("a signature that verifies");
    };
    let uncompressed = || [vec![4], number("x"), number("y")].concat();
    match member(key, "alg") {
        "RS256" => rsa(&RSA_PKCS1_2048_8192_SHA256),
        "RS384" => rsa(&RSA_PKCS1_2048_8192_SHA384),
        "RS512" => rsa(&RSA_PKCS1_2048_8192_SHA512),
        "PS256" => rsa(&RSA_PSS_2048_8192_SHA256),
        "PS384" => rsa(&RSA_PSS_2048_8192_SHA384),
        "PS512" => rsa(&RSA_PSS_2048_8192_SHA512),
        "ES256" => curve(&ECDSA_P256_SHA256_FIXED, uncompressed()),
        "ES384" => curve(&ECDSA_P384_SHA384_FIXED, uncompressed()),
        "ES512" => assert_eq!(signature.len(), 132), // ring has no P-521
        "EdDSA" | "Ed25519" => curve(&ED25519, number("x")),
        other => panic!("no algorithm of ours: {other}"),
    }
}

fn member<'a>(key: &'a PublicJwk, wanted: &str) -> &'a str {
    let found = key.members().iter().find(|(name, _)| *name == wanted);
    found.map(|(_, value)| value.as_str()).expect("a member of every key of its kind")
}

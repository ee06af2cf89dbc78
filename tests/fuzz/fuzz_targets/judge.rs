//! ring, which shares no code with what signed or with what verified the signature before it was returned.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use private_key_jwt::key::PublicJwk;
use ring::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaPublicKeyComponents,
};

pub(crate) fn assert_verifies(key: &PublicJwk, data: &[u8], signature: &[u8]) {
    let number = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let member = |wanted: &str| {
        let found = key.members().iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.as_str()).expect("a member of every RSA key")
    };
    let components = RsaPublicKeyComponents { n: number(member("n")), e: number(member("e")) };
    let algorithm = match member("alg") {
        "RS256" => &RSA_PKCS1_2048_8192_SHA256,
        "RS384" => &RSA_PKCS1_2048_8192_SHA384,
        "RS512" => &RSA_PKCS1_2048_8192_SHA512,
        "PS256" => &RSA_PSS_2048_8192_SHA256,
        "PS384" => &RSA_PSS_2048_8192_SHA384,
        "PS512" => &RSA_PSS_2048_8192_SHA512,
        other => panic!("no algorithm of ours: {other}"),
    };
    components.verify(algorithm, data, signature).expect("a signature that verifies");
}

//! What people hand in where a private key is expected: one answer for each, which names it and says what to do.
//! The table of them all is pkg-config/keys.md.

use crate::error::{Error, ErrorCode};

/// A form that is read, or the reason why not.
pub(crate) type Read<T> = core::result::Result<T, Refused>;

/// Something that is recognised, and is no private key that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    Empty,
    TooLong,
    Unset,
    ObjectText,
    ByteList,
    Utf16,
    Path,
    Url,
    Hex,
    Jwt,
    Jwe,
    KeyFile,
    Text,
    Bytes,
    Xml,
    SshPublic,
    OpenSsh,
    Putty,
    Pgp,
    Keystore,
    Pkcs12,
    Pkcs7,
    PublicKey,
    Certificate,
    Request,
    Parameters,
    OtherBlock,
    NoBegin,
    NoEnd,
    OtherEnd,
    Several,
    NotPem,
    Base64,
    Truncated,
    Trailing,
    Damaged,
    OtherDer,
    Dsa,
    OtherAlgorithm,
    Primes,
    Curve,
    CurveNumbers,
    NoCurve,
    Pss,
    Legacy,
    OldScheme,
    OtherScheme,
    Iterations,
    Scrypt,
    NoPassphrase,
    WrongPassphrase,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        let (code, message) = refused.answer();
        Self::new(code, message)
    }
}

impl Refused {
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn answer(self) -> (ErrorCode, &'static str) {
        use ErrorCode::{KeyMalformed, KeyPassphrase, KeyUnsuitable, KeyUnsupported};
        match self {
            Self::Empty => {
                (KeyMalformed, "the key is an empty text: is the variable or file that it comes from empty?")
            }
            Self::TooLong => (KeyMalformed, "the key is longer than 64 KiB: hand in the one key, not a bundle"),
            Self::Unset => (
                KeyMalformed,
                "the key is the word \"undefined\" or \"null\": the variable that it comes from is not set",
            ),
            Self::ObjectText => (
                KeyMalformed,
                "this is an object that was turned into a text: hand in the JWK object itself, or JSON.stringify of it",
            ),
            Self::ByteList => (
                KeyMalformed,
                "this is a list of numbers, bytes that were turned into a text: hand in the Uint8Array itself",
            ),
            Self::Utf16 => (KeyMalformed, "this is UTF-16 text: save the file as UTF-8, without the BOM"),
            Self::Path => (KeyMalformed, "this is the path of a file: read the file and hand in what it holds"),
            Self::Url => {
                (KeyMalformed, "this is a URL: hand in the private key itself; a jwks_uri has public keys only")
            }
            Self::Hex => {
                (KeyMalformed, "this is a hexadecimal text: turn it into bytes, in Node with Buffer.from(text, 'hex')")
            }
            Self::Jwt => {
                (KeyUnsuitable, "this is a signed token (JWT): hand in the private key that is to sign tokens")
            }
            Self::Jwe => {
                (KeyUnsupported, "this is encrypted by JOSE (JWE): decrypt it first and hand in the JWK inside")
            }
            Self::KeyFile => (
                KeyMalformed,
                "this is a provider's file around a key: hand in its member \"private_key\" or \"key\" alone, and the \
                 key's identifier as the option kid",
            ),
            Self::Text => (
                KeyMalformed,
                "this text is no key: a private key is a JWK, PEM or DER, or base64 of one. A client secret is none: \
                 make a key pair and register its public half with the provider",
            ),
            Self::Bytes => (KeyMalformed, "these bytes are no key: a private key is DER, PEM or JSON text of a JWK"),
            Self::Xml => (KeyUnsupported, "this is an XML key of .NET: export it with ExportPkcs8PrivateKeyPem()"),
            Self::SshPublic => (KeyUnsuitable, "this is an SSH public key: signing needs the private one, as PKCS#8"),
            Self::OpenSsh => (
                KeyUnsupported,
                "this is a key in OpenSSH's own format: convert a copy of it with ssh-keygen -p -N \"\" -m PKCS8 -f copy; \
                 Ed25519 is left as it is: make a new key with openssl genpkey -algorithm ed25519",
            ),
            Self::Putty => (
                KeyUnsupported,
                "this is a PuTTY key: convert it with puttygen key.ppk -O private-openssh -o copy, then \
                 ssh-keygen -p -N \"\" -m PKCS8 -f copy",
            ),
            Self::Pgp => (KeyUnsupported, "this is an OpenPGP block: make a key with openssl genpkey instead"),
            Self::Keystore => (
                KeyUnsupported,
                "this is a Java keystore: convert it with keytool -importkeystore -deststoretype PKCS12, then openssl \
                 pkcs12 -in key.p12 -nocerts -out key.pem",
            ),
            Self::Pkcs12 => (
                KeyUnsupported,
                "this is PKCS#12 (.p12, .pfx): take the key out with openssl pkcs12 -in key.p12 -nocerts -out key.pem",
            ),
            Self::Pkcs7 => (KeyUnsuitable, "this is PKCS#7, which holds certificates: hand in the private key"),
            Self::PublicKey => {
                (KeyUnsuitable, "this is a public key: signing needs the private one that belongs to it")
            }
            Self::Certificate => {
                (KeyUnsuitable, "this is a certificate and no key: hand in the private key that belongs to it")
            }
            Self::Request => {
                (KeyUnsuitable, "this is a certificate request: hand in the private key that was made with it")
            }
            Self::Parameters => (KeyUnsuitable, "these are parameters without a key: hand in the file with the key"),
            Self::OtherBlock => {
                (KeyUnsupported, "this PEM holds no private key: it must have a block that says BEGIN PRIVATE KEY")
            }
            Self::NoBegin => (
                KeyMalformed,
                "this is PEM with a damaged first line: it must read -----BEGIN PRIVATE KEY-----, with five hyphens",
            ),
            Self::NoEnd => (
                KeyMalformed,
                "this PEM ends before its END line: copy all of it. A variable may hold one line only: write \\n for \
                 the line breaks, or base64 of the whole file",
            ),
            Self::OtherEnd => (KeyMalformed, "the BEGIN and END lines of this PEM differ: copy it again"),
            Self::NotPem => (KeyMalformed, "this is a key, but not PEM: import it with SigningKey.from"),
            Self::Several => (KeyUnsuitable, "this PEM holds several private keys: hand in the one that is to sign"),
            Self::Base64 => (
                KeyMalformed,
                "between the BEGIN and END lines of this PEM stands something that is not base64: copy it again",
            ),
            Self::Truncated => (KeyMalformed, "this DER ends too early: a part of the key was lost, copy it again"),
            Self::Trailing => (KeyMalformed, "bytes follow the end of this DER: hand in the one key alone"),
            Self::Damaged => (KeyMalformed, "this DER is damaged, or not DER in its strict form: export the key again"),
            Self::OtherDer => (
                KeyMalformed,
                "this is DER, but no private key: it must be PKCS#8, PKCS#1 (RSA) or SEC1 (elliptic curves)",
            ),
            Self::Dsa => (KeyUnsupported, "this is a DSA key, which no JWS algorithm uses: make an RSA or EC key"),
            Self::OtherAlgorithm => {
                (KeyUnsupported, "this is a private key of a kind that no JWS algorithm uses: make an RSA or EC key")
            }
            Self::Primes => (KeyUnsupported, "this is an RSA key of more than two primes; make a key of two"),
            Self::Curve => {
                (KeyUnsupported, "the curve of this key is not supported: make a key on P-256, P-384, P-521 or Ed25519")
            }
            Self::CurveNumbers => (
                KeyUnsupported,
                "this EC key spells out its curve in numbers: name it, with openssl ec -in key.pem -param_enc named_curve \
                 -out new.pem",
            ),
            Self::NoCurve => (KeyMalformed, "this EC key does not say its curve: convert it to PKCS#8"),
            Self::Pss => (
                KeyUnsuitable,
                "this is an RSA key restricted to PSS: ask for the alg PS256, PS384 or PS512 that its hash fits",
            ),
            Self::Legacy => (
                KeyUnsupported,
                "this key is encrypted in an outdated way (Proc-Type: 4,ENCRYPTED): convert it with openssl pkcs8 \
                 -topk8 -v2 aes-256-cbc -in key.pem -out new.pem",
            ),
            Self::OldScheme => (
                KeyUnsupported,
                "this key is encrypted with an outdated cipher (DES, 3DES, RC2): convert it with openssl pkcs8 \
                 -topk8 -v2 aes-256-cbc -in key.pem -out new.pem",
            ),
            Self::OtherScheme => (
                KeyUnsupported,
                "this key is encrypted in a way that is not supported: convert it with openssl pkcs8 -topk8 -v2 \
                 aes-256-cbc -in key.pem -out new.pem",
            ),
            Self::Iterations => (
                KeyUnsupported,
                "PBKDF2 of this key has more than 2000000 iterations: encrypt it anew, with openssl pkcs8 -topk8 -iter 600000",
            ),
            Self::Scrypt => (
                KeyUnsupported,
                "scrypt of this key needs more than is allowed (N*r at most 131072, N*r*p at most 1048576): \
                 encrypt it anew, with openssl pkcs8 -topk8 -scrypt",
            ),
            Self::NoPassphrase => {
                (KeyPassphrase, "this key is encrypted: hand in its passphrase as the option passphrase")
            }
            Self::WrongPassphrase => {
                (KeyPassphrase, "the passphrase does not decrypt this key: it is wrong, or the key is damaged")
            }
        }
    }
}

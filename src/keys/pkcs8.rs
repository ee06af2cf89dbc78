//! Private keys as PKCS#8 `PrivateKeyInfo` ([RFC 5208 section 5](https://www.rfc-editor.org/rfc/rfc5208#section-5)).

use super::{der, spki};
use crate::error::{Error, Result};
use crate::key::Material;
use crate::key::element::{OCTET_STRING, explicit};
use zeroize::Zeroizing;

/// DER of a checked key.
pub(super) fn encode(material: &Material) -> Result<Zeroizing<Vec<u8>>> {
    let key = Zeroizing::new(match material {
        Material::Rsa(numbers) => {
            let crt = numbers.crt.as_ref().ok_or_else(|| Error::malformed("an RSA private key without its primes"))?;
            let (n, e, d) = (&numbers.n, &numbers.e, &numbers.d);
            let numbers = [n, e, d, &crt.p, &crt.q, &crt.dp, &crt.dq, &crt.qi].map(|number| der::unsigned(number));
            let numbers = Zeroizing::new(numbers.concat());
            // RFC 8017 appendix A.1.2: version 0, of two primes.
            der::sequence(&[&der::unsigned(&[]), &numbers])
        }
        // RFC 5915 section 3, with the public point.
        Material::Ec(_, pair) => {
            let point = [&[4], pair.public.as_deref().unwrap_or_default()].concat();
            let secret = Zeroizing::new(der::element(OCTET_STRING, &[&pair.secret]));
            let public = der::element(explicit(1), &[&der::bit_string(&point)]);
            der::sequence(&[&der::unsigned(&[1]), &secret, &public])
        }
        // RFC 8410 section 7.
        Material::Ed25519(pair) => der::element(OCTET_STRING, &[&pair.secret]),
    });
    let key = Zeroizing::new(der::element(OCTET_STRING, &[&key]));
    Ok(Zeroizing::new(der::sequence(&[&der::unsigned(&[]), &spki::algorithm(material.key_type()), &key])))
}

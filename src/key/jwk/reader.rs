//! Reads the members of one JWK by their types.

use crate::base64url;
use crate::error::{Error, Result};
use crate::json::{Members, WrongType};
use crate::key::number::{self, Number};
use private_key_jwt_arithmetic::Secret;
use zeroize::Zeroizing;

/// One JWK.
pub(super) struct Reader<'a>(pub(super) &'a Members);

impl<'a> Reader<'a> {
    pub(super) fn string(&self, name: &str) -> Result<Option<String>> {
        Ok(self.text(name)?.map(ToOwned::to_owned))
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&'a str>> {
        let text = self.0.string(name);
        text.map_err(|WrongType| wrong(name, "must be a string"))
    }

    /// A `Base64urlUInt`; one leading zero octet, which common encoders emit, is dropped.
    pub(super) fn number(&self, name: &str) -> Result<Number> {
        let octets = self.octets(name)?;
        let number = number::minimal(&octets);
        if number.is_empty() || octets.len().saturating_sub(number.len()) > 1 {
            return Err(wrong(name, "is zero, empty or has more than one leading zero octet"));
        }
        Ok(number)
    }

    /// Octets of the one length that is right.
    pub(super) fn exactly(&self, name: &str, length: usize) -> Result<Zeroizing<Vec<u8>>> {
        let octets = self.octets(name)?;
        if octets.len() != length {
            return Err(Error::malformed(format!(
                "the JWK member \"{name}\" must have exactly {length} octets for this curve, leading zero octets included"
            )));
        }
        Ok(Zeroizing::new(octets.to_vec()))
    }

    fn octets(&self, name: &str) -> Result<Secret<u8>> {
        let missing = || wrong(name, "is missing");
        let octets = base64url::decode(self.text(name)?.ok_or_else(missing)?).ok_or_else(|| {
            wrong(name, "is not base64url: no padding, no \"+\" or \"/\", no white space, no stray bits")
        })?;
        Ok(Secret::new(octets))
    }
}

fn wrong(name: &str, what: &str) -> Error {
    Error::malformed_by(&["the JWK member \"", name, "\" ", what])
}

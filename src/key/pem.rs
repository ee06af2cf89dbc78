//! PEM ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)), read with tolerance for what environment variables,
//! YAML and copying do to it: other line breaks or none, escaped ones, indentation, quotes, blocks beside the key.

use super::form::base64;
use super::material::Stated;
use super::refused::{Read, Refused};
use super::{KeyOptions, der};

pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    pub(super) body: &'a str,
}

/// Takes the one private key among the blocks.
pub(super) fn read(text: &str, options: &KeyOptions) -> Read<Stated> {
    let blocks = blocks(text)?;
    let mut keys = blocks.iter().filter(|block| block.refusal().is_none());
    let Some(key) = keys.next() else {
        // Parameters and the like stand beside what is of more interest.
        let refusals = || blocks.iter().filter_map(Block::refusal);
        let telling = refusals().find(|refusal| !matches!(refusal, Refused::Parameters | Refused::OtherBlock));
        return Err(telling.or_else(|| refusals().next()).unwrap_or(Refused::NoBegin));
    };
    if keys.next().is_some() {
        return Err(Refused::Several);
    }
    if key.body.contains("Proc-Type") {
        return Err(Refused::Legacy);
    }
    der::read(&base64(key.body).ok_or(Refused::Base64)?, options)
}

/// Every block, whatever its label.
pub(super) fn blocks(text: &str) -> Read<Vec<Block<'_>>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, begun)) = rest.split_once("-----BEGIN ") {
        let (label, begun) = begun.split_once("-----").ok_or(Refused::NoEnd)?;
        let (body, end) = begun.split_once("-----END ").ok_or(Refused::NoEnd)?;
        if body.contains("-----BEGIN ") {
            return Err(Refused::NoEnd);
        }
        let (end, after) = end.split_once("-----").ok_or(Refused::NoEnd)?;
        if end != label {
            return Err(Refused::OtherEnd);
        }
        blocks.push(Block { label, body });
        rest = after;
    }
    Ok(blocks)
}

impl Block<'_> {
    /// Why it is not the key; `None` for a private key. What its DER is counts more than which of these labels it has.
    fn refusal(&self) -> Option<Refused> {
        Some(match self.label {
            "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => return None,
            "PUBLIC KEY" | "RSA PUBLIC KEY" | "EC PUBLIC KEY" => Refused::PublicKey,
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => Refused::Certificate,
            "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Refused::Request,
            "PKCS7" | "CMS" => Refused::Pkcs7,
            "PKCS12" => Refused::Pkcs12,
            "OPENSSH PRIVATE KEY" | "SSH2 ENCRYPTED PRIVATE KEY" => Refused::OpenSsh,
            "DSA PRIVATE KEY" => Refused::Dsa,
            label if label.starts_with("PGP ") => Refused::Pgp,
            label if label.ends_with("PARAMETERS") => Refused::Parameters,
            _ => Refused::OtherBlock,
        })
    }
}

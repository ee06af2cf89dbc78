//! The one table of standards and providers. `profiles.md` shows it, with where each row is from.

use super::{Audience, KeyName, Parties, Profile, SentAs};
use crate::algorithm::{Algorithm, ED25519, EDDSA, ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, RS512};

/// `typ` of draft-ietf-oauth-rfc7523bis.
const EXPLICIT: Option<&str> = Some("client-authentication+jwt");
const JWT: Option<&str> = Some("JWT");
const ECDSA: Option<&[&Algorithm]> = Some(&[ES256, ES384, ES512]);

/// What a provider gets that says nothing else. No `typ`, as before rfc7523bis: to leave it out has always been allowed
/// (RFC 7515 section 4.1.9), while servers refuse one that they do not know.
const USUAL: Profile = Profile {
    name: "",
    algorithms: None,
    audience: Audience::Issuer,
    single_audience: true,
    max_lifetime: None,
    typ: None,
    key_names: &[KeyName::Kid],
    kid_required: false,
    not_before: false,
    issued_ago: 0,
    claims: None,
    parties: Parties::Client,
    sent_as: SentAs::ClientAssertion,
};

/// Every profile; the first is the default.
pub static ALL: [&Profile; 18] = [
    &Profile { name: "rfc7523bis", typ: EXPLICIT, ..USUAL },
    // OpenID Connect Core 1.0 with errata 2, section 9
    &Profile { name: "oidc-core", audience: Audience::TokenEndpoint, single_audience: false, ..USUAL },
    // FAPI 2.0 security profile, sections 5.3.3 and 5.4
    &Profile { name: "fapi2", algorithms: Some(&[PS256, ES256, EDDSA, ED25519]), typ: EXPLICIT, ..USUAL },
    // Its example lives for 6000 s.
    &Profile {
        name: "signicat",
        algorithms: Some(&[RS256]),
        audience: Audience::TokenEndpoint,
        single_audience: false,
        kid_required: true,
        ..USUAL
    },
    &Profile { name: "keycloak", max_lifetime: Some(60), ..USUAL },
    // `iat` has to be past when the request arrives.
    &Profile {
        name: "okta",
        algorithms: Some(&[RS256, RS384, RS512, ES256, ES384, ES512]),
        audience: Audience::CalledEndpoint,
        max_lifetime: Some(3600),
        issued_ago: 1,
        ..USUAL
    },
    &Profile { name: "auth0", algorithms: Some(&[RS256, RS384, PS256]), max_lifetime: Some(300), ..USUAL },
    // 600 s are advised, but no limit.
    &Profile {
        name: "entra",
        algorithms: Some(&[PS256]),
        audience: Audience::TokenEndpoint,
        typ: JWT,
        key_names: &[KeyName::X5tS256],
        not_before: true,
        ..USUAL
    },
    &Profile {
        name: "maskinporten",
        algorithms: Some(&[RS256, RS384, RS512]),
        max_lifetime: Some(120),
        kid_required: true,
        claims: Some(&["scope", "resource", "consumer_org", "iss_onbehalfof", "authorization_details"]),
        parties: Parties::IssuerOnly,
        sent_as: SentAs::Grant,
        ..USUAL
    },
    &Profile { name: "singpass", algorithms: ECDSA, max_lifetime: Some(120), typ: JWT, ..USUAL },
    &Profile { name: "corppass", algorithms: ECDSA, max_lifetime: Some(600), typ: JWT, ..USUAL },
    &Profile { name: "helseid", max_lifetime: Some(60), typ: EXPLICIT, not_before: true, ..USUAL },
    &Profile {
        name: "login-gov",
        algorithms: Some(&[RS256]),
        audience: Audience::TokenEndpoint,
        max_lifetime: Some(300),
        issued_ago: 1,
        ..USUAL
    },
    &Profile {
        name: "nhs",
        algorithms: Some(&[RS512]),
        audience: Audience::TokenEndpoint,
        max_lifetime: Some(300),
        typ: JWT,
        kid_required: true,
        ..USUAL
    },
    &Profile { name: "openiddict", typ: EXPLICIT, ..USUAL },
    &Profile {
        name: "ibm-verify",
        algorithms: Some(&[RS256, RS384, RS512, PS256, PS384, PS512]),
        max_lifetime: Some(86_400),
        kid_required: true,
        ..USUAL
    },
    &Profile {
        name: "apple",
        algorithms: Some(&[ES256]),
        audience: Audience::Fixed("https://appleid.apple.com"),
        max_lifetime: Some(15_777_000),
        kid_required: true,
        parties: Parties::Team,
        sent_as: SentAs::ClientSecret,
        ..USUAL
    },
    &Profile {
        name: "google",
        algorithms: Some(&[RS256]),
        audience: Audience::TokenEndpoint,
        max_lifetime: Some(3600),
        typ: JWT,
        parties: Parties::IssuerOnly,
        sent_as: SentAs::Grant,
        ..USUAL
    },
];

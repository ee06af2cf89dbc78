//! Token requests: the form, protected parameters, the rules for endpoints, the audience.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::client::{ISSUER, TOKEN_URL, client, exchange, key, now, options, parse, post, post_with, request};
use common::random;
use private_key_jwt::base64url;
use private_key_jwt::client::Client;
use private_key_jwt::endpoint::{Endpoint, UrlParts};
use private_key_jwt::error::ErrorCode::{ClaimInvalid, EndpointInvalid};
use private_key_jwt::operation::Operation;
use private_key_jwt::profile::Profile;
use private_key_jwt::proof::ProofOptions;
use private_key_jwt::request::{Grant, TokenRequest};
use serde_json::Value;

fn pairs(request: &TokenRequest) -> Vec<(String, String)> {
    form_urlencoded::parse(request.secret_body().as_bytes()).into_owned().collect()
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The claims of the assertion in a request.
fn claims(request: &TokenRequest) -> Value {
    let pairs = pairs(request);
    let (_, assertion) = pairs.iter().find(|(name, _)| name == "client_assertion").unwrap();
    serde_json::from_slice(&base64url::decode(assertion.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

#[test]
fn the_form_authenticates_the_client_and_holds_the_grant() {
    let grant = Grant::new("authorization_code").with("code", Some("a b&c=d+é%/")).with("code_verifier", None);
    let sent = request(grant);
    let request = sent.request();
    assert_eq!(request.url(), TOKEN_URL);
    let pairs = pairs(request);
    let names: Vec<_> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["client_id", "client_assertion_type", "client_assertion", "grant_type", "code"]);
    assert_eq!(pairs[0].1, "client");
    assert_eq!(pairs[1].1, "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    assert_eq!((pairs[3].1.as_str(), pairs[4].1.as_str()), ("authorization_code", "a b&c=d+é%/"));
    assert!(request.secret_body().ends_with("&code=a+b%26c%3Dd%2B%C3%A9%25%2F"));
    assert!(request.secret_body().contains("=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&"));
}

#[test]
fn a_parameter_may_repeat() {
    let grant = Grant::new("client_credentials").with("resource", Some("urn:a")).with("resource", Some("urn:b"));
    assert!(request(grant).request().secret_body().ends_with("&resource=urn%3Aa&resource=urn%3Ab"));
}

#[test]
fn each_request_has_an_assertion_of_its_own() {
    let (client, mut exchange) = (client(), exchange(Grant::new("client_credentials")));
    let mut random = random::any();
    let mut next = || claims(post_with(&client, &mut exchange, &key(), &mut random).unwrap().request());
    let (first, second) = (next(), next());
    assert_ne!(first["jti"], second["jti"]);
    assert_eq!((&first["aud"], &first["iss"]), (&Value::from(ISSUER), &Value::from("client")));
}

#[test]
fn no_grant_brings_along_what_authenticates_the_client() {
    for name in ["client_id", "client_secret", "client_assertion", "client_assertion_type"] {
        let grant = Grant::from_parameters(owned(&[("grant_type", "password"), (name, "x")]));
        assert_eq!(grant.unwrap_err().code(), ClaimInvalid, "{name}");
        let grant = Grant::new("refresh_token").with_additional(owned(&[(name, "x")]));
        assert_eq!(grant.unwrap_err().code(), ClaimInvalid, "{name}");
    }
}

#[test]
fn a_grant_needs_its_type_and_keeps_what_is_set() {
    for parameters in [owned(&[]), owned(&[("scope", "a")]), owned(&[("grant_type", "")])] {
        assert_eq!(Grant::from_parameters(parameters).unwrap_err().code(), ClaimInvalid);
    }
    let grant = Grant::new("refresh_token").with("scope", Some("a"));
    for name in ["grant_type", "scope"] {
        assert_eq!(grant.clone().with_additional(owned(&[(name, "b")])).unwrap_err().code(), ClaimInvalid);
    }
    let sent = request(grant.with_additional(owned(&[("acr", "high")])).unwrap());
    assert!(sent.request().secret_body().ends_with("&grant_type=refresh_token&scope=a&acr=high"));
}

#[test]
fn an_endpoint_is_https_or_on_loopback() {
    let code = |protocol: &str, host: &str, extra, allow| {
        let href = format!("{protocol}//{host}/token");
        Endpoint::new("tokenEndpoint", UrlParts::new(&href, protocol, host, extra), allow)
            .map(|_| ())
            .map_err(|error| error.code())
    };
    assert_eq!(code("https:", "op.example", false, false), Ok(()));
    for host in ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"] {
        assert_eq!(code("http:", host, false, false), Ok(()), "{host}");
    }
    let remote = [
        "op.example",
        "localhost.op.example",
        "127.0.0.1.op.example",
        "128.0.0.1",
        "0.0.0.0",
        "[::]",
        "[::2]",
        "10.0.0.1",
        "",
    ];
    for host in remote {
        assert_eq!(code("http:", host, false, false), Err(EndpointInvalid), "{host}");
        assert_eq!(code("http:", host, false, true), Ok(()), "{host}");
    }
    for protocol in ["ftp:", "file:", "data:", "ws:", "javascript:", "", "https", "HTTPS:"] {
        assert_eq!(code(protocol, "localhost", false, true), Err(EndpointInvalid), "{protocol}");
    }
    assert_eq!(code("https:", "op.example", true, true), Err(EndpointInvalid));
}

#[test]
fn the_audience_is_what_the_profile_says_or_what_is_given() {
    let aud = |profile: &str, audience: Option<&str>, issuer: Option<&str>| {
        let mut options = options();
        options.profile = Profile::named(Some(profile)).unwrap();
        (options.audience, options.issuer) = (audience.map(ToOwned::to_owned), issuer.map(ToOwned::to_owned));
        let client = Client::new(options, parse).map_err(|error| error.code())?;
        let sent = post(&client, &mut exchange(Grant::new("client_credentials")), &key()).unwrap();
        Ok(claims(sent.request())["aud"].as_str().unwrap().to_owned())
    };
    assert_eq!(aud("rfc7523bis", None, Some(ISSUER)), Ok(ISSUER.to_owned()));
    assert_eq!(aud("rfc7523bis", Some("urn:a"), Some(ISSUER)), Ok("urn:a".to_owned()));
    assert_eq!(aud("rfc7523bis", None, None), Err(ClaimInvalid));
    assert_eq!(aud("rfc7523bis", Some(""), None), Err(ClaimInvalid));
    assert_eq!(aud("signicat", None, None), Ok(TOKEN_URL.to_owned()));
    assert_eq!(aud("signicat", None, Some(ISSUER)), Ok(TOKEN_URL.to_owned()));
    assert_eq!(aud("signicat", Some("urn:a"), None), Ok("urn:a".to_owned()));
}

#[test]
fn a_client_has_an_identifier() {
    let mut options = options();
    options.client_id = String::new();
    assert_eq!(Client::new(options, parse).unwrap_err().code(), ClaimInvalid);
}

#[test]
fn what_the_specification_of_an_operation_forbids_is_refused() {
    let code = |name: &str, parameters: &[(&str, &str)]| {
        let grant = Grant::default().with_additional(owned(parameters)).unwrap();
        Operation::named(name).unwrap().check(&grant).map_err(|error| error.code())
    };
    let (token, of_type) = (("actor_token", "a"), ("actor_token_type", "urn:t"));
    for refused in [token, of_type] {
        assert_eq!(code("tokenExchange", &[refused]), Err(ClaimInvalid));
        assert_eq!(code("request", &[refused]), Ok(()));
    }
    assert_eq!(code("tokenExchange", &[token, of_type]), Ok(()));
    assert_eq!(code("tokenExchange", &[]), Ok(()));
    assert_eq!(code("pushAuthorizationRequest", &[("request_uri", "urn:a")]), Err(ClaimInvalid));
    assert_eq!(code("pushAuthorizationRequest", &[("redirect_uri", "urn:a")]), Ok(()));
}

#[test]
fn a_proof_is_for_a_method_that_a_request_can_have() {
    let check = |method: &str| {
        let options = ProofOptions::new(method, TOKEN_URL, now());
        options.signing_input(key().algorithm(), "{}", &mut random::any()).map(|_| ()).map_err(|error| error.code())
    };
    for method in ["GET", "x", "M-SEARCH", "a!#$%&'*+-.^_`|~9"] {
        assert_eq!(check(method), Ok(()), "{method}");
    }
    for method in ["", "G\nET", " GET", "GET\0", "GÉT", "G(", "G/", "\"GET\"", "G,T", "{}"] {
        assert_eq!(check(method), Err(ClaimInvalid), "{method}");
    }
}

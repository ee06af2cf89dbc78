//! Discovery: where metadata are looked for, what is believed of them, and for how long.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::client::{ISSUER, options, parse};
use common::jwk;
use common::server::{Run, TOKEN, answer, date};
use common::vectors::key;
use private_key_jwt::client::Answer;
use private_key_jwt::error::ErrorCode::{Discovery, EndpointInvalid};
use private_key_jwt::metadata::locations;
use private_key_jwt::profile::Profile;

const OIDC: &str = "https://op.example/.well-known/openid-configuration";
const OAUTH: &str = "https://op.example/.well-known/oauth-authorization-server";

fn metadata(more: &str) -> String {
    format!(
        r#"{{"issuer":"{ISSUER}","token_endpoint":"https://op.example/t","introspection_endpoint":"https://op.example/i"{more}}}"#
    )
}

/// A server with these metadata, and a token for everybody.
fn serve(metadata: &str) -> impl FnMut(&common::server::Request) -> Result<Answer, ()> {
    move |request| Ok(answer(200, if request.form.is_empty() { metadata } else { TOKEN }))
}

#[test]
fn an_issuer_has_two_places_for_its_metadata() {
    let of = |issuer| locations(issuer, parse, false).unwrap();
    assert_eq!(of(ISSUER), [OIDC, OAUTH]);
    assert_eq!(of("https://op.example/"), [OIDC, OAUTH]);
    assert_eq!(of("https://op.example:8443/a/b")[0], "https://op.example:8443/a/b/.well-known/openid-configuration");
    assert_eq!(
        of("https://op.example:8443/a/b/")[1],
        "https://op.example:8443/.well-known/oauth-authorization-server/a/b"
    );
    assert_eq!(of("http://127.0.0.1:1/a")[1], "http://127.0.0.1:1/.well-known/oauth-authorization-server/a");
    for issuer in
        ["", "op.example", "http://op.example", "https://op.example?a", "https://op.example/#a", "ftp://op.example"]
    {
        assert_eq!(locations(issuer, parse, false).unwrap_err().code(), EndpointInvalid, "{issuer}");
    }
}

#[test]
fn the_token_endpoint_is_that_of_the_metadata_and_aud_is_the_issuer() {
    let mut run = Run::discovering(ISSUER);
    let metadata = metadata("");
    run.call("clientCredentials", &mut |request| {
        if request.form.is_empty() {
            return Ok(answer(200, &metadata));
        }
        assert_eq!(request.claims["aud"], ISSUER);
        Ok(answer(200, TOKEN))
    })
    .unwrap();
    assert_eq!(run.urls, [OIDC, "https://op.example/t"]);
}

#[test]
fn rfc_8414_is_the_second_place() {
    for first in [answer(404, ""), answer(200, "<html>"), answer(302, ""), answer(403, "{}"), answer(500, "")] {
        let mut run = Run::discovering(ISSUER);
        let metadata = metadata("");
        run.call("clientCredentials", &mut |request| {
            Ok(if request.url == OIDC {
                first.clone()
            } else if request.url == OAUTH {
                answer(200, &metadata)
            } else {
                answer(200, TOKEN)
            })
        })
        .unwrap();
        assert_eq!(run.urls, [OIDC, OAUTH, "https://op.example/t"]);
    }
    let error = Run::discovering(ISSUER).call("clientCredentials", &mut |_| Ok(answer(404, ""))).unwrap_err();
    assert_eq!(error.code(), Discovery);
}

#[test]
fn the_issuer_is_compared_exactly() {
    for (issuer, stated) in [
        (ISSUER, "https://op.example/"),
        ("https://op.example/", "https://op.example"),
        (ISSUER, "https://OP.example"),
        (ISSUER, "https://other.example"),
        (ISSUER, ""),
    ] {
        let metadata = format!(r#"{{"issuer":"{stated}","token_endpoint":"https://op.example/t"}}"#);
        let mut run = Run::discovering(issuer);
        let error = run.call("clientCredentials", &mut serve(&metadata)).unwrap_err();
        assert_eq!((error.code(), run.urls.len()), (Discovery, 1), "{stated}");
        assert!(!error.message().contains("other.example"));
        assert_eq!(error.message().contains("slash"), stated.starts_with("https://op.example"), "{error}");
    }
    let error = Run::discovering(ISSUER).call("clientCredentials", &mut serve("{}")).unwrap_err();
    assert_eq!(error.code(), Discovery);
}

#[test]
fn aud_stays_the_issuer_when_it_publishes_the_endpoint_of_another() {
    let hostile = "https://evil.example";
    let metadata = format!(
        r#"{{"issuer":"{hostile}","token_endpoint":"https://op.example/token","audience":"{ISSUER}",
            "introspection_endpoint":"https://evil.example/i"}}"#
    );
    for (operation, url) in
        [("clientCredentials", "https://op.example/token"), ("introspect", "https://evil.example/i")]
    {
        let mut options = options();
        (options.issuer, options.token_endpoint) = (Some(hostile.to_owned()), None);
        for (profile, expected) in [("rfc7523bis", hostile), ("signicat", url)] {
            options.profile = Profile::named(Some(profile)).unwrap();
            let mut seen = Vec::new();
            let mut run = Run::new(options.clone());
            run.key = jwk::import_as(&key("rsa-2048"), "RS256").unwrap();
            let _answered = run.call(operation, &mut |request| {
                if request.form.is_empty() {
                    return Ok(answer(200, &metadata));
                }
                seen.push((request.url.clone(), request.claims["aud"].clone()));
                Ok(answer(200, r#"{"access_token":"a","token_type":"Bearer","active":true}"#))
            });
            assert_eq!(seen, [(url.to_owned(), expected.into())], "{profile}: aud is the issuer or the very URL");
        }
    }
}

#[test]
fn aud_is_the_token_endpoint_that_was_given_whatever_is_called() {
    let metadata = metadata("");
    for (profile, expected) in [("oidc-core", "https://op.example/given"), ("okta", "https://op.example/i")] {
        let mut options = options();
        (options.issuer, options.audience) = (Some(ISSUER.to_owned()), None);
        options.token_endpoint = Some(parse("tokenEndpoint", "https://op.example/given", false).unwrap());
        options.profile = Profile::named(Some(profile)).unwrap();
        let mut seen = Vec::new();
        let mut run = Run::new(options);
        run.key = jwk::import_as(&key("rsa-2048"), "RS256").unwrap();
        let _answered = run.call("introspect", &mut |request| {
            if request.form.is_empty() {
                return Ok(answer(200, &metadata));
            }
            seen.push(request.claims["aud"].clone());
            Ok(answer(200, r#"{"active":true}"#))
        });
        assert_eq!(seen, [expected], "{profile}");
    }
}

#[test]
fn an_endpoint_of_the_metadata_is_a_safe_url() {
    for url in ["http://op.example/t", "ftp://op.example/t", "t", "https://a@op.example/t"] {
        let metadata = format!(r#"{{"issuer":"{ISSUER}","token_endpoint":"{url}"}}"#);
        let error = Run::discovering(ISSUER).call("clientCredentials", &mut serve(&metadata)).unwrap_err();
        assert_eq!(error.code(), Discovery, "{url}");
    }
}

#[test]
fn an_endpoint_that_is_not_published_is_named() {
    let metadata = metadata("");
    let error = Run::discovering(ISSUER).call("revoke", &mut serve(&metadata)).unwrap_err();
    assert_eq!(error.code(), Discovery);
    assert!(error.message().contains("revocation_endpoint"), "{error}");
    let mut options = options();
    (options.issuer, options.audience) = (None, Some(ISSUER.to_owned()));
    let error = Run::new(options).call("revoke", &mut |_| Err(())).unwrap_err();
    assert!(error.message().contains("issuer"), "{error}");
}

#[test]
fn a_server_without_private_key_jwt_is_refused() {
    let metadata = metadata(r#","token_endpoint_auth_methods_supported":["client_secret_basic"]"#);
    let error = Run::discovering(ISSUER).call("clientCredentials", &mut serve(&metadata)).unwrap_err();
    assert_eq!(error.code(), Discovery);
    assert!(error.message().contains("private_key_jwt"), "{error}");
}

#[test]
fn a_list_of_an_endpoints_own_goes_before_that_of_the_token_endpoint() {
    let metadata = metadata(
        r#","token_endpoint_auth_methods_supported":["private_key_jwt"],"introspection_endpoint_auth_methods_supported":["none"]"#,
    );
    Run::discovering(ISSUER).call("clientCredentials", &mut serve(&metadata)).unwrap();
    let error = Run::discovering(ISSUER).call("introspect", &mut serve(&metadata)).unwrap_err();
    assert_eq!(error.code(), Discovery);
}

#[test]
fn alg_is_the_first_of_the_keys_own_that_the_server_lists() {
    let alg = |name: Option<&str>, listed: &str, profile: &str| {
        let list = metadata(&format!(r#","token_endpoint_auth_signing_alg_values_supported":[{listed}]"#));
        let mut run = Run::discovering(ISSUER);
        let mut options = options();
        (options.token_endpoint, options.profile) = (None, Profile::named(Some(profile)).unwrap());
        run.client = private_key_jwt::client::Client::new(options, parse).unwrap();
        if let Some(name) = name {
            run.key = jwk::import_as(&key("rsa-2048"), name).unwrap();
        }
        let mut found = String::new();
        let mut metadata = serve(&list);
        run.call("clientCredentials", &mut |request| {
            found = request.header["alg"].as_str().unwrap_or_default().to_owned();
            metadata(request)
        })
        .map(|()| found)
        .map_err(|error| error.code())
    };
    assert_eq!(alg(None, r#""ES256","RS256","PS256""#, "rfc7523bis").unwrap(), "RS256");
    assert_eq!(alg(None, r#""ES256","PS256""#, "rfc7523bis").unwrap(), "PS256");
    assert_eq!(alg(None, r#""PS512","PS384""#, "rfc7523bis").unwrap(), "PS384");
    assert_eq!(alg(None, r#""ES256","EdDSA","HS256","none""#, "rfc7523bis"), Err(Discovery));
    assert_eq!(alg(Some("PS256"), r#""RS256","PS256""#, "rfc7523bis").unwrap(), "PS256");
    assert_eq!(alg(Some("RS256"), r#""PS256""#, "rfc7523bis"), Err(Discovery), "the key's alg was named");
    assert_eq!(alg(None, r#""PS256","RS256""#, "signicat").unwrap(), "RS256");
    assert_eq!(alg(None, r#""PS256""#, "signicat"), Err(Discovery));
}

#[test]
fn metadata_are_kept_for_their_lifetime() {
    let gets = |fields: &dyn Fn(&mut Answer), after: i64| {
        let mut run = Run::discovering(ISSUER);
        let metadata = metadata("");
        for pause in [0, after] {
            run.now = run.now.shifted(pause);
            run.call("clientCredentials", &mut |request| {
                let mut found = answer(200, if request.form.is_empty() { &metadata } else { TOKEN });
                fields(&mut found);
                Ok(found)
            })
            .unwrap();
        }
        run.urls.iter().filter(|url| *url == OIDC).count()
    };
    let control = |text: &'static str| move |answer: &mut Answer| answer.cache_control = Some(text.to_owned());
    assert_eq!(gets(&|_| {}, 3599), 1, "an hour where nothing is said");
    assert_eq!(gets(&|_| {}, 3601), 2);
    assert_eq!(gets(&control("public, max-age=600"), 599), 1);
    assert_eq!(gets(&control("Max-Age=600"), 601), 2);
    assert_eq!(gets(&control("no-store"), 1), 2);
    assert_eq!(gets(&control("max-age=600, no-cache"), 1), 2);
    assert_eq!(gets(&control("max-age=9999999"), 86_401), 2, "a day at most");
    let aged = |answer: &mut Answer| {
        (answer.cache_control, answer.age) = (Some("max-age=600".to_owned()), Some("590".to_owned()));
    };
    assert_eq!(gets(&aged, 11), 2);
    let expires = |answer: &mut Answer| (answer.date, answer.expires) = (Some(date(0)), Some(date(100)));
    assert_eq!((gets(&expires, 99), gets(&expires, 101)), (1, 2));
    assert_eq!(gets(&|answer| answer.expires = Some("0".to_owned()), 1), 2);
}

#[test]
fn discovery_is_retried_and_gives_up_in_words() {
    let mut failures = 2;
    let metadata = metadata("");
    let mut run = Run::discovering(ISSUER);
    run.call("authorizationCode", &mut |request| {
        if failures > 0 {
            failures -= 1;
            return if failures == 1 { Err(()) } else { Ok(answer(503, "")) };
        }
        Ok(answer(200, if request.form.is_empty() { &metadata } else { TOKEN }))
    })
    .unwrap();
    assert_eq!(run.urls, [OIDC, OIDC, OIDC, "https://op.example/t"]);
    let error = Run::discovering(ISSUER).call("clientCredentials", &mut |_| Ok(answer(503, ""))).unwrap_err();
    assert_eq!(error.code(), Discovery);
}

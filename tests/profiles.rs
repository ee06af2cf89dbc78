//! The profiles: each builds its assertion, keeps every column of its row, and stands in the types and the documentation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::profiles::{ISSUER, NOW, ROWS, Row, TOKEN_URL, named_key, options, sign, sign_with, signing_key};
use common::server::{Run, answer};
use common::vectors::{key, text};
use common::{client, jwk, random};
use private_key_jwt::algorithm;
use private_key_jwt::assertion::{self, AssertionOptions};
use private_key_jwt::claims::{Additions, Audiences};
use private_key_jwt::client::{Client, ClientOptions};
use private_key_jwt::error::ErrorCode;
use private_key_jwt::profile::{self, Audience, KeyName, Parties, Profile, SentAs};
use private_key_jwt::time::Lifetime;
use serde_json::{Value, json};

/// The message of a refusal, which must be that of a profile.
fn refusal(options: &AssertionOptions, alg: &str) -> String {
    let error = sign_with(options, alg).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Profile, "{error}");
    error.message().to_owned()
}

#[test]
fn the_table_has_these_rows_and_no_other() {
    let named: Vec<_> = profile::ALL.iter().map(|profile| profile.name).collect();
    assert_eq!(named, ROWS.map(|row| row.name));
    assert_eq!(Profile::named(None).unwrap().name, "rfc7523bis");
    for name in ["", "RFC7523bis", "signicat "] {
        let error = Profile::named(Some(name)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::Profile);
        assert!(named.iter().all(|known| error.message().contains(known)), "{error}");
    }
}

#[test]
fn each_profile_builds_the_assertion_that_its_row_describes() {
    for row in &ROWS {
        let (header, claims) = sign(&options(row), row.algorithms[0]);
        let key_name = if row.certificate { "x5t#S256" } else { "kid" };
        let mut expected = json!({ "alg": row.algorithms[0], key_name: header[key_name] });
        if let Some(typ) = row.typ {
            expected["typ"] = json!(typ);
        }
        assert_eq!(header, expected, "{}", row.name);
        assert!(header[key_name].is_string());
        let mut expected = json!({
            "iss": row.iss, "aud": row.aud, "jti": claims["jti"], "iat": NOW - row.issued_ago, "exp": NOW - row.issued_ago + 60,
        });
        if let Some(sub) = row.sub {
            expected["sub"] = json!(sub);
        }
        if row.not_before {
            expected["nbf"] = expected["iat"].clone();
        }
        assert_eq!(claims, expected, "{}", row.name);
    }
}

#[test]
fn each_profile_accepts_its_algorithms_and_names_itself_when_it_refuses_another() {
    for row in &ROWS {
        for algorithm in algorithm::ALL {
            let alg = algorithm.name();
            if row.algorithms.contains(&alg) {
                assert!(sign_with(&options(row), alg).is_ok(), "{} {alg}", row.name);
                continue;
            }
            let accepted = row.algorithms.join(", ");
            assert_eq!(refusal(&options(row), alg), format!("profile {} accepts {accepted}, not {alg}", row.name));
        }
    }
}

#[test]
fn each_profile_keeps_its_longest_lifetime() {
    for row in &ROWS {
        let longest = row.max_lifetime.unwrap_or(31_536_000);
        let mut options = options(row);
        options.lifetime = Lifetime::new(longest).unwrap();
        let (_, claims) = sign(&options, row.algorithms[0]);
        assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), u64::from(longest));
        assert!(longest >= Lifetime::DEFAULT.seconds(), "{}: the default lifetime is above the limit", row.name);
        if row.max_lifetime.is_some() {
            options.lifetime = Lifetime::new(longest + 1).unwrap();
            let rule = format!("profile {} accepts a lifetime of at most {longest} seconds", row.name);
            assert_eq!(refusal(&options, row.algorithms[0]), rule);
        }
    }
}

#[test]
fn each_profile_but_two_wants_one_audience() {
    for row in &ROWS {
        let mut options = options(row);
        options.audience = Audiences::new(vec![ISSUER.to_owned(), TOKEN_URL.to_owned()]).unwrap();
        if ["oidc-core", "signicat"].contains(&row.name) {
            assert_eq!(sign(&options, row.algorithms[0]).1["aud"], json!([ISSUER, TOKEN_URL]));
        } else {
            let rule = format!("profile {} wants one audience, not 2", row.name);
            assert_eq!(refusal(&options, row.algorithms[0]), rule);
        }
    }
}

#[test]
fn a_kid_is_there_where_a_profile_requires_it() {
    for row in &ROWS {
        let key = named_key(row.algorithms[0], Some(""));
        let result = assertion::sign(&key, &options(row), &mut random::any());
        match result {
            Ok(_) => assert!(!row.kid_required, "{}", row.name),
            Err(error) => {
                assert!(row.kid_required, "{error}");
                assert_eq!(error.message(), format!("profile {} wants a kid: give it with the key", row.name));
            }
        }
    }
}

#[test]
fn maskinporten_refuses_claims_that_its_documentation_does_not_list() {
    let row = ROWS.iter().find(|row| row.name == "maskinporten").unwrap();
    let mut options = options(row);
    options.claims =
        Additions::parse(r#"{"scope":"a b","resource":["r"],"consumer_org":"1","iss_onbehalfof":"2"}"#).unwrap();
    assert_eq!(sign(&options, "RS256").1["scope"], "a b");
    for name in ["sub", "azp", "Scope"] {
        options.claims = Additions::parse(&format!(r#"{{"{name}":"x"}}"#)).unwrap();
        assert!(
            refusal(&options, "RS256").starts_with(&format!("profile maskinporten refuses the claim \"{name}\"; "))
        );
    }
    options.claims = Additions::default();
    options.not_before = true;
    assert!(refusal(&options, "RS256").starts_with("profile maskinporten refuses the claim \"nbf\"; "));
}

#[test]
fn google_takes_the_person_for_whom_it_acts_as_sub() {
    let row = ROWS.iter().find(|row| row.name == "google").unwrap();
    let mut options = options(row);
    options.claims = Additions::parse(r#"{"scope":"s","sub":"person@example.com"}"#).unwrap();
    assert_eq!(sign(&options, "RS256").1["sub"], "person@example.com");
}

#[test]
fn apple_wants_a_team_and_its_own_audience_and_no_other_profile_takes_a_team() {
    for row in &ROWS {
        let mut options = options(row);
        if row.name == "apple" {
            options.team_id = None;
            assert_eq!(refusal(&options, "ES256"), "profile apple sends the team as iss: give teamId");
            options.audience = Audiences::new(vec![ISSUER.to_owned()]).unwrap();
            assert_eq!(refusal(&options, "ES256"), "profile apple wants the audience https://appleid.apple.com");
        } else {
            options.team_id = Some("TEAM".to_owned());
            assert_eq!(sign_with(&options, row.algorithms[0]).unwrap_err().code(), ErrorCode::ClaimInvalid);
        }
    }
}

#[test]
fn entra_wants_a_key_with_a_certificate() {
    let row = ROWS.iter().find(|row| row.name == "entra").unwrap();
    let key = jwk::import_as(&key("rsa-2048"), "PS256").unwrap();
    let error = assertion::sign(&key, &options(row), &mut random::any()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Profile);
    assert!(error.message().starts_with("profile entra names the key by x5t#S256: give the key with"), "{error}");
}

fn client_options(row: &Row) -> ClientOptions {
    let mut made = client::options();
    made.profile = Profile::named(Some(row.name)).unwrap();
    made.team_id = options(row).team_id;
    made
}

#[test]
fn a_client_sends_what_its_profile_says() {
    for row in &ROWS {
        let made = client_options(row);
        if made.profile.sent_as == SentAs::Grant {
            assert_eq!(Client::new(made, client::parse).unwrap_err().code(), ErrorCode::Profile);
            continue;
        }
        let mut run = Run::new(made);
        run.key = signing_key(row.algorithms[0]);
        let (mut sent, mut claims, mut secret) = (Vec::new(), Value::Null, String::new());
        let error = run
            .call("clientCredentials", &mut |request| {
                sent = request.form.iter().map(|(name, _)| name.clone()).filter(|name| name != "grant_type").collect();
                claims = request.claims.clone();
                let is_jwt = |name: &str| ["client_assertion", "client_secret"].contains(&name);
                secret.clone_from(&request.form.iter().find(|(name, _)| is_jwt(name)).unwrap().1);
                Ok(answer(401, &format!(r#"{{"error":"invalid_client","error_description":"{secret}"}}"#)))
            })
            .unwrap_err();
        assert_eq!(error.answer().unwrap().error_description, None, "the JWT is a secret of the request");
        if row.name == "apple" {
            assert_eq!(sent, ["client_id", "client_secret"]);
        } else {
            assert_eq!(sent, ["client_id", "client_assertion_type", "client_assertion"]);
        }
        assert_eq!((&claims["aud"], &claims["iss"]), (&json!(row.aud), &json!(row.iss)), "{}", row.name);
    }
}

#[test]
fn a_client_with_apple_needs_a_team_and_with_another_profile_has_none() {
    let made = |name: &str, team: Option<&str>| {
        let row = ROWS.iter().find(|row| row.name == name).unwrap();
        let mut options = client_options(row);
        options.team_id = team.map(ToOwned::to_owned);
        Client::new(options, client::parse).map(|_| ()).map_err(|error| error.code())
    };
    assert_eq!(made("apple", Some("TEAM")), Ok(()));
    assert_eq!(made("apple", None), Err(ErrorCode::Profile));
    assert_eq!(made("okta", Some("TEAM")), Err(ErrorCode::ClaimInvalid));
    assert_eq!(made("okta", None), Ok(()));
}

/// The first columns of the table in `profiles.md`.
fn documented(profile: &Profile) -> String {
    let algorithms = profile
        .algorithms
        .map_or("any".to_owned(), |rows| rows.iter().map(|row| row.name()).collect::<Vec<_>>().join(" "));
    let audience = match profile.audience {
        Audience::Issuer => "issuer",
        Audience::TokenEndpoint => "token endpoint",
        Audience::CalledEndpoint => "endpoint called",
        Audience::Fixed(url) => url,
        other => panic!("{other:?} has no words in the documentation"),
    };
    let several = if profile.single_audience { "" } else { ", or several" };
    let lifetime = profile.max_lifetime.map_or("-".to_owned(), |seconds| format!("{seconds} s"));
    let typ = profile.typ.map_or("-".to_owned(), |typ| format!("`{typ}`"));
    format!("| `{}` | {algorithms} | {audience}{several} | {lifetime} | {typ} | ", profile.name)
}

#[test]
fn each_profile_stands_in_the_documentation_as_in_the_table() {
    let documentation = text("pkg-config/profiles.md");
    let rows: Vec<_> = documentation.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(rows.len(), profile::ALL.len());
    for (profile, row) in profile::ALL.iter().zip(rows) {
        let expected = documented(profile);
        assert!(row.starts_with(&expected), "{row}\nshould begin with\n{expected}");
        let notes = [
            (profile.not_before, "`nbf`"),
            (profile.issued_ago == 1, "`iat` 1 s ago"),
            (profile.kid_required, "`kid` required"),
            (profile.key_names.contains(&KeyName::X5tS256), "`x5t#S256`"),
            (profile.claims.is_some(), "other claims are refused"),
            (profile.parties == Parties::IssuerOnly, "no `sub`"),
            (profile.parties == Parties::Team, "`teamId`"),
            (profile.sent_as == SentAs::ClientSecret, "`client_secret`"),
            (profile.sent_as == SentAs::Grant, "jwt-bearer grant"),
        ];
        for (holds, note) in notes {
            assert_eq!(row.contains(note), holds, "{note} in {row}");
        }
    }
}

#[test]
fn each_profile_stands_in_the_types_and_no_other() {
    let types = text("pkg-config/index.d.ts");
    let (_, rest) = types.split_once("export type ProfileName =").unwrap();
    let union = rest.split_once("';").unwrap().0;
    let members = union.lines().filter_map(|line| line.trim().strip_prefix("| '"));
    let named: Vec<_> = members.map(|name| name.trim_end_matches('\'')).collect();
    assert_eq!(named, ROWS.map(|row| row.name));
    assert_eq!(union.matches("/**").count(), ROWS.len(), "each has its own comment");
}

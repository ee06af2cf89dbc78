//! Retries, the clock, polling, nonces: what a client makes of a server that fails, by a script.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::client::options;
use common::server::{INVALID_CLIENT, Run, TOKEN, answer, date};
use private_key_jwt::base64url;
use private_key_jwt::client::{Answer, Poll};
use private_key_jwt::error::ErrorCode::{self, EndpointInvalid, ResponseMalformed, Timeout, TokenEndpoint};
use private_key_jwt::operation::{self, Again};
use std::collections::BTreeSet;

fn with_date(mut answer: Answer, seconds: i64) -> Answer {
    answer.date = Some(date(seconds));
    answer
}

fn later(mut answer: Answer, retry_after: &str) -> Answer {
    answer.retry_after = Some(retry_after.to_owned());
    answer
}

/// Plays these answers one after the other, then tokens; `None` is a failure of the network.
fn play(run: &mut Run, operation: &str, answers: &[Option<Answer>]) -> Result<usize, ErrorCode> {
    let before = run.urls.len();
    let mut answers = answers.iter();
    let result = run.call(operation, &mut |_| match answers.next() {
        None => Ok(answer(200, TOKEN)),
        Some(found) => found.clone().ok_or(()),
    });
    let sent = run.urls.len() - before;
    result.map(|()| sent).map_err(|error| error.code())
}

#[test]
fn a_failure_of_the_network_429_and_503_are_retried_twice() {
    for failure in [None, Some(answer(503, "")), Some(answer(429, r#"{"error":"temporarily_unavailable"}"#))] {
        let mut run = Run::given();
        assert_eq!(play(&mut run, "clientCredentials", &[failure.clone(), failure.clone()]), Ok(3));
        assert!(run.waits[0] >= 0.125 && run.waits[1] > run.waits[0], "{:?}", run.waits);
        assert_eq!(run.identifiers.iter().collect::<BTreeSet<_>>().len(), 3, "each with a new jti");
        let all = [failure.clone(), failure.clone(), failure.clone()];
        let expected = failure
            .map_or(EndpointInvalid, |found| if found.status == 429 { TokenEndpoint } else { ResponseMalformed });
        assert_eq!(play(&mut Run::given(), "clientCredentials", &all), Err(expected));
    }
}

#[test]
fn other_answers_are_not_retried() {
    for status in [400, 401, 403, 404, 408, 500, 502, 504] {
        let mut run = Run::given();
        let body = r#"{"error":"server_error"}"#;
        assert_eq!(play(&mut run, "clientCredentials", &[Some(answer(status, body))]), Err(TokenEndpoint));
        assert_eq!(run.urls.len(), 1, "{status}");
    }
}

#[test]
fn nothing_that_may_be_spent_is_sent_twice() {
    let spent: Vec<_> = operation::ALL.iter().filter(|row| row.again == Again::Never).map(|row| row.name).collect();
    assert_eq!(spent, ["authorizationCode", "refreshToken", "jwtBearer", "backchannelAuthentication", "request"]);
    for name in ["authorizationCode", "refreshToken", "jwtBearer", "request"] {
        for failure in [None, Some(later(answer(503, ""), "1")), Some(answer(429, ""))] {
            let mut run = Run::given();
            assert!(play(&mut run, name, &[failure]).is_err());
            assert_eq!(run.urls.len(), 1, "{name}");
        }
    }
}

#[test]
fn retry_after_is_honoured_and_told() {
    let mut run = Run::given();
    assert_eq!(play(&mut run, "clientCredentials", &[Some(later(answer(503, ""), "7"))]), Ok(2));
    assert_eq!(run.waits, [7.0]);
    let mut run = Run::given();
    let at = with_date(later(answer(429, ""), &date(7209)), 7200);
    assert_eq!(play(&mut run, "clientCredentials", &[Some(at)]), Ok(2));
    assert_eq!(run.waits, [9.0], "a date counts by the server's clock");
    let mut run = Run::given();
    let error = run.call("clientCredentials", &mut |_| Ok(later(answer(503, ""), "30"))).unwrap_err();
    assert_eq!(run.urls.len(), 1, "there is no time for it");
    assert_eq!(error.answer().unwrap().retry_after, Some(30));
    let mut run = Run::given();
    let error = run.call("clientCredentials", &mut |_| Ok(later(answer(503, ""), "99999999999999999999"))).unwrap_err();
    assert_eq!((run.urls.len(), error.answer().unwrap().retry_after), (1, Some(u32::MAX)));
    for unreadable in ["", "soon", "-1", "+1", "1.5"] {
        let mut run = Run::given();
        assert_eq!(play(&mut run, "clientCredentials", &[Some(later(answer(503, ""), unreadable))]), Ok(2));
        assert!(run.waits[0] < 1.0, "{unreadable}: as without");
    }
}

#[test]
fn a_clock_that_is_off_is_corrected_once_and_stays_so() {
    for off in [7200, -7200, 6, -6] {
        let mut run = Run::given();
        let mut issued = Vec::new();
        for _ in 0..2 {
            run.call("authorizationCode", &mut |request| {
                let issued_at = request.claims["iat"].as_i64().unwrap();
                issued.push(issued_at - 1_700_000_000);
                let good = (issued_at - 1_700_000_000 - off).abs() <= 5;
                Ok(with_date(if good { answer(200, TOKEN) } else { answer(401, INVALID_CLIENT) }, off))
            })
            .unwrap();
        }
        assert_eq!(issued, [0, off, off], "one retry, then none");
        assert_eq!(run.client.clock_correction(), off);
        assert_eq!(run.identifiers.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}

#[test]
fn five_seconds_are_nothing_and_without_a_date_nothing_is_known() {
    for (refusal, retried) in [(Some(5), 1), (Some(-5), 1), (None, 1), (Some(6), 2)] {
        let mut run = Run::given();
        let refused = refusal.map_or(answer(401, INVALID_CLIENT), |off| with_date(answer(401, INVALID_CLIENT), off));
        assert!(play(&mut run, "clientCredentials", &[Some(refused.clone()), Some(refused)]).is_err());
        assert_eq!(run.urls.len(), retried, "{refusal:?}");
        assert_eq!(run.client.clock_correction(), 0, "a correction that does not help is not kept");
    }
}

#[test]
fn a_refused_iat_or_exp_counts_too_but_not_that_of_a_code() {
    let body = |error: &str, text: &str| format!(r#"{{"error":"{error}","error_description":"{text}"}}"#);
    for (error, text, sent) in [
        ("invalid_request", "the iat claim lies in the future", 2),
        ("unauthorized_client", "assertion exp is in the past", 2),
        ("invalid_request", "expiration of something", 1),
        ("invalid_grant", "code is expired", 1),
    ] {
        let mut run = Run::given();
        let refused = with_date(answer(400, &body(error, text)), 100);
        let _answered = play(&mut run, "authorizationCode", &[Some(refused)]);
        assert_eq!(run.urls.len(), sent, "{error} {text}");
    }
}

#[test]
fn a_clock_of_the_callers_is_not_corrected_but_the_difference_is_told() {
    let mut options = options();
    options.may_correct_clock = false;
    let mut run = Run::new(options);
    let refused = with_date(answer(401, INVALID_CLIENT), -7200);
    let error = run.call("clientCredentials", &mut |_| Ok(refused.clone())).unwrap_err();
    assert_eq!((run.urls.len(), run.client.clock_correction()), (1, 0));
    assert!(error.message().contains("7200 seconds behind"), "{error}");
}

#[test]
fn a_refusal_leaves_its_facts() {
    let mut run = Run::given();
    let refused = with_date(answer(401, INVALID_CLIENT), 3);
    assert!(play(&mut run, "clientCredentials", &[Some(refused)]).is_err());
    let facts = run.refusal.unwrap();
    let parts: Vec<_> = facts.signing_input.text().split('.').map(|part| base64url::decode(part).unwrap()).collect();
    let [header, claims] = &parts[..] else { panic!("the signature is left out") };
    assert!(core::str::from_utf8(header).unwrap().contains(r#""alg":"RS256""#));
    assert!(core::str::from_utf8(claims).unwrap().contains(r#""iat":1700000000,"exp":1700000060"#));
    assert_eq!((facts.url.as_str(), facts.date.unwrap().seconds()), ("https://op.example/token", 1_700_000_003));
}

const PENDING: &str = r#"{"error":"authorization_pending"}"#;
const SLOW_DOWN: &str = r#"{"error":"slow_down"}"#;

#[test]
fn polling_waits_and_slows_down() {
    let mut run = Run::given();
    let answers = [
        Some(answer(400, PENDING)),
        Some(answer(400, SLOW_DOWN)),
        Some(answer(400, PENDING)),
        Some(later(answer(400, PENDING), "42")),
        None,
        Some(answer(503, "")),
    ];
    let mut answers = answers.into_iter();
    run.call_with("deviceCode", Some(Poll::new(5, 600)), &mut |_| {
        answers.next().unwrap_or_else(|| Some(answer(200, TOKEN))).ok_or(())
    })
    .unwrap();
    assert_eq!(run.waits, [5.0, 10.0, 10.0, 42.0, 20.0, 40.0]);
    assert_eq!(run.identifiers.iter().collect::<BTreeSet<_>>().len(), 7);
}

#[test]
fn polling_without_an_interval_waits_all_the_same() {
    let mut run = Run::given();
    let error = run.call_with("deviceCode", Some(Poll::new(0, 3)), &mut |_| Ok(answer(400, PENDING))).unwrap_err();
    assert_eq!((error.code(), run.waits.as_slice()), (Timeout, [1.0, 1.0, 1.0].as_slice()));
}

#[test]
fn polling_ends_with_the_request_or_a_decision() {
    let mut run = Run::given();
    let poll = Some(Poll::new(5, 12));
    let error = run.call_with("ciba", poll, &mut |_| Ok(answer(400, PENDING))).unwrap_err();
    assert_eq!((error.code(), run.urls.len()), (Timeout, 3));
    for error in ["access_denied", "expired_token", "invalid_grant"] {
        let mut run = Run::given();
        let body = format!(r#"{{"error":"{error}"}}"#);
        let error = run.call_with("deviceCode", poll, &mut |_| Ok(answer(400, &body))).unwrap_err();
        assert_eq!((error.code(), run.urls.len()), (TokenEndpoint, 1));
    }
}

#[test]
fn a_nonce_is_used_once_it_is_known() {
    let mut run = Run::given();
    run.proves = true;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        run.call("authorizationCode", &mut |request| {
            nonces.push(request.nonce.clone());
            let good = request.nonce.is_some();
            let mut found =
                answer(if good { 200 } else { 400 }, if good { TOKEN } else { r#"{"error":"use_dpop_nonce"}"# });
            found.dpop_nonce = Some(format!("nonce-{}", nonces.len()));
            Ok(found)
        })
        .unwrap();
    }
    assert_eq!(nonces, [None, Some("nonce-1".to_owned()), Some("nonce-2".to_owned())]);
    let mut run = Run::given();
    run.proves = true;
    let mut refused = answer(400, r#"{"error":"use_dpop_nonce"}"#);
    refused.dpop_nonce = Some("again".to_owned());
    assert_eq!(play(&mut run, "clientCredentials", &vec![Some(refused); 3]), Err(TokenEndpoint));
    assert_eq!(run.urls.len(), 2);
}

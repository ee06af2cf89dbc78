//! What becomes of each kind of answer, from simple stand-ins and from the host's own `Response`.

use super::support::{ask, assert_code, get, options, text};
use private_key_jwt::bindings::TokenClient;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const TOKEN: &str = r#"'{"access_token":"token","token_type":"Bearer"}'"#;

async fn answer(fetch: &str) -> Result<JsValue, JsValue> {
    ask(&TokenClient::new(&options(fetch)).unwrap()).await
}

#[wasm_bindgen_test]
async fn reads_the_hosts_own_response_and_one_in_pieces() {
    let pieces = format!(
        "const octets = new TextEncoder().encode({TOKEN});
        return new Response(new ReadableStream({{ start(c) {{ for (const o of octets) c.enqueue(Uint8Array.of(o)); c.close(); }} }}));"
    );
    for fetch in [format!("return new Response({TOKEN});"), pieces] {
        assert_eq!(text(&answer(&fetch).await.unwrap(), "access_token"), "token");
    }
}

#[wasm_bindgen_test]
async fn an_oauth_error_is_told() {
    let body = r#"'{"error":"invalid_client","error_description":"unknown kid","error_uri":"https://op.example/e"}'"#;
    for fetch in [
        format!("return new Response({body}, {{ status: 401 }});"),
        format!("return {{ status: 401, text: async () => {body} }};"),
    ] {
        let error = assert_code(answer(&fetch).await, "ERR_TOKEN_ENDPOINT");
        assert_eq!(get(&error, "status").as_f64(), Some(401.0));
        assert_eq!(text(&error, "error"), "invalid_client");
        assert_eq!(text(&error, "error_description"), "unknown kid");
        assert_eq!(text(&error, "error_uri"), "https://op.example/e");
    }
}

#[wasm_bindgen_test]
async fn other_answers_are_malformed() {
    for fetch in [
        "return new Response('<html>', { status: 500 })",
        "return new Response('not json')",
        "return new Response('[]')",
        "return new Response(null, { status: 204 })",
        "return new Response('{}')",
        "return new Response(Uint8Array.of(0xff, 0xfe))",
        "return { status: 200, text: async () => 'x'.repeat(2 ** 20 + 1) }",
    ] {
        let error = assert_code(answer(fetch).await, "ERR_RESPONSE_MALFORMED");
        assert!(get(&error, "status").as_f64().is_some(), "{fetch}");
        assert!(get(&error, "error").is_undefined(), "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    for fetch in [
        "return { status: 0, type: 'opaqueredirect', text: async () => '' }",
        "return new Response(null, { status: 307, headers: { location: 'https://other.example/' } })",
    ] {
        let error = assert_code(answer(fetch).await, "ERR_RESPONSE_MALFORMED");
        assert!(text(&error, "message").contains("redirect"));
    }
}

#[wasm_bindgen_test]
async fn an_endless_answer_is_cut_off_and_cancelled() {
    let fetch = "
        return new Response(new ReadableStream({
            pull(c) { globalThis.pulled = (globalThis.pulled ?? 0) + 1; c.enqueue(new Uint8Array(65536)); },
            cancel() { globalThis.cancelled = true; },
        }));";
    assert_code(answer(fetch).await, "ERR_RESPONSE_MALFORMED");
    assert!(super::support::run("return globalThis.cancelled && globalThis.pulled < 40").is_truthy());
}

#[wasm_bindgen_test]
async fn an_answer_of_exactly_1_mib_is_read() {
    let fetch = format!("const text = {TOKEN}; return new Response(text + ' '.repeat(2 ** 20 - text.length));");
    assert_eq!(text(&answer(&fetch).await.unwrap(), "access_token"), "token");
}

#[wasm_bindgen_test]
async fn an_error_never_repeats_the_assertion() {
    let fetch = "
        const assertion = new URLSearchParams(init.body).get('client_assertion');
        return new Response(JSON.stringify({ error: 'invalid_client', error_description: 'bad ' + assertion }), { status: 400 });";
    let error = assert_code(answer(fetch).await, "ERR_TOKEN_ENDPOINT");
    assert!(get(&error, "error_description").is_undefined());
    assert!(!text(&error, "message").contains("eyJ"));
}

//! The host's `fetch`: sends a request, reads the answer up to a limit and a deadline.

use super::deadline::{Deadline, Failure};
use super::error::coded;
use super::options::{has_method, view};
use crate::client::Answer;
use crate::error::{Error, ErrorCode, ServerAnswer};
use crate::response::MAX_BODY;
use js_sys::{Function, JsString, Object, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    /// What a fetch resolves to: only these members are used, so that a simple stand-in will do.
    type ResponseLike;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch, js_name = type)]
    fn kind(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn body(this: &ResponseLike) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &ResponseLike) -> Result<HeadersLike, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &ResponseLike) -> Result<Promise, JsValue>;

    type HeadersLike;
    #[wasm_bindgen(method, structural, catch, js_name = get)]
    fn field(this: &HeadersLike, name: &str) -> Result<JsValue, JsValue>;

    type StreamLike;
    #[wasm_bindgen(method, structural, catch, js_name = getReader)]
    fn reader(this: &StreamLike) -> Result<ReaderLike, JsValue>;
    type ReaderLike;
    #[wasm_bindgen(method, structural, catch)]
    fn read(this: &ReaderLike) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn cancel(this: &ReaderLike) -> Result<Promise, JsValue>;
}

/// A request as the host sends it: a GET, or a POST of a form.
pub(super) struct Outgoing<'a> {
    pub(super) url: &'a str,
    pub(super) form: Option<&'a str>,
    /// Value of the header field `DPoP`.
    pub(super) proof: Option<&'a str>,
}

/// Sends a request, by `globalThis.fetch` where the caller has none of its own, and reads the answer.
///
/// # Errors
/// `ERR_NETWORK`, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`.
pub(super) async fn send(
    fetch: Option<&Function>,
    request: &Outgoing<'_>,
    deadline: &Deadline,
) -> Result<Answer, Failure> {
    let init = request_init(request, &deadline.signal())?;
    let fetch = fetch.cloned().map_or_else(global_fetch, Ok)?;
    // Called unbound: as a method of something else, `fetch` is an illegal invocation in some hosts.
    let sent = fetch.call2(&JsValue::UNDEFINED, &request.url.into(), &init);
    let sent = sent.map_err(|_| deadline.failure().map_or_else(|| Failure::Lost(not_sent()), Failure::Ended))?;
    let response: ResponseLike = deadline.wait(&Promise::resolve(&sent), not_sent).await?.unchecked_into();
    let redirected = response.kind().is_ok_and(|kind| kind == "opaqueredirect");
    let status = response.status().ok().and_then(|status| status.as_f64());
    let status = status.and_then(super::host::whole).and_then(|status| u16::try_from(status).ok());
    let status = match status {
        _ if redirected => 302,
        Some(status) => status,
        None => return Err(Failure::Lost(not_sent())),
    };
    let body = match response.body() {
        // A web stream, of whatever realm. A stand-in may have a stream of Node's or anything else as its body.
        Ok(stream) if has_method(&stream, &JsString::from("getReader")) => {
            read_stream(stream.unchecked_ref(), status, deadline).await?
        }
        Ok(_) | Err(_) => read_text(&response, status, deadline).await?,
    };
    if body.len() > MAX_BODY {
        return Err(too_long(status));
    }
    Ok(with_fields(Answer::new(status, body), &response))
}

/// Adds the header fields; a stand-in for a response may have none, and a page sees only those that the server allows.
fn with_fields(mut answer: Answer, response: &ResponseLike) -> Answer {
    let Ok(headers) = response.headers() else { return answer };
    let fields = [
        ("date", &mut answer.date),
        ("age", &mut answer.age),
        ("retry-after", &mut answer.retry_after),
        ("cache-control", &mut answer.cache_control),
        ("expires", &mut answer.expires),
        ("dpop-nonce", &mut answer.dpop_nonce),
    ];
    for (name, value) in fields {
        *value = headers.field(name).ok().and_then(|field| field.as_string());
    }
    answer
}

async fn read_stream(stream: &StreamLike, status: u16, deadline: &Deadline) -> Result<Vec<u8>, Failure> {
    let reader = stream.reader().map_err(|_| Failure::Lost(cut_off()))?;
    let mut body = Vec::new();
    loop {
        let chunk = deadline.wait(&reader.read().map_err(|_| Failure::Lost(cut_off()))?, cut_off).await?;
        if Reflect::get(&chunk, &JsString::from("done"))?.is_truthy() {
            return Ok(body);
        }
        let value = Reflect::get(&chunk, &JsString::from("value"))?;
        let octets = view(&value).ok_or_else(|| Failure::Lost(cut_off()))?;
        let length = usize::try_from(octets.length()).unwrap_or(usize::MAX);
        if length.saturating_add(body.len()) > MAX_BODY {
            deadline.abort();
            if let Ok(cancelled) = reader.cancel() {
                let _settled = JsFuture::from(cancelled).await;
            }
            return Err(too_long(status));
        }
        body.extend_from_slice(&octets.to_vec());
    }
}

async fn read_text(response: &ResponseLike, status: u16, deadline: &Deadline) -> Result<Vec<u8>, Failure> {
    let text = deadline.wait(&response.text().map_err(|_| Failure::Lost(cut_off()))?, cut_off).await?;
    // Measured before it is copied: UTF-8 has at least as many octets as UTF-16 has units.
    let length = text.dyn_ref::<JsString>().map(|text| usize::try_from(text.length()).unwrap_or(usize::MAX));
    if length.is_some_and(|length| length > MAX_BODY) {
        return Err(too_long(status));
    }
    Ok(text.as_string().unwrap_or_default().into_bytes())
}

fn request_init(request: &Outgoing<'_>, signal: &AbortSignal) -> Result<Object, JsValue> {
    let headers = Object::new();
    let init = Object::new();
    let set = |object: &Object, name: &str, value: &JsValue| Reflect::set(object, &JsString::from(name), value);
    set(&headers, "accept", &"application/json".into())?;
    if let Some(form) = request.form {
        set(&headers, "content-type", &"application/x-www-form-urlencoded".into())?;
        set(&init, "body", &form.into())?;
    }
    if let Some(proof) = request.proof {
        set(&headers, "dpop", &proof.into())?;
    }
    set(&init, "method", &if request.form.is_some() { "POST" } else { "GET" }.into())?;
    set(&init, "headers", &headers)?;
    // A followed 307 would hand the assertion to another server; Workers refuse 'error'.
    set(&init, "redirect", &"manual".into())?;
    set(&init, "signal", signal)?;
    Ok(init)
}

fn global_fetch() -> Result<Function, JsValue> {
    let missing = || coded(ErrorCode::Network, "this host has no global fetch: pass one with the option fetch");
    Reflect::get(&js_sys::global(), &JsString::from("fetch"))?.dyn_into().map_err(|_| missing())
}

fn not_sent() -> Error {
    Error::new(
        ErrorCode::Network,
        "the request failed: the server could not be reached, or it reset the connection; in a browser also \
         when it does not allow this origin (CORS)",
    )
}

fn cut_off() -> Error {
    Error::new(ErrorCode::Network, "the answer could not be read to its end")
}

fn too_long(status: u16) -> Failure {
    let error = Error::new(ErrorCode::ResponseMalformed, "the server sent more than 1 MiB");
    Failure::Ended(super::error::to_js(&error.with_answer(ServerAnswer::status_only(status))))
}

//! The host's `fetch`: sends a [`TokenRequest`], reads the answer up to a limit and a deadline.

use super::deadline::Deadline;
use super::error::coded;
use crate::error::ErrorCode;
use crate::request::TokenRequest;
use crate::response::{self, MAX_BODY};
use js_sys::{Function, JsString, Object, Promise, Reflect, Uint8Array};
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
    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &ResponseLike) -> Result<Promise, JsValue>;

    type StreamLike;
    #[wasm_bindgen(method, structural, catch, js_name = getReader)]
    fn reader(this: &StreamLike) -> Result<ReaderLike, JsValue>;
    type ReaderLike;
    #[wasm_bindgen(method, structural, catch)]
    fn read(this: &ReaderLike) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn cancel(this: &ReaderLike) -> Result<Promise, JsValue>;
}

/// How to send.
pub(super) struct Transport {
    /// The caller's fetch; `globalThis.fetch`, looked up at each call, when absent.
    pub(super) fetch: Option<Function>,
    /// Limit for the whole exchange.
    pub(super) deadline: Deadline,
}

/// Status and body of an answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Transport {
    /// Sends `request` and reads the answer.
    ///
    /// # Errors
    /// `ERR_NETWORK`, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`.
    pub(super) async fn send(self, request: &TokenRequest) -> Result<Answer, JsValue> {
        let init = request_init(request, &self.deadline.signal())?;
        let fetch = match self.fetch {
            Some(fetch) => fetch,
            None => global_fetch()?,
        };
        exchange(&fetch, request.url(), &init, &self.deadline).await
    }
}

/// Called unbound: as a method of something else, `fetch` is an illegal invocation in some hosts.
async fn exchange(fetch: &Function, url: &str, init: &Object, deadline: &Deadline) -> Result<Answer, JsValue> {
    let sent = fetch.call2(&JsValue::UNDEFINED, &url.into(), init);
    let sent = sent.map_err(|_| deadline.failure().unwrap_or_else(not_sent))?;
    let response: ResponseLike = deadline.wait(&Promise::resolve(&sent), not_sent).await?.unchecked_into();
    let redirected = response.kind().is_ok_and(|kind| kind == "opaqueredirect");
    let status = response.status().ok().and_then(|status| status.as_f64());
    let status = status.and_then(super::host::whole).and_then(|status| u16::try_from(status).ok());
    let status = match status {
        _ if redirected => 302,
        Some(status) => status,
        None => return Err(not_sent()),
    };
    let body = match response.body() {
        Ok(stream) if stream.is_object() => read_stream(stream.unchecked_ref(), status, deadline).await?,
        Ok(_) | Err(_) => read_text(&response, deadline).await?,
    };
    if body.len() > MAX_BODY {
        return Err(too_long(status));
    }
    Ok(Answer { status, body })
}

async fn read_stream(stream: &StreamLike, status: u16, deadline: &Deadline) -> Result<Vec<u8>, JsValue> {
    let reader = stream.reader().map_err(|_| cut_off())?;
    let mut body = Vec::new();
    loop {
        let chunk = deadline.wait(&reader.read().map_err(|_| cut_off())?, cut_off).await?;
        if Reflect::get(&chunk, &JsString::from("done"))?.is_truthy() {
            return Ok(body);
        }
        let value = Reflect::get(&chunk, &JsString::from("value"))?;
        let octets = value.dyn_into::<Uint8Array>().map_err(|_| cut_off())?;
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

async fn read_text(response: &ResponseLike, deadline: &Deadline) -> Result<Vec<u8>, JsValue> {
    let text = deadline.wait(&response.text().map_err(|_| cut_off())?, cut_off).await?;
    Ok(text.as_string().unwrap_or_default().into_bytes())
}

fn request_init(request: &TokenRequest, signal: &AbortSignal) -> Result<Object, JsValue> {
    let headers = Object::new();
    let init = Object::new();
    let set = |object: &Object, name: &str, value: &JsValue| Reflect::set(object, &JsString::from(name), value);
    set(&headers, "accept", &"application/json".into())?;
    set(&headers, "content-type", &"application/x-www-form-urlencoded".into())?;
    set(&init, "method", &"POST".into())?;
    set(&init, "headers", &headers)?;
    set(&init, "body", &request.secret_body().into())?;
    // A followed 307 would hand the assertion to another server; Workers refuse 'error'.
    set(&init, "redirect", &"manual".into())?;
    set(&init, "signal", signal)?;
    Ok(init)
}

fn global_fetch() -> Result<Function, JsValue> {
    let missing = || coded(ErrorCode::Network, "this host has no global fetch: pass one with the option fetch");
    Reflect::get(&js_sys::global(), &JsString::from("fetch"))?.dyn_into().map_err(|_| missing())
}

fn not_sent() -> JsValue {
    coded(
        ErrorCode::Network,
        "the request failed: the server could not be reached, or it reset the connection; in a browser also \
         when it does not allow this origin (CORS)",
    )
}

fn cut_off() -> JsValue {
    coded(ErrorCode::Network, "the answer could not be read to its end")
}

fn too_long(status: u16) -> JsValue {
    super::error::to_js(&response::malformed(status, "sent more than 1 MiB"))
}

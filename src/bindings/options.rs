//! Reads option objects: each member's type is checked, an unknown member is a `TypeError`.

use super::error::{to_js, type_error, type_error_by};
use super::host::{self, whole};
use crate::claims::Additions;
use crate::time::UnixSeconds;
use js_sys::{Array, ArrayBuffer, Function, JSON, JsString, Object, Reflect, Symbol, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The longest text of an option, or all that it has together, in units of UTF-16. Measured before it is copied: more than the memory has is a
/// trap, which takes all keys along.
const MAX_TEXT: u32 = 1024 * 1024;

/// So much of a key is copied: one more than any may have, so that the rest is not missed.
const MAX_KEY: u32 = 64 * 1024 + 1;

/// U+FFFD in UTF-8.
const REPLACEMENT: [u8; 3] = [0xef, 0xbf, 0xbd];

/// The members of an options object that are not `undefined`.
pub(super) struct Options {
    what: &'static str,
    object: Object,
}

impl Options {
    /// `undefined` is an empty object where options are optional.
    pub(super) fn new(value: &JsValue, what: &'static str, known: &[&str]) -> Result<Self, JsValue> {
        if value.is_undefined() {
            return Ok(Self { what, object: Object::new() });
        }
        // What is iterable, such as a Map, holds something else than members, which would be left out without a word.
        if !value.is_object() || is_iterable(value) {
            return Err(type_error_by(&[what, " must be an object"]));
        }
        let object: Object = value.clone().unchecked_into();
        let names = Object::keys(&object);
        for index in 0..names.length() {
            if let Some(name) = head(&names.get(index), 100)
                && !known.contains(&name.as_str())
            {
                let known = known.join(", ");
                return Err(type_error_by(&[what, ": unknown option \"", &name, "\"; there are ", &known]));
            }
        }
        Ok(Self { what, object })
    }

    /// The member as it is, unless `undefined`.
    pub(super) fn get(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        let value = Reflect::get(&self.object, &JsString::from(name))?;
        Ok(Some(value).filter(|value| !value.is_undefined()))
    }

    pub(super) fn string(&self, name: &str) -> Result<Option<String>, JsValue> {
        self.get(name)?.map(|value| Texts::new().next(&value, &|| self.wrong(name, "a string"))).transpose()
    }

    pub(super) fn required(&self, name: &str) -> Result<String, JsValue> {
        self.string(name)?.ok_or_else(|| self.wrong(name, "a string"))
    }

    /// One string or an array of strings.
    pub(super) fn strings(&self, name: &str) -> Result<Option<Vec<String>>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let wrong = || self.wrong(name, "a string or an array of strings");
        let texts =
            if Array::is_array(&value) { texts(&value, &wrong) } else { Ok(vec![Texts::new().next(&value, &wrong)?]) };
        texts.map(Some)
    }

    /// A URL, as a string or an object with `href`.
    pub(super) fn url(&self, name: &str) -> Result<Option<String>, JsValue> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let href = if value.is_object() { Reflect::get(&value, &JsString::from("href"))? } else { value };
        Texts::new().next(&href, &|| self.wrong(name, "a URL or a string")).map(Some)
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, JsValue> {
        self.get(name)?.map(|value| value.as_f64().ok_or_else(|| self.wrong(name, "a number"))).transpose()
    }

    /// A whole number of seconds; what does not fit becomes `u32::MAX`, which no range allows.
    pub(super) fn seconds(&self, name: &str) -> Result<Option<u32>, JsValue> {
        let seconds = self.number(name)?;
        Ok(seconds.map(|value| whole(value).and_then(|value| u32::try_from(value).ok()).unwrap_or(u32::MAX)))
    }

    /// Seconds that a server named: any number from 0 on, rounded up.
    pub(super) fn duration(&self, name: &str) -> Result<Option<u32>, JsValue> {
        let wrong = || self.wrong(name, "a number of seconds, 0 or more");
        let rounded = |value: f64| whole(value.ceil()).map(|value| u32::try_from(value).unwrap_or(u32::MAX));
        let checked = |value: f64| Some(value).filter(|value| *value >= 0.0).and_then(rounded).ok_or_else(wrong);
        self.number(name)?.map(checked).transpose()
    }

    /// An instant in Unix seconds.
    pub(super) fn instant(&self, name: &str) -> Result<Option<UnixSeconds>, JsValue> {
        self.number(name)?.map(|seconds| host::instant(seconds).map_err(|error| to_js(&error))).transpose()
    }

    pub(super) fn boolean(&self, name: &str) -> Result<bool, JsValue> {
        match self.get(name)? {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| self.wrong(name, "a boolean")),
        }
    }

    pub(super) fn function(&self, name: &str) -> Result<Option<Function>, JsValue> {
        let function = |value: JsValue| value.dyn_into().map_err(|_| self.wrong(name, "a function"));
        self.get(name)?.map(function).transpose()
    }

    /// An object of JSON values.
    pub(super) fn json(&self, name: &str) -> Result<Additions, JsValue> {
        self.get(name)?.map_or(Ok(Additions::default()), |value| self.additions(name, &value))
    }

    #[cold]
    #[inline(never)]
    fn additions(&self, name: &str, value: &JsValue) -> Result<Additions, JsValue> {
        let wrong = || self.wrong(name, "an object of JSON values");
        let values = if value.is_object() { Object::values(value.unchecked_ref()) } else { Array::new() };
        if has_no_json(value) || values.iter().any(|value| has_no_json(&value)) {
            return Err(wrong());
        }
        let text = Texts::new().next(&JSON::stringify(value).map_err(|_| wrong())?.into(), &wrong)?;
        Additions::parse(&text).map_err(|_| wrong())
    }

    /// An object whose members are strings, in its own order.
    pub(super) fn parameters(&self, name: &str) -> Result<Vec<(String, String)>, JsValue> {
        self.get(name)?.map_or(Ok(Vec::new()), |value| parameters(&value, &format!("{} {name}", self.what)))
    }

    fn wrong(&self, name: &str, wanted: &str) -> JsValue {
        type_error_by(&[self.what, ": ", name, " must be ", wanted])
    }
}

/// An object whose members are strings or arrays of them, in its own order; members that are `undefined` are left out.
pub(super) fn parameters(value: &JsValue, what: &str) -> Result<Vec<(String, String)>, JsValue> {
    let wrong = || type_error(&format!("{what} must be an object of strings or arrays of strings"));
    if !is_plain(value) {
        return Err(wrong());
    }
    let (mut pairs, mut texts) = (Vec::new(), Texts::new());
    for entry in Object::entries(value.unchecked_ref()).iter() {
        let entry = Array::from(&entry);
        let value = entry.get(1);
        let values = if Array::is_array(&value) { Array::from(&value) } else { Array::of1(&value) };
        for value in values.iter().filter(|value| !value.is_undefined()) {
            pairs.push((texts.next(&entry.get(0), &wrong)?, texts.next(&value, &wrong)?));
        }
    }
    Ok(pairs)
}

/// Whether it is an object that no class made, of whatever realm: those of `URLSearchParams` and the like keep what they hold elsewhere than
/// in members.
fn is_plain(value: &JsValue) -> bool {
    let above = |object: &JsValue| Reflect::get_prototype_of(object).map_or(JsValue::UNDEFINED, JsValue::from);
    let prototype = above(value);
    prototype.is_null() || (prototype.is_object() && above(&prototype).is_null())
}

fn is_iterable(object: &JsValue) -> bool {
    has_method(object, &Symbol::iterator())
}

/// Whether it is an object with such a method.
pub(super) fn has_method(object: &JsValue, name: &JsValue) -> bool {
    Reflect::get(object, name).is_ok_and(|member| member.is_function())
}

/// Whether JSON has something else for it without a word: `null` for a number that is not finite, `{}` for a Map, nothing for a function.
fn has_no_json(value: &JsValue) -> bool {
    let is_empty = || is_iterable(value) && !Array::is_array(value) && !has_method(value, &JsString::from("toJSON"));
    value.as_f64().is_some_and(|number| !number.is_finite())
        || value.is_function()
        || value.is_symbol()
        || (value.is_object() && is_empty())
}

/// The text itself, or the JSON text of an object; `TypeError` with the message `expected` for anything else.
pub(super) fn json_text(source: &JsValue, expected: &'static str) -> Result<String, JsValue> {
    key_text(source).or_else(|| object_text(source)).ok_or_else(|| type_error(expected))
}

fn object_text(source: &JsValue) -> Option<String> {
    if !source.is_object() || ArrayBuffer::is_view(source) {
        return None;
    }
    let text = key_text(JSON::stringify(source).ok()?.as_ref())?;
    // What JSON knows nothing of is empty in it: an ArrayBuffer, a CryptoKey, a promise that nobody awaited.
    let is_opaque = text == "{}" && Object::to_string(source.unchecked_ref::<Object>()) != "[object Object]";
    (!is_opaque).then_some(text)
}

/// The text of a key, as much of it as tells that it is too long.
pub(super) fn key_text(source: &JsValue) -> Option<String> {
    head(source, MAX_KEY)
}

/// The octets of a key, as many of them as tell that it is too long.
pub(super) fn octets(source: &JsValue) -> Option<Vec<u8>> {
    view(source).map(|octets| octets.subarray(0, MAX_KEY).to_vec())
}

/// The first units of a string.
fn head(source: &JsValue, units: u32) -> Option<String> {
    source.dyn_ref::<JsString>().map(|text| text.slice(0, units).into())
}

/// A `Uint8Array`. In an edge VM it may be of another realm, and then is no instance of this one's class.
pub(super) fn view(source: &JsValue) -> Option<&Uint8Array> {
    let width = || Reflect::get(source, &JsString::from("BYTES_PER_ELEMENT")).ok()?.as_f64();
    (ArrayBuffer::is_view(source) && width() == Some(1.0)).then(|| source.unchecked_ref())
}

/// Reads the texts of one option, as many as are allowed together.
struct Texts {
    left: u32,
}

impl Texts {
    fn new() -> Self {
        Self { left: MAX_TEXT }
    }

    /// A JavaScript string without lone surrogates, which UTF-8 cannot express; the error `wrong` for anything else.
    fn next(&mut self, value: &JsValue, wrong: &dyn Fn() -> JsValue) -> Result<String, JsValue> {
        let source = value.dyn_ref::<JsString>().ok_or_else(wrong)?;
        // Even an empty one takes some memory where it is one of many.
        let left = self.left.checked_sub(source.length().max(16));
        self.left = left.ok_or_else(|| type_error("an option has more than 1 MiB of text"))?;
        let text = String::from(source);
        // They became this character on the way; only where it is there is each one looked at, by a call into JavaScript. Its octets are
        // looked for as they are, since the search for a text is several times the code, which an engine compiles for the first call.
        let replaced = text.as_bytes().windows(REPLACEMENT.len()).any(|octets| octets == REPLACEMENT);
        if replaced && has_lone_surrogate(source) { Err(wrong()) } else { Ok(text) }
    }
}

/// The strings of an array.
#[cold]
#[inline(never)]
fn texts(array: &JsValue, wrong: &dyn Fn() -> JsValue) -> Result<Vec<String>, JsValue> {
    let (items, mut texts, mut read) = (Array::from(array), Texts::new(), Vec::new());
    for index in 0..items.length() {
        read.push(texts.next(&items.get(index), wrong)?);
    }
    Ok(read)
}

#[cold]
#[inline(never)]
fn has_lone_surrogate(text: &JsString) -> bool {
    !text.is_valid_utf16()
}

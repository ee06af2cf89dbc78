//! JSON text whose objects refuse duplicate members
//! ([RFC 7515 section 4](https://www.rfc-editor.org/rfc/rfc7515#section-4)).

mod written;

use core::cell::Cell;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
pub(crate) use written::Object;

const MAX_MEMBERS: usize = 1000;

/// A JSON value, as far as anything here asks about it.
pub(crate) enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, and whether it is below zero.
    Number { negative: bool },
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Self>),
    /// An object.
    Object(Members),
}

/// The members of an object in their order; at most 1000.
#[derive(Default)]
pub(crate) struct Members(Vec<(String, Json)>);

/// A member's value has another type than the one asked for.
pub(crate) struct WrongType;

impl Members {
    /// Parses an object; the error says in words what is wrong and where, never what stands there.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let refused = Cell::new(false);
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let json = Reading { refused: &refused }.deserialize(&mut deserializer);
        match json.and_then(|json| deserializer.end().map(|()| json)) {
            Ok(Json::Object(members)) if !refused.get() => Ok(members),
            Ok(_) => Err(Self::refused(None, refused.get())),
            Err(error) => Err(Self::refused(Some(&error), false)),
        }
    }

    #[cold]
    #[inline(never)]
    fn refused(error: Option<&serde_json::Error>, by_us: bool) -> String {
        match error {
            Some(error) => {
                let what = if error.is_eof() { "ends too early" } else { "is not valid JSON" };
                format!("{what} at line {}, column {}", error.line(), error.column())
            }
            None if by_us => "has a duplicate member, or more than 1000".to_owned(),
            None => "must be a JSON object".to_owned(),
        }
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    /// The member as a string, if it is there.
    pub(crate) fn string(&self, name: &str) -> Result<Option<&str>, WrongType> {
        self.get(name).map(|value| value.as_str().ok_or(WrongType)).transpose()
    }

    /// Whether the member is `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        matches!(self.get(name), Some(Json::Boolean(true)))
    }

    /// The strings of an array; `None` where the member is absent or something else.
    pub(crate) fn strings(&self, name: &str) -> Option<Vec<&str>> {
        let Some(Json::Array(items)) = self.get(name) else { return None };
        Some(items.iter().filter_map(Json::as_str).collect())
    }
}

impl Json {
    /// The items of an array; none of anything else.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Self> {
        let items: &[Self] = match self {
            Self::Array(items) => items,
            Self::Null | Self::Boolean(_) | Self::Number { .. } | Self::String(_) | Self::Object(_) => &[],
        };
        items.iter()
    }

    /// The members of an object.
    pub(crate) fn members(&self) -> Option<&Members> {
        match self {
            Self::Object(members) => Some(members),
            Self::Null | Self::Boolean(_) | Self::Number { .. } | Self::String(_) | Self::Array(_) => None,
        }
    }

    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Null | Self::Boolean(_) | Self::Number { .. } | Self::Array(_) | Self::Object(_) => None,
        }
    }
}

/// Reads a value of any type. What is refused is noted, not thrown: an error of ours would bring along the code that looks for a place in
/// its text.
#[derive(Clone, Copy)]
struct Reading<'a> {
    refused: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number { negative: number < 0 })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Number { negative: false })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number { negative: number < 0.0 })
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut members = Members::default();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            // Once something is refused, nothing more is compared: a long object would take a time that grows with its square.
            if self.refused.get() || members.0.len() == MAX_MEMBERS || members.get(&name).is_some() {
                self.refused.set(true);
            } else {
                members.0.push((name, value));
            }
        }
        Ok(Json::Object(members))
    }
}

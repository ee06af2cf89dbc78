//! JSON text whose objects keep their order and refuse duplicate members
//! ([RFC 7515 section 4](https://www.rfc-editor.org/rfc/rfc7515#section-4)).

use core::fmt;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use zeroize::Zeroizing;

/// A JSON value. Strings are wiped when dropped, since they may be key members.
pub enum Json {
    /// `null`, `true`, `false` or a number: nothing here needs to tell them apart.
    Other,
    /// A string.
    String(Zeroizing<String>),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// Parses `text`.
///
/// # Errors
/// Says in words what is wrong and where, never what stands there.
pub fn parse(text: &str) -> Result<Json, String> {
    serde_json::from_str(text).map_err(|error| {
        let at = format!("at line {}, column {}", error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Data => format!("has a duplicate member {at}"),
            serde_json::error::Category::Eof => format!("ends too early {at}"),
            serde_json::error::Category::Io | serde_json::error::Category::Syntax => {
                format!("is not valid JSON {at}")
            }
        }
    })
}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Other => "Json::Other",
            Self::String(_) => "Json::String(..)",
            Self::Array(_) => "Json::Array(..)",
            Self::Object(_) => "Json::Object(..)",
        })
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::String(Zeroizing::new(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut names = BTreeSet::new();
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Json>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("duplicate member"));
            }
            members.push((name, value));
        }
        Ok(Json::Object(members))
    }
}

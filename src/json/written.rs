//! JSON objects that are written. One type for header, claims and the rest, since each of its own is another kilobyte.

use serde::{Serialize, Serializer};

/// The members of an object, in the order they are written.
pub(crate) struct Object<'a>(pub(crate) Vec<(&'static str, Value<'a>)>);

/// The value of a member.
pub(crate) enum Value<'a> {
    Text(&'a str),
    Texts(&'a [String]),
    Number(u64),
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Texts(texts) => serializer.collect_seq(*texts),
            Self::Number(number) => serializer.serialize_u64(*number),
        }
    }
}

impl Object<'_> {
    /// As text; `None` never happens, since writing to memory does not fail.
    pub(crate) fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

//! JSON objects that are written. Straight into their text, since a serializer and the members that it wants to be handed are several
//! times the code, which an engine compiles for the first assertion.

/// The text of an object, without the brace that ends it.
pub(crate) struct Object(String);

impl Object {
    /// Without members.
    pub(crate) fn new() -> Self {
        Self("{".to_owned())
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        self.name(name);
        self.quoted(text);
    }

    /// Adds an array of texts.
    #[inline(never)]
    pub(crate) fn texts(&mut self, name: &'static str, texts: &[String]) {
        self.name(name);
        let mut mark = "[";
        for text in texts {
            self.0.push_str(mark);
            self.quoted(text);
            mark = ",";
        }
        self.0.push_str(if texts.is_empty() { "[]" } else { "]" });
    }

    /// Adds a number.
    pub(crate) fn number(&mut self, name: &'static str, number: u64) {
        self.name(name);
        self.digits(number);
    }

    /// Adds members that are JSON already, at least one of them.
    pub(crate) fn members(&mut self, text: &str) {
        self.separate();
        self.0.push_str(text);
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> String {
        self.0 += "}";
        self.0
    }

    fn separate(&mut self) {
        if self.0.len() > 1 {
            self.0 += ",";
        }
    }

    fn name(&mut self, name: &'static str) {
        self.separate();
        self.0 += "\"";
        self.0 += name;
        self.0 += "\":";
    }

    /// Adds a string of JSON. Escapes are so rare that their code stands apart.
    fn quoted(&mut self, text: &str) {
        if text.as_bytes().iter().all(|octet| *octet >= b' ' && *octet != b'"' && *octet != b'\\') {
            self.0 += "\"";
            self.0 += text;
            self.0 += "\"";
        } else {
            self.escaped(text);
        }
    }

    #[cold]
    #[inline(never)]
    fn escaped(&mut self, text: &str) {
        // Writing to memory does not fail.
        self.0.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn digits(&mut self, number: u64) {
        if number >= 10 {
            self.digits(number / 10);
        }
        let [digit, ..] = (number % 10).to_le_bytes();
        self.0.push(char::from(b'0' | digit));
    }
}

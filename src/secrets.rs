//! What of a server's text may be shown: no secret of the request, and nothing that misleads the eye.

/// The values of a request that must not come back in an error.
///
/// One of fewer than 4 characters is not looked for: almost any text has it by chance, and leaving out that text would protect nothing, since
/// whatever is that short can be guessed.
#[derive(Default)]
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// In characters.
    const SHORTEST: usize = 4;

    pub(crate) fn add(&mut self, secret: &str) {
        let secret = comparable(secret);
        if secret.chars().count() >= Self::SHORTEST {
            self.0.push(secret);
        }
    }

    /// Whether `text` repeats one of them: as it was given, percent-encoded as in a form or a URL, or escaped as in JSON; and whether it does
    /// once it is [`printable`].
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        let forms = [comparable(text), comparable(&decoded(text, "%", 2)), comparable(&decoded(text, "\\u", 4))];
        let occurs = |form: &[u8], secret: &[u8]| form.windows(secret.len()).any(|part| part == secret);
        forms.iter().any(|form| self.0.iter().any(|secret| occurs(form.as_bytes(), secret.as_bytes())))
    }
}

/// Without control characters, and without those that change the direction of the text around them.
pub(crate) fn printable(text: &str) -> String {
    text.chars().filter(|character| !is_hidden(*character)).collect()
}

fn is_hidden(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || character.is_control()
}

/// The same for what is sent, shown and escaped: a form has a plus for a space, and JSON a backslash before some characters.
fn comparable(text: &str) -> String {
    let shown = text.chars().filter(|character| !is_hidden(*character) && *character != '\\');
    shown.map(|character| if character == '+' { ' ' } else { character }).collect()
}

/// With each `mark` and its hexadecimal digits replaced by what they stand for: an octet where there are two, else a character.
fn decoded(text: &str, mark: &str, digits: usize) -> String {
    let mut pieces = text.split(mark);
    let mut octets = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (number, rest) = piece.split_at_checked(digits).unwrap_or_default();
        // The parser takes a sign, too.
        let number =
            Some(number).filter(|number| !number.starts_with('+')).and_then(|it| u32::from_str_radix(it, 16).ok());
        let octet = number.and_then(|number| u8::try_from(number).ok()).filter(|_| digits == 2);
        match (octet, number.and_then(char::from_u32)) {
            (Some(octet), _) => octets.push(octet),
            (None, Some(character)) => octets.extend(character.encode_utf8(&mut [0; 4]).as_bytes()),
            (None, None) => {
                octets.extend([mark, piece].concat().as_bytes());
                continue;
            }
        }
        octets.extend(rest.as_bytes());
    }
    String::from_utf8_lossy(&octets).into_owned()
}

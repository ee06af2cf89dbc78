//! base64url, as strict as RFC 7515 asks for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use private_key_jwt::base64url::{decode, encode};

// RFC 4648, section 10, and all letters.
#[test]
fn encodes_and_decodes_as_rfc_4648_says() {
    let vectors = ["", "Zg", "Zm8", "Zm9v", "Zm9vYg", "Zm9vYmE", "Zm9vYmFy"];
    for (length, text) in vectors.into_iter().enumerate() {
        let octets = b"foobar".get(..length).unwrap_or_default();
        assert_eq!(encode(octets), text);
        assert_eq!(decode(text).as_deref(), Some(octets));
    }
    let all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    assert_eq!(decode(all).map(encode).as_deref(), Some(all));
}

#[test]
fn only_64_characters_are_letters() {
    let letter = |letter: &char| letter.is_ascii_alphanumeric() || ['-', '_'].contains(letter);
    for character in (0..=0x180).filter_map(char::from_u32) {
        let text: String = [character, 'A', 'A', 'A'].into_iter().collect();
        assert_eq!(decode(&text).is_some(), letter(&character), "{character:?}");
    }
}

#[test]
fn refuses_stray_bits_and_lengths_that_no_octets_have() {
    for text in ["A", "AAAAA", "AB", "AAB", "A_", "Zg=", "Zg==", "Zm8=", "Zg\n"] {
        assert_eq!(decode(text), None, "{text}");
    }
    for octets in 0..=40_u8 {
        let octets: Vec<u8> = (0..octets).map(|octet| octet.wrapping_mul(211).wrapping_add(7)).collect();
        assert_eq!(decode(&encode(&octets)), Some(octets));
    }
}

/// The crate base64, which has no part in either here, as judge of all endings, and of texts of which one character is another one.
#[test]
fn takes_and_refuses_what_another_implementation_does() {
    let assert_same = |text: &str| assert_eq!(decode(text), URL_SAFE_NO_PAD.decode(text).ok(), "{text:?}");
    for [first, second] in (0..0x80_u8).flat_map(|first| (0..0x80_u8).map(move |second| [first, second])) {
        let ending: String = [first, second].map(char::from).into_iter().collect();
        for before in ["", "A", "_z", "0-9", "Zm9v"] {
            assert_same(&[before, &ending].concat());
        }
    }
    let octets: Vec<u8> = (0..200_u8).map(|octet| octet.wrapping_mul(151) ^ 0x5A).collect();
    for length in 0..octets.len() {
        let text = encode(octets.get(..length).unwrap_or_default());
        assert_eq!(text, URL_SAFE_NO_PAD.encode(octets.get(..length).unwrap_or_default()));
        for (at, letter) in text.char_indices() {
            for other in ["", "=", "+", "/", " ", "\0", "@", "[", "`", "{", "\u{7f}", "\u{e9}", "\u{20ac}", "AA"] {
                let rest = text.get(at.saturating_add(letter.len_utf8())..).unwrap_or_default();
                assert_same(&[text.get(..at).unwrap_or_default(), other, rest].concat());
            }
        }
    }
}

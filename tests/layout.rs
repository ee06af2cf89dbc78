//! The order of the modules: each uses only those above it in src/lib.rs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Names that only the edge to JavaScript may use.
const HOST_CRATES: [&str; 6] =
    ["wasm_bindgen", "js_sys", "web_sys", "wasm_bindgen_futures", "serde_wasm_bindgen", "getrandom"];

#[test]
fn no_module_uses_one_below_it() {
    let order = order();
    assert!(order.len() > 10, "src/lib.rs lists {order:?}");
    let complaints: Vec<_> = sources().iter().flat_map(|(path, text)| complaints(&order, path, text)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_file_belongs_to_a_module_of_the_list() {
    let order = order();
    for (path, _) in sources() {
        assert!(
            path == "lib.rs" || path.starts_with("arithmetic/") || order.iter().any(|name| *name == module(&path)),
            "{path} is not in src/lib.rs"
        );
    }
}

#[test]
fn a_backward_use_is_found() {
    let order = ["error", "time", "key", "bindings"].map(ToOwned::to_owned);
    let count = |path: &str, text: &str| complaints(&order, path, text).len();
    assert_eq!(count("time.rs", "use crate::key::SigningKey;"), 1);
    assert_eq!(count("time.rs", "use crate::{error::Error, key::{self, SigningKey}};"), 1);
    assert_eq!(count("error.rs", "use crate::{key, time};"), 2);
    assert_eq!(count("error.rs", "fn f() -> crate::time::Lifetime {}"), 1);
    assert_eq!(count("key/jwk.rs", "use super::super::bindings;"), 1);
    assert_eq!(count("time.rs", "use super::key;"), 1);
    assert_eq!(count("key.rs", "use js_sys::Date;"), 1);
    assert_eq!(count("key/jwk.rs", "use super::number::Number;\nuse crate::{error::Error, key::rsa};"), 0);
    assert_eq!(count("bindings/host.rs", "use crate::time::UnixSeconds; use js_sys::Date;"), 0);
    assert_eq!(count("time.rs", "// not like crate::key\n/// [`crate::key`]"), 0);
}

/// The modules in the order of src/lib.rs.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(source_folder().join("lib.rs")).unwrap();
    let names = lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    names.map(|name| name.trim_end_matches(';').to_owned()).collect()
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: path below src, and text. A folder with a Cargo.toml is another crate, which cannot use this one.
fn sources() -> Vec<(String, String)> {
    let mut folders = vec![source_folder()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.join("Cargo.toml").exists() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(source_folder()).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files
}

/// The module of the list to which a file belongs.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

fn complaints(order: &[String], path: &str, text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let place = |name: &str| order.iter().position(|module| module == name);
    let mut found = Vec::new();
    if let Some(own) = place(module(path)) {
        let backward = used(&code).into_iter().filter(|name| place(name).is_some_and(|used| used > own));
        found.extend(backward.map(|name| format!("{path} uses crate::{name}, which stands below it in src/lib.rs")));
    }
    let out_of_module = if path.contains('/') { "super::super" } else { "super::" };
    if code.contains(out_of_module) {
        found.push(format!("{path} reaches other modules by {out_of_module}: write crate::"));
    }
    if module(path) != "bindings" {
        let words: Vec<_> = code.split(|letter: char| !is_name(letter)).collect();
        let named = HOST_CRATES.iter().filter(|name| words.contains(name));
        found.extend(named.map(|name| format!("{path} names {name}, which is for bindings")));
    }
    found
}

/// The first names of all paths that begin with `crate::`, those in braces too.
fn used(code: &str) -> Vec<String> {
    code.split("crate::").skip(1).flat_map(first_names).collect()
}

fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![path.chars().take_while(|letter| is_name(*letter)).collect()];
    };
    let mut depth = 0;
    let mut top = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ if depth == 0 => top.push(letter),
            _ => {}
        }
    }
    top.split(',').map(|item| item.trim().chars().take_while(|letter| is_name(*letter)).collect()).collect()
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

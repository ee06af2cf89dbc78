//! The page as a folder that any static host can serve: www/ and, beside it, the modules of the package.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::run::say;

/// A specifier that only a package's `imports` resolve, which browsers do not read; and the page's own module for it.
const WASM: (&str, &str) = ("'#keys-wasm'", "'../keys-wasm.js'");

/// What the page's modules import of the package; and the wasm that they fetch.
const ENTRIES: [&str; 2] = ["slim.js", "keys.js"];
const FETCHED: [&str; 2] = ["private-key-jwt.wasm", "keys.wasm"];

/// Assembles pkg/site out of www/ and the staged package.
pub(crate) fn make(project: &Project) -> Result<()> {
    say("assembling the page");
    let site = project.root.join("pkg/site");
    let package = site.join("package");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::create_dir_all(&package)?;
    let www = project.root.join("www");
    for entry in fs::read_dir(&www)? {
        let entry = entry?;
        fs::copy(entry.path(), site.join(entry.file_name()))?;
    }
    let dist = project.staged().join("dist");
    for name in modules(&dist)?.iter().map(String::as_str).chain(FETCHED) {
        fs::copy(dist.join(name), package.join(name)).with_context(|| format!("{name} is not in the package"))?;
    }
    let keys = package.join("keys.js");
    let text = fs::read_to_string(&keys)?;
    ensure!(text.contains(WASM.0), "keys.js does not import {}", WASM.0);
    Ok(fs::write(keys, text.replace(WASM.0, WASM.1))?)
}

/// The entries and all that they import from beside them, directly or not.
fn modules(dist: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = ENTRIES.map(str::to_owned).to_vec();
    while let Some(name) = waiting.pop() {
        let text = fs::read_to_string(dist.join(&name)).with_context(|| format!("{name} is not in the package"))?;
        if found.insert(name) {
            waiting.extend(imported(&text).map(str::to_owned));
        }
    }
    Ok(found)
}

/// The files named by `from './…'`.
fn imported(text: &str) -> impl Iterator<Item = &str> {
    text.split("from './").skip(1).filter_map(|rest| rest.split('\'').next())
}

#[cfg(test)]
mod tests {
    use super::imported;

    #[test]
    fn finds_what_a_module_imports_from_beside_it() {
        let text = "import load from '#wasm';\nimport { a } from './core.js';\nexport { b } from './errors.js';\n";
        assert_eq!(imported(text).collect::<Vec<_>>(), ["core.js", "errors.js"]);
    }
}

//! The page as a folder that any static host can serve: www/ and, beside it, the modules of the package.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::project::Project;
use crate::run::say;

/// A specifier that only a package's `imports` resolve, which browsers do not read; and the page's own module for it.
const WASM: (&str, &str) = ("'#keys-wasm'", "'../keys-wasm.js'");

/// What the page's modules import, directly or not, and the wasm that they fetch.
const MODULES: [&str; 10] = [
    "core.js",
    "errors.js",
    "glue.js",
    "instance.js",
    "keys-glue.js",
    "keys.js",
    "keys.wasm",
    "private-key-jwt.wasm",
    "slim.js",
    "start.js",
];

/// Assembles pkg/site out of www/ and the staged package.
pub(crate) fn make(project: &Project) -> Result<()> {
    say("assembling the page");
    let site = project.root.join("pkg/site");
    let package = site.join("package");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::create_dir_all(&package)?;
    copy_files(&project.root.join("www"), &site)?;
    let dist = project.staged().join("dist");
    for name in MODULES {
        let (from, to) = (dist.join(name), package.join(name));
        fs::copy(&from, &to).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    let keys = package.join("keys.js");
    let text = fs::read_to_string(&keys)?;
    ensure!(text.contains(WASM.0), "keys.js does not import {}", WASM.0);
    Ok(fs::write(keys, text.replace(WASM.0, WASM.1))?)
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

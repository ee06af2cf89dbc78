//! How large things are, and how large they may be.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::capture;

/// A limit for one file of the package, in bytes.
struct Budget {
    file: &'static str,
    raw: u64,
    gzip: u64,
}

const BUDGETS: [Budget; 2] = [
    Budget { file: "private-key-jwt.wasm", raw: 297_000, gzip: 133_600 },
    Budget { file: "keys.wasm", raw: 240_000, gzip: 105_500 },
];

/// Prints the sizes of one file as it is, by gzip -9 and by brotli.
const MEASURE: &str = "\
const { gzipSync, brotliCompressSync } = require('node:zlib');
const bytes = require('node:fs').readFileSync(process.argv[1]);
console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);";

/// Prints the sizes of the files and fails when one is over its budget.
pub(crate) fn report(files: &[&Path]) -> Result<()> {
    println!("{:<32}{:>10}{:>10}{:>10}  bytes", "", "raw", "gzip -9", "brotli");
    let mut over = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let [raw, gzip, brotli] = measure(file)?;
        println!("{name:<32}{raw:>10}{gzip:>10}{brotli:>10}");
        let broken = BUDGETS.iter().filter(|budget| budget.file == name && (raw > budget.raw || gzip > budget.gzip));
        over.extend(broken.map(|budget| format!("{name}: at most {} bytes, {} by gzip", budget.raw, budget.gzip)));
    }
    if !over.is_empty() {
        bail!("over the budget in pkg-config/xtask/src/sizes.rs: {}", over.join("; "));
    }
    Ok(())
}

fn measure(file: &Path) -> Result<[u64; 3]> {
    let text = capture(Command::new("node").args(["-e", MEASURE]).arg(file))?;
    let numbers: Vec<u64> = text.split_whitespace().flat_map(str::parse).collect();
    numbers.try_into().ok().context("the sizes could not be read")
}

//! What the bench holds the package against: the crate `rsa` alone, in wasm, made for speed.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::project::Project;
use crate::run::{run, say};
use crate::toolchain::{self, TARGET};

/// How the bindings are generated: `rsa-baseline.js` and `rsa-baseline_bg.wasm`.
const BINDGEN: [&str; 7] =
    ["wasm-bindgen", "--target", "web", "--omit-default-module-path", "--no-typescript", "--out-name", "rsa-baseline"];

/// Compiles tests/bench/baseline and leaves `rsa-baseline.js` and `rsa-baseline.wasm` in pkg/baseline.
pub(crate) fn make(project: &Project) -> Result<()> {
    say("compiling the crate rsa alone, for comparison");
    let output = toolchain::output(project).join("baseline");
    let mut cargo = toolchain::cargo_elsewhere(&project.root.join("tests/bench/baseline"));
    run(cargo.args(["--release", "--locked", "--target-dir"]).arg(&output))?;
    let folder = project.root.join("pkg/baseline");
    generate(&output.join(TARGET).join("release/rsa_baseline.wasm"), &folder)?;
    Ok(fs::rename(folder.join("rsa-baseline_bg.wasm"), folder.join("rsa-baseline.wasm"))?)
}

fn generate(compiled: &Path, folder: &Path) -> Result<()> {
    let arguments = BINDGEN.map(Into::into).into_iter().chain(["--out-dir".into(), folder.into(), compiled.into()]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args::<_, std::ffi::OsString>(arguments)
}

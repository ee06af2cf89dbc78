//! The way out where rustup cannot download: Debian's compiler, and a standard library for wasm built with it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::apt;
use crate::project::Project;
use crate::run::{capture, run, say};
use crate::stamp::Stamp;
use crate::toolchain::{TARGET, Toolchain};

/// Debian's linker for wasm.
pub(crate) const LINKER: &str = "wasm-ld-19";

const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// The standard library's source, from the package rust-web-src.
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/Cargo.toml";

const MANIFEST: &str = "\
[package]
name = \"empty\"
edition = \"2021\"

[profile.release]
panic = \"abort\"

[workspace]
";

/// Finds or makes the Debian toolchain.
pub(crate) fn install(project: &Project) -> Result<Toolchain> {
    let needed = ["/usr/bin/rustc", "/usr/bin/cargo", "/usr/bin/wasm-ld-19", SOURCE];
    if !needed.iter().all(|file| Path::new(file).exists()) {
        apt::install_packages(&PACKAGES)?;
    }
    let sysroot = project.target.join("wasm-sysroot");
    let version = capture(debian("rustc").arg("-vV"))?;
    let stamp = Stamp::new(sysroot.join("stamp"), &[version.as_bytes(), MANIFEST.as_bytes()]);
    if !stamp.is_current() {
        say("building Rust's standard library for wasm with Debian's compiler (once, about 3 minutes)");
        stamp.clear()?;
        build(&project.work().join("standard-library"), &sysroot)?;
        stamp.set()?;
    }
    Ok(Toolchain::Debian { sysroot })
}

/// A program of Debian's toolchain, undisturbed by rustup and by the cargo that started us.
pub(crate) fn debian(program: &str) -> Command {
    let mut command = Command::new(Path::new("/usr/bin").join(program));
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
        command.env_remove(name);
    }
    command.env("RUSTC", "/usr/bin/rustc").env("RUSTDOC", "/usr/bin/rustdoc");
    command
}

/// Builds an empty crate together with the standard library, and keeps the latter.
fn build(work: &Path, sysroot: &Path) -> Result<()> {
    fs::create_dir_all(work.join("src"))?;
    fs::write(work.join("Cargo.toml"), MANIFEST)?;
    fs::write(work.join("src/lib.rs"), "#![no_std]\n")?;
    let output = work.join("target");
    let arguments = ["build", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort,test", "--target-dir"];
    // Building the standard library is an unstable feature, which this variable unlocks in a stable compiler.
    run(debian("cargo").args(arguments).arg(&output).env("RUSTC_BOOTSTRAP", "1").current_dir(work))?;
    keep(&output.join(TARGET).join("release/deps"), &sysroot.join("lib/rustlib").join(TARGET).join("lib"))?;
    Ok(fs::remove_dir_all(work)?)
}

fn keep(libraries: &Path, destination: &PathBuf) -> Result<()> {
    let _ = fs::remove_dir_all(destination);
    fs::create_dir_all(destination)?;
    for entry in fs::read_dir(libraries).context("the standard library was not built")? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(entry.path(), destination.join(name))?;
        }
    }
    Ok(())
}

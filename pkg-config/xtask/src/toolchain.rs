//! The Rust compiler for wasm32-unknown-unknown.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::run::{capture, is_on_path, run, say};

/// The target triple of the package.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The oldest compiler that builds the package, 1.92: before it there is no `-Cpanic=immediate-abort`. The library alone, and its native
/// tests, are content with the `rust-version` of Cargo.toml.
const OLDEST: [u32; 2] = [1, 92];

/// `cargo <verb>` for the wasm target, with the compiler options of the project.
pub(crate) fn cargo(project: &Project, verb: &str) -> Command {
    let mut command = Command::new("cargo");
    command.args([verb, "--target", TARGET]).current_dir(&project.root);
    command
}

/// `cargo build` of the package: with the standard library built anew so that a panic is a bare trap, nothing can be
/// printed for debugging, no place in the source is named, and small code goes before fast code. Messages that nobody would ever read, and what formats
/// them, are a seventh of the module. All these are unstable features, which the variable unlocks in a stable compiler.
pub(crate) fn cargo_build(project: &Project, flags: &[String]) -> Command {
    let mute = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zfmt-debug=none", "-Zlocation-detail=none"]
        .map(str::to_owned);
    // Most of the first signature's time is an engine compiling it, each function at some cost of its own. What the compiler inlines by itself
    // when it goes for size, 5, left 270 functions on the way to it where this left 252, and a larger module.
    let inline = ["-Cllvm-args=-inline-threshold=25".to_owned()];
    let mut command = cargo(project, "build");
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", [flags, &mute, &inline].concat().join(" "));
    command.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size", "--target-dir"]);
    command.arg(output(project));
    command
}

/// `cargo build` of another workspace, with no compiler options of this project: set, an environment variable takes
/// the place of those in `.cargo/config.toml`.
pub(crate) fn cargo_elsewhere(folder: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", "");
    command.args(["build", "--target", TARGET]).current_dir(folder);
    command
}

/// Where cargo puts what [`cargo_build`] makes.
pub(crate) fn output(project: &Project) -> PathBuf {
    project.target.join("package")
}

/// Finds a compiler that is new enough and the parts of it that the package needs, or has rustup install these.
pub(crate) fn install(project: &Project) -> Result<()> {
    check_version(&capture(Command::new("rustc").arg("--version").current_dir(&project.root))?)?;
    if has_parts() {
        return Ok(());
    }
    if is_on_path("rustup") {
        say(&format!("installing the target {TARGET} and the component rust-src by rustup"));
        for arguments in [["target", "add", TARGET], ["component", "add", "rust-src"]] {
            // Whether it worked is seen below.
            let _ = run(Command::new("rustup").args(arguments).current_dir(&project.root));
        }
    }
    if !has_parts() {
        bail!(
            "the compiler lacks parts. Install Rust by https://rustup.rs, then run: \
             rustup target add {TARGET} && rustup component add rust-src"
        );
    }
    Ok(())
}

/// Refuses a compiler that is too old, by the answer of `rustc --version`.
fn check_version(answer: &str) -> Result<()> {
    let Some(version) = version(answer) else { bail!("the version of the compiler is unknown: rustc said {answer:?}") };
    if version < OLDEST {
        let [major, minor] = OLDEST;
        bail!(
            "the package needs Rust {major}.{minor} or newer, and this is {}. With rustup run: rustup update stable && rustup \
             default stable. Otherwise install Rust by https://rustup.rs",
            answer.trim()
        );
    }
    Ok(())
}

/// Major and minor of `rustc 1.95.0-nightly (...)`.
fn version(answer: &str) -> Option<[u32; 2]> {
    let mut numbers = answer.split_whitespace().nth(1)?.split('.').map(str::parse);
    Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
}

fn has_parts() -> bool {
    has_target() && has_source()
}

/// Whether the compiler on PATH has a standard library for the target.
fn has_target() -> bool {
    let arguments = ["--print", "target-libdir", "--target", TARGET];
    let folder = capture(Command::new("rustc").args(arguments)).unwrap_or_default();
    let files = Path::new(folder.trim()).read_dir().into_iter().flatten().flatten();
    files.into_iter().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
}

/// Whether the source of the standard library is there.
fn has_source() -> bool {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.toml").exists()
}

#[cfg(test)]
mod tests {
    use super::check_version;

    #[test]
    fn a_compiler_before_1_92_is_refused_and_told_what_to_do() {
        for old in ["rustc 1.91.1 (ed61e7d7e 2025-11-07)\n", "rustc 1.88.0 (6b00bc388 2025-06-23)", "rustc 0.99.0"] {
            let message = check_version(old).expect_err(old).to_string();
            assert!(message.contains(old.trim()) && message.contains("1.92 or newer"), "{message}");
            assert!(message.contains("rustup update stable"), "{message}");
        }
        for unknown in ["", "rustc", "rustc nightly"] {
            assert!(check_version(unknown).is_err(), "{unknown}");
        }
        for new in ["rustc 1.92.0 (ded5c06cf 2025-12-08)", "rustc 1.100.0-nightly (abc 2027-01-01)", "rustc 2.0.0"] {
            assert!(check_version(new).is_ok(), "{new}");
        }
    }
}

//! The Rust compiler for wasm32-unknown-unknown.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::options::Source;
use crate::project::Project;
use crate::run::{capture, is_on_path, run, say};
use crate::sysroot;

/// The target triple of the package.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A compiler that can build for [`TARGET`].
pub(crate) enum Toolchain {
    /// The one on PATH.
    Native,
    /// Debian's, with a standard library of our own making.
    Debian { sysroot: PathBuf },
}

impl Toolchain {
    /// `cargo <verb>` for the wasm target, with compiler options beside those of the project.
    pub(crate) fn cargo(&self, project: &Project, verb: &str, flags: &[String]) -> Command {
        let mut flags = flags.to_vec();
        let mut command = match self {
            Self::Native => Command::new("cargo"),
            Self::Debian { sysroot } => {
                flags.push(format!("--sysroot={}", sysroot.display()));
                sysroot::debian("cargo")
            }
        };
        if let Self::Debian { .. } = self {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", sysroot::LINKER);
        }
        if !flags.is_empty() {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
        }
        command.args([verb, "--target", TARGET]).current_dir(&project.root);
        command
    }

    /// `cargo build` of the package: with the standard library built anew so that a panic is a bare trap, nothing can be
    /// printed for debugging, no place in the source is named, and small code goes before fast code. Messages that nobody would ever read, and what formats
    /// them, are a seventh of the module. All these are unstable features, which the variable unlocks in a stable compiler.
    pub(crate) fn cargo_build(&self, project: &Project, flags: &[String]) -> Command {
        let mute = ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zfmt-debug=none", "-Zlocation-detail=none"]
            .map(str::to_owned);
        let flags = [flags, &mute].concat().join(" ");
        let mut command = match self {
            Self::Native => Command::new("cargo"),
            Self::Debian { .. } => {
                let mut command = sysroot::debian("cargo");
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", sysroot::LINKER);
                command
            }
        };
        command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        command.args(["build", "--target", TARGET, "-Zbuild-std=std,panic_abort"]);
        command.args(["-Zbuild-std-features=optimize_for_size", "--target-dir"]);
        command.arg(self.output(project)).current_dir(&project.root);
        command
    }

    /// `cargo build` of another workspace, with no compiler options of this project: set, an environment variable takes
    /// the place of those in `.cargo/config.toml`.
    pub(crate) fn cargo_elsewhere(&self, folder: &Path) -> Command {
        let (mut command, flags) = match self {
            Self::Native => (Command::new("cargo"), String::new()),
            Self::Debian { sysroot } => {
                let mut command = sysroot::debian("cargo");
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", sysroot::LINKER);
                (command, format!("--sysroot={}", sysroot.display()))
            }
        };
        command.env_remove("RUSTFLAGS").env("CARGO_ENCODED_RUSTFLAGS", flags);
        command.args(["build", "--target", TARGET]).current_dir(folder);
        command
    }

    /// Where cargo puts what [`Self::cargo_build`] makes. One folder for each toolchain: cargo names the wasm of both
    /// alike, and would take one for the other.
    pub(crate) fn output(&self, project: &Project) -> PathBuf {
        project.target.join(match self {
            Self::Native => "package",
            Self::Debian { .. } => "package-debian",
        })
    }

    /// Whether clippy is there for the wasm target; Debian's compiler comes without.
    pub(crate) fn has_clippy(&self) -> bool {
        matches!(self, Self::Native)
    }
}

/// Finds or installs a toolchain.
pub(crate) fn install(project: &Project, source: Source) -> Result<Toolchain> {
    if source == Source::Debian {
        return sysroot::install(project);
    }
    if has_target() && has_source() {
        return Ok(Toolchain::Native);
    }
    if is_on_path("rustup") {
        say(&format!("installing the target {TARGET} and the component rust-src by rustup"));
        for arguments in [["target", "add", TARGET], ["component", "add", "rust-src"]] {
            // Whether it worked is seen below.
            let _ = run(Command::new("rustup").args(arguments).current_dir(&project.root));
        }
        if has_target() && has_source() {
            return Ok(Toolchain::Native);
        }
    }
    if source == Source::Rustup {
        bail!("the compiler lacks parts; run: rustup target add {TARGET} && rustup component add rust-src");
    }
    say("rustup cannot install it: falling back to Debian's compiler");
    sysroot::install(project)
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

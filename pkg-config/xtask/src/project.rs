//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folders of the project.
pub(crate) struct Project {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's output.
    pub(crate) target: PathBuf,
}

impl Project {
    /// The project that this program was compiled in.
    pub(crate) fn locate() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = root.canonicalize().unwrap_or(root);
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Self { root, target }
    }

    /// Our own intermediate files; may be deleted at any time.
    pub(crate) fn work(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// Where the package is staged, as it will be unpacked.
    pub(crate) fn staged(&self) -> PathBuf {
        self.root.join("pkg/package")
    }

    /// A file of an npm development dependency.
    pub(crate) fn npm(&self, path: &str) -> PathBuf {
        self.root.join("tests/node_modules").join(path)
    }

    /// The version in Cargo.toml, which is also the package's.
    pub(crate) fn version(&self) -> Result<String> {
        let text = fs::read_to_string(self.root.join("Cargo.toml")).context("Cargo.toml cannot be read")?;
        let line = text.lines().find_map(|line| line.strip_prefix("version = \""));
        let version = line.and_then(|rest| rest.split('"').next());
        Ok(version.context("Cargo.toml has no line `version = \"…\"`")?.to_owned())
    }
}

//! `cargo xtask build`: everything from Rust source to npm tarball.

use anyhow::Result;

use crate::package::{self, Package};
use crate::project::Project;
use crate::{binding, setup, site, sizes};

/// Sets up and builds the package.
pub(crate) fn build(project: &Project) -> Result<Package> {
    setup::for_build(project)?;
    build_with(project)
}

/// Builds the package on a machine that is set up.
pub(crate) fn build_with(project: &Project) -> Result<Package> {
    let bindings = binding::make(project)?;
    let package = package::make(project, &bindings)?;
    site::make(project)?;
    let wasm = bindings.iter().map(|binding| binding.wasm.as_path());
    sizes::report(&wasm.chain([package.tarball.as_path()]).collect::<Vec<_>>())?;
    Ok(package)
}

//! Making the machine able to do what a verb is about to do.

use anyhow::{Result, bail};

use crate::browser::{self, Program};
use crate::project::Project;
use crate::run::{capture, succeeds};
use crate::toolchain;
use crate::{apt, npm, run};
use std::process::Command;

/// The oldest Node that can run the tools; the package itself needs no more either.
const OLDEST_NODE: u32 = 20;

/// All that any verb needs.
pub(crate) fn everything(project: &Project) -> Result<()> {
    for_build(project)?;
    for_test(project, browser::ALL)?;
    run::say("this machine is ready: try `cargo xtask demo`");
    Ok(())
}

/// What building the package and running it in Node needs.
pub(crate) fn for_build(project: &Project) -> Result<()> {
    check_node()?;
    toolchain::install(project)?;
    npm::install(project)?;
    Ok(())
}

/// What the tests need beyond that: the linters and some browsers.
pub(crate) fn for_test(project: &Project, programs: &[Program]) -> Result<()> {
    check_components()?;
    apt::install(programs)?;
    if programs.contains(&browser::FIREFOX) {
        browser::install_geckodriver(project)?;
    }
    Ok(())
}

fn check_node() -> Result<()> {
    let advice = "Node 20 or newer with npm is needed: install it from https://nodejs.org or your system's packages";
    let Ok(version) = capture(Command::new("node").arg("--version")) else { bail!("{advice}") };
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) || !succeeds(Command::new("npm").arg("--version")) {
        bail!("{advice} (found Node {})", version.trim());
    }
    Ok(())
}

fn check_components() -> Result<()> {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let found = || succeeds(Command::new("cargo").args([program, "--version"]));
        if found() {
            continue;
        }
        run::say(&format!("installing {component} by rustup"));
        let _ = run::run(Command::new("rustup").args(["component", "add", component]));
        if !found() {
            bail!("`cargo {program}` is missing; run: rustup component add {component}");
        }
    }
    Ok(())
}

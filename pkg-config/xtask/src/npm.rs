//! The npm development dependencies: one lock file, in tests/.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run::{run, say};
use crate::stamp::Stamp;

/// The Node versions to test on, each an alias of npm's package of that version's program for this machine.
const NODES: [&str; 2] = ["node22", "node24"];

/// Installs what the lock file names, unless it has not changed since.
pub(crate) fn install(project: &Project) -> Result<()> {
    let tests = project.root.join("tests");
    let lock = fs::read(tests.join("package-lock.json")).context("tests/package-lock.json cannot be read")?;
    let stamp = Stamp::new(project.npm(".xtask-stamp"), &[&lock]);
    if stamp.is_current() {
        return Ok(());
    }
    say("installing npm packages from tests/package-lock.json (1 GB on disk, about a minute)");
    stamp.clear()?;
    // Not all versions of npm run install scripts unasked; the one that matters is run below.
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").args(options).current_dir(&tests))?;
    // Bun's puts the program of this platform in place; no download.
    run(Command::new("node").arg("install.js").current_dir(project.npm("bun")))?;
    NODES.iter().try_for_each(|name| link_node(project, name))?;
    stamp.set()
}

/// Makes `node_modules/node22` out of `node_modules/node22-linux-x64`, where npm has one for this machine.
fn link_node(project: &Project, name: &str) -> Result<()> {
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let package = format!("{name}-{}-{architecture}", std::env::consts::OS);
    // The program would else hide the machine's own Node from everything that npm starts.
    let _ = fs::remove_file(project.npm(".bin/node"));
    if !project.npm(&package).join("bin/node").is_file() {
        say(&format!("npm has no {name} for this machine: tests leave it out"));
        return Ok(());
    }
    Ok(symlink(package, project.npm(name))?)
}

//! The browsers that tests run in, and their drivers.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::Project;
use crate::run::{is_on_path, run, say};

/// A program that a test step starts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Program {
    /// Its names on different systems.
    pub(crate) names: &'static [&'static str],
    /// The Debian package it comes in.
    pub(crate) package: &'static str,
}

/// Chromium or Chrome.
pub(crate) const CHROMIUM: Program =
    Program { names: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" };
/// Drives Chromium.
pub(crate) const CHROMEDRIVER: Program = Program { names: &["chromedriver"], package: "chromium-driver" };
/// Firefox; its driver is not in Debian, see [`install_geckodriver`].
pub(crate) const FIREFOX: Program = Program { names: &["firefox-esr", "firefox"], package: "firefox-esr" };
/// WebKitGTK's own small browser and its driver.
pub(crate) const WEBKIT: Program = Program { names: &["WebKitWebDriver"], package: "webkit2gtk-driver" };
/// A display for WebKitGTK, which has no headless mode.
pub(crate) const DISPLAY: Program = Program { names: &["xvfb-run"], package: "xvfb" };
/// What `xvfb-run` itself needs.
pub(crate) const XAUTH: Program = Program { names: &["xauth"], package: "xauth" };

/// Everything that any test needs.
pub(crate) const ALL: &[Program] = &[CHROMIUM, CHROMEDRIVER, FIREFOX, WEBKIT, DISPLAY, XAUTH];

/// Options for a Chromium that runs as root, keeps to itself and looks nothing up.
const CHROMIUM_OPTIONS: [&str; 7] = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The name under which a program is installed here.
pub(crate) fn find(program: Program) -> Option<&'static str> {
    program.names.iter().copied().find(|name| is_on_path(name))
}

/// Builds the Firefox driver from crates.io, unless one is there.
pub(crate) fn install_geckodriver(project: &Project) -> Result<()> {
    if is_on_path("geckodriver") || geckodriver(project).is_file() {
        return Ok(());
    }
    say("building geckodriver, the driver of Firefox (once, about 2 minutes)");
    // A target folder of its own: the one of the project may be locked, and would be filled with it.
    let build = project.work().join("geckodriver");
    let arguments = ["install", "geckodriver", "--locked", "--quiet", "--debug", "--root"];
    run(Command::new("cargo").args(arguments).arg(tools(project)).arg("--target-dir").arg(&build))?;
    Ok(fs::remove_dir_all(build)?)
}

/// The driver of Firefox.
pub(crate) fn geckodriver(project: &Project) -> PathBuf {
    if is_on_path("geckodriver") { PathBuf::from("geckodriver") } else { tools(project).join("bin/geckodriver") }
}

/// Writes the options for Chromium in the form that the test runner takes, and gives the file.
pub(crate) fn chromium_capabilities(project: &Project) -> Result<PathBuf> {
    let options = CHROMIUM_OPTIONS.map(|option| format!("\"{option}\"")).join(", ");
    let file = project.work().join("chromium.json");
    fs::create_dir_all(project.work())?;
    fs::write(&file, format!("{{ \"goog:chromeOptions\": {{ \"args\": [{options}] }} }}\n"))?;
    Ok(file)
}

/// Writes a program that starts WebKitGTK's driver on a display of its own, and gives the file.
pub(crate) fn webkit_driver(project: &Project) -> Result<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    let file = project.work().join("webkit-driver");
    fs::create_dir_all(project.work())?;
    // As root there is no sandbox for its processes to enter.
    let script = "#!/bin/sh\nexport WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1\nexec WebKitWebDriver \"$@\"\n";
    fs::write(&file, script)?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).context("cannot make a file executable")?;
    Ok(file)
}

fn tools(project: &Project) -> PathBuf {
    project.target.join("tools")
}

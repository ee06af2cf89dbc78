//! Debian and Ubuntu packages, where this user may install them.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::browser::Program;
use crate::run::{capture, is_on_path, run, say, succeeds};

/// Installs the packages of those programs that are missing.
pub(crate) fn install(programs: &[Program]) -> Result<()> {
    let missing = programs.iter().filter(|program| !program.names.iter().any(|name| is_on_path(name)));
    let packages: Vec<&str> = missing.map(|program| program.package).collect();
    if packages.is_empty() { Ok(()) } else { install_packages(&packages) }
}

/// Installs packages, or fails with the command that would.
pub(crate) fn install_packages(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let Some(prefix) = permission() else {
        bail!("install these and run this again (on Debian or Ubuntu: sudo apt-get install {names}): {names}");
    };
    say(&format!("installing by apt: {names}"));
    let get = |arguments: &[&str]| {
        let environment = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
        let words: Vec<&str> = prefix.iter().chain(&environment).chain(arguments).copied().collect();
        let (program, rest) = words.split_first().map_or(("env", [].as_slice()), |(first, rest)| (*first, rest));
        run(Command::new(program).args(rest))
    };
    let arguments = [&["install", "-y", "--no-install-recommends"], packages].concat();
    // A fresh machine has no package lists, or old ones.
    if get(&arguments).is_err() && get(&["update"]).and_then(|()| get(&arguments)).is_err() {
        bail!("apt could not install these; see its messages above, then run: sudo apt-get install {names}");
    }
    Ok(())
}

/// What must stand before apt-get for it to be allowed; `None` where there is no apt or no permission.
fn permission() -> Option<&'static [&'static str]> {
    if !Path::new("/usr/bin/apt-get").is_file() {
        return None;
    }
    let is_root = capture(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

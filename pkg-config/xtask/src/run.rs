//! Starting other programs and saying what is done.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Says in one line what comes next.
pub(crate) fn say(text: &str) {
    println!("- {text}");
}

/// Runs a program with our own input and output; an error quotes the command line.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| missing(command))?;
    if !status.success() {
        bail!("this failed with {status}: {}", line(command));
    }
    Ok(())
}

/// Runs a program and gives what it wrote to standard output.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| missing(command))?;
    if !output.status.success() {
        bail!("this failed with {}: {}", output.status, line(command));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a program quietly and tells whether it succeeded; a missing program has not.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Whether a program of this name is on the search path.
pub(crate) fn is_on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(name).is_file())
}

/// The command line, to be shown and repeated.
pub(crate) fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

fn missing(command: &Command) -> String {
    format!("`{}` could not be started; is it installed and on PATH?", command.get_program().to_string_lossy())
}

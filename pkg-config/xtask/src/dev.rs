//! `cargo xtask dev`: serve the page and the package, rebuild on change.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::options::Options;
use crate::project::Project;
use crate::run::say;

/// What is looked at for changes; the page is served as it stands in www/.
const WATCHED: [&str; 3] = ["src", "pkg-config", "Cargo.toml"];

const INTERVAL: Duration = Duration::from_millis(500);

/// Ends the server together with this program's work.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Builds, serves, and builds again until interrupted.
pub(crate) fn dev(project: &Project, options: &Options) -> Result<()> {
    build::build(project)?;
    let mut command = Command::new("node");
    command.arg("pkg-config/dev-server.mjs").args(&options.rest).current_dir(&project.root);
    let mut server = Server(command.spawn().context("node could not be started")?);
    let mut seen = newest(project);
    loop {
        sleep(INTERVAL);
        if let Some(status) = server.0.try_wait()? {
            bail!("the server ended with {status}");
        }
        let now = newest(project);
        if now != seen {
            seen = now;
            say("something changed");
            match build::build(project) {
                Ok(_) => say("built: reload the page"),
                Err(error) => eprintln!("error: {error:#}\n- waiting for the next change"),
            }
        }
    }
}

/// When the newest of the watched files was written, and how many there are.
fn newest(project: &Project) -> (SystemTime, usize) {
    let mut newest = (SystemTime::UNIX_EPOCH, 0);
    WATCHED.iter().for_each(|name| visit(&project.root.join(name), &mut newest));
    newest
}

fn visit(path: &Path, newest: &mut (SystemTime, usize)) {
    let Ok(data) = fs::metadata(path) else { return };
    if data.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            visit(&entry.path(), newest);
        }
    } else if let Ok(time) = data.modified() {
        *newest = (newest.0.max(time), newest.1.saturating_add(1));
    }
}

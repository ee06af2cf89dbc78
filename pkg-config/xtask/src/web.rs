//! Tests that are compiled to wasm and run in Node and in browsers.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser;
use crate::project::Project;
use crate::run::run;
use crate::toolchain::{self, TARGET};

/// The hidden verb by which `cargo test` comes back to this program with a wasm file.
pub(crate) const RUNNER_VERB: &str = "run-wasm-tests";

/// Where the tests run.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    Node,
    ChromiumPage,
    ChromiumWorker,
    FirefoxPage,
    WebKitPage,
}

/// The tests of the bindings.
pub(crate) const BINDINGS: &[&str] = &["--package", "private-key-jwt", "--test", "web"];
/// Those of the arithmetic, which natively run on other lanes.
pub(crate) const ARITHMETIC: &[&str] = &["--package", "private-key-jwt-arithmetic", "--lib"];

/// Compiles some tests and runs them in one host.
pub(crate) fn test(project: &Project, tests: &[&str], host: Host) -> Result<()> {
    let mut command = toolchain::cargo(project, "test");
    command.args(tests).arg("--config");
    command.arg(runner(&std::env::current_exe()?, &prefix(host)));
    // Seconds for a whole suite, and for a driver to start on a busy machine.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "180").env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    choose_host(project, &mut command, host)?;
    run(&mut command)
}

/// The body of the hidden verb.
pub(crate) fn run_wasm_tests(arguments: impl Iterator<Item = String>) -> Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(RUNNER_VERB.into()).chain(arguments))
}

fn choose_host(project: &Project, command: &mut Command, host: Host) -> Result<()> {
    match host {
        Host::Node => return Ok(()),
        Host::ChromiumWorker => command.env("WASM_BINDGEN_USE_DEDICATED_WORKER", "1"),
        Host::ChromiumPage | Host::FirefoxPage | Host::WebKitPage => command.env("WASM_BINDGEN_USE_BROWSER", "1"),
    };
    match host {
        Host::FirefoxPage => command.env("GECKODRIVER", browser::geckodriver(project)),
        Host::WebKitPage => command.env("SAFARIDRIVER", browser::webkit_driver(project)?),
        Host::Node | Host::ChromiumPage | Host::ChromiumWorker => command
            .env("CHROMEDRIVER", "chromedriver")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::chromium_capabilities(project)?),
    };
    Ok(())
}

/// What must stand before the test runner.
fn prefix(host: Host) -> Vec<&'static str> {
    match host {
        Host::WebKitPage => vec!["xvfb-run", "--auto-servernum"],
        Host::Node | Host::ChromiumPage | Host::ChromiumWorker | Host::FirefoxPage => Vec::new(),
    }
}

/// The setting that makes cargo hand its test programs to this one.
fn runner(program: &Path, prefix: &[&str]) -> String {
    let program = program.to_string_lossy();
    let words = prefix.iter().copied().chain([program.as_ref(), RUNNER_VERB]);
    let list = words.map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ");
    format!("target.{TARGET}.runner = [{list}]")
}

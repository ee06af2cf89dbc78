//! The steps of `cargo xtask test`.

use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context, Result, bail, ensure};

use crate::browser::{CHROMEDRIVER, CHROMIUM, DISPLAY, FIREFOX, Program, WEBKIT, XAUTH};
use crate::build;
use crate::package::{self, Package};
use crate::project::Project;
use crate::run::run;
use crate::toolchain;
use crate::web::{self, Host};

/// What the steps work on. The package is there from the step `build` on.
pub(crate) struct Bench<'a> {
    pub(crate) project: &'a Project,
    pub(crate) package: Option<Package>,
}

/// One thing to be checked.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) needs: &'static [Program],
    pub(crate) run: fn(&mut Bench<'_>) -> Result<()>,
}

const fn step(name: &'static str, what: &'static str, run: fn(&mut Bench<'_>) -> Result<()>) -> Step {
    Step { name, what, needs: &[], run }
}

impl Step {
    const fn needs(mut self, programs: &'static [Program]) -> Self {
        self.needs = programs;
        self
    }
}

/// In this order.
pub(crate) const STEPS: &[Step] = &[
    step("format", "rustfmt", |bench| cargo(bench, &["fmt", "--all", "--check"])),
    step("lint", "clippy, natively", |bench| {
        cargo(bench, &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
    }),
    step("lint-wasm", "clippy for wasm", lint_wasm),
    step("native", "the native tests", |bench| cargo(bench, &["test", "--workspace"])),
    step("build", "the package", |bench| {
        bench.package = Some(build::build_with(bench.project)?);
        Ok(())
    }),
    step("web-node", "the wasm tests in Node", |bench| web(bench, Host::Node)),
    step("web-arithmetic", "the tests of the arithmetic as wasm, in Node", |bench| {
        web::test(bench.project, web::ARITHMETIC, Host::Node)
    }),
    step("web-chromium", "the wasm tests in a Chromium page", |bench| web(bench, Host::ChromiumPage))
        .needs(&[CHROMIUM, CHROMEDRIVER]),
    step("web-worker", "the wasm tests in a Chromium worker", |bench| web(bench, Host::ChromiumWorker))
        .needs(&[CHROMIUM, CHROMEDRIVER]),
    step("web-firefox", "the wasm tests in a Firefox page", |bench| web(bench, Host::FirefoxPage)).needs(&[FIREFOX]),
    step("web-webkit", "the wasm tests in a WebKitGTK page", |bench| web(bench, Host::WebKitPage))
        .needs(&[WEBKIT, DISPLAY, XAUTH]),
    step("publint", "the rules of npm packages", |bench| tool(bench, "publint/src/cli.js", &["--strict"])),
    // TypeScript's old `node10` resolution does not know subpaths such as ./slim; the profile leaves it out.
    step("attw", "are the types wrong?", |bench| {
        tool(
            bench,
            "@arethetypeswrong/cli/dist/index.js",
            &["--exclude-entrypoints", "./private-key-jwt.wasm", "--profile", "node16"],
        )
    }),
    step("types", "the types under TypeScript 5.4 and 5.9", |bench| node(bench, &["tests/types/check.mjs"])),
    step("package", "the package in every runtime", package_tests).needs(&[CHROMIUM, FIREFOX, WEBKIT, DISPLAY, XAUTH]),
    step("page", "the page in every browser", page_tests).needs(&[CHROMIUM, FIREFOX, WEBKIT, DISPLAY, XAUTH]),
];

fn cargo(bench: &mut Bench<'_>, arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").args(arguments).current_dir(&bench.project.root))
}

fn lint_wasm(bench: &mut Bench<'_>) -> Result<()> {
    let mut command = toolchain::cargo(bench.project, "clippy");
    run(command.args(["--package", "private-key-jwt", "--lib", "--all-features", "--", "--deny", "warnings"]))
}

fn web(bench: &mut Bench<'_>, host: Host) -> Result<()> {
    web::test(bench.project, web::BINDINGS, host)
}

/// The package: built by an earlier step, or now when that step was not asked for.
fn package<'a>(bench: &'a mut Bench<'_>) -> Result<&'a Package> {
    if bench.package.is_none() {
        bench.package = Some(build::build_with(bench.project)?);
    }
    bench.package.as_ref().context("the package was not built")
}

/// Runs an npm tool on the tarball.
fn tool(bench: &mut Bench<'_>, program: &str, arguments: &[&str]) -> Result<()> {
    let program = bench.project.npm(program);
    let tarball = &package(bench)?.tarball;
    run(Command::new("node").arg(program).args(arguments).arg(tarball))
}

fn node(bench: &mut Bench<'_>, arguments: &[&str]) -> Result<()> {
    let project = bench.project;
    let Some((program, rest)) = arguments.split_first() else { bail!("no program is named") };
    run(package::node(project, package(bench)?, program).args(rest))
}

/// All of tests/package. Two at a time at least: memory.test.mjs takes minutes, of one processor only.
fn package_tests(bench: &mut Bench<'_>) -> Result<()> {
    node_tests(bench, "tests/package", available_parallelism().map_or(2, |count| count.get().max(2)))
}

/// All of tests/page, one at a time, since they look at how long the page takes.
fn page_tests(bench: &mut Bench<'_>) -> Result<()> {
    node_tests(bench, "tests/page", 1)
}

/// Every `*.test.mjs` of a folder; Node 20 does not find them by a pattern.
fn node_tests(bench: &mut Bench<'_>, folder: &str, concurrency: usize) -> Result<()> {
    let mut files = Vec::new();
    for entry in bench.project.root.join(folder).read_dir().with_context(|| format!("{folder} cannot be read"))? {
        let path = entry?.path().to_string_lossy().into_owned();
        files.extend(path.ends_with(".test.mjs").then_some(path));
    }
    ensure!(!files.is_empty(), "there is no test in {folder}");
    files.sort();
    let concurrency = format!("--test-concurrency={concurrency}");
    let arguments: Vec<&str> = ["--test", &concurrency].into_iter().chain(files.iter().map(String::as_str)).collect();
    node(bench, &arguments)
}

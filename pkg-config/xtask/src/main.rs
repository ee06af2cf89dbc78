//! `cargo xtask <verb>`: makes this machine able to build the project, builds the npm package, tests and shows it.

mod apt;
mod baseline;
mod binding;
mod browser;
mod build;
mod cold;
mod dev;
mod glue;
mod npm;
mod options;
mod package;
mod project;
mod run;
mod setup;
mod site;
mod sizes;
mod stamp;
mod steps;
mod test;
mod toolchain;
mod web;

use std::process::ExitCode;

use anyhow::Result;

use options::{Options, Verb};
use project::Project;

const USAGE: &str = "\
usage: cargo xtask <verb> [options]

  setup          make this machine able to build and test: wasm32 target, npm packages, browsers
  build          build the wasm, the npm package and the page; they are left in pkg/
  demo [--once]  log in at a real OpenID provider through a worker and show each step
  test           everything CI runs   [--only <name>] runs the steps whose name starts so, [--list] names them
  bench          measure beside other libraries; arguments after `--` go to tests/bench/bench.mjs
  dev            serve www/ and the package on loopback, and rebuild on change   [--port <number>]";

fn main() -> ExitCode {
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(web::RUNNER_VERB) {
        return web::run_wasm_tests(arguments);
    }
    let options = Options::parse(std::env::args().skip(1))?;
    let project = Project::locate();
    match options.verb {
        Verb::Help => println!("{USAGE}"),
        Verb::Setup => setup::everything(&project)?,
        Verb::Build => drop(build::build(&project)?),
        Verb::Test => test::test(&project, &options)?,
        Verb::Dev => dev::dev(&project, &options)?,
        Verb::Demo => build_then_node(&project, &options, "tests/demo/demo.mjs")?,
        Verb::Bench => {
            setup::for_build(&project)?;
            baseline::make(&project)?;
            build_then_node(&project, &options, "tests/bench/bench.mjs")?;
        }
    }
    Ok(())
}

/// Builds the package, then hands over to one of the Node programs, with the arguments that are not ours.
fn build_then_node(project: &Project, options: &Options, program: &str) -> Result<()> {
    let package = build::build(project)?;
    run::run(package::node(project, &package, program).args(&options.rest))
}

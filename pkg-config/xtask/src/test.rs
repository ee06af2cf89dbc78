//! `cargo xtask test`: everything that must hold, cheapest first, up to the first failure.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::browser::Program;
use crate::options::Options;
use crate::project::Project;
use crate::setup;
use crate::steps::{Bench, STEPS, Step};

/// Runs the steps, or those that are asked for.
#[expect(clippy::disallowed_methods, reason = "how long a step took is for the person who waits")]
pub(crate) fn test(project: &Project, options: &Options) -> Result<()> {
    if options.list {
        STEPS.iter().for_each(|step| println!("{:<14}{}", step.name, step.what));
        return Ok(());
    }
    let steps = chosen(&options.only)?;
    let started = Instant::now();
    let programs: Vec<Program> = steps.iter().flat_map(|step| step.needs).copied().collect();
    setup::for_build(project)?;
    setup::for_test(project, &programs)?;
    let mut bench = Bench { project, package: None };
    for step in &steps {
        println!("\n== {}: {}", step.name, step.what);
        let started = Instant::now();
        (step.run)(&mut bench).with_context(|| format!("step {0} (again: cargo xtask test --only {0})", step.name))?;
        println!("== {}: ok, {:.1} s", step.name, started.elapsed().as_secs_f32());
    }
    println!("\nall {} steps passed in {:.0} s", steps.len(), started.elapsed().as_secs_f32());
    Ok(())
}

fn chosen(only: &[String]) -> Result<Vec<&'static Step>> {
    let is_chosen = |step: &&Step| only.is_empty() || only.iter().any(|start| step.name.starts_with(start));
    let steps: Vec<_> = STEPS.iter().filter(is_chosen).collect();
    ensure!(!steps.is_empty(), "no step is called {}; see `cargo xtask test --list`", only.join(", "));
    Ok(steps)
}

//! The command line.

use anyhow::{Result, bail};

/// What to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Help,
    Setup,
    Build,
    Test,
    Demo,
    Bench,
    Dev,
}

/// A parsed command line.
pub(crate) struct Options {
    pub(crate) verb: Verb,
    /// The start of the names of the test steps to run.
    pub(crate) only: Vec<String>,
    /// Name the test steps instead of running them.
    pub(crate) list: bool,
    /// Arguments for the Node program behind `demo`, `bench` or `dev`.
    pub(crate) rest: Vec<String>,
}

impl Options {
    /// Parses the arguments after the program's name.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let verb = verb(arguments.next().as_deref().unwrap_or("help"))?;
        let mut options = Self { verb, only: Vec::new(), list: false, rest: Vec::new() };
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--only" if verb == Verb::Test => options.only.push(value(&argument, arguments.next())?),
                "--list" if verb == Verb::Test => options.list = true,
                "--" if takes_more(verb) => options.rest.extend(arguments.by_ref()),
                _ if takes_more(verb) => options.rest.push(argument),
                _ => bail!("`{argument}` is not an option of this verb; see `cargo xtask help`"),
            }
        }
        Ok(options)
    }
}

fn verb(name: &str) -> Result<Verb> {
    Ok(match name {
        "help" | "--help" | "-h" => Verb::Help,
        "setup" => Verb::Setup,
        "build" => Verb::Build,
        "test" => Verb::Test,
        "demo" => Verb::Demo,
        "bench" => Verb::Bench,
        "dev" => Verb::Dev,
        _ => bail!("there is no verb `{name}`; see `cargo xtask help`"),
    })
}

fn value(option: &str, value: Option<String>) -> Result<String> {
    match value {
        Some(value) => Ok(value),
        None => bail!("{option} takes a value"),
    }
}

fn takes_more(verb: Verb) -> bool {
    matches!(verb, Verb::Demo | Verb::Bench | Verb::Dev)
}

#[cfg(test)]
mod tests {
    use super::{Options, Verb};

    fn parse(line: &str) -> Option<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned)).ok()
    }

    #[test]
    fn takes_the_options_of_the_verb() {
        let options = parse("test --only web --only attw").expect("a valid line");
        assert!(options.verb == Verb::Test);
        assert_eq!(options.only, ["web", "attw"]);
    }

    #[test]
    fn hands_on_what_is_for_the_node_program() {
        assert_eq!(parse("demo --once").expect("a valid line").rest, ["--once"]);
        assert_eq!(parse("bench -- --only=node24").expect("a valid line").rest, ["--only=node24"]);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in ["tset", "build --once", "test --only", "setup --toolchain debian"] {
            assert!(parse(line).is_none(), "{line}");
        }
    }
}

//! Functions that rarely run, which stay apart from the one that calls them: an engine compiles a function when it is first called, and all
//! of it.

use crate::project::Project;
use anyhow::{Context as _, Result};
use std::fs;
use std::path::Path;

/// How the sources mark them.
const MARK: &str = "#[cold]";

/// Those of other crates that the reading of JSON calls.
const FOREIGN: [&str; 3] = ["*serde_json*parse_escape*", "*visit_seq*", "*serde_json*end_seq*"];

/// What keeps the optimiser from inlining them.
pub(crate) fn apart(project: &Project) -> Result<Vec<String>> {
    let mut patterns = FOREIGN.map(str::to_owned).to_vec();
    find(&project.root.join("src"), &mut patterns)?;
    Ok(patterns.into_iter().map(|pattern| format!("--no-inline={pattern}")).collect())
}

/// Those of a directory, by the names of their modules and their own.
fn find(directory: &Path, patterns: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(directory).with_context(|| format!("{} cannot be read", directory.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, patterns)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let (module, text) = (path.file_stem().unwrap_or_default().to_string_lossy(), fs::read_to_string(&path)?);
            patterns.extend(marked(&text).map(|name| format!("*{module}::*{name}*")));
        }
    }
    Ok(())
}

/// The names of the functions that are marked in a source.
fn marked(text: &str) -> impl Iterator<Item = &str> {
    let mut lines = text.lines().map(str::trim);
    core::iter::from_fn(move || {
        lines.find(|line| line.starts_with(MARK))?;
        let (_, signature) =
            lines.by_ref().filter(|line| !line.starts_with('#')).find_map(|line| line.split_once("fn "))?;
        signature.split(['(', '<']).next()
    })
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn finds_what_is_marked() {
        let text = "\
fn usual() {}
#[cold] // Seldom.
#[expect(lint, reason = \"this fn is\")]
pub(crate) fn rare<T>(value: T) {}
impl Some {
    /// #[cold]
    fn other() {}
    #[cold]
    fn another(&self) {}
}
";
        assert_eq!(marked(text).collect::<Vec<_>>(), ["rare", "another"]);
    }
}

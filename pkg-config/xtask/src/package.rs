//! From the wasm, the glue and the hand-written sources to the npm package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::binding::Binding;
use crate::browser;
use crate::glue;
use crate::project::Project;
use crate::run::{capture, run, say};

/// A packed package.
pub(crate) struct Package {
    pub(crate) tarball: PathBuf,
}

/// The part of a `wasm-inline.js` after the text.
const DECODE: &str = "\
/** The bytes of the wasm module. */
export default () => {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
};
";

/// Stages the package under pkg/package and packs it.
pub(crate) fn make(project: &Project, bindings: &[Binding]) -> Result<Package> {
    say("assembling the npm package");
    let staged = project.staged();
    let dist = staged.join("dist");
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    fs::create_dir_all(&dist)?;
    for binding in bindings {
        fs::copy(&binding.wasm, dist.join(binding.wasm.file_name().unwrap_or_default()))?;
        let generated = glue::encode_long_texts(&fs::read_to_string(&binding.glue)?)?;
        fs::write(dist.join(binding.glue.file_name().unwrap_or_default()), glue::eager(&generated, binding.eager)?)?;
        fs::write(dist.join(binding.inline), inline(&binding.wasm)?)?;
    }
    write_manifest(project, &staged)?;
    copy(&project.root, &staged, |name| {
        ["SECURITY.md", "CHANGELOG.md"].contains(&name) || name.starts_with("LICENSE-")
    })?;
    let readme = readme(&fs::read_to_string(project.root.join("README.md"))?);
    fs::write(staged.join("README.md"), readme)?;
    copy(&project.root.join("pkg-config"), &staged, |name| ["keys.md", "profiles.md"].contains(&name))?;
    copy(&project.root.join("pkg-config"), &dist, |name| name.ends_with(".js") || name.ends_with(".d.ts"))?;
    for folder in ["bin", "bin/commands", "examples"] {
        fs::create_dir(staged.join(folder))?;
        copy(&project.root.join("pkg-config").join(folder), &staged.join(folder), |name| name.ends_with("js"))?;
    }
    let manifest = fs::read_to_string(staged.join("package.json"))?;
    commonjs(project, &dist, "errors", &[])?;
    for name in typed(&dist)? {
        if manifest.contains(&format!("\"./dist/{name}.cjs\"")) {
            // All entries throw errors of the same classes.
            commonjs(project, &dist, &name, &["--external:./errors.js"])?;
            let file = dist.join(format!("{name}.cjs"));
            let text = fs::read_to_string(&file)?.replace("require(\"./errors.js\")", "require(\"./errors.cjs\")");
            fs::write(file, text)?;
        }
        let types = fs::read_to_string(dist.join(format!("{name}.d.ts")))?;
        fs::write(dist.join(format!("{name}.d.cts")), types.replace(".js'", ".cjs'"))?;
    }
    pack(project, &staged)
}

/// `node <program>` with the environment that our Node programs find the package and a browser by.
pub(crate) fn node(project: &Project, package: &Package, program: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(program).current_dir(&project.root).env("PACKAGE_TARBALL", &package.tarball);
    // What must not come twice in a run is noted under this name.
    command.env("TEST_RUN", std::process::id().to_string());
    if let Some(chromium) = browser::find(browser::CHROMIUM) {
        command.env("CHROMIUM", chromium);
    }
    command
}

fn inline(wasm: &Path) -> Result<String> {
    let name = wasm.file_name().unwrap_or_default().display();
    Ok(format!("// Generated from {name}.\nconst text = '{}';\n\n{DECODE}", STANDARD.encode(fs::read(wasm)?)))
}

/// Copies package.json with the version of Cargo.toml.
fn write_manifest(project: &Project, staged: &Path) -> Result<()> {
    let source = project.root.join("pkg-config/package.json");
    let text = fs::read_to_string(&source).context("pkg-config/package.json cannot be read")?;
    let (before, rest) = text.split_once("\"version\": \"").context("pkg-config/package.json has no version")?;
    let (_, after) = rest.split_once('"').context("the version in pkg-config/package.json does not end")?;
    let manifest = format!("{before}\"version\": \"{}\"{after}", project.version()?);
    Ok(fs::write(staged.join("package.json"), manifest)?)
}

fn copy(from: &Path, to: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if is_wanted(&name.to_string_lossy()) {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// The names of whatever has types: the entry points, and what their types are made of.
fn typed(dist: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".d.ts").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// Bundles a module, with the inline wasm where it has one, for `require`.
fn commonjs(project: &Project, dist: &Path, entry: &str, more: &[&str]) -> Result<()> {
    let options = ["--bundle", "--format=cjs", "--platform=neutral", "--target=es2022", "--log-level=warning"];
    let mut command = Command::new("node");
    command.arg(project.npm("esbuild/bin/esbuild")).arg(format!("{entry}.js")).args(options).args(more);
    run(command.arg("--charset=utf8").arg(format!("--outfile={entry}.cjs")).current_dir(dist))
}

/// README.md as it stands in the package, where the files that it names are elsewhere, or are not.
fn readme(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains("](tests/"));
    let lines = lines.map(|line| {
        let types =
            ["index.d.ts", "signing-key.d.ts"].map(|name| (format!("](pkg-config/{name})"), format!("](dist/{name})")));
        let line = types.iter().fold(line.to_owned(), |line, (there, here)| line.replace(there, here));
        line.replace("](pkg-config/", "](") + "\n"
    });
    lines.collect()
}

fn pack(project: &Project, staged: &Path) -> Result<Package> {
    let folder = project.root.join("pkg");
    let arguments = ["pack", "--silent", "--ignore-scripts", "--pack-destination"];
    let name = capture(Command::new("npm").args(arguments).arg(&folder).current_dir(staged))?;
    let tarball = folder.join(name.trim());
    ensure!(tarball.is_file(), "npm pack did not make {}", tarball.display());
    Ok(Package { tarball })
}

#[cfg(test)]
mod tests {
    use super::readme;

    #[test]
    fn the_readme_of_the_package_names_its_files() {
        let text = "a [k](pkg-config/keys.md) [t](pkg-config/index.d.ts) [s](SECURITY.md)\n![p](tests/p.png)\nb\n";
        assert_eq!(readme(text), "a [k](keys.md) [t](dist/index.d.ts) [s](SECURITY.md)\nb\n");
    }
}

//! From Rust to an optimised wasm module and the JavaScript that talks to it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cold;
use crate::project::Project;
use crate::run::{run, say};
use crate::stamp::Stamp;
use crate::toolchain::{self, TARGET};

/// How the bindings are generated: one module for every host, with no guess where the wasm is, and a way to begin
/// anew after a trap.
const BINDGEN: [&str; 7] = [
    "wasm-bindgen",
    "--target",
    "web",
    "--omit-default-module-path",
    "--no-typescript",
    "--experimental-reset-state-function",
    "--remove-producers-section",
];

/// Functions of one caller become part of it, but for the largest: for an engine every function is some work of its own.
const INLINE: &str = "--one-caller-inline-max-function-size=500";

/// And so do the smallest ones, of however many callers.
const INLINE_ALWAYS: &str = "--always-inline-max-function-size=6";

/// How the wasm is optimised. Its `target_features` section tells which features are allowed: exactly those that the
/// compiler used. Nothing is kept in the lowest 1024 bytes, where the stack ends, so constant offsets may be folded into
/// loads and stores.
const WASM_OPT: [&str; 7] =
    ["-Oz", "--converge", INLINE, INLINE_ALWAYS, "--low-memory-unused", "--strip-producers", "--strip-target-features"];

/// A wasm module of the package: the crate with one of its features, in a profile of its own.
struct Module {
    feature: &'static str,
    profile: &'static str,
    wasm: &'static str,
    glue: &'static str,
    inline: &'static str,
    eager: &'static [&'static str],
}

const MODULES: [Module; 2] = [
    Module {
        feature: "sign",
        profile: "release",
        wasm: "private-key-jwt.wasm",
        glue: "glue.js",
        inline: "wasm-inline.js",
        eager: &SIGNATURE,
    },
    Module {
        feature: "keys",
        profile: "keys",
        wasm: "keys.wasm",
        glue: "keys-glue.js",
        inline: "keys-wasm-inline.js",
        eager: &[],
    },
];

/// What the wasm imports for a key and an assertion. An engine compiles it with its module, but the rest when it is called: nobody waits for
/// what is not needed.
const SIGNATURE: [&str; 16] = [
    "__wbindgen_is_function",
    "__wbindgen_is_object",
    "__wbindgen_is_string",
    "__wbindgen_is_undefined",
    "__wbindgen_string_get",
    "__wbindgen_generic",
    "getRandomValues",
    "get",
    "isArray",
    "isView",
    "iterator",
    "keys",
    "length",
    "now",
    "slice",
    "stringify",
];

/// The two halves of a compiled module, the file that will hold the wasm as text, and the functions of the glue to compile at once.
pub(crate) struct Binding {
    pub(crate) wasm: PathBuf,
    pub(crate) glue: PathBuf,
    pub(crate) inline: &'static str,
    pub(crate) eager: &'static [&'static str],
}

/// Compiles, generates the bindings and optimises.
pub(crate) fn make(project: &Project) -> Result<Vec<Binding>> {
    MODULES.iter().map(|module| make_module(project, module)).collect()
}

fn make_module(project: &Project, module: &Module) -> Result<Binding> {
    say(&format!("compiling {}", module.wasm));
    let mut cargo = toolchain::cargo_build(project, &remapping(project));
    cargo.args(["--profile", module.profile, "--lib", "--package", "private-key-jwt"]);
    run(cargo.args(["--no-default-features", "--features", module.feature]))?;
    let compiled = toolchain::output(project).join(TARGET).join(module.profile).join("private_key_jwt.wasm");
    let work = project.work().join("binding").join(module.feature);
    let &Module { wasm, glue, inline, eager, .. } = module;
    let binding = Binding { wasm: work.join(wasm), glue: work.join(glue), inline, eager };
    let bytes = fs::read(&compiled).with_context(|| format!("{} cannot be read", compiled.display()))?;
    let lock = fs::read(project.root.join("tests/package-lock.json"))?;
    // The version of the generator stands in what was compiled, and that of the optimiser in the lock file.
    let apart = cold::apart(project)?;
    let tools = [BINDGEN.join(" "), apart.join(" "), WASM_OPT.join(" ")].join(" ");
    let stamp = Stamp::new(work.join("stamp"), &[&bytes, &lock, tools.as_bytes()]);
    if stamp.is_current() {
        return Ok(binding);
    }
    stamp.clear()?;
    say("generating the bindings");
    let name = module.glue.trim_end_matches(".js");
    let arguments = BINDGEN.into_iter().chain(["--out-name", name, "--out-dir"]).map(Into::into);
    let arguments = arguments.chain([work.clone().into(), compiled.into()]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args::<_, std::ffi::OsString>(arguments)?;
    say("optimising the wasm");
    optimise(project, &apart, [&work.join(format!("{name}_bg.wasm")), &binding.wasm])?;
    stamp.set()?;
    Ok(binding)
}

fn optimise(project: &Project, apart: &[String], [input, output]: [&Path; 2]) -> Result<()> {
    let mut command = Command::new("node");
    command.arg(project.npm("binaryen/bin/wasm-opt")).args(apart).args(WASM_OPT);
    run(command.arg(input).arg("-o").arg(output))
}

/// Compiler options that keep this machine's paths out of the wasm, whose messages of last resort name source files.
fn remapping(project: &Project) -> Vec<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    // One folder a registry, whose name differs between machines.
    let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let registries = registries.map(|entry| (entry.path(), "crates"));
    registries
        .chain([(project.root.clone(), "private-key-jwt")])
        .map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()))
        .collect()
}

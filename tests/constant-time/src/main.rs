//! Marks secrets as undefined and computes with them under valgrind, whose memcheck then reports every branch and every address that
//! depends on one (A. Langley's `ctgrind`, 2010). Without arguments it starts itself under valgrind, once for each case.

mod controls;
mod curve;
mod operation;
mod secret;
mod text;

use std::process::{Command, ExitCode};

/// One run under valgrind.
struct Case {
    name: String,
    run: Box<dyn Fn()>,
    /// How many reports are of results that are public.
    allowed: u64,
    leaks: bool,
}

fn cases() -> Vec<Case> {
    let keys = operation::keys().into_iter().map(|key| Case {
        name: format!("private operation, {}", key.name()),
        run: Box::new(move || operation::run(&key)),
        allowed: 0,
        leaks: false,
    });
    let curves = curve::ALL.map(|(name, curve)| Case {
        name: format!("signature, {name}"),
        run: Box::new(move || curve::run(curve)),
        allowed: 0,
        leaks: false,
    });
    let texts: [(&str, u64, fn()); 2] = [("encode", 0, text::encode), ("decode", text::VERDICTS, text::decode)];
    let texts = texts.map(|(name, allowed, run)| Case {
        name: format!("base64url, {name}"),
        run: Box::new(run),
        allowed,
        leaks: false,
    });
    let controls = controls::ALL.iter().map(|(name, allowed, run)| Case {
        name: format!("control, {name}"),
        run: Box::new(*run),
        allowed: *allowed,
        leaks: true,
    });
    keys.chain(curves).chain(texts).chain(controls).collect()
}

fn main() -> ExitCode {
    if let Some(chosen) = std::env::args().nth(1) {
        assert!(!matches!(crabgrind::run_mode(), crabgrind::RunMode::Native), "a case runs under valgrind");
        let case = cases().into_iter().find(|case| case.name == chosen).expect("a case of that name");
        (case.run)();
        return ExitCode::SUCCESS;
    }
    let mut good = true;
    for case in cases() {
        let errors = errors(&case.name);
        let as_expected = (errors > case.allowed) == case.leaks;
        let verdict = if as_expected { "as expected" } else { "NOT AS EXPECTED" };
        println!("{:<54} {errors:>6} errors: {verdict}", case.name);
        good &= as_expected;
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What memcheck counts in a run of the case.
fn errors(case: &str) -> u64 {
    let own = std::env::current_exe().expect("the name of this program");
    let output = Command::new("valgrind").args(["--error-limit=no"]).arg(own).arg(case).output().expect("valgrind");
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{report}");
    if std::env::var_os("VERBOSE").is_some() {
        eprintln!("{report}");
    }
    let count = report.split("ERROR SUMMARY: ").nth(1).and_then(|rest| rest.split(' ').next());
    count.and_then(|count| count.replace(',', "").parse().ok()).expect("a summary of memcheck")
}

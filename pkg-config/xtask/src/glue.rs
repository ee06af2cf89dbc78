//! What is changed in the generated JavaScript for the sake of the first signature: how long texts are encoded, and which functions an engine
//! compiles with their module and not when they are first called.
//!
//! An engine takes a function in parentheses for one that is called soon. Without them it parses the function twice, the second time in the
//! middle of the first call: of the import or signature of a request, where a Worker pays for it.

use anyhow::{Result, bail, ensure};

/// The function that makes the object of what the wasm imports.
const IMPORTS: &str = "function __wbg_get_imports() {";

/// How a static function of a class begins.
const STATIC: &str = "    static ";

/// Has long texts encoded by the host, as the generated function does it for who cannot give more room, and the copy wiped: it may be of a
/// key. Else it goes through the text letter by letter, which is quick for short ones, but takes an interpreter 0.1 ms for the first key.
pub(crate) fn encode_long_texts(text: &str) -> Result<String> {
    let parts = [
        ["    if (realloc === undefined) {\n", "    if (realloc === undefined || arg.length > 200) {\n"],
        [
            "subarray(ptr, ptr + buf.length).set(buf);\n",
            "subarray(ptr, ptr + buf.length).set(buf);\n        buf.fill(0);\n",
        ],
    ];
    parts.iter().try_fold(text.to_owned(), |text, [plain, changed]| {
        ensure!(text.matches(plain).count() == 1, "the generated glue encodes texts in another way");
        Ok(text.replace(plain, changed))
    })
}

/// Puts parentheses around the functions of the module, but for exports, asynchronous ones and methods of objects, and around those of `names`
/// that the wasm imports. Fails where the text does not look as expected.
pub(crate) fn eager(text: &str, names: &[&str]) -> Result<String> {
    let mut eager = String::with_capacity(text.len());
    let mut missing = names.to_vec();
    // How the function ends that is open at the margin, and the one in the object of imports; and how they shall end.
    let (mut outer, mut inner): (Option<[&str; 2]>, Option<[&str; 2]>) = (None, None);
    let mut is_imports = false;
    for line in text.lines() {
        let mut changed = line.to_owned();
        if let Some([_, end]) = inner.filter(|[plain, _]| *plain == line) {
            (changed, inner) = (end.to_owned(), None);
        } else if let Some([_, end]) = outer.filter(|[plain, _]| *plain == line) {
            (changed, outer) = (end.to_owned(), None);
        } else if outer.is_some() && (line.starts_with(|first| first != ' ') || line.starts_with(STATIC)) {
            bail!("the generated glue has a function that does not end before: {line}");
        } else if let Some((name, rest)) = function(line, "function ")? {
            changed = format!("const {name} = (function({rest}");
            outer = Some(["}", "});"]);
            is_imports = line == IMPORTS;
        } else if let Some((name, rest)) = function(line, STATIC)? {
            changed = format!("{STATIC}{name} = (function({rest}");
            outer = Some(["    }", "    });"]);
            is_imports = false;
        } else if let Some((name, _)) =
            line.trim_start().split_once(": function(").filter(|_| is_imports && outer.is_some())
        {
            ensure!(inner.is_none(), "the generated glue has an import that does not end before: {line}");
            let catches = line.contains("handleError(function ");
            let end = if catches { "        }, arguments); }," } else { "        }," };
            if names.contains(&plain(name)) {
                missing.retain(|missing| *missing != plain(name));
                changed = line
                    .replace(": function(", ": (function(")
                    .replace("handleError(function ", "handleError((function ");
                inner = Some([end, if catches { "        }), arguments); })," } else { "        })," }]);
            } else {
                inner = Some([end, end]);
            }
        }
        eager.push_str(&changed);
        eager.push('\n');
    }
    ensure!(outer.is_none() && inner.is_none(), "the generated glue has a function that does not end");
    ensure!(missing.is_empty(), "the generated glue does not have {}", missing.join(", "));
    Ok(eager)
}

/// The name of the function that begins in this line, and what follows its parenthesis.
fn function<'a>(line: &'a str, keyword: &str) -> Result<Option<(&'a str, &'a str)>> {
    let begun = line.strip_prefix(keyword).and_then(|line| line.split_once('('));
    let is_plain =
        begun.is_none_or(|(name, _)| name.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric()));
    ensure!(is_plain, "the generated glue has another kind of function: {line}");
    Ok(begun)
}

/// The name without what the generator adds: `get` of `__wbg_get_0123456789abcdef`.
fn plain(name: &str) -> &str {
    let name = name.strip_prefix("__wbg_").unwrap_or(name);
    name.rsplit_once('_').filter(|(_, digest)| digest.len() == 16).map_or(name, |(plain, _)| plain)
}

#[cfg(test)]
mod tests {
    use super::{eager, encode_long_texts};

    const NAMES: [&str; 2] = ["a", "b"];

    const GLUE: &str = "\
export function sign(data) {
}
export class Key {
    static from(source) {

        return f(source);
    }
    free() {
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_0123456789abcdef: function(arg0) {
            return f(function () {
            });
        },
        __wbg_b_0123456789abcdef: function() { return handleError(function (arg0) {
            return arg0.b;
        }, arguments); },
        __wbg_c_0123456789abcdef: function() {
        },
        __wbg_d_0123456789abcdef: function() { return handleError(function () {
        }, arguments); },
    };
}
async function load() {
}
";

    #[test]
    fn functions_are_in_parentheses() {
        let expected = "\
export function sign(data) {
}
export class Key {
    static from = (function(source) {

        return f(source);
    });
    free() {
    }
}
const __wbg_get_imports = (function() {
    const import0 = {
        __proto__: null,
        __wbg_a_0123456789abcdef: (function(arg0) {
            return f(function () {
            });
        }),
        __wbg_b_0123456789abcdef: (function() { return handleError((function (arg0) {
            return arg0.b;
        }), arguments); }),
        __wbg_c_0123456789abcdef: function() {
        },
        __wbg_d_0123456789abcdef: function() { return handleError(function () {
        }, arguments); },
    };
});
async function load() {
}
";
        assert_eq!(eager(GLUE, &NAMES).ok().as_deref(), Some(expected));
    }

    #[test]
    fn long_texts_are_encoded_at_once() {
        let glue = "\
function passStringToWasm0(arg, malloc, realloc) {
    if (realloc === undefined) {
        const buf = encode(arg);
        view().subarray(ptr, ptr + buf.length).set(buf);
        return ptr;
    }
}
";
        let changed = encode_long_texts(glue).unwrap_or_default();
        assert!(changed.contains("    if (realloc === undefined || arg.length > 200) {\n"), "{changed}");
        assert!(changed.contains(".set(buf);\n        buf.fill(0);\n        return"), "{changed}");
        assert!(encode_long_texts(&glue.replace("realloc === undefined", "!realloc")).is_err());
        assert!(encode_long_texts(&glue.replace(".set(buf)", ".set(other)")).is_err());
    }

    #[test]
    fn another_shape_is_an_error() {
        let shapes = [
            ("__wbg_get_imports", "imports"),
            ("__wbg_a", "__wbg_e"),
            ("\n    }\n", "\n}\n"),
            (": function(", ": ("),
            ("\n        },\n", "\n        }\n"),
            ("}, arguments); },", "}, arguments) },"),
            ("\n    };\n}\n", "\n    };\n"),
            ("static from", "static get from"),
            ("static from", "static async from"),
            ("    static from", "    static a() { }\n    static from"),
            ("function __wbg_get_imports", "function* __wbg_get_imports"),
        ];
        for (this, other) in shapes {
            let glue = GLUE.replace(this, other);
            assert!(eager(&glue, &NAMES).is_err(), "{glue}");
        }
    }
}

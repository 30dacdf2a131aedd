//! Whether a script's answer hangs on its event alone.

/// What tells the time, the luck or the single request, and what leads to these, or to something that outlasts an event, under another name.
/// Clocks are `Date`, dice `random`, and `context` holds the number of the request.
const SUSPECT: [&str; 12] =
    ["Date", "random", "context", "requestId", "globalThis", "this", "Function", "constructor", "prototype", "eval", "class", "var"];

/// Whether what a script answers to one event may be given for another that is the same.
///
/// It is read once and as text, since nobody could watch what a script does without slowing it down, and it errs on the side of no: a suspect
/// word also counts within a text or an escape, and so does a variable outside of functions, in which one event could leave something to the
/// next. The rest that an event could leave behind, in a list for instance, no script can count on: there are several sandboxes, whichever is
/// idle answers, and one that failed is given up. The key-value store is the other thing that a script may read. Its entries are given with the
/// script and nobody can change them afterwards.
pub(super) fn is_pure(script: &str) -> bool {
    // Comments on lines of their own say many things. Within quotation marks that span lines they would be no comments.
    let code: Vec<&str> = script.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    !code.contains(['`'])
        && !code.contains("\\u")
        && !code.contains("\\x")
        && !words(&code).any(|word| SUSPECT.contains(&word))
        // `Math` as a value could be asked for anything, by a name that is put together.
        && code.split("Math").skip(1).all(|rest| rest.starts_with('.'))
        && keeps_nothing(&code)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '$')))
}

/// Whether every variable is one of a block. Braces are counted as they stand; where they do not match, the answer is no.
fn keeps_nothing(code: &str) -> bool {
    let mut depth = 0_usize;
    for block in code.split_inclusive(['{', '}']) {
        if depth == 0 && words(block).any(|word| word == "let") {
            return false;
        }
        if block.ends_with('{') {
            depth += 1;
        } else if block.ends_with('}') {
            let Some(outer) = depth.checked_sub(1) else { return false };
            depth = outer;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_own_function_hangs_on_its_event_alone() {
        assert!(is_pure(super::super::VIEWER_REQUEST));
        assert!(is_pure("import cf from 'cloudfront';\nfunction handler(event) { let a = Math.min(1, 2); return event.request; }"));
    }

    #[test]
    fn whatever_could_tell_two_moments_or_two_requests_apart_is_found() {
        for body in [
            "return { at: Date.now() };",
            "return { at: new Date() };",
            "return { luck: Math.random() };",
            "return { luck: Math['ran' + 'dom']() };",
            "const m = Math; return m['ran' + 'dom']();",
            "return event.context.requestId;",
            "return event['context'];",
            "return globalThis['Da' + 'te'].now();",
            "return (function () { return this; })();",
            "return Function('return 1')();",
            "return handler.constructor('return 1')();",
            "return D\\u0061te.now();",
            "return event['\\x63ontext'];",
            "return `\n// ${D}`;",
            "String.prototype.count = 1; return event.request;",
            "var count = 1; return count;",
        ] {
            assert!(!is_pure(&format!("function handler(event) {{ {body} }}")), "{body}");
        }
        for outside in
            ["let count = 0;\n", "const a = { b: 1 }; let count = 0;\n", "class Kept {}\n", "const one = '{';\n", "const one = '}';\n"]
        {
            assert!(!is_pure(&format!("{outside}function handler(event) {{ return event.request; }}")), "{outside}");
        }
    }
}

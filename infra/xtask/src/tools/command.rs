//! Running a program and saying in few words what it did, or why it did not.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// How much of a failed program's output an error repeats: enough for a list of failed checks.
const LINES: usize = 60;

/// Says a step in a line, on the error stream, since the output may be read by a program. Whoever has closed that stream does
/// not want to read it, so a failed write is no error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Whether a program is there and ends well with these arguments.
pub(crate) fn works<S: AsRef<OsStr>>(program: impl AsRef<OsStr>, arguments: &[S]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// What a program printed, its error stream after its output.
///
/// # Errors
/// The command and the last lines of what it printed, when it did not end well.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{name} does not start: {error}"))?;
    let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
    printed.push_str(&String::from_utf8_lossy(&output.stderr));
    if output.status.success() { Ok(printed) } else { Err(format!("{name} ended with {}:\n{}", output.status, last_lines(&printed))) }
}

/// The last lines that say something, where a program's reason is.
pub(crate) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let skipped = lines.len().saturating_sub(LINES);
    let mut kept: Vec<&str> = lines.into_iter().skip(skipped).collect();
    let note = format!("({skipped} lines before these)");
    if skipped > 0 {
        kept.insert(0, &note);
    }
    kept.join("\n")
}

/// Whether the stamp in a folder says that what it holds was installed as `wanted`.
pub(crate) fn stamped(folder: &Path, wanted: &str) -> bool {
    std::fs::read_to_string(folder.join(STAMP)).is_ok_and(|text| text == wanted)
}

/// Writes the stamp, last of all, so that a broken installation never looks whole.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn stamp(folder: &Path, installed: &str) -> Result<(), String> {
    let path = folder.join(STAMP);
    std::fs::write(&path, installed).map_err(|error| format!("{}: {error}", path.display()))
}

/// Empties a folder for a new installation, which must not mix with what another version left.
///
/// # Errors
/// When the folder cannot be removed or made.
pub(crate) fn clear(folder: &Path) -> Result<(), String> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// The file that says what a folder holds.
const STAMP: &str = "installed.txt";

#[cfg(test)]
mod tests {
    use super::{LINES, last_lines, run, works};
    use std::process::Command;

    #[test]
    fn an_error_repeats_the_end_of_the_output() {
        let long: String = (0..LINES + 2).map(|line| format!("line {line}\n\n")).collect();
        let kept = last_lines(&long);
        assert!(kept.starts_with("(2 lines before these)\nline 2\n"));
        assert!(kept.ends_with(&format!("line {}", LINES + 1)));
        assert_eq!(last_lines("one\n"), "one");
    }

    #[test]
    fn a_failed_program_says_why() {
        let error = run(Command::new("sh").args(["-c", "echo reason >&2; exit 3"])).err().unwrap_or_default();
        assert!(error.starts_with("sh ended with") && error.ends_with("reason"), "{error}");
        assert!(!works("no-such-program", &["--version"]));
    }
}

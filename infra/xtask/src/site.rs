//! The site, started for the checks that look at it from outside.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::http;

/// The moment of the demonstration that the checks look at: its calls are open.
const NOW: &str = "2025-02-14T10:00:00+01:00";
/// What the program says when it is ready.
const READY: &str = "Secretariat is at ";

/// A running site; it ends with this.
pub(crate) struct Running {
    process: Child,
    base: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Running {
    /// Starts it on a free port with a fresh store in a folder of this name. Content: a pack, or else the demonstration.
    pub(crate) fn start(target: &Path, name: &str, content: Option<&Path>) -> Result<Self, String> {
        let program = target.join("debug").join("secretariat");
        let folder = target.join("checks").join(name);
        let mut command = Command::new(&program);
        command.args(["--port", "0", "--fresh", "--now", NOW, "--data"]).arg(&folder);
        if let Some(content) = content {
            command.arg("--content").arg(content);
        }
        let mut process =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| format!("{}: {error}", program.display()))?;
        let output = process.stdout.take().ok_or("the site's output cannot be read")?;
        let line = BufReader::new(output).lines().map_while(Result::ok).find(|line| line.starts_with(READY));
        let base = line.and_then(|line| line.strip_prefix(READY).map(|base| base.trim_end_matches('/').to_owned()));
        match base {
            Some(base) => Ok(Self { process, base }),
            None => {
                let _ = process.wait();
                Err("the site ended before it was ready: see its words above".to_owned())
            }
        }
    }

    /// Scheme and host.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Saves one page of every kind in every language into an empty folder, each with the status that it should have.
    pub(crate) fn save_pages(&self, folder: &Path) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        let (_, list) = http::get(&self.base, "/_local/pages")?;
        let list: Value = serde_json::from_str(&list).map_err(|error| format!("/_local/pages: {error}"))?;
        let pages = list.get("pages").and_then(Value::as_array).ok_or("/_local/pages has no pages")?;
        for page in pages {
            let text = |name: &str| page.get(name).and_then(Value::as_str).unwrap_or_default();
            let (kind, language, path) = (text("kind"), text("language"), text("path"));
            let wanted = page.get("status").and_then(Value::as_u64).unwrap_or(200);
            let (status, body) = http::get(&self.base, path)?;
            if u64::from(status) != wanted {
                return Err(format!("{path} answers {status}, not {wanted}"));
            }
            std::fs::write(folder.join(format!("{kind}-{language}.html")), body).map_err(failed)?;
        }
        Ok(())
    }
}

//! An emulator of the cloud on this machine: ministack, on loopback, for a bounded time.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::stack::Environment;
use crate::steps::say;
use crate::tools::cloud::Cloud;

/// The region that it plays.
const REGION: &str = "eu-central-1";
/// Seconds after which it ends by itself, whatever became of who started it.
const LONGEST: &str = "1800";
/// What it says when it answers.
const READY: &str = "Running on http://127.0.0.1:";

/// What the AWS command line does before all else. It asks key-value stores below the account's name, and an address has no names below it.
const NAMES: &str = "\
import socket
ask = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: ask('127.0.0.1' if str(host).endswith('.127.0.0.1') else host, *rest, **more)
";

/// A running emulator; it ends with this.
pub(crate) struct Emulator {
    process: Child,
    /// Who asks it for what.
    pub(crate) environment: Environment,
}

impl Emulator {
    /// Starts it with nothing in it; what it says goes into a file in `folder`.
    ///
    /// # Errors
    /// It does not start.
    pub(crate) fn start(cloud: &Cloud, folder: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        let folder = std::path::absolute(folder).map_err(failed)?;
        std::fs::write(folder.join("sitecustomize.py"), NAMES).map_err(failed)?;
        let port = free_port()?;
        say(&format!("Starting the emulator of the cloud at port {port}"));
        let mut command = cloud.command("timeout");
        command.args(["-k", "5", LONGEST, "sh", "-c", "exec ministack 2>&1"]);
        command.env("BIND_HOST", "127.0.0.1").env("GATEWAY_PORT", port.to_string()).env("MINISTACK_REGION", REGION);
        // Nobody else's: not the folders that it shares otherwise, and no containers.
        command.env("TMPDIR", &folder).env("S3_DATA_DIR", folder.join("s3")).env("STATE_DIR", folder.join("state"));
        command.env("LAMBDA_EXECUTOR", "local").env_remove("AWS_PROFILE");
        // What it tells its functions of itself.
        command.env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}"));
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(|error| format!("ministack does not start: {error}"))?;
        let environment = BTreeMap::from(
            [
                ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}").as_str()),
                ("PYTHONPATH", folder.to_string_lossy().as_ref()),
                ("AWS_REGION", REGION),
                ("AWS_DEFAULT_REGION", REGION),
                ("AWS_ACCESS_KEY_ID", "test"),
                ("AWS_SECRET_ACCESS_KEY", "test"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let output = process.stdout.take().ok_or("the emulator's output cannot be read")?;
        let emulator = Self { process, environment };
        let log = folder.join("emulator.log");
        let mut file = std::fs::File::create(&log).map_err(failed)?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok).inspect(move |line| {
            // The log is a help for whoever looks for a fault; that it cannot be written is none.
            let _ = writeln!(file, "{line}");
        });
        if !lines.any(|line| line.contains(READY)) {
            return Err(format!("the emulator ended before it was ready: see {}", log.display()));
        }
        std::thread::spawn(move || lines.for_each(drop));
        Ok(emulator)
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // Asked to end, it ends the functions that it runs too.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.process.kill();
        }
        let _ = self.process.wait();
    }
}

/// A port that nobody uses now.
pub(crate) fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| format!("no port is free: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

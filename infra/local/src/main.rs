//! `cargo run`: the whole site on this machine.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use local::{Content, Folder, Options, Site, Store};
use tokio::net::TcpListener;
use web::Clock;

fn main() -> ExitCode {
    let options = Options::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("error")),
        )
        .with_writer(std::io::stderr)
        .init();
    let outcome = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| error.to_string());
    match outcome.and_then(|runtime| runtime.block_on(run(&options))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            say(&mut std::io::stderr(), sentence.trim_end());
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), String> {
    let port = options.port;
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("Port {port} is taken: stop what uses it, or choose another with --port (0 takes any free one).")
        }
        _ => format!("Port {port} cannot be opened ({error}): choose another with --port."),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let folder = Folder::open(&options.folder(), options.fresh).map_err(|error| error.to_string())?;
    let store = Store::Files { database: folder.database(), buckets: folder.buckets() };
    let clock = options.now.map_or_else(Clock::of_machine, Clock::starting_at);
    let content = match &options.content {
        Some(pack) => Content::Pack(pack),
        None if folder.is_loaded() => Content::AsItIs,
        None => Content::Demonstration,
    };
    let stop = async {
        // Without the signal there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let base = format!("http://{address}");
    let mut stop = Box::pin(stop);
    let mut show = progress;
    let (site, report) = tokio::select! {
        started = Site::start(&store, &base, clock, content, &mut show) => started.map_err(|error| error.to_string())?,
        () = &mut stop => return Err("Stopped while loading; the next start goes on from here.".to_owned()),
    };
    if let Some(report) = report {
        folder.set_loaded().map_err(|error| error.to_string())?;
        say(
            &mut std::io::stderr(),
            &format!("Content: {} new, {} changed, {} unchanged.", report.created, report.changed, report.unchanged),
        );
    }
    say(&mut std::io::stdout(), &format!("Secretariat is at {base}/"));
    site.serve(listener, stop).await;
    Ok(())
}

/// One line that is written over; into a file, only the last.
fn progress(done: usize, of: usize) {
    let mut out = std::io::stderr();
    if out.is_terminal() || done == of {
        let end = if done == of { "\n" } else { "" };
        let text = format!("\rLoading content: {done} of {of}{end}");
        // Progress is a courtesy: where it cannot be shown, loading goes on.
        let _ = out.write_all(text.trim_start_matches(if std::io::stderr().is_terminal() { '\0' } else { '\r' }).as_bytes());
        let _ = out.flush();
    }
}

/// Writes a line; a reader who has gone away is no reason to stop.
fn say(out: &mut dyn Write, line: &str) {
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

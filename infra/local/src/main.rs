//! `cargo run`: the whole site on this machine.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use local::{Ended, Options, Site, Store, prepare, serve_until};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use web::Clock;

/// What shells say of a program that was ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// How often the stream is looked at: Lambda looks four times a second.
const LOOK: Duration = Duration::from_millis(250);

fn main() -> ExitCode {
    let options = Options::parse();
    let filter = web::log_filter(|name| std::env::var(name).ok(), LevelFilter::ERROR, &[]);
    tracing_subscriber::registry().with(tracing_subscriber::fmt::layer().with_writer(stderr).with_filter(filter)).init();
    let failed = |sentence: &str| {
        say(&mut stderr(), sentence.trim_end());
        ExitCode::FAILURE
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    match runtime.block_on(run(&options)) {
        Ok(Ended::Orderly) => ExitCode::SUCCESS,
        Ok(Ended::AtOnce) => {
            // Dropping it would wait for work that cannot be given up half-way, such as compressing.
            runtime.shutdown_background();
            ExitCode::from(INTERRUPTED)
        }
        Err(sentence) => failed(&sentence),
    }
}

async fn run(options: &Options) -> Result<Ended, String> {
    let port = options.port;
    let listener = TcpListener::bind(("127.0.0.1", port)).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("Port {port} is taken: stop what uses it, or choose another with --port (0 takes any free one).")
        }
        _ => format!("Port {port} cannot be opened ({error}): choose another with --port."),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let clock = options.now.map_or_else(Clock::of_machine, Clock::starting_at);
    let (folder, content) = prepare(options, &clock).map_err(|error| error.to_string())?;
    let store = Store::Files { database: folder.database(), buckets: folder.buckets() };
    let base = format!("http://{address}");
    let presses = presses();
    let chaos = options.chaos(clock.now());
    let mut show = progress;
    let (site, report) = tokio::select! {
        started = Site::start_with(&store, &base, clock, content.as_ref(), &mut show, chaos.as_ref()) => started.map_err(|error| error.to_string())?,
        () = press(&presses) => return Err("Stopped while loading: the same command without --fresh goes on from here.".to_owned()),
    };
    if let Some(report) = report {
        folder.set_loaded().map_err(|error| error.to_string())?;
        say(&mut stderr(), &format!("Content: {} new, {} changed, {} unchanged.", report.created, report.changed, report.unchanged));
    }
    drop(content);
    if let Some(chaos) = &chaos {
        chaos.loose(true);
        let seed = chaos.seed();
        say(&mut stderr(), &format!("Chaos is loose; --chaos {seed} brings the same again. RUST_LOG=error,local=info tells what it does."));
    }
    site.mail.goes_away(options.without_mail);
    say(&mut stdout(), &format!("Secretariat is at {base}/"));
    let serving = serve_until(&site.edge, listener, || press(&presses), |sentence| say(&mut stderr(), sentence));
    tokio::select! {
        ended = serving => Ok(ended),
        failed = follow(&site) => Err(failed),
    }
}

/// Does what is due and follows changes as they come, until the stream cannot be read.
async fn follow(site: &Site) -> String {
    let mut ticks = tokio::time::interval(LOOK);
    loop {
        ticks.tick().await;
        // What cannot be done now is logged, and tried again at the next look.
        let _ = clock::turn(&site.timetable).await;
        // A stream would only say that there may be a mail to send.
        let _ = post::handle(&site.post).await;
        if let Err(why) = site.follow().await {
            return format!("The changes of the content cannot be followed any more ({why}): start again.");
        }
    }
}

/// Counts how often Ctrl-C is pressed from now on, also while nobody waits for it.
fn presses() -> Arc<Semaphore> {
    let presses = Arc::new(Semaphore::new(0));
    let counted = Arc::clone(&presses);
    tokio::spawn(async move {
        // Without the signal there is nothing to wait for but the end of the process.
        while tokio::signal::ctrl_c().await.is_ok() {
            counted.add_permits(1);
        }
    });
    presses
}

/// The next press that nobody took.
async fn press(presses: &Semaphore) {
    if let Ok(press) = presses.acquire().await {
        press.forget();
    }
}

/// One line that is written over; into a file, only the last.
fn progress(done: usize, of: usize) {
    let mut out = stderr();
    let (begin, end) = match (out.is_terminal(), done == of) {
        (true, true) => ("\r", "\n"),
        (true, false) => ("\r", ""),
        (false, true) => ("", "\n"),
        (false, false) => return,
    };
    // Progress is a courtesy: where it cannot be shown, loading goes on.
    let _ = write!(out, "{begin}Loading content: {done} of {of}{end}");
    let _ = out.flush();
}

/// Writes a line; a reader who has gone away is no reason to stop.
fn say(out: &mut dyn Write, line: &str) {
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

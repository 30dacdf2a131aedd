//! `cargo xtask bench`: cold start, warm requests, the edge, scale, weight and cost in one run, side by side; writes `docs/benchmarks.md`.

mod binaries;
mod cold;
mod cost;
mod event;
mod load;
mod machine;
mod pages;
mod render;
mod report;
mod runtime_api;
mod scale;
mod statistics;
mod warm;
mod weight;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use domain::Language;
use jiff::Timestamp;
use local::{Content, Site, Store};
use web::Clock;

/// What may go wrong is said in a sentence and ends the run.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// No run takes longer.
const LONGEST: Duration = Duration::from_secs(600);
/// The day of the demonstration.
const AS_OF: &str = "2025-02-14T10:00:00+01:00";

/// Measures the site: cold start, warm requests, the edge, scale, weight and cost.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Options {
    /// Measure for a minute only, print the document and write nothing
    #[arg(long)]
    quick: bool,
    /// Measure these parts only, print the document and write nothing: cold, warm, edge, scale, weight, cost
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
}

/// How long and how much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Cold starts of each function.
    starts: usize,
    /// Rounds of warm requests.
    rounds: usize,
    /// Requests one after the other in a round.
    requests: usize,
    /// How long sixteen ask at once.
    burst: Duration,
    /// Batches of renderings.
    batches: usize,
    /// Renderings in a batch.
    batch: u32,
    /// News items of the small and the large store.
    items: [u32; 2],
    /// Rounds of requests to the two.
    repetitions: usize,
    /// Language of the measured pages.
    language: Language,
}

impl Plan {
    fn new(quick: bool) -> Outcome<Self> {
        let language = "en".parse()?;
        let (burst, items) = (Duration::from_secs(2), [1_000, 200_000]);
        let full = Self { starts: 40, rounds: 5, requests: 400, burst, batches: 30, batch: 100, items, repetitions: 40, language };
        let (burst, items) = (Duration::from_millis(500), [200, 2_000]);
        Ok(if quick {
            Self { starts: 5, rounds: 2, requests: 100, burst, batches: 5, batch: 50, items, repetitions: 5, language }
        } else {
            full
        })
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let outcome = runtime.map_err(Into::into).and_then(|runtime| {
        let outcome = runtime.block_on(async { tokio::time::timeout(LONGEST, run(&options)).await });
        // What still serves has nobody left to serve.
        runtime.shutdown_background();
        outcome.unwrap_or_else(|_| Err("the run took too long".into()))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("Not measured: {error}."));
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Outcome<()> {
    let started = Instant::now();
    let plan = Plan::new(options.quick)?;
    let wanted = |part: &str| options.only.is_empty() || options.only.iter().any(|only| only == part);
    let folder = binaries::folder()?;
    if wanted("cold") || wanted("weight") {
        say("Building the functions.");
        binaries::build()?;
    }
    let before = machine::load();
    let (mut sections, mut aims) = (Vec::new(), Vec::new());
    let mut keep = |(section, found): (report::Section, Vec<report::Aim>)| {
        found.iter().filter_map(report::Aim::missed).for_each(|missed| say(&missed));
        sections.push(section);
        aims.extend(found);
    };
    let files = tempfile::tempdir()?;
    if wanted("cold") {
        say("Cold starts.");
        let site = site(Clock::of_machine(), &files.path().join("today")).await?;
        keep(cold::measure(&site, &folder, plan.starts).await?);
    }
    let site = site(Clock::starting_at(AS_OF.parse::<Timestamp>()?), &files.path().join("then")).await?;
    if wanted("warm") {
        say("Warm requests.");
        keep(warm::measure(&site, &plan).await?);
    }
    if wanted("edge") {
        say("The edge.");
        keep(load::measure(&site, &plan).await?);
    }
    if wanted("scale") {
        say("Scale.");
        keep(scale::measure(&site, &plan).await?);
    }
    if wanted("weight") {
        say("Weight.");
        keep(weight::measure(&site, &binaries::sizes(&folder)?).await?);
    }
    if wanted("cost") {
        say("Cost.");
        let template = std::fs::read_to_string(binaries::workspace().join("template.yaml"))?;
        keep(cost::measure(&site, template.matches("AWS::CloudWatch::Alarm").count()).await?);
    }
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    let document = report::document(&sections, &aims, (&before, &machine::load()), minutes);
    if options.quick || !options.only.is_empty() {
        std::io::stdout().write_all(document.as_bytes())?;
    } else {
        std::fs::write(binaries::workspace().join("docs/benchmarks.md"), document)?;
        say("Written to docs/benchmarks.md.");
    }
    Ok(())
}

/// The demonstration in memory, as of the clock.
async fn site(clock: Clock, buckets: &Path) -> Outcome<Site> {
    std::fs::create_dir_all(buckets)?;
    let store = Store::Memory { buckets: buckets.to_owned() };
    let content = Content::demonstration(&clock)?;
    Ok(Site::start(&store, "https://example.org", clock, Some(&content), &mut |_, _| {}).await?.0)
}

/// A line for whoever waits; if nobody can read it, measuring goes on.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

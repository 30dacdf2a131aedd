//! Warm requests: latency at one at a time, throughput at sixteen, and what of it is rendering.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use local::Site;
use serde_json::Value;
use store::PublicContent;
use tokio::task::JoinSet;
use web::Function;

use crate::report::{Aim, Section, table};
use crate::statistics::Sample;
use crate::{Outcome, Plan, event, pages, render};

/// Requests at the same time.
const AT_ONCE: usize = 16;
/// Kinds of pages, by the names of the examples.
const KINDS: [&str; 5] = ["home", "newsroom", "article", "year", "section"];

/// A page with its measurements.
struct Warm {
    kind: &'static str,
    function: Arc<dyn Function>,
    event: Value,
    latencies: Vec<f64>,
    rates: Vec<f64>,
    steps: u32,
    units: f64,
}

/// Measures the demonstration's pages in one language.
pub(crate) async fn measure(site: &Site, plan: &Plan) -> Outcome<(Section, Vec<Aim>)> {
    let rendered = render::measure(site, plan.language, plan.batches, plan.batch).await?;
    let examples = pages::examples(site).await?;
    let mut warm = Vec::new();
    for kind in KINDS {
        let page = examples.iter().find(|page| page.kind == kind && page.language == plan.language.as_str());
        let path = page.ok_or_else(|| format!("the demonstration has no {kind}"))?.path.clone();
        let function = pages::function(site, &path)?;
        warm.push(Warm { kind, function, event: event::get(&path), latencies: Vec::new(), rates: Vec::new(), steps: 0, units: 0.0 });
    }
    let (mut reads, mut read_rates) = (Vec::new(), Vec::new());
    let read = home_reader(site, plan);
    for _ in 0..plan.rounds {
        for page in &mut warm {
            page.one_by_one(plan.requests).await?;
            let (function, event) = (Arc::clone(&page.function), page.event.clone());
            let ask = move || {
                let (function, event) = (Arc::clone(&function), event.clone());
                async move { event::answer(&function, &event).await.map(drop) }
            };
            page.rates.push(rate(ask, plan.burst).await?);
        }
        for _ in 0..plan.requests {
            let started = Instant::now();
            read().await?;
            reads.push(started.elapsed().as_secs_f64() * 1e3);
        }
        read_rates.push(rate(read.clone(), plan.burst).await?);
    }
    let mut rows: Vec<Vec<String>> = warm.iter().map(|page| page.row(&rendered)).collect();
    let (reads, read_rates) = (Sample::new(reads), Sample::new(read_rates));
    let mut own = vec!["the reads of home alone".to_owned(), String::new()];
    own.extend(latencies_and_rates(&reads, &read_rates));
    own.extend([String::new(), String::new()]);
    rows.push(own);
    let header =
        ["Page", "Rendering alone, µs of CPU", "p50, ms", "Middle half", "p99", "Pages a second at 16", "Least and most", "Steps", "Units"];
    let text = format!(
        "Events of a function URL through `lambda_http` to the functions of this process, which read the embedded DynamoDB over HTTP on \
         loopback: SDK, functions and the store itself share the machine's cores. {} requests one after the other in each of {} rounds, \
         then {AT_ONCE} at a time for {:.1} s. As often as the reads alone are answered is as often as a page can be that makes \
         them. Rendering alone is `ui::document` with values read before, on one thread, in batches of \
         {}.\n\n{}",
        plan.requests,
        plan.rounds,
        plan.burst.as_secs_f64(),
        plan.batch,
        table(&header, &rows)
    );
    let home = warm.first().ok_or("no page was measured")?;
    let alone = rendered.first().ok_or("no page was rendered")?.1.median();
    let aims = vec![
        Aim::most("Rendering of the home page alone, µs of CPU", 300.0, alone, 0),
        Aim::most("Home page with the store, p50 in ms", 1.0, home.latencies.iter().copied().collect::<Sample>().median(), 2),
        Aim::least("Home pages a second, 16 at once", 3900.0, home.rates.iter().copied().collect::<Sample>().median(), 0),
    ];
    Ok((Section { title: "Warm", text }, aims))
}

impl Warm {
    async fn one_by_one(&mut self, requests: usize) -> Outcome<()> {
        for number in 0..requests + requests / 10 {
            let answered = event::answer(&self.function, &self.event).await?;
            // The first tenth warms up.
            if number >= requests / 10 {
                self.latencies.push(answered.took.as_secs_f64() * 1e3);
            }
            (self.steps, self.units) = (answered.steps, answered.units);
        }
        Ok(())
    }

    fn row(&self, rendered: &[(&'static str, Sample, usize)]) -> Vec<String> {
        let latencies: Sample = self.latencies.iter().copied().collect();
        let rates: Sample = self.rates.iter().copied().collect();
        let alone = rendered.iter().find(|(kind, ..)| *kind == self.kind);
        let alone = alone.map_or_else(String::new, |(_, sample, _)| format!("{:.0} ({})", sample.median(), sample.middle_half(0)));
        let mut row = vec![self.kind.to_owned(), alone];
        row.extend(latencies_and_rates(&latencies, &rates));
        row.extend([self.steps.to_string(), self.units.to_string()]);
        row
    }
}

fn latencies_and_rates(latencies: &Sample, rates: &Sample) -> [String; 5] {
    [
        format!("{:.2}", latencies.median()),
        latencies.middle_half(2),
        format!("{:.2}", latencies.quantile(0.99)),
        format!("{:.0}", rates.median()),
        format!("{:.0} and {:.0}", rates.quantile(0.0), rates.quantile(1.0)),
    ]
}

/// How often a second something is done while [`AT_ONCE`] do it without a pause.
async fn rate<F, Done>(ask: F, burst: Duration) -> Outcome<f64>
where
    F: Fn() -> Done + Clone + Send + 'static,
    Done: Future<Output = Outcome<()>> + Send,
{
    let started = Instant::now();
    let mut asking = JoinSet::new();
    for _ in 0..AT_ONCE {
        let ask = ask.clone();
        asking.spawn(async move {
            let mut count = 0_u32;
            while started.elapsed() < burst {
                ask().await?;
                count += 1;
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(count)
        });
    }
    let mut count = 0;
    while let Some(answers) = asking.join_next().await {
        count += answers??;
    }
    Ok(f64::from(count) / started.elapsed().as_secs_f64())
}

/// Reads what the home page reads, without the page.
fn home_reader(site: &Site, plan: &Plan) -> impl Fn() -> BoxFuture<'static, Outcome<()>> + Clone + use<> {
    let (content, clock, language) = (PublicContent::new(&site.connection), site.clock.clone(), plan.language);
    move || {
        let (content, now) = (content.clone(), clock.now());
        async move { content.reader(now).home(language).await?.map(drop).ok_or_else(|| "the site has no home page".into()) }.boxed()
    }
}

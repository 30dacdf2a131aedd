//! The edge under load: pages that it keeps, over sockets on loopback, with a client of its own that looks at every byte.

mod client;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use edge::{VIEWER_REQUEST, ViewerFunction};
use local::Site;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::report::{Aim, Section, grouped, table};
use crate::statistics::Sample;
use crate::{Outcome, Plan, machine, pages};
use client::{Page, Taken};

/// Connections at a time.
const CONNECTIONS: usize = 32;
/// Calls of which the processor time is measured together.
const CALLS: u32 = 200;

/// What the function is asked, as text.
const EVENT: &str = r#"{"version":"1.0","context":{"eventType":"viewer-request"},"viewer":{"ip":"127.0.0.1"},"request":{"method":"GET","uri":"/en/news/2025/a-slug","querystring":{},"headers":{"host":{"value":"example.org"}},"cookies":{}}}"#;

/// Measures how often the edge answers a page that it keeps.
pub(crate) async fn measure(site: &Site, plan: &Plan) -> Outcome<(Section, Vec<Aim>)> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(Arc::clone(&site.edge).listen(listener, stopped));
    let measured = rounds(site, plan, address).await;
    drop(stop);
    serving.await?;
    let Rounds { kept, rates, latencies } = measured?;
    let alone = in_process(site, plan).await?;
    let function = function(plan)?;
    let rows = vec![
        vec!["Answers a second".to_owned(), format!("{:.0}", rates.median()), spread(&rates, 0)],
        vec!["One answer, ms".to_owned(), format!("{:.2}", latencies.median()), spread(&latencies, 2)],
        vec!["One answer without sockets, µs of CPU".to_owned(), format!("{:.1}", alone.median()), spread(&alone, 1)],
        vec!["The function alone, text to text, µs of CPU".to_owned(), format!("{:.1}", function.median()), spread(&function, 1)],
    ];
    let text = format!(
        "{kept} pages of the demonstration that the edge keeps, compressed with Brotli, are asked for in turns over {CONNECTIONS} connections \
         that stay open, for {:.1} s in each of {} rounds. Each request meets the viewer function, of {} bytes, in QuickJS. The client \
         shares the cores with the edge, and compares every byte of every answer, but for the age and the date, with what the functions \
         render.\n\n{}",
        plan.burst.as_secs_f64(),
        plan.rounds,
        grouped(VIEWER_REQUEST.len() as u64),
        table(&["What", "Median", "Least, greatest"], &rows)
    );
    let aims = vec![Aim::least("Pages that the edge keeps, answers a second", 20_000.0, rates.median(), 0)];
    Ok((Section { title: "Edge", text }, aims))
}

struct Rounds {
    kept: usize,
    rates: Sample,
    latencies: Sample,
}

async fn rounds(site: &Site, plan: &Plan, address: SocketAddr) -> Outcome<Rounds> {
    let mut kept = Vec::new();
    for example in pages::examples(site).await? {
        kept.push(Page::kept(address, &example.path, &pages::fetch(site, &example.path, 200).await?).await?);
    }
    let kept: Arc<[Page]> = kept.into();
    let (mut rates, mut latencies) = (Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        let (pages, burst, started) = (Arc::clone(&kept), plan.burst, Instant::now());
        // A thread of its own: what the client does is not to wait for what the edge does.
        let taken: Taken = tokio::task::spawn_blocking(move || client::take(address, &pages, CONNECTIONS, burst)).await??;
        rates.push(taken.len() as f64 / started.elapsed().as_secs_f64());
        latencies.extend(taken);
    }
    Ok(Rounds { kept: kept.len(), rates: Sample::new(rates), latencies: Sample::new(latencies) })
}

/// Processor time of an answer from the cache, function included, without connections.
async fn in_process(site: &Site, plan: &Plan) -> Outcome<Sample> {
    let mut times = Vec::new();
    for _ in 0..=plan.batches {
        let mut requests = Vec::new();
        for _ in 0..CALLS {
            requests.push(client::request("/en/news/")?);
        }
        let before = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
        for request in requests {
            std::hint::black_box(site.fetch(request).await);
        }
        let after = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
        times.push((after - before) as f64 / 1e3 / f64::from(CALLS));
    }
    // The first batch warms up.
    Ok(times.into_iter().skip(1).collect())
}

/// Processor time of the function alone.
fn function(plan: &Plan) -> Outcome<Sample> {
    let function = ViewerFunction::new(VIEWER_REQUEST, Some(BTreeMap::new()))?;
    let mut times = Vec::new();
    for _ in 0..=plan.batches {
        let before = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
        for _ in 0..CALLS {
            std::hint::black_box(function.answer(EVENT)?);
        }
        let after = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
        times.push((after - before) as f64 / 1e3 / f64::from(CALLS));
    }
    Ok(times.into_iter().skip(1).collect())
}

fn spread(sample: &Sample, digits: usize) -> String {
    format!("{:.digits$} to {:.digits$}", sample.quantile(0.0), sample.quantile(1.0))
}

/// Bytes that a browser sends for a page.
fn raw(request: &http::Request<Bytes>) -> String {
    let mut text = format!("GET {} HTTP/1.1\r\n", request.uri());
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", String::from_utf8_lossy(value.as_bytes())));
    }
    text + "\r\n"
}

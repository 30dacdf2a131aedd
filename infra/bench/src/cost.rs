//! What a month costs: a formula with measured read units, sizes and addresses, worked for three sizes of audience.

use local::Site;

use crate::report::{Aim, Section, grouped, table};
use crate::{Outcome, event, pages};

/// Prices in US dollars as AWS lists them for us-east-1, without free tiers, commitments and taxes. Europe is a few per cent to a fifth dearer.
mod price {
    /// CloudFront, of 10,000 requests over HTTPS (North America; Europe: 0.012).
    pub(super) const TEN_THOUSAND_REQUESTS: f64 = 0.0100;
    /// CloudFront, of a gigabyte to visitors, the first ten terabytes.
    pub(super) const GIGABYTE_OUT: f64 = 0.085;
    /// CloudFront Functions, of a million calls.
    pub(super) const MILLION_VIEWER_CALLS: f64 = 0.10;
    /// CloudFront's key-value store, of a million reads from a function.
    pub(super) const MILLION_ENTRIES: f64 = 0.03;
    /// CloudFront, of a path or tag purged, after the first thousand of a month.
    pub(super) const PURGED: f64 = 0.005;
    /// Lambda, of a million calls.
    pub(super) const MILLION_CALLS: f64 = 0.20;
    /// Lambda on x86_64, of a gigabyte held for a second (arm64: a fifth less).
    pub(super) const GIGABYTE_SECOND: f64 = 0.000_016_666_7;
    /// DynamoDB on demand, of a million read request units.
    pub(super) const MILLION_READS: f64 = 0.125;
    /// DynamoDB on demand, of a million write request units.
    pub(super) const MILLION_WRITES: f64 = 0.625;
    /// DynamoDB, of a gigabyte stored, and 0.20 for restoring it to any second.
    pub(super) const GIGABYTE_STORED: f64 = 0.45;
    /// CloudWatch, of an alarm.
    pub(super) const ALARM: f64 = 0.10;
    /// CloudWatch, of a gigabyte of logs.
    pub(super) const GIGABYTE_LOGGED: f64 = 0.50;
}

/// Memory of a function in gigabytes, as the template has it.
const MEMORY: f64 = 0.5;
/// Milliseconds for which a call of a visitors' function is billed: some steps to DynamoDB at a few milliseconds each, and rendering.
const BILLED: f64 = 20.0;
/// Requests of a page view: the page itself, and a picture or the style now and then, which browsers keep for a year.
const REQUESTS: f64 = 2.0;
/// Entries of the key-value store that the function before the cache reads for a page: an old address, and the site's host.
const ENTRIES: f64 = 2.0;
/// Caches of CloudFront's middle layer, each of which asks the function once: one in each of thirteen regions.
const CACHES: f64 = 13.0;
/// Days of a month.
const DAYS: f64 = 30.0;
/// Changes that editors make on a day, each purging so many tags and writing so many items. An article of the demonstration that is taken down
/// purges seventeen: two for itself, and what its lists, months, topics and neighbours show.
const CHANGES: f64 = 20.0;
const TAGS: f64 = 17.0;
const ADDRESSES: f64 = 12.0;
const WRITES: f64 = 40.0;
/// Calls of the clock in a month: one a minute, a few milliseconds each, one read.
const MINUTES: f64 = 43_200.0;
/// Bytes of a log line of a call, with what Lambda adds.
const LOGGED: f64 = 1_000.0;

/// What was measured.
struct Measured {
    /// Read units of a page, on average over one of each kind.
    units: f64,
    /// Bytes of a page view: HTML compressed, and one more request of that size.
    bytes: f64,
    /// Addresses of the demonstration.
    addresses: f64,
}

/// One line of the bill.
type Line = (&'static str, f64);

/// Works the formula.
pub(crate) async fn measure(site: &Site, alarms: usize) -> Outcome<(Section, Vec<Aim>)> {
    let measured = measured(site).await?;
    let audiences = [0.0, 1e6, 1e8];
    let bills: Vec<Vec<Line>> = audiences.iter().map(|views| bill(*views, &measured, alarms as f64)).collect();
    let names = bills.first().ok_or("no bill")?.iter().map(|(name, _)| *name);
    let cost = |bill: &Vec<Line>, name: &str| bill.iter().find(|(own, _)| *own == name).map_or(0.0, |(_, cost)| *cost);
    let mut rows: Vec<Vec<String>> = names
        .map(|name| std::iter::once(name.to_owned()).chain(bills.iter().map(|bill| format!("{:.2}", cost(bill, name)))).collect())
        .collect();
    let totals: Vec<f64> = bills.iter().map(|bill| bill.iter().map(|(_, cost)| cost).sum()).collect();
    rows.push(std::iter::once("**Together**".to_owned()).chain(totals.iter().map(|total| format!("**{total:.2}**"))).collect());
    let text = format!(
        "US dollars a month by the price lists of us-east-1, without the free tiers, which cover the first two columns but for alarms and \
         storage. A page view is {REQUESTS} requests and {} bytes. Functions are asked by at most {CACHES} regional caches for each of {} \
         addresses once a day and once after each purge, however many visitors there are:\n\n\
         asked = min(views, {CACHES} × (addresses × {DAYS} + {CHANGES} changes a day × {ADDRESSES} addresses × {DAYS})) = at most {}\n\n\
         A call reads {:.1} units, measured over one page of each kind, and is billed for {BILLED} ms of {MEMORY} GB. Each change purges \
         {TAGS} tags, twice, and writes {WRITES} items. `clock` is called {} times.\n\n{}\n",
        grouped(measured.bytes as u64),
        grouped(measured.addresses as u64),
        grouped(asked(f64::MAX, &measured) as u64),
        measured.units,
        grouped(MINUTES as u64),
        table(&["What", "idle", "1 million views", "100 million views"], &rows)
    );
    Ok((Section { title: "Cost", text }, Vec::new()))
}

/// How often functions are asked for pages.
fn asked(views: f64, measured: &Measured) -> f64 {
    views.min(CACHES * DAYS * (measured.addresses + CHANGES * ADDRESSES))
}

fn bill(views: f64, measured: &Measured, alarms: f64) -> Vec<Line> {
    let (requests, asked) = (views * REQUESTS, asked(views, measured));
    // Nobody edits a site that nobody reads.
    let changes = if views > 0.0 { CHANGES * DAYS } else { 0.0 };
    let purged = (2.0 * changes * TAGS - 1_000.0).max(0.0);
    let busy = (asked + 4.0 * changes) * BILLED / 1e3 + MINUTES * 0.005;
    vec![
        ("Requests at the edge", requests / 1e4 * price::TEN_THOUSAND_REQUESTS),
        ("Bytes to visitors", views * measured.bytes / 1e9 * price::GIGABYTE_OUT),
        ("The function before the cache", requests / 1e6 * price::MILLION_VIEWER_CALLS + views * ENTRIES / 1e6 * price::MILLION_ENTRIES),
        ("Purges", purged * price::PURGED),
        ("Functions", (asked + 4.0 * changes + MINUTES) / 1e6 * price::MILLION_CALLS + busy * MEMORY * price::GIGABYTE_SECOND),
        (
            "Table",
            (asked * measured.units + MINUTES) / 1e6 * price::MILLION_READS
                + changes * WRITES / 1e6 * price::MILLION_WRITES
                + 0.05 * price::GIGABYTE_STORED,
        ),
        ("Logs", (asked + 4.0 * changes + MINUTES) * LOGGED / 1e9 * price::GIGABYTE_LOGGED),
        ("Alarms", alarms * price::ALARM),
    ]
}

async fn measured(site: &Site) -> Outcome<Measured> {
    let (mut units, mut bytes) = (Vec::new(), Vec::new());
    for page in pages::examples(site).await? {
        let function = pages::function(site, &page.path)?;
        units.push(event::answer(&function, &event::get(&page.path)).await?.units);
        bytes.push(crate::weight::compressed(&pages::fetch(site, &page.path, 200).await?)? as f64);
    }
    let count = units.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    Ok(Measured { units: mean(&units), bytes: mean(&bytes) * REQUESTS, addresses: addresses(site).await? as f64 })
}

/// Addresses that the sitemaps name.
async fn addresses(site: &Site) -> Outcome<usize> {
    let (mut sitemaps, mut count) = (vec!["/sitemap.xml".to_owned()], 0);
    while let Some(sitemap) = sitemaps.pop() {
        let text = String::from_utf8_lossy(&pages::fetch(site, &sitemap, 200).await?).into_owned();
        for address in text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>")).map(|(address, _)| address) {
            match address.strip_prefix("https://example.org") {
                Some(path) if path.ends_with(".xml") => sitemaps.push(path.to_owned()),
                _ => count += 1,
            }
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: Measured = Measured { units: 8.0, bytes: 20_000.0, addresses: 400.0 };

    fn total(views: f64) -> f64 {
        bill(views, &SITE, 10.0).iter().map(|(_, cost)| cost).sum()
    }

    #[test]
    fn what_grows_with_the_audience_is_the_edge_alone() {
        let line = |views: f64, name: &str| bill(views, &SITE, 10.0).into_iter().find(|(own, _)| *own == name).unwrap().1;
        for name in ["Functions", "Table", "Logs"] {
            assert!((line(1e8, name) - line(1e9, name)).abs() < 1e-9, "{name}");
        }
        assert!(line(1e9, "Requests at the edge") > 9.9 * line(1e8, "Requests at the edge"));
    }

    #[test]
    fn nobody_is_asked_more_often_than_there_are_views() {
        assert!(asked(10.0, &SITE) <= 10.0 && total(0.0) < total(1e6) && total(1e6) < total(1e8));
    }
}

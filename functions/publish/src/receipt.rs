//! Receipts: what a look at the pages of a change found is kept with the document, for whoever made the change.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::Address;
use jiff::Timestamp;
use store::{ItemChange, MOST_PAGES, Publication, Receipt};

use crate::App;
use crate::look::{Finding, look};

/// Whoever is that far behind purges, and leaves looking to the second purge: others wait for theirs.
const BEHIND: Duration = Duration::from_secs(30);
/// The first purge of a change, and the second.
pub(crate) const FIRST: u8 = 1;
pub(crate) const SECOND: u8 = 2;

/// What of these changes visitors see. Where that cannot be learnt there is no receipt, and nothing else is missing.
pub(crate) async fn publications(app: &App, changes: &[ItemChange]) -> Vec<Publication> {
    app.publisher.publications(changes).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "what visitors see of these changes is not known: there will be no receipt");
        Vec::new()
    })
}

/// Looks at the pages of publications, and keeps what was found. Nothing that fails here fails a batch.
pub(crate) async fn keep(app: &App, publications: &mut Vec<Publication>, purges: u8) {
    let now = app.clock.now();
    let behind = |publication: &Publication| now.duration_since(publication.committed).unsigned_abs() > BEHIND;
    if purges == FIRST && publications.iter().any(behind) {
        return;
    }
    let pages = bounded(publications);
    if pages.is_empty() {
        return;
    }
    let found = look(&*app.look, &*app.purge, pages).await;
    let now = app.clock.now();
    for publication in publications {
        let receipt = receipt(publication, &found, purges, now);
        publication.live = receipt.live;
        tell(publication, &receipt);
        if let Err(error) = app.publisher.keep_receipt(publication, &receipt).await {
            tracing::warn!(document = %publication.document, %error, "a receipt could not be kept");
        }
    }
}

/// The pages of the newest publications, as many as are looked at; the others go without a receipt.
fn bounded(publications: &mut Vec<Publication>) -> BTreeSet<Address> {
    publications.sort_by_key(|publication| std::cmp::Reverse(publication.committed));
    let mut pages = BTreeSet::new();
    publications.retain(|publication| {
        let more: BTreeSet<Address> = publication.pages().filter(|page| !pages.contains(*page)).cloned().collect();
        let fits = pages.len() + more.len() <= MOST_PAGES;
        if fits {
            pages.extend(more);
        }
        fits
    });
    pages
}

fn receipt(publication: &Publication, found: &BTreeMap<Address, Finding>, purges: u8, now: Timestamp) -> Receipt {
    let findings: Vec<(&Address, Finding)> = publication.pages().filter_map(|page| Some((page, *found.get(page)?))).collect();
    let those = |wanted: Finding| findings.iter().filter(move |(_, finding)| *finding == wanted).map(|(page, _)| (*page).clone());
    let (right, wrong): (usize, Vec<Address>) = (those(Finding::Right).count(), those(Finding::Wrong).collect());
    let all_right = right > 0 && right == findings.len();
    // A page that was right once and cannot be seen now is not taken for wrong.
    let live = if wrong.is_empty() { publication.live.or(all_right.then_some(now)) } else { None };
    Receipt {
        version: publication.version,
        committed: publication.committed,
        live,
        checked: right + wrong.len(),
        wrong,
        purges,
        confirmed: all_right && purges == SECOND,
    }
}

fn tell(publication: &Publication, receipt: &Receipt) {
    let Publication { document, language, .. } = publication;
    let Receipt { version, checked, purges, confirmed, .. } = receipt;
    let took = receipt.live.map(|live| live.duration_since(receipt.committed).as_secs_f64());
    tracing::info!(%document, %language, version, checked, wrong = receipt.wrong.len(), purges, confirmed, took, "looked at");
}

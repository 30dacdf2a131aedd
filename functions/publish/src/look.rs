//! Looks at pages after a purge: as visitors get them through the edge, and as functions make them now. Where both are the same, a change is
//! live.

use std::collections::{BTreeMap, BTreeSet};

use domain::Address;
use futures_util::future::{BoxFuture, join, join_all};
use web::route::{FORM_FUNCTIONS, function_at, path_of};
use web::{NoAnswer, Seen};

use crate::purge::Purge;

/// How often a page that is wrong is looked at, with a pause before each further look: an order to purge takes its time.
const LOOKS: usize = 4;
/// After which look what is still wrong is purged again, by itself: what the first order may not have reached by now.
const PATIENCE: usize = 2;

/// Somebody who can be asked for a page on either side of the edge.
pub trait Look: Send + Sync + 'static {
    /// The page as browsers get it.
    fn visit<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>>;
    /// The page as its function makes it at this moment.
    fn render<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>>;
    /// Lets as much time pass as the edge may need until an order has its effect.
    fn pause(&self) -> BoxFuture<'_, ()>;
}

/// What was found at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    /// What visitors get is what the function makes.
    Right,
    /// It is something else.
    Wrong,
    /// One of the two did not answer.
    Unknown,
}

/// Looks at pages until all are right, or patience is at its end. Never fails: a page that does not answer is unknown.
pub(crate) async fn look(look: &dyn Look, purge: &dyn Purge, pages: BTreeSet<Address>) -> BTreeMap<Address, Finding> {
    let mut found = BTreeMap::new();
    // What has no path is no page.
    let mut open: Vec<(Address, String)> = pages.into_iter().filter_map(|page| path_of(&page).map(|path| (page, path))).collect();
    // The edge keeps nothing of a page with a form: visitors get what its function makes.
    let kept = |path: &str| !FORM_FUNCTIONS.contains(&function_at(path));
    found.extend(open.iter().filter(|(_, path)| !kept(path)).map(|(page, _)| (page.clone(), Finding::Right)));
    open.retain(|(_, path)| kept(path));
    for round in 1..=LOOKS {
        let findings = join_all(open.iter().map(|(_, path)| compare(look, path))).await;
        found.extend(open.iter().map(|(page, _)| page.clone()).zip(findings));
        open.retain(|(page, _)| found.get(page) == Some(&Finding::Wrong));
        if open.is_empty() || round == LOOKS {
            break;
        }
        if round == PATIENCE {
            purge_alone(purge, &open).await;
        }
        look.pause().await;
    }
    found
}

async fn compare(look: &dyn Look, path: &str) -> Finding {
    let (visited, rendered) = join(look.visit(path), look.render(path)).await;
    match (visited, rendered) {
        (Ok(visited), Ok(rendered)) if rendered.is_failure() || visited.is_failure() => Finding::Unknown,
        (Ok(visited), Ok(rendered)) if visited == rendered => Finding::Right,
        (Ok(_), Ok(_)) => Finding::Wrong,
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(path, %error, "a page could not be looked at");
            Finding::Unknown
        }
    }
}

async fn purge_alone(purge: &dyn Purge, wrong: &[(Address, String)]) {
    let tags: BTreeSet<String> = wrong.iter().map(|(page, _)| store::tag_of_page(page)).collect();
    let paths: Vec<&String> = wrong.iter().map(|(_, path)| path).collect();
    tracing::warn!(?paths, "the edge still has these pages as they were: they are purged by themselves");
    if let Err(error) = purge.purge(&tags).await {
        tracing::warn!(%error, "these pages could not be purged by themselves");
    }
}

#[cfg(test)]
mod tests;

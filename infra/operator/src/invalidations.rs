//! The orders to purge that a distribution took, carried out at the laptop's edge: an emulator takes them and keeps nothing.

use std::collections::BTreeSet;

use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::error::DisplayErrorContext;
use edge::Edge;

/// Orders asked for at a time; no more than these are new within a look.
const MOST: i32 = 100;

/// Carries orders out, each once.
pub(crate) struct Invalidations<'a> {
    client: &'a Client,
    distribution: &'a str,
    done: BTreeSet<String>,
}

impl<'a> Invalidations<'a> {
    pub(crate) fn new(client: &'a Client, distribution: &'a str) -> Self {
        Self { client, distribution, done: BTreeSet::new() }
    }

    /// Carries out what is new. The names of these orders.
    pub(crate) async fn follow(&mut self, edge: &Edge) -> Result<Vec<String>, String> {
        let failed = |error: &dyn std::error::Error| DisplayErrorContext(error).to_string();
        let listed = self.client.list_invalidations().distribution_id(self.distribution).max_items(MOST).send().await;
        let listed = listed.map_err(|error| failed(&error))?.invalidation_list;
        let mut carried_out = Vec::new();
        for order in listed.iter().flat_map(|list| list.items()) {
            if self.done.contains(order.id()) {
                continue;
            }
            let found = self.client.get_invalidation().distribution_id(self.distribution).id(order.id()).send().await;
            let found = found.map_err(|error| failed(&error))?.invalidation;
            let paths = found.as_ref().and_then(|order| order.invalidation_batch()).and_then(|batch| batch.paths());
            edge.purge(&tags(paths.iter().flat_map(|paths| paths.items()))?).await;
            self.done.insert(order.id().to_owned());
            carried_out.push(order.id().to_owned());
        }
        Ok(carried_out)
    }
}

/// The tags of an order. The site orders by tag alone.
fn tags<'a>(items: impl Iterator<Item = &'a String>) -> Result<Vec<String>, String> {
    items.map(|item| item.strip_prefix('#').map(str::to_owned).ok_or_else(|| format!("an order to purge names the path {item}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn an_order_by_path_is_no_order_of_the_site() {
        assert_eq!(tags(["#d:1:en".to_owned()].iter()), Ok(vec!["d:1:en".to_owned()]));
        assert!(tags(["/en/*".to_owned()].iter()).is_err());
    }
}

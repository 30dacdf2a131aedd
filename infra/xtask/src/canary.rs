//! Whether a distribution purges by tag: one without `CacheTagConfig` takes every order and does nothing, and nobody would notice.

use serde_json::Value;

use crate::stack::{Environment, Stack, ask};
use crate::steps::say;
use crate::tools::cloud::Cloud;
use crate::tools::command::run;

/// How often a page is asked for until the edge has it. CloudFront has several layers of caches, and each must have it once.
const ASKED: usize = 10;

/// Orders a purge of the home page by its tag, and looks whether the edge then has it no more. `done` waits until the order is done.
///
/// # Errors
/// It was not purged, or something did not answer.
pub(crate) fn sing(
    cloud: &Cloud,
    environment: &Environment,
    stack: &Stack,
    target: &std::path::Path,
    done: impl Fn(&str) -> Result<(), String>,
) -> Result<(), String> {
    let canary = stack.operate(target, &["canary"])?;
    let canary: Value = serde_json::from_str(&canary).map_err(|error| format!("{canary}: {error}"))?;
    let text = |name: &str| canary.get(name).and_then(Value::as_str).ok_or_else(|| format!("the canary has no {name}"));
    let (address, tag) = (text("address")?, text("tag")?);
    if !(0..ASKED).map(|_| kept(address)).collect::<Result<Vec<_>, _>>()?.contains(&true) {
        return Err(format!("the edge does not keep {address}: see the cache policy of its behaviour"));
    }
    let paths = format!("#{tag}");
    let order = ["cloudfront", "create-invalidation", "--distribution-id", stack.output("DistributionId")?, "--paths", &paths];
    let order = ask(cloud, environment, &order)?;
    done(order.pointer("/Invalidation/Id").and_then(Value::as_str).ok_or("the order has no name")?)?;
    if kept(address)? {
        return Err(format!("{address} was purged by its tag and is still at the edge: see that the distribution has a CacheTagConfig"));
    }
    say("The edge purges by tag.");
    Ok(())
}

/// Whether an answer comes from the cache.
fn kept(address: &str) -> Result<bool, String> {
    let head = run(std::process::Command::new("curl")
        .args(["--silent", "--show-error", "--max-time", "30", "--output", "/dev/null"])
        .args(["--dump-header", "-", address]))?;
    let cache = head.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case("x-cache"));
    cache
        .map(|(_, value)| value.to_ascii_lowercase().contains("hit"))
        .ok_or_else(|| format!("{address} answers without X-Cache: is it the distribution?"))
}

//! The site as it is in the cloud: its edge at the address that visitors know, its functions at addresses of their own.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::Duration;

use futures_util::future::BoxFuture;
use store::Configuration;
use web::route::{FORM_FUNCTIONS, PATTERNS, function_at};
use web::{Client, Clock, NoAnswer, Seen};

use crate::look::Look;

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// The time between two looks: CloudFront purges within seconds.
const PAUSE: Duration = Duration::from_secs(1);

/// Looks at the site over the network.
pub struct Network {
    client: Client,
    base: String,
    /// The addresses of the functions, without a slash at the end.
    functions: BTreeMap<&'static str, String>,
}

impl Network {
    /// The site whose addresses `variable` names.
    ///
    /// # Errors
    /// Says which variable is missing.
    pub fn of(configuration: &Configuration, variable: impl Fn(&str) -> Option<String>, clock: Clock) -> Result<Self, NoAnswer> {
        let address = |name: String| {
            let found = variable(&name).map(|address| address.trim_end_matches('/').to_owned());
            found.ok_or_else(|| NoAnswer(format!("{name} is not set: the template sets it")))
        };
        let base = address("BASE_URL".to_owned())?;
        let own = |function: &'static str| Ok((function, address(format!("{}_URL", function.to_ascii_uppercase()))?));
        // What takes forms keeps nothing at the edge.
        let looked_at = PATTERNS.iter().filter(|pattern| !FORM_FUNCTIONS.contains(&pattern.function));
        let functions: BTreeMap<&'static str, String> = looked_at.map(|pattern| own(pattern.function)).collect::<Result<_, _>>()?;
        let emulator = variable("AWS_ENDPOINT_URL").filter(|endpoint| endpoint.starts_with("http://"));
        let plain = emulator.is_some() || functions.values().chain([&base]).all(|address| address.starts_with("http://"));
        Ok(Self { client: Client::new(configuration, clock, plain, emulator), base, functions })
    }
}

impl Look for Network {
    fn visit<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(async move { in_time(self.client.visit(&format!("{}{path}", self.base))).await })
    }

    fn render<'a>(&'a self, path: &'a str) -> BoxFuture<'a, Result<Seen, NoAnswer>> {
        Box::pin(async move {
            let function = function_at(path);
            let address = self.functions.get(function).ok_or_else(|| NoAnswer(format!("nobody knows where {function} is")))?;
            in_time(self.client.ask_function(&format!("{address}{path}"))).await
        })
    }

    fn pause(&self) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(PAUSE))
    }
}

async fn in_time(answer: impl Future<Output = Result<Seen, NoAnswer>>) -> Result<Seen, NoAnswer> {
    tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| Err(NoAnswer(format!("none within {} seconds", PATIENCE.as_secs()))))
}

#[cfg(test)]
mod tests;

//! What every function has beside its store handle: the clock, its address, and the interface of each language.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::Language;
use futures_util::future::join;
use store::PublicContent;
use ui::Interface;

use crate::clock::Clock;
use crate::links::SiteLinks;
use crate::origin::OriginSecrets;

/// Languages whose interface is kept at most; addresses may name any tag, the site only has a few.
const MOST_INTERFACES: usize = 32;

/// How long an answer may be worked at before its visitor is told that the site does not answer. The template ends a function later than that,
/// and without a word.
pub const PATIENCE: Duration = Duration::from_secs(8);

/// What stands in front of every handler.
pub struct Front {
    /// Tells the time.
    pub clock: Clock,
    /// Addresses.
    pub links: SiteLinks,
    /// The language of pages whose address names none.
    pub default_language: Language,
    /// How long an answer may be worked at: [`PATIENCE`], unless somebody is in a hurry.
    pub patience: Duration,
    /// Who may ask: whoever knows one of these, or anybody if there are none.
    pub origin: OriginSecrets,
    interfaces: RwLock<HashMap<Language, Arc<Interface>>>,
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").field("links", &self.links).field("default_language", &self.default_language).finish_non_exhaustive()
    }
}

/// The front cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontError(pub(crate) String);

impl fmt::Display for FrontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FrontError {}

impl Front {
    /// A front for the site at `base` (`https://example.org`).
    #[must_use]
    pub fn new(clock: Clock, base: &str, default_language: Language) -> Self {
        let links = SiteLinks { base: base.trim_end_matches('/').to_owned() };
        let origin = OriginSecrets::default();
        Self { clock, links, default_language, patience: PATIENCE, origin, interfaces: RwLock::default() }
    }

    /// Reads `BASE_URL`, `DEFAULT_LANGUAGE` and, where it is set, `ORIGIN_SECRET` with `variable`.
    ///
    /// # Errors
    /// [`FrontError`] names what is missing or wrong.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, FrontError> {
        let required = |name: &str| {
            variable(name).ok_or_else(|| FrontError(format!("the environment variable {name} is not set: the template sets it")))
        };
        let language = required("DEFAULT_LANGUAGE")?.parse().map_err(|error| FrontError(format!("DEFAULT_LANGUAGE: {error}")))?;
        let origin = OriginSecrets::from_variables(&variable).map_err(FrontError)?;
        Ok(Self { origin, ..Self::new(Clock::of_machine(), &required("BASE_URL")?, language) })
    }

    /// The interface of a language: its words and its ways to write dates, made once.
    ///
    /// # Errors
    /// [`FrontError`] when the interface's own texts are broken.
    pub fn interface(&self, language: Language) -> Result<Arc<Interface>, FrontError> {
        if let Some(found) = self.interfaces.read().unwrap_or_else(PoisonError::into_inner).get(&language) {
            return Ok(Arc::clone(found));
        }
        let made = Arc::new(Interface::new(language).map_err(|error| FrontError(error.to_string()))?);
        let mut interfaces = self.interfaces.write().unwrap_or_else(PoisonError::into_inner);
        if interfaces.len() < MOST_INTERFACES {
            interfaces.insert(language, Arc::clone(&made));
        }
        Ok(made)
    }
}

/// Before the first request of an instance: opens the connection to the store (in the cloud its TLS is the slowest part of a cold start)
/// and makes the default language's interface. What fails here is met again, and answered for, by the first request.
pub(crate) async fn warm(front: &Front, content: &PublicContent) {
    let reader = content.reader(front.clock.now());
    let connect = async { reader.site(front.default_language).await.map(drop).map_err(|error| error.to_string()) };
    // The words are made while the store is still to answer.
    let words = async { front.interface(front.default_language).map(drop).map_err(|error| error.to_string()) };
    let (connected, made) = join(connect, words).await;
    for error in [connected, made].into_iter().filter_map(Result::err) {
        tracing::warn!(error, "warming up");
    }
}

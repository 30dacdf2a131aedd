//! Asking the origin once for all who want the same thing ("request collapsing").

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::IF_NONE_MATCH;
use http::{HeaderMap, Method, StatusCode};
use tokio::sync::watch;

use crate::answer::{Answer, State};
use crate::key::Encoding;
use crate::origin::{self, Origin, OriginRequest, OriginResponse};
use crate::render::Outcome;
use crate::serve::Edge;
use crate::tags;

/// How often a visitor waits for a fetch that a purge may overtake, before the origin is asked for this visitor alone.
const ATTEMPTS: usize = 3;

/// What is wanted of an origin, enough to ask for it without the visitor.
pub(crate) struct Wanted {
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) encoding: Encoding,
    pub(crate) origin: Arc<dyn Origin>,
    pub(crate) source_ip: IpAddr,
}

/// The fetches under way, by key.
#[derive(Default)]
pub(crate) struct Flights {
    running: Mutex<HashMap<Box<str>, Flight>>,
}

/// One fetch under way.
struct Flight {
    landed: watch::Receiver<Option<Landed>>,
    /// Tags that were purged since it left.
    purged: Vec<Box<str>>,
}

/// The end of a fetch.
#[derive(Clone)]
struct Landed {
    answer: Arc<Answer>,
    outcome: Outcome,
    /// One of its tags was purged meanwhile: nobody may have it.
    overtaken: bool,
}

/// What a visitor gets at the gate.
enum Boarding {
    /// An answer that was kept.
    Kept(Arc<Answer>),
    /// A fetch to wait for, and whether it was started for this visitor.
    Waits(watch::Receiver<Option<Landed>>, bool),
}

impl Flights {
    fn running(&self) -> MutexGuard<'_, HashMap<Box<str>, Flight>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Edge {
    /// Removes tags from the cache, and from the fetches under way what they will bring. Both happen under the lock under which a fetch
    /// lands, so that none slips between.
    pub(crate) fn purge_now(&self, purged: &[Box<str>]) {
        let mut running = self.flights.running();
        for flight in running.values_mut() {
            flight.purged.extend_from_slice(purged);
        }
        self.cache.purge(purged);
    }

    /// The answer to what is wanted, kept or fetched.
    pub(crate) async fn obtain(self: &Arc<Self>, wanted: Wanted) -> (Arc<Answer>, Outcome) {
        let wanted = Arc::new(wanted);
        for _ in 0..ATTEMPTS {
            let (mut landing, mine) = match self.board(&wanted) {
                Boarding::Kept(answer) => return (answer, Outcome::Hit),
                Boarding::Waits(landing, mine) => (landing, mine),
            };
            // The sender is only lost when the runtime stops.
            let landed = landing.wait_for(Option::is_some).await.ok().and_then(|landed| landed.clone());
            match landed {
                Some(landed) if landed.overtaken => {}
                // An answer with `private`, `no-store` or `no-cache` is for one visitor only, so those who waited ask for themselves.
                Some(landed) if mine || landed.answer.shareable() => return (landed.answer, landed.outcome),
                Some(_) | None => break,
            }
        }
        self.alone(&wanted).await
    }

    /// Finds a kept answer or the fetch to wait for, and starts the fetch if there is none. Looking again under the lock closes the gap in
    /// which a fetch lands.
    fn board(self: &Arc<Self>, wanted: &Arc<Wanted>) -> Boarding {
        let now = self.now();
        self.settle(now);
        let mut running = self.flights.running();
        let kept = self.cache.get(&wanted.key);
        let state = kept.as_ref().map(|answer| answer.state(now));
        match kept {
            Some(answer) if state == Some(State::Fresh) => Boarding::Kept(answer),
            Some(answer) if state == Some(State::Revalidate) => {
                if !running.contains_key(wanted.key.as_str()) {
                    self.depart(&mut running, wanted, Some(Arc::clone(&answer)), now);
                }
                Boarding::Kept(answer)
            }
            stale => match running.get(wanted.key.as_str()) {
                Some(flight) => Boarding::Waits(flight.landed.clone(), false),
                None => Boarding::Waits(self.depart(&mut running, wanted, stale, now), true),
            },
        }
    }

    /// Starts a fetch in a task of its own, which ends even if the visitor who caused it is gone.
    fn depart(
        self: &Arc<Self>,
        running: &mut HashMap<Box<str>, Flight>,
        wanted: &Arc<Wanted>,
        stale: Option<Arc<Answer>>,
        asked: i64,
    ) -> watch::Receiver<Option<Landed>> {
        let (sender, landed) = watch::channel(None);
        running.insert(wanted.key.as_str().into(), Flight { landed: landed.clone(), purged: Vec::new() });
        let (edge, wanted) = (Arc::clone(self), Arc::clone(wanted));
        tokio::spawn(async move {
            let (answer, outcome) = edge.fetch(&wanted, stale.as_deref(), asked).await;
            let (answer, outcome) = match (answer, stale.as_ref()) {
                // stale-if-error: the old answer stands in while the origin fails.
                (answer, Some(stale)) if answer.status.is_server_error() && stale.survives_errors(edge.now()) => {
                    (Arc::clone(stale), Outcome::Hit)
                }
                (answer, _) => (Arc::new(answer), outcome),
            };
            let landed = edge.land(&wanted.key, answer, outcome, stale.as_deref());
            sender.send_replace(Some(landed));
        });
        landed
    }

    /// Keeps what was fetched, unless a purge overtook it.
    fn land(&self, key: &str, answer: Arc<Answer>, outcome: Outcome, stale: Option<&Answer>) -> Landed {
        self.settle(self.now());
        let mut running = self.flights.running();
        let purged = running.remove(key).map(|flight| flight.purged).unwrap_or_default();
        // A confirmed answer still has the body of the old one, so the old tags count as well.
        let body_is_old = matches!(outcome, Outcome::Hit | Outcome::RefreshHit);
        let meets = tags::meet(&answer.tags, &purged) || (body_is_old && stale.is_some_and(|stale| tags::meet(&stale.tags, &purged)));
        let overtaken = meets && !self.keeps_overtaken;
        if !overtaken && outcome != Outcome::Hit {
            if answer.storable() {
                self.cache.put(key, Arc::clone(&answer));
            } else if !answer.status.is_server_error() {
                self.cache.remove(key);
            }
        }
        Landed { answer, outcome, overtaken }
    }

    /// Asks for one visitor, sharing and keeping nothing.
    async fn alone(&self, wanted: &Wanted) -> (Arc<Answer>, Outcome) {
        let (answer, outcome) = self.fetch(wanted, None, self.now()).await;
        (Arc::new(answer), outcome)
    }

    /// Asks the origin, and only whether something changed if there is an old answer with an entity tag.
    async fn fetch(&self, wanted: &Wanted, stale: Option<&Answer>, asked: i64) -> (Answer, Outcome) {
        let response = self.ask(wanted, stale.and_then(|stale| stale.validator.clone())).await;
        let confirmed = response.status == StatusCode::NOT_MODIFIED;
        if let (true, Some(stale)) = (confirmed, stale) {
            return (stale.freshened(&response, &self.tag_header, asked), Outcome::RefreshHit);
        }
        let outcome = Outcome::of(response.status);
        (Answer::of(response, wanted.encoding, &self.tag_header, asked).await, outcome)
    }

    async fn ask(&self, wanted: &Wanted, validator: Option<http::HeaderValue>) -> OriginResponse {
        let mut headers = wanted.headers.clone();
        if let Some(validator) = validator {
            headers.insert(IF_NONE_MATCH, validator);
        }
        let request = OriginRequest {
            // A HEAD is asked as GET too, so that its answer serves everyone.
            method: Method::GET,
            path: wanted.path.clone(),
            query: wanted.query.clone(),
            headers,
            body: Bytes::new(),
            source_ip: wanted.source_ip,
        };
        origin::ask(Arc::clone(&wanted.origin), request).await
    }
}

//! What the clock alone decides: scheduled editions go live, what ends is taken down, and what was purged is purged a second time.
//!
//! It is called every minute, looks a little more than a minute ahead, and waits for each moment, so that what is due at 09:00:00 is done then and not
//! up to a minute later. Calls overlap and may come twice or never: whoever comes second finds nothing due, and whoever comes late does what was missed.

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use store::{Due, StoreError, Timetable};
use web::Clock;

/// How far one call looks ahead: a minute until the next call, and half of one for a call that comes late.
pub const AHEAD: SignedDuration = SignedDuration::from_secs(90);

/// What this function may do: change documents of which the time has come, and order second purges.
pub struct App {
    /// What is due.
    pub timetable: Timetable,
    /// Tells the time.
    pub clock: Clock,
}

/// Lets a while pass.
pub type Wait<'a> = &'a (dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync);

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned {
    /// Documents that changed.
    pub documents: usize,
    /// Second purges that were ordered.
    pub purges: usize,
}

impl Turned {
    fn add(&mut self, due: &Due) {
        match due {
            Due::Document(_) => self.documents += 1,
            Due::SecondPurge(_) => self.purges += 1,
        }
    }
}

/// Does everything that is due from now until [`AHEAD`], each at its moment, and returns what was done.
///
/// # Errors
/// [`StoreError`] of the first thing that could not be done, after all others were tried; the next call tries again.
pub async fn handle(app: &App, wait: Wait<'_>) -> Result<Turned, StoreError> {
    let end = app.clock.now().saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    let (mut all, mut outcome) = (Turned::default(), Ok(()));
    loop {
        let before = all;
        if let Err(error) = do_due(app, &mut all).await {
            outcome = Err(error);
        }
        let now = app.clock.now();
        let moments: Vec<Timestamp> = app.timetable.due(end).await?.into_iter().map(|(at, _)| at).collect();
        // More was due than one look shows: as long as something is done, the rest is too.
        if all != before && moments.first().is_some_and(|at| *at <= now) {
            continue;
        }
        let Some(next) = moments.into_iter().find(|at| *at > now) else { break };
        wait(next.duration_since(now).unsigned_abs()).await;
    }
    outcome.map(|()| all)
}

/// Does what is due at this moment, and returns what was done. What fails does not hold up the others.
///
/// # Errors
/// [`StoreError`] of the last thing that could not be done.
pub async fn turn(app: &App) -> Result<Turned, StoreError> {
    let mut all = Turned::default();
    do_due(app, &mut all).await.map(|()| all)
}

async fn do_due(app: &App, all: &mut Turned) -> Result<(), StoreError> {
    let now = app.clock.now();
    let mut outcome = Ok(());
    for (at, due) in app.timetable.due(now).await? {
        match app.timetable.turn(&due, now).await {
            Ok(turned) => {
                if turned {
                    all.add(&due);
                }
                tracing::info!(?due, %at, turned, "the clock");
            }
            Err(error) => {
                tracing::error!(?due, %at, %error, "the clock: tried again at the next call");
                outcome = Err(error);
            }
        }
    }
    outcome
}

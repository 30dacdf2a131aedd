//! What the clock alone decides: scheduled editions go live, and what ends is taken down.
//!
//! It is called every minute, looks a little more than a minute ahead, and waits for each moment, so that what is due at 09:00:00 is done then and not
//! up to a minute later. Calls overlap and may come twice or never: whoever comes second finds nothing due, and whoever comes late does what was missed.

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use store::{StoreError, Timetable};
use web::Clock;

/// How far one call looks ahead: a minute until the next call, and half of one for a call that comes late.
pub const AHEAD: SignedDuration = SignedDuration::from_secs(90);

/// What this function may do: change documents of which the time has come.
pub struct App {
    /// What is due.
    pub timetable: Timetable,
    /// Tells the time.
    pub clock: Clock,
}

/// Lets a while pass.
pub type Wait<'a> = &'a (dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync);

/// Does everything that is due from now until [`AHEAD`], each at its moment, and returns how many documents changed.
///
/// # Errors
/// [`StoreError`] of the first document that could not be changed, after all others were tried; the next call tries again.
pub async fn handle(app: &App, wait: Wait<'_>) -> Result<usize, StoreError> {
    let end = app.clock.now().saturating_add(AHEAD).unwrap_or(Timestamp::MAX);
    let (mut changed, mut outcome) = (0, Ok(()));
    loop {
        match turn(app).await {
            Ok(count) => changed += count,
            Err(error) => outcome = Err(error),
        }
        let now = app.clock.now();
        let next = app.timetable.due(end).await?.into_iter().map(|(at, _)| at).find(|at| *at > now);
        let Some(next) = next else { break };
        wait(next.duration_since(now).unsigned_abs()).await;
    }
    outcome.map(|()| changed)
}

/// Does what is due at this moment, and returns how many documents changed. One that fails does not hold up the others.
///
/// # Errors
/// [`StoreError`] of the last document that could not be changed.
pub async fn turn(app: &App) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let (mut changed, mut outcome) = (0, Ok(()));
    for (at, id) in app.timetable.due(now).await? {
        match app.timetable.turn(id, now).await {
            Ok(turned) => {
                changed += usize::from(turned);
                tracing::info!(%id, due = %at, turned, "the clock");
            }
            Err(error) => {
                tracing::error!(%id, due = %at, %error, "the clock: tried again at the next call");
                outcome = Err(error);
            }
        }
    }
    outcome.map(|()| changed)
}

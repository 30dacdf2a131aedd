//! Sends the mails that others left in the outbox. The stream of the table calls when there is a new one, and a schedule every minute: what failed is
//! tried again by itself, with growing pauses, and nothing that was not sent is ever deleted.
//!
//! A mail is sent at least once. It is sent twice only where a mail service took it and did not say so, or where this function died in between.

mod ses;

use std::fmt;
use std::sync::Arc;

use domain::Mail;
use futures_util::future::BoxFuture;
use store::{DueMail, Post, StoreError};
use web::Clock;

pub use ses::Ses;

/// Looks at the outbox in one call at most, of 25 mails each: what is left waits for the next minute.
const LOOKS: usize = 4;
/// Mails that the service does not take one after the other, until it is taken for away and the others are spared.
const PATIENCE: usize = 3;

/// What this function may do: bring mails on their way.
pub struct App {
    /// The outbox.
    pub post: Post,
    /// Tells the time.
    pub clock: Clock,
    /// Takes mails; none: it is not set up, and mails wait until it is.
    pub mail: Option<Arc<dyn SendMail>>,
}

/// Something that takes mails: a trait, since no laptop runs a mail service.
pub trait SendMail: Send + Sync + 'static {
    /// Sends a mail to the organisation.
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>>;
}

/// The service did not take a mail, or did not say that it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailError(pub String);

impl fmt::Display for MailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no mail could be sent: {}", self.0)
    }
}

impl std::error::Error for MailError {}

/// What became of the mails that were due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Posted {
    /// They were sent.
    pub sent: usize,
    /// They were not, and are tried again.
    pub failed: usize,
    /// They are not tried any more.
    pub given_up: usize,
}

/// Sends what is due.
///
/// # Errors
/// [`StoreError`]: the outbox does not answer. What was sent stays sent; all else is tried again at the next call.
pub async fn handle(app: &App) -> Result<Posted, StoreError> {
    let (mut posted, mut failures) = (Posted::default(), 0);
    for _ in 0..LOOKS {
        let due = app.post.due(app.clock.now()).await?;
        let Some(service) = &app.mail else {
            wait_for_a_service(due.len());
            return Ok(posted);
        };
        if due.is_empty() {
            return Ok(posted);
        }
        for mail in due {
            let before = posted.failed;
            one(app, &**service, &mail, &mut posted).await?;
            failures = if posted.failed > before { failures + 1 } else { 0 };
            if failures == PATIENCE {
                return Ok(posted);
            }
        }
    }
    Ok(posted)
}

/// One mail: claimed, sent, and taken out of the outbox.
async fn one(app: &App, service: &dyn SendMail, due: &DueMail, posted: &mut Posted) -> Result<(), StoreError> {
    let now = app.clock.now();
    let Some((attempts, next)) = due.attempts.next(now) else {
        if app.post.give_up(due).await? {
            posted.given_up += 1;
            tracing::error!(message = due.id(), attempts = due.attempts.made, failure = "a mail was given up", "post");
        }
        return Ok(());
    };
    // Somebody else has it, or had.
    let Some(claimed) = app.post.claim(due, attempts, next).await? else { return Ok(()) };
    match service.send(&claimed.mail).await {
        Ok(()) => {
            posted.sent += 1;
            let there = app.post.delivered(&claimed, app.clock.now()).await?;
            tracing::info!(message = claimed.id(), attempts = attempts.made, there, "sent");
        }
        Err(failure) => {
            posted.failed += 1;
            tracing::error!(message = claimed.id(), attempts = attempts.made, %next, %failure, "post");
        }
    }
    Ok(())
}

fn wait_for_a_service(mails: usize) {
    if mails > 0 {
        let failure = MailError("no mail service is set up (MAIL_FROM and MAIL_TO)".to_owned());
        tracing::error!(mails, %failure, "post");
    }
}

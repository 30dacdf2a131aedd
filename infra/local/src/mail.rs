//! The laptop's mail service: it keeps what it was given, to be looked at, and may be away.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::Mail;
use edge::BoxFuture;
use post::{MailError, SendMail};

/// Mails that are kept at most; the oldest goes first.
const MOST: usize = 100;

/// A mail service in memory.
#[derive(Debug, Default)]
pub struct LocalMail {
    kept: Mutex<VecDeque<Mail>>,
    away: AtomicBool,
}

impl LocalMail {
    /// Lets it go away, or come back.
    pub fn goes_away(&self, away: bool) {
        self.away.store(away, Ordering::Release);
    }

    /// What it was given, the newest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.kept().iter().cloned().collect()
    }

    /// The same, to be read.
    pub(crate) fn page(&self) -> String {
        let mut text = String::new();
        for Mail { reply_to, subject, text: own } in self.kept().iter() {
            // Writing into a text does not fail.
            let _ = write!(text, "Subject: {subject}\nReply-To: {reply_to}\n\n{own}\n----\n");
        }
        if text.is_empty() { "No mail was sent since the start.\n".to_owned() } else { text }
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Mail>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SendMail for LocalMail {
    fn send<'a>(&'a self, mail: &'a Mail) -> BoxFuture<'a, Result<(), MailError>> {
        Box::pin(async move {
            if self.away.load(Ordering::Acquire) {
                return Err(MailError("the laptop's mail service is away".to_owned()));
            }
            let mut kept = self.kept();
            kept.push_front(mail.clone());
            kept.truncate(MOST);
            Ok(())
        })
    }
}

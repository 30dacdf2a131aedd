//! An answer in the form in which it is kept and shared.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use http::header::{AGE, CACHE_CONTROL, CONTENT_LENGTH, DATE, ETAG, EXPIRES, HeaderName, LAST_MODIFIED, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::freshness::{Freshness, Wish};
use crate::key::Encoding;
use crate::origin::OriginResponse;
use crate::tags::{self, Tags};
use crate::{compress, forward};

/// What an entry costs besides its texts and bodies: maps, counters, headers. A guess, in bytes.
const OVERHEAD: usize = 512;

/// An origin's answer, made ready for visitors.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// For the visitor: without tags, cookies and headers of the connection.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The entity tag as the origin gave it, with which it can be asked again.
    pub(crate) validator: Option<HeaderValue>,
    pub(crate) tags: Tags,
    pub(crate) wish: Wish,
    /// When it was asked for, in milliseconds since 1970. Counting from the question, not from the answer, keeps a page from being served
    /// past the moment at which it said that it would change.
    pub(crate) asked: i64,
    /// When it was last served, on the cache's own counter.
    pub(crate) used: AtomicU64,
}

/// What the time says about a kept answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Fresh,
    /// Stale, but to be served while a new one is fetched.
    Revalidate,
    Stale,
}

impl Answer {
    /// Makes an origin's answer ready, compressing it if the key asks for that.
    pub(crate) async fn of(response: OriginResponse, encoding: Encoding, tag_header: &HeaderName, asked: i64) -> Self {
        let OriginResponse { status, mut headers, body } = response;
        let tags = tags::kept(&headers, tag_header);
        // An answer with a cookie is meant for one visitor: CloudFront takes the cookie off where cookies are not part of the key, and this
        // edge also keeps nothing of it.
        let wish = if headers.contains_key(SET_COOKIE) { Wish::Refuse } else { Wish::of(&headers, asked) };
        headers.remove(SET_COOKIE);
        headers.remove(tag_header);
        headers.remove(AGE);
        forward::returned(&mut headers);
        let validator = headers.get(ETAG).cloned();
        let mut bytes = body;
        if compress::fits(status, &headers, bytes.len()) {
            compress::vary(&mut headers);
            if encoding == Encoding::Brotli
                && let Some(compressed) = compress::brotli(bytes.clone()).await
            {
                compress::mark(&mut headers);
                bytes = compressed;
            }
        }
        headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        Self { status, headers, body: bytes, validator, tags, wish, asked, used: AtomicU64::new(0) }
    }

    /// This answer with the headers of the origin's "not modified" (RFC 9111, 4.3.4); the body and what describes it stay.
    pub(crate) fn freshened(&self, confirmation: &OriginResponse, tag_header: &HeaderName, asked: i64) -> Self {
        let news = &confirmation.headers;
        let mut headers = self.headers.clone();
        for name in [CACHE_CONTROL, EXPIRES, DATE, LAST_MODIFIED, VARY] {
            if news.contains_key(&name) {
                headers.remove(&name);
                for value in news.get_all(&name) {
                    headers.append(name.clone(), value.clone());
                }
            }
        }
        let wish = if news.contains_key(SET_COOKIE) { Wish::Refuse } else { Wish::of(&headers, asked) };
        let tags = if news.contains_key(tag_header) { tags::kept(news, tag_header) } else { self.tags.clone() };
        Self {
            status: self.status,
            headers,
            body: self.body.clone(),
            validator: self.validator.clone(),
            tags,
            wish,
            asked,
            used: AtomicU64::new(0),
        }
    }

    /// What the time says.
    pub(crate) fn state(&self, now: i64) -> State {
        let age = self.age(now);
        let kept = self.kept();
        if age < kept.fresh {
            State::Fresh
        } else if age < kept.while_revalidating {
            State::Revalidate
        } else {
            State::Stale
        }
    }

    /// Whether it may stand in for a failed origin.
    pub(crate) fn survives_errors(&self, now: i64) -> bool {
        self.age(now) < self.kept().if_error
    }

    /// Whether it is worth a place: it is fresh for a while, may be served stale, or can be confirmed.
    pub(crate) fn storable(&self) -> bool {
        let Wish::Keep(kept) = self.wish else { return false };
        let lasts = kept.fresh.max(kept.while_revalidating).max(kept.if_error) > 0;
        // A part or a "not modified" means nothing to another visitor.
        !matches!(self.status, StatusCode::PARTIAL_CONTENT | StatusCode::NOT_MODIFIED)
            && !self.status.is_informational()
            && (lasts || self.validator.is_some())
    }

    /// Whether visitors who asked at the same time may have it too.
    pub(crate) fn shareable(&self) -> bool {
        self.wish != Wish::Refuse
    }

    /// Milliseconds since it was asked for; none if the clock went back.
    pub(crate) fn age(&self, now: i64) -> i64 {
        now.saturating_sub(self.asked).max(0)
    }

    /// What it takes in the cache, in bytes.
    pub(crate) fn cost(&self, key: &str) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        let tags: usize = self.tags.iter().map(|tag| tag.len()).sum();
        self.body.len() + headers + tags + key.len() + OVERHEAD
    }

    pub(crate) fn touch(&self, tick: u64) {
        self.used.store(tick, Ordering::Relaxed);
    }

    fn kept(&self) -> Freshness {
        match self.wish {
            Wish::Keep(kept) => kept,
            Wish::Silent | Wish::Refuse => Freshness::default(),
        }
    }
}

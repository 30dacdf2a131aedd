//! How long an answer may be kept, read from its headers.

use http::header::{AGE, CACHE_CONTROL, EXPIRES};
use http::{HeaderMap, HeaderValue};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// What the origin allows, in milliseconds after the answer was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Freshness {
    /// Up to here the answer is served without asking the origin.
    pub(crate) fresh: i64,
    /// Up to here it is served while a new one is fetched in the background.
    pub(crate) while_revalidating: i64,
    /// Up to here it is served when the origin fails.
    pub(crate) if_error: i64,
}

/// The origin's wish about keeping an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Keep it so long.
    Keep(Freshness),
    /// Nothing was said. The distribution's default time to live is nought, so it is not kept, but visitors who wait for it may share it.
    Silent,
    /// `no-store`, `private` or `no-cache`: not kept, and not shared with those who wait either.
    Refuse,
}

impl Wish {
    /// Reads `Cache-Control`, and `Expires` when it names no age: `s-maxage` wins over `max-age`, which wins over `Expires`.
    pub(crate) fn of(headers: &HeaderMap, now: i64) -> Self {
        let mut own: Option<i64> = None;
        let mut shared: Option<i64> = None;
        let (mut revalidate, mut error, mut strict) = (0, 0, false);
        for value in headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok()) {
            for directive in value.split(',') {
                let (name, argument) = directive.split_once('=').map_or((directive, ""), |(name, argument)| (name, argument));
                let name = name.trim();
                let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
                if is("no-store") || is("private") || is("no-cache") {
                    return Self::Refuse;
                } else if is("s-maxage") {
                    shared = Some(milliseconds(argument));
                } else if is("max-age") {
                    own = Some(milliseconds(argument));
                } else if is("stale-while-revalidate") {
                    revalidate = milliseconds(argument);
                } else if is("stale-if-error") {
                    error = milliseconds(argument);
                } else if is("must-revalidate") || is("proxy-revalidate") {
                    strict = true;
                }
            }
        }
        let expires = || headers.get(EXPIRES).map(|value| date(value).map_or(0, |at| at.as_millisecond().saturating_sub(now).max(0)));
        let Some(lifetime) = shared.or(own).or_else(expires) else { return Self::Silent };
        // An answer that was already kept elsewhere has used up a part of its time (RFC 9111, 4.2.3).
        let used = headers.get(AGE).and_then(|age| age.to_str().ok()).map_or(0, milliseconds);
        let (revalidate, error) = if strict { (0, 0) } else { (revalidate, error) };
        let until = |extra: i64| lifetime.saturating_add(extra).saturating_sub(used);
        Self::Keep(Freshness { fresh: until(0), while_revalidating: until(revalidate), if_error: until(error) })
    }
}

/// Seconds as written to milliseconds. What is not a number counts as nought, so that a typing error never keeps a page for long.
fn milliseconds(seconds: &str) -> i64 {
    seconds.trim().trim_matches('"').parse::<u32>().map_or(0, |seconds| i64::from(seconds) * 1000)
}

/// A date as in `Last-Modified`.
pub(crate) fn date(value: &HeaderValue) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(value.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(lines: &[(&'static str, &'static str)]) -> Wish {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        Wish::of(&headers, 784_111_777_000)
    }

    fn keep(fresh: i64, while_revalidating: i64, if_error: i64) -> Wish {
        Wish::Keep(Freshness { fresh, while_revalidating, if_error })
    }

    #[test]
    fn the_shared_age_wins_over_the_browsers_and_that_over_the_date() {
        let all = "public, max-age=5, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400";
        assert_eq!(wish(&[("cache-control", all)]), keep(10_000, 70_000, 86_410_000));
        assert_eq!(wish(&[("cache-control", "max-age=5"), ("expires", "Sun, 06 Nov 1994 09:49:37 GMT")]), keep(5_000, 5_000, 5_000));
        assert_eq!(wish(&[("expires", "Sun, 06 Nov 1994 08:49:47 GMT")]), keep(10_000, 10_000, 10_000));
        assert_eq!(wish(&[("expires", "0")]), keep(0, 0, 0));
    }

    #[test]
    fn refusals_win_over_everything() {
        for refusal in ["no-store", "private", "No-Cache", "private=\"x\""] {
            assert_eq!(wish(&[("cache-control", "s-maxage=10"), ("cache-control", refusal)]), Wish::Refuse);
        }
        assert_eq!(wish(&[]), Wish::Silent);
    }

    #[test]
    fn nonsense_keeps_nothing_and_strictness_allows_nothing_stale() {
        assert_eq!(wish(&[("cache-control", "s-maxage=99999999999999999999")]), keep(0, 0, 0));
        assert_eq!(wish(&[("cache-control", "s-maxage=-1, stale-if-error=x")]), keep(0, 0, 0));
        assert_eq!(wish(&[("cache-control", "s-maxage=9, must-revalidate, stale-if-error=9")]), keep(9_000, 9_000, 9_000));
        assert_eq!(wish(&[("cache-control", "s-maxage=9"), ("age", "4")]), keep(5_000, 5_000, 5_000));
    }
}

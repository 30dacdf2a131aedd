//! The cache key: path, declared query parameters and accepted encoding; never the host, a cookie or another header.

use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

use crate::behaviour::CachePolicy;

/// The encoding in which a visitor gets an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    /// As the origin sent it.
    Identity,
    /// Compressed by the edge.
    Brotli,
}

impl Encoding {
    /// CloudFront normalises `Accept-Encoding` to the encodings it knows before it makes the key, so that the many spellings of browsers
    /// share an answer. This edge knows Brotli; a visitor who only takes gzip gets the plain answer.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let brotli = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|value| {
            value.split(',').any(|coding| {
                let mut parts = coding.split(';').map(str::trim);
                let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
                named && !parts.any(refused)
            })
        });
        if brotli { Self::Brotli } else { Self::Identity }
    }

    /// The name as in `Content-Encoding`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Brotli => "br",
        }
    }
}

/// A weight of nought means "not this one" (RFC 9110, 12.5.3).
fn refused(parameter: &str) -> bool {
    parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")).and_then(|weight| weight.trim().parse::<f32>().ok()) == Some(0.0)
}

/// The declared parameters of a raw query, sorted by name; a repeated one keeps its order. CloudFront drops what a cache policy does not
/// name; the sorting is what the distribution's viewer function does, since CloudFront takes another order for another key.
pub(crate) fn filtered(query: Option<&str>, policy: &CachePolicy) -> String {
    let Some(query) = query.filter(|query| !query.is_empty() && !policy.query.is_empty()) else { return String::new() };
    let all = policy.query.contains(&"*");
    let mut kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && (all || policy.query.contains(&name_of(pair)))).collect();
    kept.sort_by_key(|pair| name_of(pair));
    kept.join("&")
}

fn name_of(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(name, _)| name)
}

/// The key as one text, so that looking it up takes a single allocation: encoding, space, path, and the query if there is one. A raw path
/// holds neither a space nor a question mark, so no two keys look alike.
pub(crate) fn key(encoding: Encoding, path: &str, query: &str) -> String {
    let name = encoding.name();
    let mut key = String::with_capacity(name.len() + path.len() + query.len() + 2);
    key.push_str(name);
    key.push(' ');
    key.push_str(path);
    if !query.is_empty() {
        key.push('?');
        key.push_str(query);
    }
    key
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn unknown_parameters_are_dropped_and_the_rest_sorted() {
        let policy = CachePolicy { query: &["page", "year"] };
        assert_eq!(filtered(Some("year=2025&utm_source=x&page=2&page=1&pagex"), &policy), "page=2&page=1&year=2025");
        assert_eq!(filtered(Some("utm_source=x"), &policy), "");
        assert_eq!(filtered(Some("a=1"), &CachePolicy { query: &[] }), "");
        assert_eq!(filtered(Some("b&&a=%20"), &CachePolicy { query: &["*"] }), "a=%20&b");
        assert_eq!(filtered(None, &policy), "");
    }

    #[test]
    fn accepted_encodings_are_normalised() {
        let accepted = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            Encoding::accepted(&headers)
        };
        assert_eq!(accepted("gzip, deflate, br;q=0.5"), Encoding::Brotli);
        assert_eq!(accepted("BR"), Encoding::Brotli);
        assert_eq!(accepted("gzip, br;q=0"), Encoding::Identity);
        assert_eq!(accepted("br; q=0.000"), Encoding::Identity);
        assert_eq!(accepted("brotli"), Encoding::Identity);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    }
}

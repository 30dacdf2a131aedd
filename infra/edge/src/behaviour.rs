//! The table of behaviours: which origin answers a path, and what of a request it may see.

use std::borrow::Cow;

use http::Method;

/// One row of the distribution's table; the first row whose pattern matches decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// A CloudFront path pattern such as `/assets/*`: `*` stands for any characters, `?` for exactly one, and case matters.
    pub pattern: &'static str,
    /// The name of the origin that answers.
    pub origin: &'static str,
    /// What makes a cached answer its own.
    pub cache: CachePolicy,
    /// The methods that are let through; they also decide whether answers are kept.
    pub methods: Methods,
}

/// What of a request, besides its path and encoding, makes a cached answer its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CachePolicy {
    /// Names of the query parameters that reach the cache key and the origin; all others are dropped. The single name `*` lets all through.
    pub query: &'static [&'static str],
}

/// The kinds of behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Methods {
    /// GET and HEAD for everyone: answers are kept, and the origin learns nothing about who asks.
    Read,
    /// A form may be sent, so every method that CloudFront knows passes: nothing is kept, and the origin learns what these headers say, and from
    /// which address somebody asks.
    Form {
        /// The visitor's headers that reach the origin (an origin request policy that names them).
        headers: &'static [&'static str],
    },
    /// Every method that CloudFront knows, with cookies and headers: nothing is kept (the managed policies `CachingDisabled` and
    /// `AllViewerExceptHostHeader`).
    All,
}

impl Methods {
    /// Whether CloudFront would pass this method on; otherwise it answers 403 itself.
    #[must_use]
    pub fn allow(self, method: &Method) -> bool {
        let read = matches!(*method, Method::GET | Method::HEAD);
        match self {
            Self::Read => read,
            Self::Form { .. } | Self::All => {
                read || matches!(*method, Method::OPTIONS | Method::PUT | Method::PATCH | Method::POST | Method::DELETE)
            }
        }
    }

    /// Whether answers are kept at the edge.
    #[must_use]
    pub fn kept(self) -> bool {
        self == Self::Read
    }
}

impl Behaviour {
    /// Whether the pattern covers this path, which must be in its normal form.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        // CloudFront takes a pattern with and without its leading slash for the same ("Path pattern").
        let pattern = self.pattern.strip_prefix('/').unwrap_or(self.pattern);
        matches(pattern.as_bytes(), path.strip_prefix('/').unwrap_or(path).as_bytes())
    }
}

/// Compares with backtracking to the last star only, so that no pattern costs more than the product of both lengths.
fn matches(mut pattern: &[u8], mut text: &[u8]) -> bool {
    let mut star: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), text.split_first()) {
            (Some((b'*', rest)), _) => {
                star = Some((rest, text));
                pattern = rest;
            }
            (Some((wanted, rest)), Some((found, tail))) if *wanted == b'?' || wanted == found => {
                pattern = rest;
                text = tail;
            }
            (None, None) => return true,
            _ => {
                let Some((rest, from)) = star else { return false };
                let Some((_, tail)) = from.split_first() else { return false };
                star = Some((rest, tail));
                pattern = rest;
                text = tail;
            }
        }
    }
}

/// The path that patterns are compared with. CloudFront normalises it for this by RFC 3986, which also takes away repeated slashes and dot
/// segments ("Path pattern"); the origin still gets the path as it was sent.
pub(crate) fn normalised(path: &str) -> Cow<'_, str> {
    if !path.contains('%') && !path.contains("/.") && !path.contains("//") {
        return Cow::Borrowed(path);
    }
    let decoded = decode_unreserved(path);
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = decoded.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        let dropped = matches!(segment, "." | "..") || (segment.is_empty() && !last);
        if segment == ".." {
            kept.pop();
        }
        if !dropped {
            kept.push(segment);
        } else if last {
            // RFC 3986, 5.2.4: a last dot segment leaves the slash before it.
            kept.push("");
        }
    }
    Cow::Owned(format!("/{}", kept.join("/")))
}

/// RFC 3986, 6.2.2.2: an escaped letter, digit, hyphen, full stop, underscore or tilde is the same as the character itself.
fn decode_unreserved(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let byte = after.get(..2).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit())).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') => {
                out.push(char::from(byte));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                out.push('%');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &'static str, path: &str) -> bool {
        Behaviour { pattern, origin: "home", cache: CachePolicy { query: &[] }, methods: Methods::Read }.covers(&normalised(path))
    }

    #[test]
    fn a_star_stands_for_any_characters_and_a_question_mark_for_one() {
        assert!(covers("/assets/*", "/assets/"));
        assert!(covers("assets/*", "/assets/a/b.css"));
        assert!(covers("/*/news/*", "/en/news/2025"));
        assert!(covers("/??/news", "/en/news"));
        assert!(covers("*", "/"));
        assert!(covers("/*/news*x", "/en/newsx/x"));
        assert!(!covers("/??/news", "/eng/news"));
        assert!(!covers("/*/news/*", "/en/news"));
        assert!(!covers("/assets/*", "/Assets/a"));
    }

    #[test]
    fn a_pattern_sees_the_normalised_path() {
        assert!(covers("/desk/*", "/assets/../desk/x"));
        assert!(covers("/desk/*", "/d%65sk/x"));
        assert!(covers("/desk/*", "/assets/%2e%2E/desk/"));
        assert_eq!(normalised("/a/b/.."), "/a/");
        assert!(covers("/desk/*", "//desk//x"));
        assert_eq!(normalised("/a//"), "/a/");
        assert_eq!(normalised("/../.."), "/");
        assert_eq!(normalised("/%zz/%2f/%"), "/%zz/%2f/%");
    }

    #[test]
    fn only_known_methods_pass() {
        assert!(Methods::Read.allow(&Method::HEAD) && !Methods::Read.allow(&Method::POST));
        assert!(Methods::All.allow(&Method::DELETE) && !Methods::All.allow(&Method::TRACE));
    }
}

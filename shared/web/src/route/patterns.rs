//! Which function answers which paths, as the CDN sees it.

/// A path pattern of the CDN with the function that answers it. The first that matches counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pattern {
    /// CloudFront's form: `*` stands for any characters.
    pub path: &'static str,
    /// Name of the function.
    pub function: &'static str,
}

/// The patterns of all functions, in the order in which the CDN tries them. The last one is the default behaviour.
pub const PATTERNS: [Pattern; 16] = [
    Pattern { path: "/", function: "home" },
    Pattern { path: "/sitemaps/news-*", function: "news" },
    // Before the newsroom, since a topic has a section that is called news. Feeds do not end with a slash.
    Pattern { path: "/*/topics/*/", function: "pages" },
    Pattern { path: "/*/news/*", function: "news" },
    Pattern { path: "/*/topics/*/feed.*", function: "news" },
    Pattern { path: "/sitemaps/events-*", function: "events" },
    // The one page of the tree among the events.
    Pattern { path: "/*/events/venue/", function: "pages" },
    Pattern { path: "/*/events/*", function: "events" },
    Pattern { path: "/??/contact/*", function: "contact" },
    Pattern { path: "/???/contact/*", function: "contact" },
    Pattern { path: "/??-??/contact/*", function: "contact" },
    Pattern { path: "/*/opportunities/*/feed.*", function: "news" },
    // `?` is any one character: two or three letters, or two with a region, are a language's home page.
    Pattern { path: "/??/", function: "home" },
    Pattern { path: "/???/", function: "home" },
    Pattern { path: "/??-??/", function: "home" },
    Pattern { path: "*", function: "pages" },
];

/// Names of the functions that take forms: they get more of a request, and nothing that they answer is kept.
pub const FORM_FUNCTIONS: [&str; 1] = ["contact"];

/// Name of the function to which the CDN leads a path.
#[must_use]
pub fn function_at(path: &str) -> &'static str {
    let answering = PATTERNS.iter().find(|pattern| covers(pattern.path.as_bytes(), path.as_bytes()));
    // The last pattern covers all paths.
    answering.map_or("pages", |pattern| pattern.function)
}

/// Whether a pattern of the CDN covers a path. Patterns are short, so trying every length of a star is no waste.
fn covers(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => (0..=path.len()).any(|from| path.get(from..).is_some_and(|path| covers(rest, path))),
        ([own, pattern @ ..], [other, path @ ..]) => (*own == b'?' || own == other) && covers(pattern, path),
        _ => false,
    }
}

//! The second barrier: whatever the rendering of Markdown let through, only these elements and attributes remain.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements that Markdown with tables and footnotes needs, and the frame of a table.
const ELEMENTS: [&str; 26] = [
    "a",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "section",
];

/// Building the lists costs more than cleaning a text, so it is done once.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    let headings = ["h2", "h3", "h4", "h5", "h6"].map(|heading| (heading, HashSet::from(["id"])));
    let attributes = [("a", HashSet::from(["href", "id"])), ("li", HashSet::from(["id"])), ("ol", HashSet::from(["start"]))];
    builder
        .tags(HashSet::from(ELEMENTS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from_iter(headings.into_iter().chain(attributes)))
        .tag_attribute_values(HashMap::from([("a", HashMap::from([("rel", HashSet::from(["external"]))]))]))
        .allowed_classes(HashMap::from([("div", HashSet::from(["table"])), ("ol", HashSet::from(["footnotes"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// HTML of which only what is allowed remains.
pub(crate) fn sanitised(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_or_decorates_is_removed() {
        assert_eq!(sanitised("<p onclick=\"x()\" style=\"color:red\" class=\"big\">a<script>x()</script></p>"), "<p>a</p>");
        assert_eq!(sanitised("<a href=\"javascript:x()\">a</a><a href=\"http://a.example/\">b</a>"), "<a>a</a><a>b</a>");
        assert_eq!(sanitised("<iframe src=\"https://a.example/\"></iframe><img src=x onerror=x()>"), "");
    }

    #[test]
    fn what_rendering_makes_is_kept_byte_for_byte() {
        let html = "<h2 id=\"section-a\">A</h2>\n<div class=\"table\"><table><thead><tr><th>a</th></tr></thead><tbody></tbody></table></div>\n\
                    <p><a href=\"https://a.example/\" rel=\"external\">b</a> <a href=\"/en/about/\">c</a></p>\n\
                    <ol class=\"footnotes\">\n<li id=\"footnote-1\">d</li>\n</ol>\n";
        assert_eq!(sanitised(html), html);
    }
}

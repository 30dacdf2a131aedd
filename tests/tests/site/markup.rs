//! Reads the HTML that the site writes: well-formed, with quoted attributes.

use std::collections::BTreeMap;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// What follows it, up to the next tag of any kind.
    pub(crate) text: String,
    /// Where the text begins.
    end: usize,
}

impl Tag {
    /// An attribute; empty where it is missing.
    pub(crate) fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }
}

/// All opening tags in their order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(open) = html.get(from..).and_then(|rest| rest.find('<')) {
        let begin = from + open + 1;
        let Some(end) = closing(html, begin) else { break };
        let inside = html.get(begin..end).unwrap_or_default();
        from = end + 1;
        if inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let text = html.get(from..).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            let (name, rest) = inside.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inside, ""));
            tags.push(Tag { name: name.to_owned(), attributes: attributes(rest), text: decoded(text), end: from });
            // What a script holds is no markup.
            if name == "script" {
                from += html.get(from..).and_then(|rest| rest.find("</script>")).unwrap_or_default();
            }
        }
    }
    tags
}

/// Where the tag ends that begins here: at the first `>` outside quotation marks.
fn closing(html: &str, begin: usize) -> Option<usize> {
    let mut quoted = false;
    html.get(begin..)?.char_indices().find_map(|(index, found)| {
        quoted ^= found == '"';
        (found == '>' && !quoted).then_some(begin + index)
    })
}

fn attributes(mut rest: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        found.insert(name.split_ascii_whitespace().last().unwrap_or_default().to_owned(), decoded(value));
        rest = after;
    }
    found
}

/// Links with what they say, in their order.
pub(crate) fn links(html: &str) -> Vec<(String, String)> {
    let links = tags(html).into_iter().filter(|tag| tag.name == "a");
    links
        .map(|tag| {
            let inside = html.get(tag.end..).and_then(|rest| rest.split("</a>").next()).unwrap_or_default();
            (tag.get("href").to_owned(), texts(inside).join(" "))
        })
        .collect()
}

/// All texts that people read, without those in scripts.
pub(crate) fn texts(html: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, after) = rest.split_once('<').unwrap_or((rest, ""));
        let text = decoded(text);
        if !text.trim().is_empty() {
            texts.push(text.trim().to_owned());
        }
        let skipped = if after.starts_with("script") { after.find("</script>").unwrap_or_default() + 1 } else { 0 };
        let after = after.get(skipped..).unwrap_or_default();
        rest = closing(after, 0).and_then(|end| after.get(end + 1..)).unwrap_or_default();
    }
    texts
}

/// What stands between two marks.
pub(crate) fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    html.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn tags_links_and_texts_are_read() {
    let html = "<p class=\"a > b\">One &amp; <a href=\"/x\"><b>two</b> three</a><script>if (1 < 2) {}</script></p> four";
    assert_eq!(links(html), [("/x".to_owned(), "two three".to_owned())]);
    assert_eq!(texts(html), ["One &", "two", "three", "four"]);
    assert_eq!(tags(html).first().map(|tag| tag.get("class").to_owned()).as_deref(), Some("a > b"));
    assert_eq!(between(html, "<b>", "</b>"), "two");
}

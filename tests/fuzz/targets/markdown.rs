//! Any text as an editor's Markdown: rendering never panics, and what it makes runs nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;

/// Attributes that rendered text may have.
const ATTRIBUTES: [&str; 5] = ["href", "id", "rel", "class", "start"];

fuzz_target!(|text: &str| {
    let link = |target: &str| target.starts_with("pack:t").then(|| "/en/topics/origin/".to_owned());
    let Ok(rendered) = publishing::render(text, &link) else { return };
    let html = rendered.html.to_lowercase();
    assert!(!html.contains("<script"), "{html}");
    // In text, `<` is always escaped: what is left of it begins a tag.
    for tag in html.split('<').skip(1).filter(|tag| !tag.starts_with('/')) {
        attributes(tag);
    }
});

/// Looks at the attributes of a tag, written as `name="value"`.
fn attributes(tag: &str) {
    let mut rest = tag.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric());
    while let Some((name, after)) = rest.strip_prefix(' ').and_then(|rest| rest.split_once("=\"")) {
        let (value, end) = after.split_once('"').unwrap_or_else(|| panic!("an attribute without end: {tag}"));
        assert!(ATTRIBUTES.contains(&name), "the attribute {name} in {tag}");
        assert!(name != "href" || ["https:", "mailto:", "/", "#"].iter().any(|begin| value.starts_with(begin)), "a link to {value}");
        rest = end;
    }
    assert!(rest.starts_with('>'), "a tag of another form: {tag}");
}

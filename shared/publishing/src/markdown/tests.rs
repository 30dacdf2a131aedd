use proptest::prelude::*;

use super::*;

fn link(target: &str) -> Option<String> {
    (target == "pack:topics/origin").then(|| "/en/topics/origin/?a=1&b=2".to_owned())
}

fn html(markdown: &str) -> String {
    render(markdown, &link).map_or_else(|error| error.to_string(), |rendered| rendered.html)
}

#[test]
fn links_to_documents_become_addresses_and_links_to_other_hosts_say_so() {
    assert_eq!(html("[a](pack:topics/origin)"), "<p><a href=\"/en/topics/origin/?a=1&amp;b=2\">a</a></p>\n");
    assert_eq!(html("[a](pack:topics/origin#section-b)"), "<p><a href=\"/en/topics/origin/?a=1&amp;b=2#section-b\">a</a></p>\n");
    assert_eq!(html("[a](https://a.example/ \"t\")"), "<p><a href=\"https://a.example/\" rel=\"external\">a</a></p>\n");
    assert_eq!(html("<press@ico.example>"), "<p><a href=\"mailto:press@ico.example\">press@ico.example</a></p>\n");
}

#[test]
fn headings_have_anchors_that_differ() {
    let expected =
        "<h2 id=\"section-à-l-étude\">À l’<em>étude</em></h2>\n<h3 id=\"section-à-l-étude-2\">À l’étude</h3>\n<h2 id=\"section\">…</h2>\n";
    assert_eq!(html("## À l’*étude*\n### À l’étude\n## …"), expected);
}

#[test]
fn tables_are_framed_and_have_no_style() {
    let expected = "<div class=\"table\"><table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>1</td></tr>\n</tbody></table>\n</div>\n";
    assert_eq!(html("| a |\n|--:|\n| 1 |"), expected);
}

#[test]
fn footnotes_stand_at_the_end_in_the_order_of_their_references_and_lead_back() {
    let expected = "<p>a<sup><a href=\"#footnote-1\" id=\"footnote-1-from\">1</a></sup> \
                    b<sup><a href=\"#footnote-2\" id=\"footnote-2-from\">2</a></sup> \
                    c<sup><a href=\"#footnote-1\" id=\"footnote-1-from-2\">1</a></sup></p>\n<ol class=\"footnotes\">\n\
                    <li id=\"footnote-1\">\n<p>one <a href=\"#footnote-1-from\">↑ 1</a></p>\n</li>\n\
                    <li id=\"footnote-2\">\n<p>two <a href=\"#footnote-2-from\">↑ 2</a></p>\n</li>\n</ol>\n";
    assert_eq!(html("a[^y] b[^x] c[^y]\n\n[^x]: two\n\n[^y]: one"), expected);
}

#[test]
fn quotation_marks_and_dashes_stay_as_they_are_written() {
    assert_eq!(html("\"a\" -- b..."), "<p>\"a\" -- b...</p>\n");
}

#[test]
fn the_words_alone_are_kept_for_searching() {
    let plain =
        render("## A *b*\n\nc `d`[^1]\ne\n\n- f\n- g\n\n| h | i |\n|---|---|\n| j | k |\n\n[^1]: l", &link).map(|rendered| rendered.plain);
    assert_eq!(plain.as_deref(), Ok("A b\nc d e\nf\ng\nh i \nj k \nl"));
}

#[test]
fn each_mistake_is_refused_with_its_line() {
    assert!(html("a\n\n# b").starts_with("line 3: the title is the only heading of the first level"));
    assert!(html("a\n=").starts_with("line 1: the title is the only heading"));
    assert!(html("a\n<b>c</b>").starts_with("line 2: HTML is not allowed"));
    assert!(html("a\n\n<div>\nb\n</div>").starts_with("line 3: HTML is not allowed"));
    assert!(html("a\n<!-- b -->").starts_with("line 2: HTML is not allowed"));
    assert!(html("a\n[b](pack:topics/none)").starts_with("line 2: there is no document “pack:topics/none”"));
    assert!(
        html("[b](http://a.example/)").starts_with("line 1: the link to “http://a.example/” is not encrypted: write https://a.example/")
    );
    assert!(html("[b](javascript:x())").starts_with("line 1: the link to “javascript:x()” leads nowhere"));
    assert!(html("[b](JavaScript:x)").starts_with("line 1: the link to"));
    assert!(html("[b](//a.example)").starts_with("line 1: the link to"));
    assert!(html("[b](/en/)").starts_with("line 1: the link to"));
    assert!(html("[b](<https://a.example/ b>)").starts_with("line 1: the address"));
    assert!(html("![b](https://a.example/b.png)").starts_with("line 1: a picture cannot stand in the text"));
    assert!(html("a\n\n[^1]: b").starts_with("line 3: nothing refers to the footnote [^1]"));
    assert!(html("[b](https://?q)").starts_with("line 1: the link to “https://?q” names no host"));
    assert!(html("a\n\nb &#7;").starts_with("line 3: a character that no reader sees, U+0007"));
}

#[test]
fn a_footnote_is_defined_once_and_a_reference_has_one() {
    assert!(html("a[^1]\n\n[^1]: b\n\n[^1]: c").starts_with("line 5: the footnote [^1] was defined on line 3"));
    assert!(html("a\n\nb *c[^x]*").starts_with("line 3: there is no footnote [^x]: write a line [^x]:"));
    assert!(html("| a |\n|---|\n| [^x] |").starts_with("line 3: there is no footnote [^x]"));
    assert_eq!(html("a \\[^x] `[^y]` [^]"), "<p>a [^x] <code>[^y]</code> [^]</p>\n");
    assert!(html("a[^A]\n\n[^a]: b").contains("<li id=\"footnote-1\">\n<p>b"), "capitals make no other footnote");
}

#[test]
fn more_headings_and_footnotes_than_anyone_reads_are_refused_with_the_line_of_the_first_too_many() {
    assert!(html(&"## a\n".repeat(1001)).starts_with("line 1001: this is the heading after 1000"));
    assert!(html(&format!("{}\n\n[^1]: b", "a[^1]\n".repeat(1001))).starts_with("line 1001: this is the footnote after 1000"));
    assert!(render(&"## a\n".repeat(1000), &link).is_ok());
}

#[test]
fn what_is_nested_without_end_is_refused_before_anything_breaks() {
    let many = 100_000;
    let nested: String = (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    for (text, refused) in [
        (">".repeat(many), true),
        ("> ".repeat(many / 2) + "a", true),
        (nested, true),
        ("- ".repeat(many / 2) + "a", true),
        ("*a **b ".repeat(many / 7) + &"c** d* ".repeat(many / 7), true),
        ("[".repeat(many), false),
        ("[a](".repeat(many / 4), false),
        ("![".repeat(many / 2), false),
        ("[^a".repeat(many / 3), false),
        ("`".repeat(many), false),
        ("<".repeat(many), false),
        ("*".repeat(many), false),
        ("_a".repeat(many / 2), false),
    ] {
        let begin = text.get(..8).unwrap_or_default().to_owned();
        let rendered = render(&text, &link);
        let nested = rendered.as_ref().is_err_and(|error| error.message.starts_with("lists, quotations and emphasis are nested"));
        assert_eq!(nested, refused, "{begin}: {:?}", rendered.err());
    }
}

#[test]
fn all_mistakes_of_a_text_are_found_and_a_block_of_html_is_one() {
    let lines: Vec<u32> = faults("# a\n\n<div>\nb\n</div>\n\n[b](http://a/)", &link).iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 3, 7]);
}

/// Whether any tag runs something: an element or attribute of scripts, or an address whose scheme is code (a host may have that name).
fn runs(html: &str) -> bool {
    html.split('<').skip(1).any(|tag| {
        let tag = tag.split('>').next().unwrap_or_default().to_lowercase();
        tag.starts_with("script") || tag.contains(" on") || tag.contains("\"javascript:") || tag.contains(" style")
    })
}

#[test]
fn a_host_named_like_a_scheme_is_only_a_host() {
    let html = html("<https://javascript:>");
    assert!(!runs(&html) && runs("<a href=\"javascript:x\">"), "{html}");
}

proptest! {
    #[test]
    fn no_text_breaks_the_rendering_or_gets_a_script_through(text in "(\\PC|\n){0,200}") {
        if let Ok(rendered) = render(&text, &link) {
            prop_assert!(!runs(&rendered.html), "{}", rendered.html);
        }
    }

    #[test]
    fn no_mixture_of_markup_breaks_the_rendering_or_gets_a_script_through(
        text in "(<|>|script|onload=|javascript:|\\[a\\]|\\(|\\)|\\[\\^1\\]|: |\n|#|\\*|_|`|\\||-| |>|\"|'|&#106;|https://|pack:topics/origin|style=|!|\\\\|1\\. ){0,60}"
    ) {
        if let Ok(rendered) = render(&text, &link) {
            prop_assert!(!runs(&rendered.html), "{}", rendered.html);
            prop_assert_eq!(render(&text, &link).map(|again| again.html), Ok(rendered.html));
        }
    }
}

use proptest::prelude::*;

use super::*;

fn drawing(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- x -->\n<svg xmlns=\"{NAMESPACE}\" xmlns:xlink=\"{XLINK}\" viewBox=\"0 0 1200 800\">\n{inside}</svg>\n"
    )
}

fn fault(inside: &str) -> String {
    size(&drawing(inside)).err().map(|fault| fault.message).unwrap_or_default()
}

#[test]
fn a_plain_drawing_gives_its_size() {
    let inside = "<defs><path id='a' d='M0 0'/></defs><use href=\"#a\" fill=\"url(#b)\"/><use xlink:href=\"#a\"/>\
                  <style type=\"text/css\">.a > .b{fill:url('#b')}</style><title>a // b &amp; c (d)</title>\
                  <g data-name=\"Layer 1 (copy)\" style=\"fill:#fff\" transform=\"translate(1,2)\"><text x=\"1\">é</text></g>\
                  <image href=\"data:image/png;base64,iVBORw0KGgo=\"/>";
    assert_eq!(size(&drawing(inside)), Ok((1200, 800)));
    assert_eq!(size(&format!("<svg xmlns=\"{NAMESPACE}\" width=\"30px\" height=\"20.4\"/>")), Ok((30, 20)));
}

#[test]
fn what_runs_is_refused() {
    assert!(fault("<script>x()</script>").contains("element script"));
    assert!(fault("<svg:script/>").contains("element svg:script"));
    assert!(fault("<g onload=\"x()\"/>").contains("onload"));
    assert!(fault("<g svg:onload=\"x()\"/>").contains("svg:onload"));
    assert!(fault("<foreignObject/>").contains("foreignObject"));
    for name in ["set", "animate", "animateTransform", "animateMotion", "a", "iframe", "audio", "video", "handler", "feImage", "cursor"] {
        assert!(fault(&format!("<{name} attributeName=\"href\" to=\"#a\"/>")).contains(name), "{name}");
    }
    assert!(fault("<use href=\"java&#x73;cript:x()\"/>").contains("out of the drawing"));
    assert!(fault("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>").contains("another language"));
    assert!(fault("<g xmlns:h=\"http://www.w3.org/1999/xhtml\"/>").contains("xmlns:h"));
    assert!(fault("<g xmlns:xlink=\"http://www.w3.org/1999/xhtml\"/>").contains("another language"));
}

#[test]
fn what_refers_to_another_place_is_refused() {
    for inside in [
        "<image href=\"https://a.example/a.png\"/>",
        "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
        "<image href=\"data:image/png;base64,AA,BB\"/>",
        "<image src=\"a.png\"/>",
        "<use xlink:href='other.svg#a'/>",
        "<use href='#'/>",
        "<use x:href='a'/>",
        "<rect fill=\"url(https://a.example/)\"/>",
        "<rect fill=\"url(&#47;&#47;a.example)\"/>",
        "<rect fill=\"url(&amp;#35;a)\"/>",
        "<rect style=\"fill:u\\72l(a.svg)\"/>",
        "<rect style=\"fill:&#92;75rl(a.svg)\"/>",
        "<style>@import 'a.css';</style>",
        "<style>&#64;import 'a.css';</style>",
        "<style>@im<!-- -->port 'a.css';</style>",
        "<style><g/>@import 'a.css';</style>",
        "<style>.a{fill:u<title/>rl(a)}</style>",
        "<style><![CDATA[@import 'a.css';]]></style>",
        "<style>.a{background:image-set('a.png' 1x)}</style>",
        "<g xml:base=\"https://a.example/\"/>",
    ] {
        assert!(!fault(inside).is_empty(), "{inside}");
    }
}

#[test]
fn nothing_makes_a_browser_read_another_text_than_we_do() {
    assert!(fault("<!DOCTYPE svg [<!ENTITY a 'b'>]>").contains("declarations"));
    assert!(fault("<?xml-stylesheet href='a.css'?>").contains("declarations"));
    assert!(fault("<![CDATA[a]]>").contains("declarations"));
    assert!(fault("<title>&nbsp;</title>").contains("entity"));
    assert!(fault("<title>&#7;</title>").contains("entity"));
    assert!(fault("<title>&#+7;</title>").contains("entity"));
    assert!(fault("<g id='a' id='b'/>").contains("twice"));
    assert!(fault("<g id='a'class='b'/>").contains("without a blank"));
    assert!(fault("<g></a>").contains("not open"));
    assert!(fault("<g>").contains("not open"));
    let many: String = (0..300_000).map(|number| format!(" data-{number}=''")).collect();
    assert!(fault(&format!("<g{many}/>")).contains("attributes"));
    assert!(fault("<!-- a -- b -->").contains("hyphens"));
    assert!(fault("<title class='<'/>").contains("holds <"));
    assert!(fault(&"<g>".repeat(100_000)).contains("nested"));
    let declared = |encoding: &str| size(&drawing("").replace("utf-8", encoding));
    assert!(declared("ISO-2022-JP").is_err_and(|fault| fault.message.contains("XML declaration")));
    assert_eq!(declared("UTF-8"), Ok((1200, 800)));
    assert!(size(&format!("{}<g/>", drawing(""))).is_err_and(|fault| fault.message.contains("second drawing")));
    assert!(size(&format!("{}a", drawing(""))).is_err_and(|fault| fault.message.contains("outside")));
}

#[test]
fn copies_of_copies_are_refused() {
    let copies = "<g id='a'><path d='M0 0'/></g><g id='b'><use href='#a'/><use href='#a'/></g>";
    assert_eq!(fault(copies), "");
    assert!(fault(&format!("{copies}<use href='#b'/>")).contains("“b” is drawn again"));
    assert!(fault("<use id='a' href='#b'/><use id='b' href='#a'/>").contains("drawn again"));
}

#[test]
fn what_is_no_drawing_is_refused_with_its_place() {
    assert!(size("").is_err_and(|fault| fault.message.contains("no element svg")));
    assert!(size("hello").is_err_and(|fault| fault.message.contains("outside")));
    assert!(size("<html></html>").is_err_and(|fault| fault.message.contains("outermost")));
    assert!(size(&format!("<svg xmlns=\"{NAMESPACE}\"/>")).is_err_and(|fault| fault.message.contains("viewBox")));
    assert!(size("<svg viewBox=\"0 0 1 1").is_err_and(|fault| fault.message.contains("no end") && fault.at > 0));
    let third = size(&drawing("<g/>\n<script/>")).err().map(|fault| fault.at);
    assert_eq!(third, drawing("<g/>\n<script/>").find("<script"), "a fault stands where its element begins");
}

proptest! {
    #[test]
    fn no_text_can_break_the_reader(text in "(<|/|>|svg|=|\"|'|&|;|#|!|-|\\?| |a|é|\n){0,60}") {
        let _ = size(&text);
        let _ = size(&drawing(&text));
    }
}

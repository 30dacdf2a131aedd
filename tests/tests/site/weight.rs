//! What a first visit weighs: no more than what the first flight of packets carries, so that the page shows itself without waiting for
//! a second one.

use brotli::enc::BrotliEncoderParams;

use crate::harness::Demonstration;
use crate::markup::tags;

/// Bytes of ten packets (RFC 6928: an initial window of ten segments of 1,460 bytes).
const FIRST_FLIGHT: usize = 14_600;

fn compressed(mut bytes: &[u8]) -> usize {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &parameters).expect("bytes in memory are compressed");
    out.len()
}

#[test]
fn the_home_page_and_its_stylesheet_arrive_with_the_first_flight_of_packets_in_every_language() {
    let site = Demonstration::shared();
    let visitor = site.visitor();
    let first = tags(visitor.get("/en/").text());
    let versions = first.iter().filter(|tag| tag.name == "link" && !matches!(tag.get("hreflang"), "" | "x-default"));
    let homes: Vec<String> = versions.map(|tag| tag.get("href").trim_start_matches(crate::harness::BASE).to_owned()).collect();
    assert!(homes.len() >= 2, "{homes:?}");
    for home in homes {
        let page = visitor.get(&home);
        let stylesheets: Vec<String> =
            tags(page.text()).iter().filter(|tag| tag.get("rel") == "stylesheet").map(|tag| tag.get("href").to_owned()).collect();
        assert_eq!((page.status, stylesheets.len()), (200, 1), "{home}");
        let weight = compressed(&page.body) + stylesheets.iter().map(|path| compressed(&visitor.get(path).body)).sum::<usize>();
        assert!((1_000..FIRST_FLIGHT).contains(&weight), "{home} weighs {weight} bytes with its stylesheet");
    }
}

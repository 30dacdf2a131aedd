//! Sitemaps (sitemaps.org, protocol 0.9) with the language versions of each page.

use domain::{Alternate, Card, Language};
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use ui::Links;

use crate::links::SiteLinks;

/// Addresses in one sitemap at most (the protocol allows 50,000). A function's answer holds 6 MB; each entry takes some 400 bytes.
pub const MOST_ENTRIES: u32 = 10_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// An address with its language versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// In which languages it is live, with the addresses there.
    pub versions: Vec<(Language, String)>,
    /// Last change.
    pub updated: Option<Timestamp>,
}

impl Entry {
    /// The entry of a card.
    #[must_use]
    pub fn of(card: &Card, links: &SiteLinks) -> Self {
        let versions =
            card.alternates.iter().map(|Alternate { language, place }| (*language, links.absolute(&links.place(*language, place))));
        Self { versions: versions.collect(), updated: Some(card.updated) }
    }
}

/// A sitemap of these entries: an address for each version, each naming all of them.
#[must_use]
pub fn sitemap(entries: &[Entry]) -> String {
    document(|writer| {
        let root = writer.create_element("urlset").with_attributes([("xmlns", NAMESPACE), ("xmlns:xhtml", XHTML)]);
        root.write_inner_content(|writer| {
            for entry in entries {
                for (_, own) in &entry.versions {
                    writer.create_element("url").write_inner_content(|writer| url(writer, entry, own))?;
                }
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// An index of these sitemaps.
#[must_use]
pub fn index(sitemaps: &[String]) -> String {
    document(|writer| {
        writer.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|writer| {
            for address in sitemaps {
                writer.create_element("sitemap").write_inner_content(|writer| text(writer, "loc", address))?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

fn url(writer: &mut Writer<Vec<u8>>, entry: &Entry, own: &str) -> std::io::Result<()> {
    text(writer, "loc", own)?;
    if let Some(updated) = entry.updated {
        text(writer, "lastmod", &updated.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())?;
    }
    for (language, address) in &entry.versions {
        let link = writer.create_element("xhtml:link").with_attribute(("rel", "alternate"));
        link.with_attribute(("hreflang", language.as_str())).with_attribute(("href", address.as_str())).write_empty()?;
    }
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, content: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(content)).map(|_| ())
}

/// An XML document. Writing to memory does not fail; were it to, an empty document is better than half a one.
fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> std::io::Result<()>) -> String {
    let mut writer = Writer::new(Vec::new());
    let written = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut writer));
    match written {
        Ok(()) => String::from_utf8(writer.into_inner()).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_of_a_page_is_listed_and_names_all_versions() {
        let language = |tag: &str| tag.parse::<Language>().ok();
        let versions = [("en", "https://a.example/en/a&b/"), ("fr", "https://a.example/fr/")];
        let versions = versions.iter().filter_map(|(tag, address)| Some((language(tag)?, (*address).to_owned()))).collect();
        let xml = sitemap(&[Entry { versions, updated: None }]);
        assert_eq!(xml.matches("<url>").count(), 2);
        assert_eq!(xml.matches("hreflang=\"fr\"").count(), 2);
        assert!(xml.contains("<loc>https://a.example/en/a&amp;b/</loc>"), "{xml}");
    }
}

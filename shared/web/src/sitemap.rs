//! Sitemaps (sitemaps.org, protocol 0.9) with the language versions of each page.

use domain::{Alternate, Card, Language};
use jiff::Timestamp;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use ui::Links;

use crate::answer::{Answer, TextAnswer};
use crate::cache::Policy;
use crate::error::Error;
use crate::links::SiteLinks;

/// Links in one sitemap at most. A function's answer holds 6 MB, and each takes some 150 bytes.
const MOST_LINKS: u32 = 30_000;

/// Documents in one sitemap of so many languages at most. Each is listed in every language, and each time names all of them, so that their
/// number counts twice; of the 50,000 addresses of the protocol there are always fewer.
#[must_use]
pub fn most_documents(languages: usize) -> u32 {
    let languages = u32::try_from(languages).unwrap_or(1).clamp(1, 100);
    MOST_LINKS / (languages * (languages + 1))
}

/// The media type of a sitemap.
pub const MEDIA_TYPE: &str = "application/xml; charset=utf-8";

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

/// The sitemap of what a month brought, all languages; nothing, if it brought nothing.
///
/// # Errors
/// [`Error::NotFound`] without cards; else as [`sitemap`].
pub fn of_month(cards: &[Card], links: &SiteLinks) -> Result<Answer, Error> {
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let entries: Vec<Entry> = cards.iter().map(|card| Entry::of(card, links)).collect();
    Ok(Answer::Text(TextAnswer { media_type: MEDIA_TYPE, text: sitemap(&entries)?, policy: Policy::Public { changes: None } }))
}

/// A sitemap of these entries: an address for each version, each naming all of them.
///
/// # Errors
/// [`Error::Internal`] when it cannot be written: half a sitemap is worse than none.
pub fn sitemap(entries: &[Entry]) -> Result<String, Error> {
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
///
/// # Errors
/// [`Error::Internal`] when it cannot be written.
pub fn index(sitemaps: &[String]) -> Result<String, Error> {
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

/// An XML document.
fn document(write: impl FnOnce(&mut Writer<Vec<u8>>) -> std::io::Result<()>) -> Result<String, Error> {
    let mut writer = Writer::new(Vec::new());
    let declared = writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    declared.and_then(|()| write(&mut writer)).map_err(|error| Error::Internal(error.to_string()))?;
    String::from_utf8(writer.into_inner()).map_err(|error| Error::Internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_of_a_page_is_listed_and_names_all_versions() {
        let language = |tag: &str| tag.parse::<Language>().ok();
        let versions = [("en", "https://a.example/en/a&b/"), ("fr", "https://a.example/fr/")];
        let versions = versions.iter().filter_map(|(tag, address)| Some((language(tag)?, (*address).to_owned()))).collect();
        let xml = sitemap(&[Entry { versions, updated: None }]).unwrap_or_default();
        assert_eq!(xml.matches("<url>").count(), 2);
        assert_eq!(xml.matches("hreflang=\"fr\"").count(), 2);
        assert!(xml.contains("<loc>https://a.example/en/a&amp;b/</loc>"), "{xml}");
    }
}

//! Addresses of everything that pages link to.

use std::sync::LazyLock;

use domain::{CallArea, Form, Language, ListPage, Month, Place, Slug};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};
use ui::{Href, Links};

use crate::route::{self, ContactRoute, EventsRoute, Format, NewsRoute, PagesRoute, Route};

/// The one query parameter that an address of ours has: which document is asked for in another format.
pub const DOCUMENT: &str = "document";

/// A file of the site itself; its name holds a digest of its content, so it may be kept for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Key in the bucket of assets, and path below `/`.
    pub key: String,
    /// Media type.
    pub media_type: &'static str,
    /// Content.
    pub text: &'static str,
}

/// The stylesheet and the icon, in this order.
pub static ASSETS: LazyLock<[Asset; 2]> =
    LazyLock::new(|| [asset("site", "css", "text/css; charset=utf-8", ui::STYLESHEET), asset("icon", "svg", "image/svg+xml", ui::ICON)]);

fn asset(name: &str, ending: &str, media_type: &'static str, text: &'static str) -> Asset {
    let digest: String = Sha256::digest(text).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    Asset { key: format!("assets/{name}.{digest}.{ending}"), media_type, text }
}

/// Addresses of a site at `base` (`https://example.org`, without a slash at the end).
#[derive(Debug, Clone)]
pub struct SiteLinks {
    /// Scheme and host.
    pub base: String,
}

impl Links for SiteLinks {
    fn place(&self, language: Language, place: &Place) -> Href {
        route::of_place(language, place).href()
    }

    fn list_page(&self, language: Language, page: ListPage) -> Href {
        Route::News(match page {
            ListPage::Front => NewsRoute::Front { language },
            ListPage::Numbered(number) => NewsRoute::Page { language, number },
        })
        .href()
    }

    fn year(&self, language: Language, year: i16) -> Href {
        Route::News(NewsRoute::Year { language, year }).href()
    }

    fn feed_atom(&self, language: Language, topic: Option<&Slug>) -> Href {
        Route::News(NewsRoute::Feed { language, topic: topic.cloned(), format: Format::Atom }).href()
    }

    fn feed_json(&self, language: Language, topic: Option<&Slug>) -> Href {
        Route::News(NewsRoute::Feed { language, topic: topic.cloned(), format: Format::Json }).href()
    }

    fn event_year(&self, language: Language, year: i16) -> Href {
        Route::Events(EventsRoute::Year { language, year }).href()
    }

    fn event_month(&self, language: Language, month: Month) -> Href {
        Route::Events(EventsRoute::Month { language, month }).href()
    }

    fn calendar(&self, language: Language) -> Href {
        Route::Events(EventsRoute::Calendar { language }).href()
    }

    fn calendar_of(&self, language: Language, year: i16, slug: &Slug) -> Href {
        Route::Events(EventsRoute::EventCalendar { language, year, slug: slug.clone() }).href()
    }

    fn form(&self, language: Language, form: Form) -> Href {
        Route::Contact(ContactRoute::Form { language, form }).href()
    }

    fn form_for(&self, language: Language, document: &Href) -> Href {
        let form = self.form(language, Form::AccessibleFormat);
        Href::new(format!("{form}?{}={}", DOCUMENT, utf8_percent_encode(document.as_str(), NON_ALPHANUMERIC)))
    }

    fn sent(&self, language: Language) -> Href {
        Route::Contact(ContactRoute::Sent { language }).href()
    }

    fn call_feed_atom(&self, language: Language, area: CallArea) -> Href {
        Route::News(NewsRoute::CallFeed { language, area, format: Format::Atom }).href()
    }

    fn call_feed_json(&self, language: Language, area: CallArea) -> Href {
        Route::News(NewsRoute::CallFeed { language, area, format: Format::Json }).href()
    }

    fn call_archive(&self, language: Language, area: CallArea, year: i16, page: u32) -> Href {
        Route::Pages(PagesRoute::CallArchive { language, area, year, page }).href()
    }

    fn media(&self, key: &str) -> Href {
        Href::new(format!("/media/{key}"))
    }

    fn stylesheet(&self) -> Href {
        let [stylesheet, _] = &*ASSETS;
        Href::new(format!("/{}", stylesheet.key))
    }

    fn icon(&self) -> Href {
        let [_, icon] = &*ASSETS;
        Href::new(format!("/{}", icon.key))
    }

    fn absolute(&self, href: &Href) -> String {
        format!("{}{}", self.base, href.as_str())
    }
}

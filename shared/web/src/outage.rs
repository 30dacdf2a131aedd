//! What the edge shows where nothing of the site answered at all: an instance broke down, took too long, or could not be reached.

use domain::{Language, Settings};
use ui::{Interface, Outage};

use crate::front::FrontError;
use crate::links::SiteLinks;

/// The statuses for which the edge shows the page. Functions never answer these; their own errors have pages of their own.
pub const OUTAGE_STATUSES: [u16; 2] = [502, 504];

/// Where the page is: below `/`, the key in the bucket of assets.
pub const OUTAGE_PATH: &str = "/errors/unavailable.html";

/// Media type of the page.
pub const OUTAGE_TYPE: &str = "text/html; charset=utf-8";

/// How long the page itself may be kept, as it lies in the bucket: its name stays when its text changes, so not for long; but a week where the
/// bucket does not answer either.
pub const OUTAGE_KEPT: &str = "public, max-age=0, s-maxage=300, stale-if-error=604800";

/// What visitors get with it beside [`HEADERS`](crate::HEADERS): nobody keeps it, and half a minute is worth waiting.
pub const OUTAGE_HEADERS: [(&str, &str); 2] = [("cache-control", "no-store"), ("retry-after", "30")];

/// The page, in the languages of the site and with the name of the organisation; before there is any content in those that have words.
///
/// # Errors
/// [`FrontError`] when the interface's own texts are broken.
pub fn outage_page(settings: Option<&Settings>) -> Result<String, FrontError> {
    let mut languages: Vec<Language> = settings.map(|settings| settings.languages.clone()).unwrap_or_default();
    if languages.is_empty() {
        languages.extend(["en", "fr"].into_iter().filter_map(|tag| tag.parse::<Language>().ok()));
    }
    let interface = |language: &Language| Interface::new(*language).map_err(|error| FrontError(error.to_string()));
    let interfaces: Vec<Interface> = languages.iter().map(interface).collect::<Result<_, _>>()?;
    let said = languages.iter().zip(&interfaces).map(|(language, interface)| {
        let name = settings.and_then(|settings| settings.name.get(language)).map_or("", String::as_str);
        Outage { language: *language, interface, name }
    });
    Ok(ui::outage(&SiteLinks { base: String::new() }, &said.collect::<Vec<_>>()))
}

//! What an operator puts into a deployed site.

use std::collections::BTreeMap;
use std::path::Path;

use domain::Language;
use local::Content;
use serde_json::json;
use store::{Connection, Desk, Files, Object, Releases};
use web::route::Route;
use web::{ASSETS, Clock, OUTAGE_KEPT, OUTAGE_PATH, OUTAGE_TYPE};

/// Loads a pack, or else the demonstration, by the importer that the laptop has.
pub(crate) async fn import(connection: &Connection, pack: Option<&Path>, clock: &Clock) -> Result<String, String> {
    let content = match pack {
        Some(folder) => Content::pack(folder, clock),
        None => Content::demonstration(clock),
    };
    let content = content.map_err(|error| error.to_string())?;
    let report = content.load(connection, &mut |_, _| {}).await.map_err(|error| error.to_string())?;
    Ok(format!("Content: {} new, {} changed, {} unchanged.", report.created, report.changed, report.unchanged))
}

/// Publishes the files of this release, then the page that names them and is shown when nothing else answers: in the site's languages as they
/// are now, in place of the one of before.
pub(crate) async fn assets(connection: &Connection) -> Result<String, String> {
    let object = |text: &'static str, media_type: &str| Object { bytes: text.into(), media_type: media_type.to_owned() };
    let release: Vec<(String, Object)> = ASSETS.iter().map(|asset| (asset.key.clone(), object(asset.text, asset.media_type))).collect();
    let published = Releases::new(connection).publish(&release).await.map_err(|error| error.to_string())?;
    let settings = Desk::new(connection).settings().await.map_err(|error| error.to_string())?;
    let page = web::outage_page(settings.as_ref().map(|(settings, _)| settings)).map_err(|error| error.to_string())?;
    let page = Object { bytes: page.into(), media_type: OUTAGE_TYPE.to_owned() };
    let stored = Files::assets(connection).put_for(OUTAGE_PATH.trim_start_matches('/'), page, OUTAGE_KEPT).await;
    stored.map_err(|error| error.to_string())?;
    Ok(format!("Files of the site: {} current, {} go a year from now.", published.current, published.retired))
}

/// What the edge's key-value store should hold: the site's languages, the default first, and its host if it is not the distribution's own.
pub(crate) async fn entries(connection: &Connection, base: Option<&str>) -> Result<String, String> {
    let settings = Desk::new(connection).settings().await.map_err(|error| error.to_string())?;
    let (settings, _) = settings.ok_or("The site has no settings yet: import content first.")?;
    let languages: Vec<&str> = settings.languages.iter().map(Language::as_str).collect();
    let mut entries = BTreeMap::from([("languages", languages.join(","))]);
    if let Some(host) = base.and_then(own_host) {
        entries.insert("host", host.to_owned());
    }
    serde_json::to_string(&entries).map_err(|error| error.to_string())
}

/// The home page of the default language: its address, and the tag that every change of it purges.
pub(crate) async fn canary(connection: &Connection, base: Option<&str>) -> Result<String, String> {
    let settings = Desk::new(connection).settings().await.map_err(|error| error.to_string())?;
    let language = settings.and_then(|(settings, _)| settings.languages.first().copied());
    let language = language.ok_or("The site has no settings yet: import content first.")?;
    let address = format!("{}{}", base.unwrap_or_default(), Route::Home { language }.path());
    Ok(json!({ "address": address, "tag": store::home_tag(language) }).to_string())
}

/// The host that visitors are led to. None for the distribution's own name, which nobody can miss, and for this machine.
fn own_host(base: &str) -> Option<&str> {
    base.strip_prefix("https://").filter(|host| !host.ends_with(".cloudfront.net"))
}

#[cfg(test)]
mod tests {
    use super::own_host;

    #[test]
    fn visitors_are_led_to_a_domain_of_the_sites_own_and_to_no_other() {
        assert_eq!(own_host("https://www.example.org"), Some("www.example.org"));
        assert_eq!(own_host("https://d111111abcdef8.cloudfront.net"), None);
        assert_eq!(own_host("http://127.0.0.1:8000"), None);
    }
}

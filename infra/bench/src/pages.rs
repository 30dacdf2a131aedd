//! The pages that are looked at: one of each kind in each language, as the site itself names them.

use std::sync::Arc;

use bytes::Bytes;
use local::Site;
use serde::Deserialize;
use web::Function;

use crate::Outcome;

/// A page of the demonstration.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Example {
    /// Of which kind.
    pub(crate) kind: String,
    /// In which language.
    pub(crate) language: String,
    /// Where.
    pub(crate) path: String,
    /// What it answers.
    pub(crate) status: u16,
}

#[derive(Deserialize)]
struct Examples {
    pages: Vec<Example>,
}

/// All examples that answer with a page of the site; the gallery is none.
pub(crate) async fn examples(site: &Site) -> Outcome<Vec<Example>> {
    let list = fetch(site, "/_local/pages", 200).await?;
    let mut pages = serde_json::from_slice::<Examples>(&list)?.pages;
    pages.retain(|page| page.status == 200 && page.kind != "gallery");
    Ok(pages)
}

/// What the edge answers, uncompressed.
pub(crate) async fn fetch(site: &Site, path: &str, status: u16) -> Outcome<Bytes> {
    let request = http::Request::builder().uri(path).header("host", "example.org").body(Bytes::new())?;
    let answer = site.fetch(request).await;
    if answer.status().as_u16() != status {
        return Err(format!("{path} was answered with {}", answer.status()).into());
    }
    Ok(answer.into_body())
}

/// The function that answers an example.
pub(crate) fn function(site: &Site, path: &str) -> Outcome<Arc<dyn Function>> {
    let name = match path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().as_slice() {
        [_] => "home",
        [_, "events", "venue"] => "pages",
        [_, "events", ..] => "events",
        [_, "news", ..] => "news",
        _ => "pages",
    };
    Ok(Arc::clone(site.functions.get(name).ok_or("the site has no such function")?))
}

//! Structured data: what search engines read of a page.

use domain::{MemberPage, Place};
use serde_json::{Map, Value, json};

use super::{Crumb, Head, with_home};
use crate::Context;

/// The things that a page is about, each as JSON-LD.
pub(super) fn data(cx: &Context<'_>, head: &Head) -> Vec<Value> {
    let Some(canonical) = &head.canonical else { return Vec::new() };
    let address = cx.links.absolute(canonical);
    let mut things = Vec::new();
    if cx.here == Some(Place::Home) {
        things.extend(home(cx, &address));
    }
    if let Some((published, updated)) = head.article {
        let mut article = Map::new();
        article.insert("@type".to_owned(), json!("NewsArticle"));
        article.insert("headline".to_owned(), json!(head.title));
        article.insert("description".to_owned(), json!(head.description));
        article.insert("inLanguage".to_owned(), json!(cx.language.as_str()));
        article.insert("datePublished".to_owned(), json!(published.to_string()));
        article.insert("dateModified".to_owned(), json!(updated.to_string()));
        article.insert("mainEntityOfPage".to_owned(), json!(address));
        article.insert("publisher".to_owned(), organization(cx));
        article.insert("author".to_owned(), organization(cx));
        if let Some(picture) = &head.picture {
            article.insert("image".to_owned(), json!([cx.links.absolute(&cx.links.media(&picture.key))]));
        }
        things.push(Value::Object(article));
    }
    things.extend(head.member.as_ref().map(|member| administration(cx, head, member)));
    let crumbs = with_home(cx, head);
    if !crumbs.is_empty() {
        things.push(breadcrumb(cx, &crumbs));
    }
    things.into_iter().map(in_context).collect()
}

fn in_context(mut thing: Value) -> Value {
    if let Some(fields) = thing.as_object_mut() {
        fields.insert("@context".to_owned(), json!("https://schema.org"));
    }
    thing
}

fn home(cx: &Context<'_>, address: &str) -> [Value; 2] {
    let mut organization = organization(cx);
    if let Some(fields) = organization.as_object_mut() {
        fields.insert("alternateName".to_owned(), json!(cx.site.short_name));
        fields.insert("description".to_owned(), json!(cx.site.tagline));
        fields.insert("logo".to_owned(), json!(cx.links.absolute(&cx.links.icon())));
    }
    let site = json!({ "@type": "WebSite", "name": cx.site.name, "alternateName": cx.site.short_name, "url": address, "inLanguage": cx.language.as_str() });
    [organization, site]
}

/// A member administration, of which only what stands on its page is told.
fn administration(cx: &Context<'_>, head: &Head, member: &MemberPage) -> Value {
    let mut fields = Map::new();
    fields.insert("@type".to_owned(), json!("GovernmentOrganization"));
    fields.insert("name".to_owned(), json!(head.description));
    fields.insert("areaServed".to_owned(), json!({ "@type": "Country", "name": head.title }));
    let address = json!({
        "@type": "PostalAddress",
        "streetAddress": member.address.join(", "),
        "addressCountry": String::from(member.country),
    });
    fields.insert("address".to_owned(), address);
    if let Some(site) = &member.site {
        fields.insert("url".to_owned(), json!(site));
    }
    fields.insert("memberOf".to_owned(), organization(cx));
    Value::Object(fields)
}

fn organization(cx: &Context<'_>) -> Value {
    json!({ "@type": "Organization", "name": cx.site.name, "url": cx.links.absolute(&cx.to(&Place::Home)) })
}

fn breadcrumb(cx: &Context<'_>, crumbs: &[Crumb]) -> Value {
    let items = crumbs.iter().zip(1..).map(|(crumb, position)| match &crumb.href {
        Some(href) => json!({ "@type": "ListItem", "position": position, "name": crumb.label, "item": cx.links.absolute(href) }),
        None => json!({ "@type": "ListItem", "position": position, "name": crumb.label }),
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

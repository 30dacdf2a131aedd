//! Structured data: what search engines read of a page.

use domain::{Contract, EventDates, EventSummary, MemberPage, Place};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Crumb, Head, Posting, with_home};
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
    things.extend(head.event.as_ref().map(|event| self::event(cx, head, event, &address)));
    if let Some(posting) = &head.posting {
        things.push(job(cx, head, posting, &address));
    }
    things.extend(head.member.as_ref().map(|member| administration(cx, head, member)));
    let crumbs = with_home(cx, head);
    if !crumbs.is_empty() {
        things.push(breadcrumb(cx, &crumbs));
    }
    things.into_iter().map(in_context).collect()
}

/// An event, with its days or with its moments by the clocks of its venue.
fn event(cx: &Context<'_>, head: &Head, event: &EventSummary, address: &str) -> Value {
    let venue = event.dates.venue().unwrap_or_else(|| cx.zone.clone());
    let written = |at: Timestamp| at.to_zoned_datetime(venue.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let (starts, ends) = match &event.dates {
        EventDates::Days { first, last } => (first.to_string(), last.to_string()),
        EventDates::Hours { starts, ends, .. } => (written(*starts), written(*ends)),
    };
    let status = if event.cancelled { "EventCancelled" } else { "EventScheduled" };
    let mut thing = json!({
        "@type": "Event",
        "name": head.title,
        "description": head.description,
        "inLanguage": cx.language.as_str(),
        "startDate": starts,
        "endDate": ends,
        "eventStatus": format!("https://schema.org/{status}"),
        "location": { "@type": "Place", "name": event.place, "address": event.place },
        "organizer": organization(cx),
        "url": address,
    });
    if let (Some(fields), Some(picture)) = (thing.as_object_mut(), &head.picture) {
        fields.insert("image".to_owned(), json!([cx.links.absolute(&cx.links.media(&picture.key))]));
    }
    thing
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

fn job(cx: &Context<'_>, head: &Head, posting: &Posting, address: &str) -> Value {
    let Posting { vacancy, dates, text } = posting;
    let mut job = Map::new();
    job.insert("@type".to_owned(), json!("JobPosting"));
    job.insert("title".to_owned(), json!(head.title));
    job.insert("description".to_owned(), json!(text));
    job.insert("inLanguage".to_owned(), json!(cx.language.as_str()));
    job.insert("datePosted".to_owned(), json!(dates.opens.to_string()));
    if let Some(closes) = dates.closes {
        job.insert("validThrough".to_owned(), json!(closes.to_string()));
    }
    job.insert("hiringOrganization".to_owned(), organization(cx));
    if let Some(place) = vacancy.place_of_work.get(&cx.language) {
        job.insert("jobLocation".to_owned(), json!({ "@type": "Place", "address": place }));
    }
    if let Some(contract) = vacancy.contract {
        job.insert("employmentType".to_owned(), json!(employment(contract)));
    }
    job.insert("url".to_owned(), json!(address));
    Value::Object(job)
}

/// The words that search engines know for it.
fn employment(contract: Contract) -> &'static str {
    match contract {
        Contract::FixedTerm | Contract::Indefinite | Contract::Secondment => "FULL_TIME",
        Contract::Temporary => "TEMPORARY",
        Contract::Consultancy => "CONTRACTOR",
        Contract::Internship => "INTERN",
    }
}

fn breadcrumb(cx: &Context<'_>, crumbs: &[Crumb]) -> Value {
    let items = crumbs.iter().zip(1..).map(|(crumb, position)| match &crumb.href {
        Some(href) => json!({ "@type": "ListItem", "position": position, "name": crumb.label, "item": cx.links.absolute(href) }),
        None => json!({ "@type": "ListItem", "position": position, "name": crumb.label }),
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

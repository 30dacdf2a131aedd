//! The head of the document.

use domain::{Index, Place};
use maud::{Markup, html};

use super::{Head, structured};
use crate::{Context, trusted};

pub(super) fn head(cx: &Context<'_>, head: &Head) -> Markup {
    let title = title(cx, head);
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width,initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            @if !head.description.is_empty() { meta name="description" content=(head.description); }
            @if !head.index { meta name="robots" content="noindex"; }
            link rel="stylesheet" href=(cx.links.stylesheet());
            link rel="icon" type="image/svg+xml" href=(cx.links.icon());
            (addresses(cx, head))
            (feeds(cx, head))
            (open_graph(cx, head))
            @for data in structured::data(cx, head) { (trusted::structured_data(&data)) }
        }
    }
}

/// The organisation's name is the whole title of its home page, and ends the title of every other.
fn title(cx: &Context<'_>, head: &Head) -> String {
    if cx.here == Some(Place::Home) || head.title.is_empty() {
        cx.site.name.clone()
    } else {
        format!("{} – {}", head.title, cx.site.short_name)
    }
}

/// The page's one address and those of its other languages. `x-default`, for readers of any other language, is the page in the
/// site's first language.
fn addresses(cx: &Context<'_>, head: &Head) -> Markup {
    let Some(canonical) = &head.canonical else { return html! {} };
    let own = head.versions.iter().any(|version| version.same_page && version.language == cx.language);
    let mut versions: Vec<_> =
        head.versions.iter().filter(|version| version.same_page).map(|version| (version.language, &version.href)).collect();
    if !own {
        versions.push((cx.language, canonical));
    }
    let default = versions.iter().find(|(language, _)| Some(language) == cx.site.languages.first());
    html! {
        link rel="canonical" href=(cx.links.absolute(canonical));
        @if head.index && versions.len() > 1 {
            @for (language, href) in &versions { link rel="alternate" hreflang=(language) href=(cx.links.absolute(href)); }
            @if let Some((_, href)) = default { link rel="alternate" hreflang="x-default" href=(cx.links.absolute(href)); }
        }
    }
}

fn feeds(cx: &Context<'_>, head: &Head) -> Markup {
    let area = match &cx.here {
        Some(Place::Call { area, .. }) => Some(*area),
        Some(here) => Index::at(here).and_then(|index| if let Index::Calls(area) = index { Some(area) } else { None }),
        None => None,
    };
    let topic = cx.topic();
    let (atom, json) = match area {
        Some(area) => (cx.links.call_feed_atom(cx.language, area), cx.links.call_feed_json(cx.language, area)),
        None => (cx.links.feed_atom(cx.language, topic), cx.links.feed_json(cx.language, topic)),
    };
    html! {
        @if head.feeds {
            link rel="alternate" type="application/atom+xml" title=(cx.text("feed-atom")) href=(atom);
            link rel="alternate" type="application/feed+json" title=(cx.text("feed-json")) href=(json);
        }
    }
}

fn open_graph(cx: &Context<'_>, head: &Head) -> Markup {
    let Some(canonical) = &head.canonical else { return html! {} };
    let title = if head.title.is_empty() { &cx.site.name } else { &head.title };
    html! {
        meta property="og:site_name" content=(cx.site.name);
        meta property="og:title" content=(title);
        meta property="og:description" content=(head.description);
        meta property="og:url" content=(cx.links.absolute(canonical));
        @if let Some(picture) = &head.picture {
            meta property="og:image" content=(cx.links.absolute(&cx.links.media(&picture.key)));
            meta property="og:image:alt" content=(picture.text);
        }
        @if let Some((published, updated)) = head.article {
            meta property="og:type" content="article";
            meta property="article:published_time" content=(published);
            meta property="article:modified_time" content=(updated);
        } @else {
            meta property="og:type" content="website";
        }
    }
}

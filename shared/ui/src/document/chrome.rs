//! Header and footer.

use domain::{MenuEntry, Place, Site};
use maud::{Markup, html};

use super::{Head, Version};
use crate::Context;

pub(super) fn header(cx: &Context<'_>, head: &Head) -> Markup {
    html! {
        header.top.wrap {
            a.brand href=(cx.to(&Place::Home)) rel="home" {
                @if !cx.site.short_name.is_empty() { b { (cx.site.short_name) } " " }
                span { (cx.site.name) }
            }
            (languages(cx, head))
            // One menu for all widths: folded behind a button on narrow screens, always open on wide ones.
            @if !(cx.site.meta.is_empty() && cx.site.navigation.is_empty()) {
                details.menu {
                    summary { (cx.text("menu")) }
                    nav.meta aria-label=(cx.text("meta-navigation")) { ul { @for entry in &cx.site.meta { li { (link(cx, entry)) } } } }
                    nav.sections aria-label=(cx.text("main-navigation")) { ul { @for entry in &cx.site.navigation { li { (section(cx, entry)) } } } }
                }
            }
        }
    }
}

/// A section of the main navigation: a link, or a fold whose first link leads to the section's own page.
fn section(cx: &Context<'_>, entry: &MenuEntry) -> Markup {
    if entry.children.is_empty() {
        let current = cx.current(&entry.place).or_else(|| cx.stands_in(entry).then_some("true"));
        return html! { a href=(cx.to(&entry.place)) aria-current=[current] { (cx.label(entry)) } };
    }
    html! {
        // Folds of one name close each other.
        details name="sections" {
            summary aria-current=[cx.stands_in(entry).then_some("true")] { (cx.label(entry)) }
            ul {
                li {
                    a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place)] { (cx.overview(entry)) }
                }
                @for child in &entry.children { li { (link(cx, child)) } }
            }
        }
    }
}

fn link(cx: &Context<'_>, entry: &MenuEntry) -> Markup {
    html! { a href=(cx.to(&entry.place)) aria-current=[cx.current(&entry.place)] { (cx.label(entry)) } }
}

/// The other languages. One that the page does not name leads to its home page.
fn languages(cx: &Context<'_>, head: &Head) -> Markup {
    let others: Vec<Version> =
        cx.site.languages.iter().filter(|language| **language != cx.language).map(|language| version(cx, head, *language)).collect();
    html! {
        @if !others.is_empty() {
            nav.languages aria-label=(cx.text("languages")) {
                ul {
                    @for Version { language, href, same_page } in &others {
                        li {
                            a href=(href) hreflang=(language) { span lang=(language) { (cx.interface.own_name(*language)) } }
                            @if !same_page { " " small { (cx.text("not-translated")) } }
                        }
                    }
                }
            }
        }
    }
}

fn version(cx: &Context<'_>, head: &Head, language: domain::Language) -> Version {
    let named = head.versions.iter().find(|version| version.language == language).cloned();
    named.unwrap_or_else(|| Version { language, href: cx.links.place(language, &Place::Home), same_page: true })
}

pub(super) fn footer(cx: &Context<'_>, head: &Head) -> Markup {
    let Site { name, tagline, footer, legal, .. } = cx.site;
    html! {
        // Where nothing of the site can be read there is nothing to say.
        @if !(tagline.is_empty() && footer.is_empty() && legal.is_empty()) {
            footer {
                div.wrap {
                    p.sign { b { (name) } br; (tagline) }
                    @if !footer.is_empty() {
                        nav aria-label=(cx.text("footer-navigation")) { ul { @for entry in footer { li { (link(cx, entry)) } } } }
                    }
                    p { (legal) }
                    // Only paper shows it.
                    @if let Some(canonical) = &head.canonical { p.address { (cx.links.absolute(canonical)) } }
                }
            }
        }
    }
}

//! The page for when nothing of the site answers. It is made beforehand and lies in a bucket, so it knows neither who asks nor what for, and
//! says the same in every language of the site.

use domain::{Language, Place};
use maud::{DOCTYPE, Markup, html};

use crate::{Interface, Links};

/// What it says in one language.
pub struct Outage<'a> {
    /// The language.
    pub language: Language,
    /// Its words.
    pub interface: &'a Interface,
    /// The organisation's name in it; empty: the page names nobody.
    pub name: &'a str,
}

/// The whole page. The first language is that of the document.
#[must_use]
pub fn outage(links: &dyn Links, languages: &[Outage<'_>]) -> String {
    let titles: Vec<String> = languages.iter().map(|outage| outage.interface.text("outage-title")).collect();
    let page = html! {
        (DOCTYPE)
        html lang=[languages.first().map(|first| first.language)] dir=[languages.first().map(|first| direction(first.language))] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (titles.join(" · ")) }
                meta name="robots" content="noindex";
                link rel="stylesheet" href=(links.stylesheet());
                link rel="icon" type="image/svg+xml" href=(links.icon());
            }
            body { main.wrap id="main" { @for outage in languages { (section(links, outage)) } } }
        }
    };
    page.into_string()
}

fn section(links: &dyn Links, outage: &Outage<'_>) -> Markup {
    let Outage { language, interface, name } = *outage;
    html! {
        section.error lang=(language) dir=(direction(language)) {
            @if !name.is_empty() { p.kicker { (name) } }
            h1 { (interface.text("outage-title")) }
            p.deck { (interface.text("outage-text")) }
            h2 { (interface.text("ways-on")) }
            ul.ways {
                li { a href=(links.place(language, &Place::Home)) { (interface.text("home")) } }
                li { a href=(links.place(language, &Place::Newsroom)) { (interface.text("newsroom")) } }
            }
        }
    }
}

fn direction(language: Language) -> &'static str {
    if language.is_right_to_left() { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::TrialLinks;

    fn page(tags: &[&str], name: &str) -> String {
        let languages: Vec<Language> = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        let interfaces: Vec<Interface> = languages.iter().map(|language| Interface::new(*language).unwrap()).collect();
        let said = languages.iter().zip(&interfaces).map(|(language, interface)| Outage { language: *language, interface, name });
        outage(&TrialLinks, &said.collect::<Vec<_>>())
    }

    #[test]
    fn it_says_in_every_language_what_is_the_matter_and_how_to_go_on() {
        let page = page(&["en", "fr"], "Customs <Office>");
        assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">") && page.ends_with("</html>"), "{page}");
        for (tag, title) in [("en", "This page cannot be shown just now"), ("fr", "Cette page ne peut être affichée pour l’instant")] {
            let section = page.split(&format!("<section class=\"error\" lang=\"{tag}\" dir=\"ltr\">")).nth(1).unwrap();
            let section = section.split("</section>").next().unwrap();
            assert!(section.contains(&format!("<h1>{title}</h1>")), "{section}");
            assert!(section.contains("Customs &lt;Office&gt;"), "{section}");
            assert!(section.contains(&format!("href=\"/{tag}/\"")) && section.contains(&format!("href=\"/{tag}/news/\"")), "{section}");
        }
        assert!(page.contains("name=\"robots\" content=\"noindex\"") && page.contains("href=\"/assets/site.css\""));
        assert!(!page.contains("<script") && !page.contains("style="));
    }

    #[test]
    fn a_language_that_runs_the_other_way_does_so_here_too_and_nobody_is_named_where_nobody_is_known() {
        let page = page(&["ar-xb", "en"], "");
        assert!(page.contains("<html lang=\"ar-xb\" dir=\"rtl\">") && page.contains("<section class=\"error\" lang=\"en\" dir=\"ltr\">"));
        assert!(!page.contains("kicker"));
    }
}

//! What of the site's whole navigation one page shows: the way to it, its section, and the order of the pages below it.
//!
//! A pure function of both, so that whoever sees the navigation change can tell which pages show something else now.

use crate::{MenuEntry, Place};

/// The navigation as one page shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The entries from the top to the page, without what stands below them.
    pub trail: Vec<MenuEntry>,
    /// What stands in the same section; levels below an entry are kept only where the page stands in it.
    pub side: Vec<MenuEntry>,
    /// The pages right below this one, in the order of the navigation.
    pub below: Vec<Place>,
}

impl Section {
    /// What a page at this place shows of a navigation.
    #[must_use]
    pub fn around(navigation: &[MenuEntry], place: &Place) -> Self {
        let section = navigation.iter().find(|entry| !trail(std::slice::from_ref(entry), place).is_empty());
        let mut below = Vec::new();
        collect_below(navigation, place, &mut below);
        Self { trail: trail(navigation, place), side: section.map(|section| around(&section.children, place)).unwrap_or_default(), below }
    }

    /// The places that a navigation names, each once, in its order.
    #[must_use]
    pub fn places(navigation: &[MenuEntry]) -> Vec<&Place> {
        let mut found = Vec::new();
        collect(navigation, &mut found);
        found
    }
}

/// The entries of the navigation from the top to this place.
fn trail(entries: &[MenuEntry], place: &Place) -> Vec<MenuEntry> {
    for entry in entries {
        let below = trail(&entry.children, place);
        if !below.is_empty() || entry.place.holds(place) {
            let own = MenuEntry { children: Vec::new(), ..entry.clone() };
            return [own].into_iter().chain(below).collect();
        }
    }
    Vec::new()
}

/// The same entries; only those in which the place stands keep what is below them.
fn around(entries: &[MenuEntry], place: &Place) -> Vec<MenuEntry> {
    let one = |entry: &MenuEntry| {
        let children = if stands_in(entry, place) { around(&entry.children, place) } else { Vec::new() };
        MenuEntry { children, ..entry.clone() }
    };
    entries.iter().map(one).collect()
}

fn stands_in(entry: &MenuEntry, place: &Place) -> bool {
    entry.place.holds(place) || entry.children.iter().any(|child| stands_in(child, place))
}

fn collect<'a>(entries: &'a [MenuEntry], found: &mut Vec<&'a Place>) {
    for entry in entries {
        if !found.contains(&&entry.place) {
            found.push(&entry.place);
        }
        collect(&entry.children, found);
    }
}

fn collect_below(entries: &[MenuEntry], place: &Place, below: &mut Vec<Place>) {
    let Place::Page(own) = place else { return };
    for entry in entries {
        let right_below = matches!(&entry.place, Place::Page(way) if way.len() == own.len() + 1 && way.starts_with(own));
        if right_below && !below.contains(&entry.place) {
            below.push(entry.place.clone());
        }
        collect_below(&entry.children, place, below);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Place {
        Place::Page(path.split('/').map(|part| part.parse().expect("a slug")).collect())
    }

    fn entry(path: &str, children: Vec<MenuEntry>) -> MenuEntry {
        MenuEntry { label: path.to_owned(), place: page(path), topic: None, children }
    }

    fn navigation() -> Vec<MenuEntry> {
        vec![
            entry(
                "about",
                vec![
                    entry("about/brief", vec![entry("about/brief/plan", Vec::new())]),
                    entry("about/members", vec![entry("about/members/zones", Vec::new())]),
                ],
            ),
            entry("media", vec![entry("media/magazine", Vec::new())]),
        ]
    }

    #[test]
    fn a_page_shows_the_way_to_it_and_opens_only_where_it_stands() {
        let section = Section::around(&navigation(), &page("about/brief/plan"));
        let labels = |entries: &[MenuEntry]| entries.iter().map(|entry| entry.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels(&section.trail), ["about", "about/brief", "about/brief/plan"]);
        assert_eq!(labels(&section.side), ["about/brief", "about/members"]);
        assert_eq!(section.side.iter().map(|entry| entry.children.len()).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn what_changes_in_another_section_changes_nothing() {
        let mut changed = navigation();
        changed[1].children[0].label = "Magazine".to_owned();
        changed[0].children[1].children[0].label = "Regions".to_owned();
        let here = page("about/brief");
        assert_eq!(Section::around(&navigation(), &here), Section::around(&changed, &here));
        assert_ne!(Section::around(&navigation(), &page("about/members")), Section::around(&changed, &page("about/members")));
    }

    #[test]
    fn the_pages_below_stand_in_the_order_of_the_navigation() {
        assert_eq!(Section::around(&navigation(), &page("about")).below, [page("about/brief"), page("about/members")]);
        assert_eq!(Section::around(&navigation(), &page("elsewhere")), Section::default());
        assert_eq!(Section::places(&navigation()).len(), 7);
    }
}

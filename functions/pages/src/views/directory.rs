//! The members in groups: by region on their page of the tree, and by letter.

use domain::{Card, MenuEntry, Place, RegionName};
use maud::{Markup, html};
use ui::cards::Headline;
use ui::{Anchor, Context, View};

/// Members that are listed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its place on the page.
    pub anchor: Anchor,
    /// Its name; none: the members of no region that the site has.
    pub name: Option<String>,
    /// By name.
    pub members: Vec<Card>,
}

impl Group {
    /// Members by region, the regions in the order of the site's settings, without those that have none.
    #[must_use]
    pub fn by_region(members: &[Card], regions: &[RegionName]) -> Vec<Self> {
        let of = |card: &Card| card.member.as_ref().and_then(|member| regions.iter().find(|region| region.key == member.region));
        let own = regions.iter().map(|region| Self {
            anchor: Anchor::region(&region.key),
            name: Some(region.name.clone()),
            members: members.iter().filter(|card| of(card) == Some(region)).cloned().collect(),
        });
        let others = members.iter().filter(|card| of(card).is_none()).cloned().collect();
        let rest = Self { anchor: Anchor::other_regions(), name: None, members: others };
        own.chain([rest]).filter(|group| !group.members.is_empty()).collect()
    }

    /// Members by the letter under which they stand, in the order in which they come.
    #[must_use]
    pub fn by_letter(members: Vec<Card>) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for card in members {
            let letter = card.member.as_ref().map(|member| member.letter.clone());
            match groups.iter_mut().find(|group| group.name == letter) {
                Some(group) => group.members.push(card),
                None => {
                    let anchor = Anchor::letter(letter.as_deref().unwrap_or_default());
                    groups.push(Self { anchor, name: letter, members: vec![card] });
                }
            }
        }
        groups
    }
}

/// The groups by region, below the text of their page.
pub(super) fn by_region(cx: &Context<'_>, groups: &[Group]) -> Markup {
    html! {
        @if !groups.is_empty() {
            (jump(cx, groups, &cx.text("regions")))
            p { a.more href=(cx.to(&Place::MembersByName)) { (cx.text("members-by-name")) } }
            (listed(cx, groups))
        }
    }
}

/// The groups by letter, on a page of their own.
#[derive(Debug)]
pub struct ByName {
    /// By letter.
    pub groups: Vec<Group>,
    /// The page that has them by region.
    pub by_region: Place,
    /// The navigation of its section.
    pub side: Vec<MenuEntry>,
}

impl View for ByName {
    fn main(&self, cx: &Context<'_>) -> Markup {
        html! {
            div.page {
                article {
                    div.opening {
                        h1 { (cx.text("members-by-name")) }
                        p.deck { (cx.text("members-by-name-summary")) }
                    }
                    (jump(cx, &self.groups, &cx.text("letters")))
                    p { a.more href=(cx.to(&self.by_region)) { (cx.text("members-by-region")) } }
                    (listed(cx, &self.groups))
                }
                (super::side_navigation(cx, &self.side))
            }
        }
    }
}

/// The ways to the groups.
fn jump(cx: &Context<'_>, groups: &[Group], label: &str) -> Markup {
    html! {
        nav.jump aria-label=(label) {
            ul { @for group in groups { li { a href=(group.anchor.href()) { (name(cx, group)) } } } }
        }
    }
}

fn listed(cx: &Context<'_>, groups: &[Group]) -> Markup {
    html! {
        @for group in groups {
            section.members id=(group.anchor) {
                h2 { (name(cx, group)) " " small { (count(cx, group)) } }
                ul { @for card in &group.members { li { (Headline::of(cx, card)) } } }
            }
        }
    }
}

fn count(cx: &Context<'_>, group: &Group) -> String {
    let members = u32::try_from(group.members.len()).unwrap_or(u32::MAX);
    cx.text_with("member-count", &[("count", members.into())])
}

fn name(cx: &Context<'_>, group: &Group) -> String {
    group.name.clone().unwrap_or_else(|| cx.text("other-members"))
}

#[cfg(test)]
mod tests {
    use domain::{DocumentId, Kind, MemberSummary};

    use super::*;

    fn member(title: &str, region: &str, letter: &str) -> Card {
        let time = "2025-02-14T09:00:00Z".parse().unwrap();
        Card {
            document: DocumentId::of_pack_key(title),
            kind: Kind::Member,
            language: "fr".parse().unwrap(),
            place: Place::MembersByName,
            title: title.to_owned(),
            summary: String::new(),
            label: None,
            picture: None,
            time,
            updated: time,
            call: None,
            subject: domain::CallSubject::default(),
            instrument: None,
            event: None,
            member: Some(MemberSummary { region: region.parse().unwrap(), letter: letter.to_owned() }),
            order: None,
            target: None,
            alternates: Vec::new(),
        }
    }

    fn names(groups: &[Group]) -> Vec<(Option<&str>, Vec<&str>)> {
        groups.iter().map(|group| (group.name.as_deref(), group.members.iter().map(|card| card.title.as_str()).collect())).collect()
    }

    #[test]
    fn regions_come_as_the_site_orders_them_and_members_of_none_come_last() {
        let region = |key: &str| RegionName { key: key.parse().unwrap(), name: key.to_uppercase() };
        let members = [member("Estonie", "north", "E"), member("Perdu", "nowhere", "P"), member("Zambie", "south", "Z")];
        let groups = Group::by_region(&members, &[region("south"), region("empty"), region("north")]);
        assert_eq!(names(&groups), [(Some("SOUTH"), vec!["Zambie"]), (Some("NORTH"), vec!["Estonie"]), (None, vec!["Perdu"])]);
    }

    #[test]
    fn a_letter_holds_all_that_stand_under_it() {
        let groups = Group::by_letter(vec![member("Égypte", "a", "E"), member("Estonie", "b", "E"), member("Zambie", "a", "Z")]);
        assert_eq!(names(&groups), [(Some("E"), vec!["Égypte", "Estonie"]), (Some("Z"), vec!["Zambie"])]);
        assert_eq!(names(&Group::by_letter(Vec::new())), []);
    }
}

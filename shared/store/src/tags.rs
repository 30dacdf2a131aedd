//! Cache tags: names of what a page depends on, so that a change of it is known to change the page. Pages are answered with them
//! ([`crate::Reader`] records them), and changes are translated into them ([`crate::Publisher`]); what both sides must agree on stands here.
//!
//! At most 256 ASCII characters without a comma, told apart without regard to case (CloudFront's limits).

use domain::{Address, CallArea, DocumentId, Index, Language, List, Month, Place, Slug};
use sha2::{Digest, Sha256};

/// The lengths at which lists by time are cut. A change at the fiftieth place of a list changes no page that shows twenty of it, so each
/// length has a tag of its own: what a topic's page shows, a feed, the front page of the newsroom, and the most that is ever read.
const CUTS: [u32; 4] = [6, 20, 40, 100];
/// How far down a list by time a page may look.
pub(crate) const DEEPEST: u32 = 100;
/// Longer names are cut off and end with a digest: a page may stand eight levels deep.
const LONGEST: usize = 160;

/// What stands at an address.
pub(crate) fn address(address: &Address) -> String {
    bounded(format!("a:{}:{}", address.language, address.place))
}

/// A view that pages read whole: of the site, of the home page, of all navigation.
pub(crate) fn view(name: &str, language: Language) -> String {
    format!("v:{name}:{language}")
}

/// The home page of a language, by what it alone reads.
#[must_use]
pub fn home(language: Language) -> String {
    view("home", language)
}

/// What a page at this place shows of the navigation. All calls of an area show the same, since they stand below its index; so do all sections of topics,
/// besides what their topic's page shows, and so do all members.
pub(crate) fn section(language: Language, place: &Place) -> String {
    let place = match place {
        Place::Call { area, .. } => Index::Calls(*area).way().join("/") + "/*",
        Place::Section { .. } => Index::Topics.way().join("/") + "/*",
        Place::Member(_) | Place::MembersByName => Index::Members.way().join("/") + "/*",
        other => other.to_string(),
    };
    bounded(format!("n:{language}:{place}"))
}

/// What a page shows of the navigation that stands in none of it itself, such as one that is withdrawn: whatever changes there may change it.
pub(crate) fn outside_navigation(language: Language) -> String {
    format!("n-outside:{language}")
}

/// What all pages inside the navigation show of it.
pub(crate) fn sections(language: Language) -> String {
    format!("n:{language}")
}

/// A list that is read whole.
pub(crate) fn list(language: Language, list: List) -> String {
    format!("l:{}:{language}", name(list))
}

/// The pages right below a page.
pub(crate) fn children(language: Language, way: &[Slug]) -> String {
    let way: Vec<&str> = way.iter().map(Slug::as_str).collect();
    bounded(format!("c:{language}:/{}", way.join("/")))
}

/// The sections of a topic, as it names them.
pub(crate) fn within(language: Language, topic: DocumentId) -> String {
    format!("s:{language}:{topic}")
}

/// The newest of a list by time, `most` of them.
pub(crate) fn newest(language: Language, list: List, most: u32) -> String {
    let cut = CUTS.into_iter().find(|cut| *cut >= most).unwrap_or(DEEPEST);
    format!("l:{}:{language}:{cut}", name(list))
}

/// The tags of all lengths at which a list changes when something changes at this place of it, the newest being 0.
pub(crate) fn newest_from(language: Language, list: List, rank: u32) -> impl Iterator<Item = String> {
    CUTS.into_iter().filter(move |cut| *cut > rank).map(move |cut| newest(language, list, cut))
}

/// The calls of an area whose deadlines lie in a year.
pub(crate) fn calls_of_year(language: Language, area: CallArea, year: i16) -> String {
    format!("{}:{year}", list(language, List::Calls(area)))
}

/// News of one month.
pub(crate) fn month(language: Language, month: Month) -> String {
    format!("l:news:{month}:{language}")
}

/// The counts of the archive's years, which stand on the front page of the newsroom.
pub(crate) fn counts(language: Language) -> String {
    format!("n-counts:{language}")
}

/// Which years have news.
pub(crate) fn years(language: Language) -> String {
    format!("n-years:{language}")
}

/// Which months have news.
pub(crate) fn months(language: Language) -> String {
    format!("n-months:{language}")
}

/// Which months of a year have news, and on which pages of the archive they are found.
pub(crate) fn year(language: Language, year: i16) -> String {
    format!("n-year:{year}:{language}")
}

/// Where a numbered page of the archive begins and ends, and what comes before and after it.
pub(crate) fn archive_page(language: Language, number: u32) -> String {
    format!("n-page:{number}:{language}")
}

/// All numbered pages of the archive.
pub(crate) fn archive(language: Language) -> String {
    format!("n-pages:{language}")
}

/// What of a list of events by end is not over.
pub(crate) fn not_over(language: Language, list: List) -> String {
    format!("u:{}:{language}", name(list))
}

/// Events that begin in a month.
pub(crate) fn events_of_month(language: Language, month: Month) -> String {
    format!("l:events:{month}:{language}")
}

/// The calendar of all events.
pub(crate) fn calendar(language: Language) -> String {
    format!("cal:{language}")
}

/// Which years have events.
pub(crate) fn event_years(language: Language) -> String {
    format!("e-years:{language}")
}

/// Which months have events.
pub(crate) fn event_months(language: Language) -> String {
    format!("e-months:{language}")
}

/// Which months of a year have events, and which of them more than its page shows.
pub(crate) fn event_year(language: Language, year: i16) -> String {
    format!("e-year:{year}:{language}")
}

fn name(list: List) -> String {
    match list {
        List::News => "news".to_owned(),
        List::NewsOfTopic(topic) => format!("topic-{topic}"),
        List::Current => "current".to_owned(),
        List::Highlights => "highlights".to_owned(),
        List::Calls(area) => format!("calls-{}", area.as_str()),
        List::Topics => "topics".to_owned(),
        List::Sections => "sections".to_owned(),
        List::Pages => "pages".to_owned(),
        List::Events => "events".to_owned(),
        List::EventsByEnd => "events-end".to_owned(),
        List::EventsOfTopic(topic) => format!("events-of-{topic}"),
        List::Members => "members".to_owned(),
    }
}

fn bounded(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let digest: String = Sha256::digest(&name).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("{}.{digest}", name.get(..LONGEST).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language() -> Language {
        "fr".parse().unwrap()
    }

    #[test]
    fn a_tag_keeps_the_limits_of_the_edge() {
        let long: Slug = "a".repeat(80).parse().unwrap();
        let deep = vec![long; Place::DEEPEST];
        for tag in [
            address(&Place::Page(deep.clone()).in_language(language())),
            children(language(), &deep),
            section(language(), &Place::Page(deep)),
            newest(language(), List::NewsOfTopic(DocumentId::of_pack_key("a")), 40),
            month(language(), Month { year: 2025, month: 2 }),
            not_over(language(), List::EventsOfTopic(DocumentId::of_pack_key("a"))),
            newest(language(), List::EventsOfTopic(DocumentId::of_pack_key("a")), 6),
        ] {
            assert!(tag.is_ascii() && tag.len() <= 256 && !tag.contains(','), "{tag}");
        }
    }

    #[test]
    fn names_that_are_cut_off_stay_apart() {
        let way = |end: &str| vec!["a".repeat(80).parse().unwrap(), "b".repeat(80).parse().unwrap(), end.parse().unwrap()];
        assert_ne!(children(language(), &way("one")), children(language(), &way("other")));
    }

    #[test]
    fn a_change_deep_in_a_list_leaves_what_shows_its_beginning() {
        let changed: Vec<String> = newest_from(language(), List::News, 20).collect();
        assert_eq!(changed, ["l:news:fr:40", "l:news:fr:100"]);
        assert!(newest_from(language(), List::News, 0).any(|tag| tag == newest(language(), List::News, 6)));
        assert!(!changed.contains(&newest(language(), List::News, 20)));
        assert_eq!(newest_from(language(), List::News, DEEPEST).count(), 0);
    }
}

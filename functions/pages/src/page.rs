//! A page of the tree, a topic or a section of one, or a call.

use domain::{Address, CallArea, CallSubject, Card, Index, Kind, Language, List, Listed, MenuEntry, Page, Phase, Place, Section, Site};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use store::{ClosedYears, Reader};
use ui::{Context, Crumb, Head, Posting, View};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::{AreaCalls, Group, PageView};
use crate::way::way;

/// News that a topic's page shows; its feed has more.
const NEWS: u32 = 6;
/// News that a section of a topic lists: what a list that has no pages may hold.
const LISTED: u32 = 40;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, address: Address) -> Result<Answer, Error> {
    let (site, found) = reader.page(&address).await?.ok_or(Error::NotFound)?;
    let (page, notice, _) = match shown(&app.front, found) {
        Ok(shown) => shown,
        Err(elsewhere) => return elsewhere,
    };
    // A call has no page before it opens: its dates may be under embargo.
    if page.call.is_some_and(|call| reader.now() < call.opens) {
        return Err(Error::NotFound);
    }
    let Address { language, place } = address;
    let (Section { trail, side, below }, tree) = navigation(reader, language, &place).await?;
    let mut view = PageView::of(page, side, tree, notice);
    let zone = store::zone(&site.time_zone)?;
    lists(reader, &mut view, &place, &below, &zone).await?;
    of_topic(reader, &site, &mut view).await?;
    beside(&mut view, &trail, &place);
    let policy = Policy::Public { changes: changes(&view, reader.now(), &zone) };
    Ok(Answer::page(site, language, place, Shown { view, trail }, policy))
}

/// What the page shows of the navigation, and all of it on the page that maps the site.
async fn navigation(reader: &Reader<'_>, language: Language, place: &Place) -> Result<(Section, Vec<MenuEntry>), Error> {
    if Index::at(place) == Some(Index::SiteMap) {
        let tree = reader.navigation(language).await?;
        return Ok((Section::around(&tree, place), tree));
    }
    Ok((reader.section(language, place).await?, Vec::new()))
}

/// What the page lists below its text.
async fn lists(reader: &Reader<'_>, view: &mut PageView, place: &Place, order: &[Place], zone: &TimeZone) -> Result<(), Error> {
    let language = view.page.language;
    let Place::Page(way) = place else { return Ok(()) };
    match Index::at(place) {
        Some(Index::Topics) => {
            (view.children, view.index) = tokio::try_join!(reader.list(language, List::Topics), reader.a_to_z(language))?;
        }
        Some(Index::Calls(area)) => {
            let (current, ClosedYears { years }) =
                tokio::try_join!(reader.calls(language, area), reader.closed_years(language, area, zone))?;
            view.calls = Some(AreaCalls { area, current, years, below: Vec::new() });
        }
        Some(Index::SiteMap) => {}
        Some(Index::Members) => {
            view.members = Group::by_region(&reader.members(language).await?, &reader.regions(language).await?);
        }
        Some(Index::Instruments) | None => view.children = in_order(reader.children(language, way).await?, order),
    }
    Ok(())
}

/// What the page of a topic and its sections show of the topic. (Other lists by topic come here.)
async fn of_topic(reader: &Reader<'_>, site: &Site, view: &mut PageView) -> Result<(), Error> {
    let page = &view.page;
    let language = page.language;
    let of_section = page.topics.first().copied();
    let (topic, news, events) = match (page.kind, page.lists) {
        (Kind::Topic, _) => (Some(page.document), NEWS, true),
        (Kind::Section, Some(Listed::News)) => (of_section, LISTED, false),
        (Kind::Section, None) => (of_section, 0, false),
        _ => (None, 0, false),
    };
    let Some(topic) = topic else { return Ok(()) };
    view.topic = site.topic(topic);
    let newest = async { if news > 0 { reader.newest(language, List::NewsOfTopic(topic), news).await } else { Ok(Vec::new()) } };
    let events = async { if events { reader.events_of_topic(language, topic).await.map(Some) } else { Ok(None) } };
    let (sections, news, events) = tokio::try_join!(reader.topic_sections(language, topic), newest, events)?;
    view.sections = sections;
    view.news = news;
    if let Some(events) = events {
        (view.upcoming, view.past) = (events.upcoming, events.past);
    }
    Ok(())
}

/// The pages right below, in the order of the navigation; those that stand in none come last, in their own order.
fn in_order(mut children: Vec<Card>, order: &[Place]) -> Vec<Card> {
    children.sort_by_cached_key(|card| (order.iter().position(|place| *place == card.place).unwrap_or(usize::MAX), card.order));
    children
}

/// What the navigation of a section has below a place in it; where that is the section itself, all of it.
fn entries_below(trail: &[MenuEntry], side: &[MenuEntry], place: &Place) -> Vec<MenuEntry> {
    if trail.first().is_some_and(|section| section.place == *place) {
        return side.to_vec();
    }
    let own = side.iter().find(|entry| entry.place == *place).map(|entry| entry.children.clone());
    let deeper = || side.iter().map(|entry| entries_below(&[], &entry.children, place)).find(|found| !found.is_empty());
    own.or_else(deeper).unwrap_or_default()
}

/// What the navigation says beside the text. At the top of its section a page lists all of it; the same names once more would say nothing.
fn beside(view: &mut PageView, trail: &[MenuEntry], place: &Place) {
    if let CallSubject::Tender(_) = view.page.subject {
        view.information = entries_below(trail, &view.side, &Index::Calls(CallArea::Tenders).place());
    }
    if let Some(calls) = &mut view.calls {
        calls.below = entries_below(trail, &view.side, place);
    }
    if trail.len() == 1 && trail.iter().all(|here| here.place == *place) && !view.children.is_empty() {
        view.beside = std::mem::take(&mut view.side);
        view.beside.retain(|entry| view.children.iter().all(|card| card.place != entry.place));
    }
}

fn changes(view: &PageView, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let listed = view.calls.iter().flat_map(|calls| &calls.current);
    let dates = listed.filter_map(|card| card.call).chain(view.page.call);
    // What is over joins the past when it leaves those that are not.
    let events = view.upcoming.iter().filter_map(|card| card.event.as_ref()?.dates.at(now, zone).changes);
    dates.filter_map(|dates| dates.at(now, zone).changes).chain(events).min()
}

/// The post that a page announces, while one may apply for it.
fn posting(cx: &Context<'_>, page: &Page) -> Option<Posting> {
    let (dates, CallSubject::Vacancy(vacancy)) = (page.call?, &page.subject) else { return None };
    let open = matches!(dates.at(cx.now, cx.zone).phase, Phase::Open { .. });
    open.then(|| Posting { vacancy: vacancy.clone(), dates, text: page.rendered.clone() })
}

/// The view with the way to it, which only the document around it shows.
struct Shown {
    view: PageView,
    trail: Vec<MenuEntry>,
}

impl View for Shown {
    fn main(&self, cx: &Context<'_>) -> Markup {
        self.view.main(cx)
    }
}

impl Titled for Shown {
    fn head(&self, cx: &Context<'_>) -> Head {
        let PageView { page, notice, calls, topic, .. } = &self.view;
        let own = page.alternates.iter().find(|alternate| alternate.language == page.language);
        // The navigation may have lost a topic's address while its section still has it.
        let topic = topic.as_ref().filter(|topic| page.kind == Kind::Section && self.trail.iter().all(|entry| entry.place != topic.place));
        let topic = topic.map(|topic| Crumb { label: topic.label.clone(), href: Some(cx.to(&topic.place)) });
        let label = page.label.clone().filter(|_| matches!(page.kind, Kind::Page | Kind::Section)).unwrap_or_else(|| page.title.clone());
        let mut breadcrumb = way(cx, &self.trail, own.map(|own| &own.place), label);
        breadcrumb.splice(breadcrumb.len().saturating_sub(1)..breadcrumb.len().saturating_sub(1), topic);
        Head {
            title: self.view.title(),
            description: page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &page.alternates, &Place::Home),
            breadcrumb,
            picture: page.picture.clone(),
            article: None,
            event: None,
            posting: posting(cx, page).filter(|_| notice.is_none()),
            member: None,
            feeds: self.view.has_feeds(cx) || page.call.is_some() || calls.is_some(),
            index: notice.is_none(),
        }
    }
}

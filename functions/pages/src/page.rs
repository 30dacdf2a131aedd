//! A page of the tree, a topic or a section of one, or a call.

use domain::{Address, Card, Index, Kind, Language, List, Listed, MenuEntry, Page, Place, Section, Site};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use store::{Calls, Reader};
use ui::{Context, Crumb, Head, View};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::PageView;

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
    let mut view = plain(page, notice, side, tree);
    lists(reader, &mut view, &place, &below).await?;
    of_topic(reader, &site, &mut view).await?;
    beside(&mut view, &trail, &place);
    let zone = store::zone(&site.time_zone)?;
    let policy = Policy::Public { changes: changes(&view, reader.now(), &zone) };
    Ok(Answer::page(site, language, place, Shown { view, trail }, policy))
}

/// The page with what is around it, before its lists are read.
fn plain(page: Page, notice: Option<String>, side: Vec<MenuEntry>, tree: Vec<MenuEntry>) -> PageView {
    let (children, beside, calls) = (Vec::new(), Vec::new(), Vec::new());
    let (topic, sections, news) = (None, Vec::new(), Vec::new());
    PageView { page, children, beside, side, topic, sections, news, calls, tree, notice }
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
async fn lists(reader: &Reader<'_>, view: &mut PageView, place: &Place, order: &[Place]) -> Result<(), Error> {
    let language = view.page.language;
    let Place::Page(way) = place else { return Ok(()) };
    match Index::at(place) {
        Some(Index::Topics) => view.children = reader.list(language, List::Topics).await?,
        Some(Index::Calls) => {
            let Calls { current, closed } = reader.calls(language).await?;
            view.calls = current.into_iter().chain(closed).collect();
        }
        Some(Index::SiteMap) => {}
        None => view.children = in_order(reader.children(language, way).await?, order),
    }
    Ok(())
}

/// What the page of a topic and its sections show of the topic. (Other lists by topic come here.)
async fn of_topic(reader: &Reader<'_>, site: &Site, view: &mut PageView) -> Result<(), Error> {
    let page = &view.page;
    let (topic, news) = match (page.kind, page.lists) {
        (Kind::Topic, _) => (Some(page.document), NEWS),
        (Kind::Section, Some(Listed::News)) => (page.topics.first().copied(), LISTED),
        (Kind::Section, None) => (page.topics.first().copied(), 0),
        _ => (None, 0),
    };
    let (Some(topic), language) = (topic, page.language) else { return Ok(()) };
    view.topic = site.topic(topic);
    view.sections = reader.topic_sections(language, topic).await?;
    if news > 0 {
        view.news = reader.newest(language, List::NewsOfTopic(topic), news).await?;
    }
    Ok(())
}

/// The pages right below, in the order of the navigation; those that stand in none come last, in their own order.
fn in_order(mut children: Vec<Card>, order: &[Place]) -> Vec<Card> {
    children.sort_by_cached_key(|card| (order.iter().position(|place| *place == card.place).unwrap_or(usize::MAX), card.order));
    children
}

/// At the top of its section a page lists all of it; the same names beside the text would say nothing more.
fn beside(view: &mut PageView, trail: &[MenuEntry], place: &Place) {
    if trail.len() == 1 && trail.iter().all(|here| here.place == *place) && !view.children.is_empty() {
        view.beside = std::mem::take(&mut view.side);
        view.beside.retain(|entry| view.children.iter().all(|card| card.place != entry.place));
    }
}

fn changes(view: &PageView, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let dates = view.calls.iter().filter_map(|card| card.call).chain(view.page.call);
    dates.filter_map(|dates| dates.at(now, zone).changes).min()
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
        let PageView { page, notice, topic, .. } = &self.view;
        let own = page.alternates.iter().find(|alternate| alternate.language == page.language);
        let above = self.trail.iter().filter(|entry| own.is_none_or(|own| own.place != entry.place));
        let above = above.map(|entry| Crumb { label: cx.label(entry), href: Some(cx.to(&entry.place)) });
        // The navigation may have lost a topic's address while its section still has it.
        let topic = topic.as_ref().filter(|topic| page.kind == Kind::Section && self.trail.iter().all(|entry| entry.place != topic.place));
        let topic = topic.map(|topic| Crumb { label: topic.label.clone(), href: Some(cx.to(&topic.place)) });
        let short = page.label.clone().filter(|_| matches!(page.kind, Kind::Page | Kind::Section));
        let this = Crumb { label: short.unwrap_or_else(|| page.title.clone()), href: None };
        Head {
            title: self.view.title(),
            description: page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &page.alternates, &Place::Home),
            breadcrumb: above.chain(topic).chain([this]).collect(),
            picture: page.picture.clone(),
            article: None,
            feeds: self.view.has_feeds(cx),
            index: notice.is_none(),
        }
    }
}

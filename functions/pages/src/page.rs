//! A page of the tree, a topic, or a call.

use domain::{Address, Card, Index, Kind, Language, List, MenuEntry, Place, Section};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use store::{Calls, Reader};
use ui::{Context, Head, View};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::{Group, PageView};
use crate::way::way;

/// News that a topic's page shows; its feed has more.
const NEWS: u32 = 6;

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
    let mut view = PageView { side, tree, notice, ..PageView::of(page) };
    lists(reader, &mut view, &place, &below).await?;
    beside(&mut view, &trail, &place);
    let zone = store::zone(&site.time_zone)?;
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
async fn lists(reader: &Reader<'_>, view: &mut PageView, place: &Place, order: &[Place]) -> Result<(), Error> {
    let language = view.page.language;
    if view.page.kind == Kind::Topic {
        view.news = reader.newest(language, List::NewsOfTopic(view.page.document), NEWS).await?;
    }
    let Place::Page(way) = place else { return Ok(()) };
    match Index::at(place) {
        Some(Index::Topics) => view.children = reader.list(language, List::Topics).await?,
        Some(Index::Calls) => {
            let Calls { current, closed } = reader.calls(language).await?;
            view.calls = current.into_iter().chain(closed).collect();
        }
        Some(Index::SiteMap) => {}
        Some(Index::Members) => {
            view.members = Group::by_region(&reader.members(language).await?, &reader.regions(language).await?);
        }
        None => view.children = in_order(reader.children(language, way).await?, order),
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
        let PageView { page, notice, .. } = &self.view;
        let own = page.alternates.iter().find(|alternate| alternate.language == page.language);
        let label = page.label.clone().filter(|_| page.kind == Kind::Page).unwrap_or_else(|| page.title.clone());
        Head {
            title: page.title.clone(),
            description: page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &page.alternates, &Place::Home),
            breadcrumb: way(cx, &self.trail, own.map(|own| &own.place), label),
            picture: page.picture.clone(),
            article: None,
            member: None,
            feeds: page.kind == Kind::Topic,
            index: notice.is_none(),
        }
    }
}

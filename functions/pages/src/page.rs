//! A page of the tree, a topic, or a call.

use domain::{Address, CallArea, CallSubject, Card, Index, Kind, Language, List, MenuEntry, Page, Phase, Place, Section};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::Markup;
use store::{ClosedYears, Reader};
use ui::{Context, Crumb, Head, Posting, View};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::{AreaCalls, PageView};

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
    let mut view = PageView::of(page, side, tree, notice);
    let zone = store::zone(&site.time_zone)?;
    lists(reader, &mut view, &place, &below, &zone).await?;
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
    if view.page.kind == Kind::Topic {
        view.news = reader.newest(language, List::NewsOfTopic(view.page.document), NEWS).await?;
    }
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
        Some(Index::Instruments) | None => view.children = in_order(reader.children(language, way).await?, order),
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
    dates.filter_map(|dates| dates.at(now, zone).changes).min()
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
        let PageView { page, notice, calls, .. } = &self.view;
        let own = page.alternates.iter().find(|alternate| alternate.language == page.language);
        let above = self.trail.iter().filter(|entry| own.is_none_or(|own| own.place != entry.place));
        let above = above.map(|entry| Crumb { label: cx.label(entry), href: Some(cx.to(&entry.place)) });
        let this =
            Crumb { label: page.label.clone().filter(|_| page.kind == Kind::Page).unwrap_or_else(|| page.title.clone()), href: None };
        Head {
            title: page.title.clone(),
            description: page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &page.alternates, &Place::Home),
            breadcrumb: above.chain([this]).collect(),
            picture: page.picture.clone(),
            article: None,
            posting: posting(cx, page).filter(|_| notice.is_none()),
            feeds: page.kind == Kind::Topic || page.call.is_some() || calls.is_some(),
            index: notice.is_none(),
        }
    }
}

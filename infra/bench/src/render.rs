//! Rendering alone: processor time of a page whose values were read before.

use domain::{Card, Language, List, ListPage, Place, Standing};
use home::views::HomeView;
use jiff::tz::TimeZone;
use local::Site;
use news::views::{ArticleView, ListView, YearMonth, YearView};
use store::{MonthNews, NewsFront, NewsYear, PublicContent, Reader};
use ui::{Context, Interface};
use web::{SiteLinks, Titled};

use crate::statistics::Sample;
use crate::{Outcome, machine};

/// A page with everything that it shows.
struct Prepared {
    kind: &'static str,
    site: domain::Site,
    here: Place,
    view: Box<dyn Titled>,
}

/// Microseconds of processor time of each kind of page, in batches.
pub(crate) async fn measure(site: &Site, language: Language, batches: usize, batch: u32) -> Outcome<Vec<(&'static str, Sample, usize)>> {
    let content = PublicContent::new(&site.connection);
    let reader = content.reader(site.clock.now());
    let prepared = prepare(&reader, language).await?;
    let interface = Interface::new(language)?;
    let links = SiteLinks { base: "https://example.org".to_owned() };
    let mut found = Vec::new();
    for Prepared { kind, site, here, view } in &prepared {
        let zone = TimeZone::get(&site.time_zone)?;
        let cx = Context { site, language, interface: &interface, zone: &zone, links: &links, now: reader.now(), here: Some(here.clone()) };
        let page = || ui::document(&cx, &view.head(&cx), view.as_ref());
        let mut times = Vec::new();
        for _ in 0..=batches {
            let before = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
            for _ in 0..batch {
                std::hint::black_box(page());
            }
            let after = machine::thread_time().ok_or("the kernel does not tell the time of a thread")?;
            times.push((after - before) as f64 / 1e3 / f64::from(batch));
        }
        // The first batch warms up.
        found.push((*kind, times.into_iter().skip(1).collect(), page().len()));
    }
    Ok(found)
}

async fn prepare(reader: &Reader<'_>, language: Language) -> Outcome<Vec<Prepared>> {
    let none = "the demonstration has no such page";
    let (site, home) = reader.home(language).await?.ok_or(none)?;
    let view = Box::new(HomeView { home });
    let mut prepared = vec![Prepared { kind: "home", site: site.clone(), here: Place::Home, view }];
    let (_, NewsFront { archive, cards }) = reader.news_front(language).await?.ok_or(none)?;
    let page = ListPage::Front;
    let (newer, older, years) = (archive.newer(page), archive.older(page), archive.years());
    let view = Box::new(ListView { page, cards, newer, older, years: years.iter().map(|(year, count)| (*year, Some(*count))).collect() });
    prepared.push(Prepared { kind: "newsroom", site: site.clone(), here: Place::Newsroom, view });
    let (year, _) = years.into_iter().max_by_key(|(_, count)| *count).ok_or(none)?;
    let NewsYear { archive, months } = reader.news_year(language, year).await?.and_then(|(_, found)| found).ok_or(none)?;
    let month = |MonthNews { month, count, cards }| YearMonth { month, count, cards, all: archive.page_of(month).unwrap_or(page) };
    let view = Box::new(YearView {
        year,
        years: archive.years().into_iter().map(|(year, _)| (year, None)).collect(),
        months: months.into_iter().map(month).collect(),
    });
    prepared.push(Prepared { kind: "year", site: site.clone(), here: Place::Newsroom, view });
    let own = |card: &Card| card.language == language && card.alternates.len() > 1;
    let card = reader.newest(language, List::News, 20).await?.into_iter().skip(2).find(own).ok_or(none)?;
    let (_, at) = reader.page(&card.place.clone().in_language(language)).await?.ok_or(none)?;
    let at = at.ok_or(none)?;
    let Standing::Live(page) = at.standing else { return Err(none.into()) };
    let view = Box::new(ArticleView { page, neighbours: at.neighbours, notice: None });
    prepared.push(Prepared { kind: "article", site, here: card.place, view });
    Ok(prepared)
}

//! A year of the newsroom with its months.

use domain::{Language, ListPage, Place};
use store::{MonthNews, Reader};
use ui::{Context, Crumb, Head};
use web::{Answer, Error, Policy, Titled, everywhere};

use crate::views::{YearMonth, YearView};

pub(crate) async fn answer(reader: &Reader<'_>, language: Language, year: i16) -> Result<Answer, Error> {
    let (site, found) = reader.news_year(language, year).await?.ok_or(Error::NotFound)?;
    let found = found.ok_or(Error::NotFound)?;
    let month = |MonthNews { month, count, cards }: MonthNews| {
        let all = found.archive.page_of(month).unwrap_or(ListPage::Front);
        YearMonth { month, count, cards, all }
    };
    let view = YearView {
        year,
        years: found.archive.years().into_iter().map(|(year, _)| (year, None)).collect(),
        months: found.months.into_iter().map(month).collect(),
    };
    Ok(Answer::page(site, language, Place::Newsroom, view, Policy::Public { changes: None }))
}

impl Titled for YearView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = self.title(cx);
        let to = |language: Language| cx.links.year(language, self.year);
        Head {
            description: title.clone(),
            canonical: Some(to(cx.language)),
            versions: everywhere(cx, to),
            breadcrumb: vec![
                Crumb { label: cx.text("newsroom"), href: Some(cx.to(&Place::Newsroom)) },
                Crumb { label: title.clone(), href: None },
            ],
            title,
            feeds: true,
            index: true,
            ..Head::default()
        }
    }
}

//! The newsroom's front page and the numbered pages behind it.

use domain::{Card, Language, ListPage, Place};
use store::{NewsFront, NewsPage, Reader};
use ui::{Context, Crumb, Head};
use web::{Answer, Error, Policy, Titled, everywhere};

use crate::views::ListView;

pub(crate) async fn answer(reader: &Reader<'_>, language: Language, page: ListPage) -> Result<Answer, Error> {
    let (site, archive, cards): (_, _, Vec<Card>) = match page {
        ListPage::Front => {
            let (site, NewsFront { archive, cards }) = reader.news_front(language).await?.ok_or(Error::NotFound)?;
            (site, archive, cards)
        }
        ListPage::Numbered(number) => {
            let (site, found) = reader.news_page(language, number).await?.ok_or(Error::NotFound)?;
            let NewsPage { archive, cards } = found.ok_or(Error::NotFound)?;
            (site, archive, cards)
        }
    };
    let years = archive.years().into_iter().map(|(year, count)| (year, (page == ListPage::Front).then_some(count))).collect();
    let view = ListView { page, cards, newer: archive.newer(page), older: archive.older(page), years };
    Ok(Answer::page(site, language, Place::Newsroom, view, Policy::Public { changes: None }))
}

impl Titled for ListView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = self.title(cx);
        let to = |language: Language| cx.links.list_page(language, self.page);
        let newsroom = Crumb { label: cx.text("newsroom"), href: Some(cx.to(&Place::Newsroom)) };
        let breadcrumb = match self.page {
            ListPage::Front => vec![Crumb { label: title.clone(), href: None }],
            ListPage::Numbered(_) => vec![newsroom, Crumb { label: title.clone(), href: None }],
        };
        Head {
            description: title.clone(),
            title,
            canonical: Some(to(cx.language)),
            versions: everywhere(cx, to),
            breadcrumb,
            feeds: true,
            index: true,
            ..Head::default()
        }
    }
}

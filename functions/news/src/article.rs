//! An article.

use domain::{Language, Place, Slug};
use store::Reader;
use ui::{Context, Crumb, Head};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::views::ArticleView;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, language: Language, year: i16, slug: Slug) -> Result<Answer, Error> {
    let place = Place::Article { year, slug };
    let (site, found) = reader.page(&place.clone().in_language(language)).await?.ok_or(Error::NotFound)?;
    let (page, notice, neighbours) = match shown(&app.front, found) {
        Ok(shown) => shown,
        Err(elsewhere) => return elsewhere,
    };
    Ok(Answer::page(site, language, place, ArticleView { page, neighbours, notice }, Policy::Public { changes: None }))
}

impl Titled for ArticleView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let year = self.page.first_published.to_zoned_datetime(cx.zone.clone()).year();
        let own = self.page.alternates.iter().find(|alternate| alternate.language == self.page.language);
        Head {
            title: self.page.title.clone(),
            description: self.page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &self.page.alternates, &Place::Newsroom),
            breadcrumb: vec![
                Crumb { label: cx.text("newsroom"), href: Some(cx.to(&Place::Newsroom)) },
                Crumb { label: year.to_string(), href: Some(cx.links.year(cx.language, year)) },
                Crumb { label: self.page.title.clone(), href: None },
            ],
            picture: self.page.picture.clone(),
            article: Some((self.page.first_published, self.page.updated)),
            event: None,
            posting: None,
            member: None,
            feeds: true,
            index: self.notice.is_none(),
        }
    }
}

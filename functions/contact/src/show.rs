//! The pages: a form before anything was sent, and what is said when it was.

use domain::{Draft, Field, Form, Language, Page, Place, Site, Standing};
use maud::Markup;
use store::Reader;
use ui::{Context, Crumb, Head, Version, View};
use web::{Answer, DOCUMENT, Error, Exchange, Policy, Titled, versions};

use crate::App;
use crate::views::{FormView, SentView};

pub(crate) async fn form(app: &App, exchange: &Exchange<'_>, language: Language, form: Form) -> Result<Answer, Error> {
    let (site, page) = page(&exchange.reader, language, form).await?.ok_or(Error::NotFound)?;
    let token = app.keys.issue(form, exchange.reader.now())?;
    let view = FormView { form, page, draft: prefilled(exchange, form), faults: Vec::new(), again: None, token };
    Ok(Answer::page(site, language, place(), ShownForm(view), Policy::NoStore))
}

pub(crate) async fn sent(reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let site = reader.site(language).await?.ok_or(Error::NotFound)?;
    Ok(Answer::page(site, language, place(), ShownSent, Policy::NoStore))
}

/// The site, and the page of content whose text stands above the form, if there is one.
async fn page(reader: &Reader<'_>, language: Language, form: Form) -> Result<Option<(Site, Option<Page>)>, Error> {
    if form != Form::Contact {
        return Ok(reader.site(language).await?.map(|site| (site, None)));
    }
    let found = reader.page(&place().in_language(language)).await?;
    Ok(found.map(|(site, at)| match at.map(|at| at.standing) {
        Some(Standing::Live(page)) => (site, Some(page)),
        // Whatever became of the page, one can write.
        _ => (site, None),
    }))
}

/// Where the forms stand in the tree.
pub(crate) fn place() -> Place {
    Place::Page("contact".parse().into_iter().collect())
}

/// A link may say which document is meant: by its path on this site, and by nothing else.
fn prefilled(exchange: &Exchange<'_>, form: Form) -> Draft {
    let mut draft = Draft::default();
    if form.fields().contains(&Field::Document)
        && let Some(document) = exchange.parameter(DOCUMENT)
        && document.starts_with('/')
        && document.len() <= Field::Document.most()
        && document.bytes().all(|byte| byte.is_ascii_graphic())
    {
        draft.enter(Field::Document, &document);
    }
    draft
}

/// A form with what the document around it says.
pub(crate) struct ShownForm(pub(crate) FormView);

impl View for ShownForm {
    fn main(&self, cx: &Context<'_>) -> Markup {
        self.0.main(cx)
    }
}

impl Titled for ShownForm {
    fn head(&self, cx: &Context<'_>) -> Head {
        let Self(view) = self;
        let title = view.title(cx);
        let contact = Crumb { label: cx.text("contact"), href: Some(cx.links.form(cx.language, Form::Contact)) };
        let above = (view.form != Form::Contact).then_some(contact);
        let version = |language: &Language| Version { language: *language, href: cx.links.form(*language, view.form), same_page: true };
        let first = view.is_first();
        Head {
            title: if first { title.clone() } else { cx.text_with("form-title-faults", &[("title", title.clone().into())]) },
            description: view.deck(cx),
            canonical: first.then(|| cx.links.form(cx.language, view.form)),
            versions: cx.site.languages.iter().map(version).collect(),
            breadcrumb: above.into_iter().chain([Crumb { label: title, href: None }]).collect(),
            index: first,
            ..Head::default()
        }
    }
}

/// The page that says that something was sent.
struct ShownSent;

impl View for ShownSent {
    fn main(&self, cx: &Context<'_>) -> Markup {
        SentView.main(cx)
    }
}

impl Titled for ShownSent {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = cx.text("sent");
        let contact = Crumb { label: cx.text("contact"), href: Some(cx.links.form(cx.language, Form::Contact)) };
        Head {
            breadcrumb: vec![contact, Crumb { label: title.clone(), href: None }],
            title,
            versions: versions(cx, &[], &place()),
            ..Head::default()
        }
    }
}

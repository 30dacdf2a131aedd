//! From a request to a response.

use std::future::Future;
use std::time::{Duration, Instant};

use domain::{Language, Place, Site};
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::Timestamp;
use lambda_http::{Body, Request, RequestExt, Response};
use store::{PublicContent, Reader, Record};
use ui::{Context, ErrorPage, Head};

use crate::answer::{Answer, Elsewhere, PageAnswer, Refused, TextAnswer, Titled, versions};
use crate::cache::Policy;
use crate::error::Error;
use crate::etag::{matches, strong_etag};
use crate::event;
use crate::front::Front;
use crate::headers::{HEADERS, TAG_HEADER};
use crate::route::{self, Refusal, Route};

/// Tags of a response at most: CloudFront drops what comes after fifty without a word, so we stop well before.
const MOST_TAGS: usize = 40;

const HTML: &str = "text/html; charset=utf-8";

/// What an answer is made into before headers are added.
struct Made {
    status: u16,
    media_type: &'static str,
    text: String,
    policy: Policy,
    location: Option<String>,
    /// When it makes sense to try again.
    retry: Option<Timestamp>,
}

/// An answer took so long that nobody should wait for it any more.
#[derive(Debug)]
pub(crate) struct Late(Duration);

impl From<Late> for Error {
    fn from(Late(patience): Late) -> Self {
        Self::Unavailable(format!("no answer within {patience:?}"))
    }
}

async fn in_time<T>(patience: Duration, started: Instant, work: impl Future<Output = T>) -> Result<T, Late> {
    tokio::time::timeout(patience.saturating_sub(started.elapsed()), work).await.map_err(|_| Late(patience))
}

/// A request on its way to its response: the one road that every request takes.
pub struct Exchange<'a> {
    front: &'a Front,
    /// Reads for this request.
    pub reader: Reader<'a>,
    /// The request.
    pub request: Request,
    started: Instant,
}

impl<'a> Exchange<'a> {
    /// Takes a request in.
    #[must_use]
    pub fn begin(front: &'a Front, content: &'a PublicContent, request: Request) -> Self {
        Self { front, reader: content.reader(front.clock.now()), request, started: Instant::now() }
    }

    /// The route that the request names, once it is sure that the edge asks: nothing of the request was looked at before.
    ///
    /// # Errors
    /// The answer to a request that names none.
    pub fn route(&self) -> Result<Route, Elsewhere> {
        if !self.front.origin.admit(self.request.headers()) {
            return Err(Err(Error::Forbidden));
        }
        Route::parse(self.request.method().as_str(), event::path(&self.request)).map_err(|refusal| match refusal {
            Refusal::Moved(href) => Ok(Answer::Moved(href)),
            Refusal::BadRequest(why) => Err(Error::BadRequest(why)),
            Refusal::NotFound => Err(Error::NotFound),
            Refusal::MethodNotAllowed => Err(Error::MethodNotAllowed),
        })
    }

    /// Scheme and host of the site.
    pub(crate) fn base(&self) -> &str {
        &self.front.links.base
    }

    /// Waits for what an answer is made of, as long as there is time left for it.
    ///
    /// # Errors
    /// [`Late`]: there is none left.
    pub(crate) async fn in_time<T>(&self, work: impl Future<Output = T>) -> Result<T, Late> {
        in_time(self.front.patience, self.started, work).await
    }

    /// The site in a language; a bare one where the store does not tell in time. For pages that must be shown, whatever happens.
    pub async fn site_or_bare(&self, language: Language) -> Site {
        let site = self.in_time(self.reader.site(language)).await.ok().and_then(Result::ok).flatten();
        site.unwrap_or_else(|| self.front.bare_site(language))
    }

    /// Renders the answer and adds the headers that its policy asks for. Whatever went wrong becomes a designed page that nobody keeps.
    pub async fn end(self, answer: Result<Answer, Error>) -> Response<Body> {
        let Self { front, reader, request, started } = self;
        let refused =
            if let Ok(Answer::Again(_, Refused::Unavailable(why))) = &answer { Some(Error::Unavailable(why.clone())) } else { None };
        let (made, error) = match answer.and_then(|answer| made(front, &reader, answer)) {
            Ok(made) => (made, refused),
            Err(error) => (error_page(front, &reader, &request, &error, started).await, Some(error)),
        };
        let record = reader.record();
        log(&request, made.status, &record, started, error.as_ref());
        response(&request, made, &record, reader.now(), started)
    }
}

fn made(front: &Front, reader: &Reader<'_>, answer: Answer) -> Result<Made, Error> {
    let text = |status: u16, media_type, text, policy| Made { status, media_type, text, policy, location: None, retry: None };
    Ok(match answer {
        Answer::Page(page) => {
            let policy = page.policy;
            text(200, HTML, page_text(front, reader, *page)?, policy)
        }
        Answer::Again(page, refused) => {
            let (status, retry) = match refused {
                Refused::Invalid => (422, None),
                Refused::TooMany(until) => (429, Some(until)),
                Refused::Unavailable(_) => (503, None),
            };
            Made { retry, ..text(status, HTML, page_text(front, reader, *page)?, Policy::NoStore) }
        }
        Answer::Text(TextAnswer { media_type, text: own, policy }) => text(200, media_type, own, policy),
        Answer::Moved(href) => moved(StatusCode::MOVED_PERMANENTLY, href.as_str(), Policy::Public { changes: None }),
        Answer::See(href) => moved(StatusCode::FOUND, href.as_str(), Policy::NoStore),
        Answer::Done(href) => moved(StatusCode::SEE_OTHER, href.as_str(), Policy::NoStore),
    })
}

fn moved(status: StatusCode, to: &str, policy: Policy) -> Made {
    let (status, media_type) = (status.as_u16(), "text/plain; charset=utf-8");
    Made { status, media_type, text: String::new(), policy, location: Some(to.to_owned()), retry: None }
}

fn page_text(front: &Front, reader: &Reader<'_>, page: PageAnswer) -> Result<String, Error> {
    let PageAnswer { site, language, here, view, .. } = page;
    render(front, reader.now(), &site, language, here, &*view)
}

fn render(front: &Front, now: Timestamp, site: &Site, language: Language, here: Option<Place>, view: &dyn Titled) -> Result<String, Error> {
    let interface = front.interface(language).map_err(|error| Error::Internal(error.to_string()))?;
    let zone = store::zone(&site.time_zone)?;
    let context = Context { site, language, interface: &interface, zone: &zone, links: &front.links, now, here };
    Ok(ui::document(&context, &view.head(&context), view))
}

/// The designed page of an error, in the language of the address. Where even the site cannot be read, or shall not be for whoever asks, it
/// stands without its navigation.
async fn error_page(front: &Front, reader: &Reader<'_>, request: &Request, error: &Error, started: Instant) -> Made {
    let path = event::path(request);
    let wanted = path.trim_start_matches('/').split('/').next().and_then(|part| part.parse().ok()).unwrap_or(front.default_language);
    let store_answers = !matches!(error, Error::Unavailable(_) | Error::Internal(_) | Error::Forbidden);
    let mut found = None;
    for language in [wanted, front.default_language] {
        if found.is_none() && store_answers {
            let site = in_time(front.patience, started, reader.site(language)).await.ok().and_then(Result::ok).flatten();
            found = site.map(|site| (language, site));
        }
    }
    let (language, site) = found.unwrap_or_else(|| (wanted, front.bare_site(wanted)));
    let view = ErrorPage {
        status: error.status(),
        address: Some(path.chars().take(200).collect()),
        reference: request_id(request).filter(|_| !store_answers),
    };
    // A tag that no interface speaks (`/qqq/`) gets the page in the default language.
    let tried = [(language, site), (front.default_language, front.bare_site(front.default_language))];
    let text = tried.iter().find_map(|(language, site)| render(front, reader.now(), site, *language, None, &view).ok());
    if text.is_none() {
        tracing::error!(path, "the page of an error cannot be rendered");
    }
    let (status, policy) = (error.status(), Policy::NoStore);
    Made { status, media_type: HTML, text: text.unwrap_or_default(), policy, location: None, retry: None }
}

impl Titled for ErrorPage {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = self.title(cx.interface);
        Head { description: title.clone(), title, versions: versions(cx, &[], &Place::Home), index: false, ..Head::default() }
    }
}

/// The answer as it is sent: without its text where the reader has that already, or asked for the headers alone.
fn response(request: &Request, made: Made, record: &Record, now: Timestamp, started: Instant) -> Response<Body> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = StatusCode::from_u16(made.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    *response.headers_mut() = headers(event::path(request), &made, record, now, started);
    let text = |headers: &HeaderMap, name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let known = text(request.headers(), IF_NONE_MATCH);
    if text(response.headers(), ETAG).zip(known).is_some_and(|(etag, known)| matches(&known, &etag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else if request.method() != http::Method::HEAD {
        *response.body_mut() = Body::Text(made.text);
    }
    response
}

fn headers(path: &str, made: &Made, record: &Record, now: Timestamp, started: Instant) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    for (name, value) in HEADERS {
        set(name, value);
    }
    set(CONTENT_TYPE.as_str(), made.media_type);
    set(CACHE_CONTROL.as_str(), &made.policy.cache_control(now));
    if let Policy::Public { .. } = made.policy
        && let Some(tags) = tags(record, path)
    {
        set(TAG_HEADER, &tags);
    }
    let took = started.elapsed().as_secs_f64() * 1000.0;
    let Record { calls, steps, units, .. } = record;
    set("server-timing", &format!("function;dur={took:.2}, store;desc=\"calls={calls} steps={steps} units={units}\""));
    match made.status {
        // What nobody keeps has no name to be asked for again.
        200 if made.policy != Policy::NoStore => set(ETAG.as_str(), &strong_etag(made.text.as_bytes())),
        405 => set(ALLOW.as_str(), route::methods(path)),
        503 => set(RETRY_AFTER.as_str(), "30"),
        _ => {}
    }
    if let Some(until) = made.retry {
        set(RETRY_AFTER.as_str(), &until.duration_since(now).as_secs().max(1).to_string());
    }
    if let Some(location) = &made.location {
        set(LOCATION.as_str(), location);
    }
    headers
}

/// What the answer was made from, as the edge wants to hear it; none: from nothing that changes.
fn tags(record: &Record, path: &str) -> Option<String> {
    if record.tags.len() > MOST_TAGS {
        tracing::error!(tags = record.tags.len(), path, "an answer has more tags than the edge keeps");
    }
    let tags: Vec<&str> = record.tags.iter().take(MOST_TAGS).map(String::as_str).collect();
    (!tags.is_empty()).then(|| tags.join(","))
}

/// The name of this request in Lambda's logs, which error pages show.
fn request_id(request: &Request) -> Option<String> {
    request.lambda_context_ref().map(|context| context.request_id.clone()).filter(|id| !id.is_empty())
}

/// One line for each request; no query, no address of a person.
fn log(request: &Request, status: u16, record: &Record, started: Instant, error: Option<&Error>) {
    let took = started.elapsed().as_secs_f64() * 1000.0;
    let (method, path) = (request.method().as_str(), event::path(request));
    let id = request_id(request).unwrap_or_default();
    match error {
        Some(error @ (Error::Internal(_) | Error::Unavailable(_))) => {
            tracing::error!(id, method, path, status, took, calls = record.calls, units = record.units, %error, "request");
        }
        _ => tracing::info!(id, method, path, status, took, calls = record.calls, units = record.units, "request"),
    }
}

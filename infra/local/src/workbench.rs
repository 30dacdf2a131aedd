//! Pages for those who work on the site, on the laptop alone: examples of every kind of page, the gallery of components, and functions
//! whose store is away, so that their error pages can be looked at.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use bytes::Bytes;
use domain::{Form, Language};
use edge::{BoxFuture, FunctionOrigin, Origin, OriginRequest, OriginResponse};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::tz::TimeZone;
use store::{Configuration, Connection, PublicContent};
use tracing::instrument::WithSubscriber as _;
use tracing::subscriber::NoSubscriber;
use ui::{Context, Head, Links, View};
use web::{Clock, Front, Function, SiteLinks, route};

use crate::examples::{examples, nowhere};
use crate::forms;
use crate::mail::LocalMail;

/// What it needs.
pub struct Workbench {
    pub(crate) content: PublicContent,
    pub(crate) front: Front,
    /// A function whose store does not answer.
    pub(crate) away: Arc<dyn Origin>,
    /// A function whose table is missing.
    pub(crate) broken: Arc<dyn Origin>,
    /// A function as it should be.
    pub(crate) sound: Arc<dyn Origin>,
    /// The same for forms: as it should be, and with a store that does not answer.
    forms: Option<[Arc<dyn Origin>; 2]>,
    mail: Option<Arc<LocalMail>>,
}

impl Workbench {
    /// The workbench of the site with this content.
    #[must_use]
    pub fn new(connection: &Connection, configuration: &Configuration, clock: &Clock, links: &SiteLinks, language: Language) -> Self {
        let front = || Front::new(clock.clone(), &links.base, language);
        let function = |configuration: Configuration| -> Arc<dyn Origin> {
            let app = pages::App { content: PublicContent::new(&Connection::new(configuration)), front: front() };
            function_origin(Arc::new(app), clock)
        };
        // Port 9 is the discard service: nobody listens there on loopback.
        let away = Configuration { dynamodb_endpoint: Some("http://127.0.0.1:9".to_owned()), ..configuration.clone() };
        let broken = Configuration { content_table: "missing".to_owned(), ..configuration.clone() };
        let sound = function(configuration.clone());
        let form = |configuration: &Configuration| {
            let function = forms::function(&Connection::new(configuration.clone()), front());
            function.map(|function| forms::origin(function, clock))
        };
        let forms = form(configuration).and_then(|sound| Ok([sound, form(&away)?])).ok();
        let content = PublicContent::new(connection);
        Self { content, front: front(), away: function(away), broken: function(broken), sound, forms, mail: None }
    }

    /// Shows the mails of this service too.
    #[must_use]
    pub fn with_mail(self, mail: &Arc<LocalMail>) -> Self {
        Self { mail: Some(Arc::clone(mail)), ..self }
    }

    /// A form that was sent: with faults, or while nobody takes it.
    async fn form(&self, language: Language, sound: bool) -> Option<OriginResponse> {
        let [works, away] = self.forms.as_ref()?;
        let made = self.front.clock.now().saturating_sub(jiff::SignedDuration::from_secs(60)).ok()?;
        let token = forms::keys().ok()?.issue(Form::Contact, made).ok()?;
        let rest = if sound { "reader%40post.example&subject=A+question&text=A+text" } else { "reader&subject=A+question" };
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))]);
        let request = OriginRequest {
            method: Method::POST,
            path: Links::form(&self.front.links, language, Form::Contact).to_string(),
            query: String::new(),
            headers,
            body: Bytes::from(format!("token={token}&email={rest}")),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        Some(if sound { away.fetch(request).with_subscriber(NoSubscriber::default()).await } else { works.fetch(request).await })
    }

    async fn gallery(&self, language: Language) -> Option<String> {
        let site = self.content.reader(self.front.clock.now()).site(language).await.ok()??;
        let interface = self.front.interface(language).ok()?;
        let zone = TimeZone::get(&site.time_zone).ok()?;
        let now = self.front.clock.now();
        let cx = Context { site: &site, language, interface: &interface, zone: &zone, links: &self.front.links, now, here: None };
        Some(ui::document(&cx, &Head { title: "Gallery".to_owned(), ..Head::default() }, &Gallery))
    }

    async fn answer(&self, mut request: OriginRequest) -> OriginResponse {
        let path = request.path.clone();
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            ["_local", "pages"] => {
                let found = examples(&self.content, &self.front.clock, &self.front.links, self.front.default_language).await;
                match found {
                    Ok(found) => reply(StatusCode::OK, "application/json", found.to_string()),
                    Err(error) => reply(StatusCode::SERVICE_UNAVAILABLE, "text/plain", error.to_string()),
                }
            }
            ["_local", "mail"] => match &self.mail {
                Some(mail) => reply(StatusCode::OK, "text/plain; charset=utf-8", mail.page()),
                None => reply(StatusCode::NOT_FOUND, "text/plain", String::new()),
            },
            ["_local", "gallery", language] => match language.parse() {
                Ok(language) => match self.gallery(language).await {
                    Some(html) => reply(StatusCode::OK, "text/html; charset=utf-8", html),
                    None => reply(StatusCode::NOT_FOUND, "text/plain", String::new()),
                },
                Err(_) => reply(StatusCode::NOT_FOUND, "text/plain", String::new()),
            },
            ["_local", state, language] => {
                let Ok(language) = language.parse::<Language>() else { return reply(StatusCode::NOT_FOUND, "text/plain", String::new()) };
                let address = nowhere(language);
                request.path = route::of_place(language, &address.place).path();
                match *state {
                    // These failures are wanted, so nobody needs to hear of them.
                    "unavailable" => self.away.fetch(request).with_subscriber(NoSubscriber::default()).await,
                    "internal" => self.broken.fetch(request).with_subscriber(NoSubscriber::default()).await,
                    "method-not-allowed" => self.sound.fetch(OriginRequest { method: Method::DELETE, ..request }).await,
                    "gone" => self.error(language, web::Error::Gone).await,
                    "form-faults" | "form-unavailable" => {
                        let shown = self.form(language, *state == "form-unavailable").await;
                        shown.unwrap_or_else(|| reply(StatusCode::NOT_FOUND, "text/plain", String::new()))
                    }
                    "forbidden" => self.error(language, web::Error::Forbidden).await,
                    _ => reply(StatusCode::NOT_FOUND, "text/plain", String::new()),
                }
            }
            _ => reply(StatusCode::NOT_FOUND, "text/plain", String::new()),
        }
    }

    /// The page of an error that no request of a visitor meets here: nothing has to be published and taken down, or called past the edge.
    async fn error(&self, language: Language, error: web::Error) -> OriginResponse {
        let mut request = lambda_http::Request::default();
        if let Ok(uri) = route::of_place(language, &nowhere(language).place).path().parse() {
            *request.uri_mut() = uri;
        }
        let response = web::Exchange::begin(&self.front, &self.content, request).end(Err(error)).await;
        let (parts, body) = response.into_parts();
        OriginResponse { status: parts.status, headers: parts.headers, body: Bytes::copy_from_slice(body.as_ref()) }
    }
}

impl Origin for Workbench {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(self.answer(request))
    }
}

struct Gallery;

impl View for Gallery {
    fn main(&self, cx: &Context<'_>) -> maud::Markup {
        ui::gallery::page(cx)
    }
}

/// A function behind the translation of a function URL.
pub(crate) fn function_origin(function: Arc<dyn Function>, clock: &Clock) -> Arc<dyn Origin> {
    Arc::new(function_invocation(function, clock))
}

/// How a function is called.
type Invoke = Box<dyn Fn(serde_json::Value) -> BoxFuture<'static, serde_json::Value> + Send + Sync>;

/// The same, to which an origin's headers may be added.
pub(crate) fn function_invocation(function: Arc<dyn Function>, clock: &Clock) -> FunctionOrigin<Invoke> {
    let time = clock.clone();
    let invoke = move |event| -> BoxFuture<'static, serde_json::Value> {
        let function = Arc::clone(&function);
        Box::pin(async move {
            web::invoke(function, event).await.unwrap_or_else(|error| {
                tracing::error!(error, "a function did not take its event");
                serde_json::json!({ "statusCode": 502 })
            })
        })
    };
    FunctionOrigin::new(Box::new(invoke), Arc::new(move || time.now()))
}

fn reply(status: StatusCode, media_type: &'static str, text: String) -> OriginResponse {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", HeaderValue::from_static(media_type));
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    for (name, value) in web::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    OriginResponse { status, headers, body: Bytes::from(text) }
}

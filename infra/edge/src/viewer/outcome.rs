//! What a function made of a request: the same, another, or an answer of its own.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, COOKIE, HOST, HeaderName, SET_COOKIE, TRANSFER_ENCODING, VIA};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use rquickjs::{Array, Object, Value};

use super::event::{self, Fields};
use crate::origin::OriginResponse;

/// Headers that CloudFront lets no function change.
const READ_ONLY: [HeaderName; 4] = [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, VIA];

/// What a header takes besides its texts: its place in a map. A guess, in bytes.
const FIELD: usize = 128;

/// What a function decided about a request.
#[derive(Debug)]
pub(super) enum Decision {
    /// The request goes on, with another address or other headers where there are any.
    Goes {
        /// In place of the visitor's.
        uri: Option<Uri>,
        /// In place of all of the visitor's.
        headers: Option<HeaderMap>,
    },
    /// The function answers itself.
    Answers(OriginResponse),
}

impl Decision {
    /// Reads what the function returned for this request. A response is what has a status.
    pub(super) fn read(parts: &Parts, returned: &Value<'_>) -> Result<Self, String> {
        let returned = returned.as_object().ok_or("it returned neither request nor response")?;
        if returned.contains_key("statusCode").map_err(unread)? {
            return response(returned).map(Self::Answers);
        }
        let text = |name: &str| returned.get::<_, String>(name).map_err(|_| format!("its request has no {name}"));
        if text("method")? != parts.method.as_str() {
            return Err("it changed the method".to_owned());
        }
        let (path, query) = (text("uri")?, fields(returned, "querystring")?);
        let given = event::parameters(parts.uri.query().unwrap_or_default());
        let mut uri = None;
        if path != parts.uri.path() || query != given {
            let query = if query == given { parts.uri.query().map(str::to_owned) } else { joined(&query, "&") };
            uri = Some(address(&path, query.as_deref())?);
        }
        let mut headers = None;
        let cookies = fields(returned, "cookies")?;
        if cookies != event::cookies(&parts.headers) {
            let headers = headers.get_or_insert_with(|| parts.headers.clone());
            headers.remove(COOKIE);
            if let Some(line) = joined(&cookies, "; ") {
                headers.insert(COOKIE, value(&line)?);
            }
        }
        let (given, wanted) = (event::headers(&parts.headers), fields(returned, "headers")?);
        if given != wanted {
            change(headers.get_or_insert_with(|| parts.headers.clone()), &given, &wanted)?;
        }
        Ok(Self::Goes { uri, headers })
    }

    /// Changes the request, or gives the function's own answer to it.
    pub(super) fn apply(&self, parts: &mut Parts) -> Option<OriginResponse> {
        match self {
            Self::Answers(response) => Some(response.clone()),
            Self::Goes { uri, headers } => {
                if let Some(uri) = uri {
                    parts.uri = uri.clone();
                }
                if let Some(headers) = headers {
                    parts.headers = headers.clone();
                }
                None
            }
        }
    }

    /// What it takes in memory, about, in bytes.
    pub(super) fn cost(&self) -> usize {
        let (headers, rest) = match self {
            Self::Answers(response) => (Some(&response.headers), response.body.len()),
            Self::Goes { uri, headers } => {
                (headers.as_ref(), uri.as_ref().and_then(Uri::path_and_query).map_or(0, |uri| uri.as_str().len()))
            }
        };
        let headers = headers.into_iter().flatten();
        rest + headers.map(|(name, value)| name.as_str().len() + value.len() + FIELD).sum::<usize>()
    }
}

fn address(path: &str, query: Option<&str>) -> Result<Uri, String> {
    let whole = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let sound = path.starts_with('/') && !path.contains(['?', '#']);
    let address = PathAndQuery::try_from(whole).ok().filter(|_| sound);
    address.map(Uri::from).ok_or_else(|| "the uri of its request is no path".to_owned())
}

/// Sets what differs and removes what is gone. What is the same stays as the visitor sent it, though it may be no text.
fn change(headers: &mut HeaderMap, given: &Fields, wanted: &Fields) -> Result<(), String> {
    let gone = given.iter().filter(|(name, _)| !wanted.iter().any(|(kept, _)| kept == name)).map(|(name, _)| (name, None));
    let changed = wanted.iter().filter(|field| !given.contains(field)).map(|(name, values)| (name, Some(values)));
    for (name, values) in gone.chain(changed) {
        let name = named(name)?;
        if READ_ONLY.contains(&name) {
            return Err(format!("it changed the header {name}, which no function may"));
        }
        headers.remove(&name);
        for text in values.into_iter().flatten() {
            headers.append(&name, value(text)?);
        }
    }
    Ok(())
}

fn response(returned: &Object<'_>) -> Result<OriginResponse, String> {
    let status = returned.get::<_, Value<'_>>("statusCode").map_err(unread)?;
    let status = status.as_int().and_then(|status| u16::try_from(status).ok()).and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.ok_or("the status of its response is none")?;
    let mut headers = HeaderMap::new();
    for (name, values) in &fields(returned, "headers")? {
        let name = named(name)?;
        if name == SET_COOKIE || READ_ONLY.contains(&name) {
            return Err(format!("it gave the header {name}, which no function may"));
        }
        for text in values {
            headers.append(&name, value(text)?);
        }
    }
    let body = returned.get::<_, Option<String>>("body").map_err(|_| "the body of its response is no text")?;
    Ok(OriginResponse { status, headers, body: Bytes::from(body.unwrap_or_default()) })
}

/// The fields of one of the objects that all have the same form: `{ name: { value, multiValue: [{ value }] } }`.
fn fields(returned: &Object<'_>, name: &str) -> Result<Fields, String> {
    let Some(object) = returned.get::<_, Option<Object<'_>>>(name).map_err(unread)? else { return Ok(Fields::new()) };
    let text = |field: &Object<'_>| field.get::<_, String>("value");
    let mut fields = Fields::new();
    for property in object.props::<String, Object<'_>>() {
        let (name, field) = property.map_err(unread)?;
        let values = match field.get::<_, Option<Array<'_>>>("multiValue").map_err(unread)? {
            Some(several) => several.iter::<Object<'_>>().map(|single| single.and_then(|single| text(&single))).collect(),
            None => text(&field).map(|value| vec![value]),
        };
        fields.push((name, values.map_err(unread)?));
    }
    Ok(fields)
}

fn joined(fields: &Fields, between: &str) -> Option<String> {
    let pairs: Vec<String> = fields.iter().flat_map(|(name, values)| values.iter().map(move |value| format!("{name}={value}"))).collect();
    (!pairs.is_empty()).then(|| pairs.join(between))
}

fn named(name: &str) -> Result<HeaderName, String> {
    name.parse().map_err(|_| format!("{name} is no name of a header"))
}

fn value(text: &str) -> Result<HeaderValue, String> {
    HeaderValue::from_str(text).map_err(|_| "a header's value holds what no header may".to_owned())
}

fn unread(error: rquickjs::Error) -> String {
    format!("it returned what cannot be read: {error}")
}

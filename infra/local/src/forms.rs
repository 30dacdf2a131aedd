//! The function that takes forms, as it stands behind the laptop's edge.

use std::sync::Arc;

use contact::App;
use edge::Origin;
use http::{HeaderName, HeaderValue};
use store::{Connection, Correspondence, PublicContent};
use web::{Clock, FormKeys, Front, Function, ORIGIN_HEADER, OriginSecrets};

use crate::workbench::function_invocation;

/// The secret between edge and function: open to this machine alone, it protects nothing.
pub const ORIGIN_SECRET: &str = "the-edge-and-the-functions-of-this-machine";
/// The secret that signs forms. It stays the same, so that a form that is open at a restart can be sent.
const FORM_SECRET: &str = "the-forms-that-this-machine-shows-to-itself";

/// What signs forms.
///
/// # Errors
/// The secret above is none.
pub(crate) fn keys() -> Result<FormKeys, String> {
    FormKeys::from_variables(|_| Some(FORM_SECRET.to_owned()))
}

/// The function, which answers the edge alone.
///
/// # Errors
/// The secrets above are none.
pub(crate) fn function(connection: &Connection, mut front: Front) -> Result<Arc<dyn Function>, String> {
    front.origin = OriginSecrets::from_variables(|_| Some(ORIGIN_SECRET.to_owned()))?;
    let (content, correspondence) = (PublicContent::new(connection), Correspondence::new(connection));
    Ok(Arc::new(App { content, correspondence, keys: keys()?, front }))
}

/// The function behind an origin that says the secret.
pub(crate) fn origin(function: Arc<dyn Function>, clock: &Clock) -> Arc<dyn Origin> {
    let header = (HeaderName::from_static(ORIGIN_HEADER), HeaderValue::from_static(ORIGIN_SECRET));
    Arc::new(function_invocation(function, clock).with_header(header.0, header.1))
}

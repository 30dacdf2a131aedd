//! What can go wrong with a request, mapped to an answer in one place.

use std::fmt;

use store::StoreError;

/// Why a request is not answered with what it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The request itself is broken.
    BadRequest(&'static str),
    /// It came past the edge, which alone may ask.
    Forbidden,
    /// There is no such thing, or it is not for this person: both are the same answer.
    NotFound,
    /// There is such an address, but not for this method.
    MethodNotAllowed,
    /// It was here and will not come back.
    Gone,
    /// Something that we need does not answer; later it may.
    Unavailable(String),
    /// Our mistake. The text is for the log, never for the screen.
    Internal(String),
}

impl Error {
    /// The status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::BadRequest(_) => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Gone => 410,
            Self::Internal(_) => 500,
            Self::Unavailable(_) => 503,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadRequest(why) => write!(f, "bad request: {why}"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::NotFound => f.write_str("not found"),
            Self::MethodNotAllowed => f.write_str("method not allowed"),
            Self::Gone => f.write_str("gone"),
            Self::Unavailable(why) => write!(f, "unavailable: {why}"),
            Self::Internal(why) => write!(f, "internal: {why}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(why) | StoreError::Conflict(why) => Self::Unavailable(why),
            StoreError::Corrupt(why) => Self::Internal(why),
            StoreError::Excess(excess) => Self::Internal(excess.to_string()),
        }
    }
}

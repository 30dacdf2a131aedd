//! What can go wrong with the store. Absence is no error: it is `None`.

use std::fmt;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;

use crate::limits::Excess;

/// Why the store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Somebody else was there first: the condition of a write did not hold. Read again, then decide again.
    Conflict(String),
    /// The store did not answer, or asked to come back later. The same call may succeed later.
    Unavailable(String),
    /// Something in the store is not of the form that it must have: trying again does not help.
    Corrupt(String),
    /// A change is larger than what the store takes at once: it must be made smaller.
    Excess(Excess),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict(what) => write!(f, "somebody else was there first: {what}"),
            Self::Unavailable(what) => write!(f, "the store does not answer: {what}"),
            Self::Corrupt(what) => write!(f, "the store holds something unexpected: {what}"),
            Self::Excess(excess) => excess.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// Sorts an SDK's error: a failed condition is a conflict, a refused request is our mistake, all else is the store being away.
    pub(crate) fn of<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Self {
        let Some(service) = error.as_service_error() else {
            return Self::Unavailable(error.to_string());
        };
        let message = format!("{}: {}", service.code().unwrap_or("error"), service.message().unwrap_or_default());
        match service.code() {
            Some("ConditionalCheckFailedException" | "TransactionConflictException") => Self::Conflict(message),
            Some("ValidationException" | "ResourceNotFoundException" | "AccessDeniedException" | "NoSuchBucket") => Self::Corrupt(message),
            _ => Self::Unavailable(message),
        }
    }

    /// Sorts the error of a transaction, naming the write that failed.
    pub(crate) fn of_transaction<R>(error: &SdkError<TransactWriteItemsError, R>, names: &[String]) -> Self {
        let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
            return Self::of(error);
        };
        let reasons = cancelled.cancellation_reasons();
        let failed = reasons.iter().zip(names).find(|(reason, _)| !matches!(reason.code(), None | Some("None")));
        match failed {
            Some((reason, name)) if matches!(reason.code(), Some("ConditionalCheckFailed" | "TransactionConflict")) => {
                Self::Conflict(name.clone())
            }
            Some((reason, name)) if reason.code() == Some("ValidationError") => {
                Self::Corrupt(format!("{name}: {}", reason.message().unwrap_or_default()))
            }
            Some((reason, name)) => Self::Unavailable(format!("{name}: {}", reason.code().unwrap_or_default())),
            None => Self::Unavailable("the transaction was cancelled without a reason".to_owned()),
        }
    }
}

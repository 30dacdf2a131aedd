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
    /// Another write was under way at the same items, and nothing is known to have changed: the same call may succeed a moment later.
    Busy(String),
    /// The store did not answer, or asked to come back later. The same call may succeed later. A write may have been done all the same, wholly or not
    /// at all: who repeats it learns that it is done.
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
            Self::Busy(what) => write!(f, "others are writing at this moment: {what}"),
            Self::Unavailable(what) => write!(f, "the store does not answer: {what}"),
            Self::Corrupt(what) => write!(f, "the store holds something unexpected: {what}"),
            Self::Excess(excess) => excess.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// Whether another write was in the way: who reads again and decides again may succeed.
    #[must_use]
    pub fn met_another_write(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Busy(_))
    }

    /// Sorts an SDK's error: a failed condition is a conflict, a refused request is our mistake, all else is the store being away.
    pub(crate) fn of<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Self {
        let Some(service) = error.as_service_error() else {
            return Self::Unavailable(error.to_string());
        };
        let message = format!("{}: {}", service.code().unwrap_or("error"), service.message().unwrap_or_default());
        match service.code() {
            Some("ConditionalCheckFailedException") => Self::Conflict(message),
            Some("TransactionConflictException" | "TransactionInProgressException") => Self::Busy(message),
            Some("ValidationException" | "ResourceNotFoundException" | "AccessDeniedException" | "NoSuchBucket") => Self::Corrupt(message),
            _ => Self::Unavailable(message),
        }
    }

    /// Sorts the error of a transaction, naming the write that failed. A failed condition says more than a meeting with another write.
    pub(crate) fn of_transaction<R>(error: &SdkError<TransactWriteItemsError, R>, names: &[String]) -> Self {
        let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
            return Self::of(error);
        };
        let reasons = || cancelled.cancellation_reasons().iter().zip(names);
        let of_condition = reasons().find(|(reason, _)| reason.code() == Some("ConditionalCheckFailed"));
        let failed = of_condition.or_else(|| reasons().find(|(reason, _)| !matches!(reason.code(), None | Some("None"))));
        match failed {
            Some((reason, name)) if reason.code() == Some("ConditionalCheckFailed") => Self::Conflict(name.clone()),
            Some((reason, name)) if reason.code() == Some("TransactionConflict") => Self::Busy(name.clone()),
            Some((reason, name)) if reason.code() == Some("ValidationError") => {
                Self::Corrupt(format!("{name}: {}", reason.message().unwrap_or_default()))
            }
            Some((reason, name)) => Self::Unavailable(format!("{name}: {}", reason.code().unwrap_or_default())),
            None => Self::Unavailable("the transaction was cancelled without a reason".to_owned()),
        }
    }
}

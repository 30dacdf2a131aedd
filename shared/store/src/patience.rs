//! How long DynamoDB and S3 are waited for, and what is tried again.

use std::time::Duration;

use aws_sdk_dynamodb::config::interceptors::InterceptorContext;
use aws_sdk_dynamodb::config::retry::{ClassifyRetry, RetryAction, RetryConfig};
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;

/// Until a connection is open.
const CONNECT: Duration = Duration::from_secs(1);
/// Tries of one question, the first included.
const ATTEMPTS: u32 = 4;
/// The longest pause before the second try; each later one may be twice as long. DynamoDB answers within milliseconds, so one second, which the
/// SDK would begin with, is most of what a visitor waits.
const PAUSE: Duration = Duration::from_millis(50);
/// The longest pause of all.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// How long a store is waited for. Without such bounds the SDKs wait for ever, and a function that waits is ended from outside, without a word to
/// its visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For one answer of DynamoDB; then it is asked again.
    pub attempt: Duration,
    /// For all tries of one question together.
    pub operation: Duration,
}

impl Default for Patience {
    /// Two seconds for an answer, six for all tries.
    fn default() -> Self {
        Self { attempt: Duration::from_secs(2), operation: Duration::from_secs(6) }
    }
}

impl Patience {
    /// Files are larger than items and no page waits for one.
    pub(crate) fn for_files(self) -> Self {
        Self { attempt: self.attempt * 4, operation: self.operation * 4 }
    }

    pub(crate) fn timeouts(self) -> TimeoutConfig {
        let Self { attempt, operation } = self;
        TimeoutConfig::builder().connect_timeout(CONNECT).operation_attempt_timeout(attempt).operation_timeout(operation).build()
    }

    pub(crate) fn retries() -> RetryConfig {
        RetryConfig::standard().with_max_attempts(ATTEMPTS).with_initial_backoff(PAUSE).with_max_backoff(LONGEST_PAUSE)
    }
}

/// Has what met another transaction tried again: nobody changed what its conditions speak of, and the SDK alone would give up. A repeated
/// transaction has the token of the first try, so it is never done twice.
#[derive(Debug)]
pub(crate) struct Contention;

impl ClassifyRetry for Contention {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let error = context.output_or_error().and_then(|result| result.err()).and_then(|error| error.as_operation_error());
        let met = error.and_then(|error| error.downcast_ref::<TransactWriteItemsError>()).is_some_and(|error| match error {
            TransactWriteItemsError::TransactionCanceledException(cancelled) => {
                // Where a condition failed too, trying again would only say so again.
                let codes = || cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
                codes().any(passes) && codes().all(|code| code == "None" || passes(code))
            }
            other => other.code().is_some_and(passes),
        });
        if met { RetryAction::throttling_error() } else { RetryAction::NoActionIndicated }
    }

    fn name(&self) -> &'static str {
        "contention"
    }
}

/// Reasons for which a transaction is cancelled and may succeed a moment later.
fn passes(code: &str) -> bool {
    matches!(code, "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
}

//! The edge as a visitor, an origin and a purge see it, with a clock that only moves when a test says so.

mod caching;
mod conditions;
mod error_pages;
mod functions;
mod listening;
mod passing;
mod properties;
mod purging;
mod stage;
#[cfg(test)]
mod viewer;

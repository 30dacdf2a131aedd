//! The laptop's site from outside.

// Ctrl-C is sent as a signal.
#[cfg(unix)]
#[cfg(test)]
mod program;

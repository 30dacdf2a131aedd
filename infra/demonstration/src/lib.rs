//! The demonstration: a fictional customs organisation, its texts in `content/` and its pictures drawn by code.

pub mod pictures;

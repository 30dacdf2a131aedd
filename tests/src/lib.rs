//! Tests of the whole site; they stand in `tests/site`.

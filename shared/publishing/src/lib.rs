//! From Markdown and content packs to documents.
//!
//! [`render`] turns an editor's Markdown into HTML that is safe to show. [`Pack`] is a folder of content in memory, [`read_pack`] checks
//! all of it and says everything that is wrong, and [`Importer`] writes it on the same way as the desk does. The format is described in
//! `docs/content-pack.md`.

mod content;
mod document;
mod edition;
mod front_matter;
mod import;
mod markdown;
mod merge;
mod pack;
mod picture;
mod places;
mod relative_date;
mod sanitise;
mod settings;
mod svg;

pub use content::{Content, read_pack};
pub use import::{ImportError, Importer, Report};
pub use markdown::{RenderError, Rendered, render};
pub use pack::{Pack, PackError};

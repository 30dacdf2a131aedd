//! From Markdown and content packs to documents.
//!
//! [`render`] turns an editor's Markdown into HTML that is safe to show. [`Pack`] is a folder of content in memory, [`read_pack`] checks
//! all of it and says everything that is wrong, and [`Importer`] writes it on the same way as the desk does. What can be wrong only beside
//! what is stored, it says before its first write. The format is described in `docs/content-pack.md`.

mod alphabet;
mod checker;
mod content;
mod document;
mod edition;
mod event;
mod front_matter;
mod import;
mod lines;
mod making;
mod markdown;
mod members;
mod merge;
mod names;
mod outside;
mod pack;
mod picture;
mod places;
mod plan;
mod relative_date;
mod sanitise;
mod sections;
mod settings;
mod svg;
mod wording;

pub use content::{Content, read_pack};
pub use import::{ImportError, Importer, Report};
pub use markdown::{RenderError, Rendered, render};
pub use pack::{Pack, PackError};

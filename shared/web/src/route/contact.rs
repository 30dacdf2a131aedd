//! Addresses of the forms by which visitors write.

use domain::{Form, Language, Slug};

/// The first part of their paths.
const AREA: &str = "contact";

/// Forms, and what is said when one was sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ContactRoute {
    /// `/en/contact/`, `/en/contact/accessible-format/`.
    Form {
        /// The language.
        language: Language,
        /// Which form.
        form: Form,
    },
    /// `/en/contact/sent/`.
    Sent {
        /// The language.
        language: Language,
    },
}

impl ContactRoute {
    /// What stands below the area.
    pub(super) fn read(language: Language, way: &[&str]) -> Option<Self> {
        Some(match way {
            [] => Self::Form { language, form: Form::Contact },
            ["accessible-format"] => Self::Form { language, form: Form::AccessibleFormat },
            ["sent"] => Self::Sent { language },
            _ => return None,
        })
    }

    pub(super) fn path(&self) -> String {
        match self {
            Self::Form { language, form: Form::Contact } => format!("/{language}/{AREA}/"),
            Self::Form { language, form: Form::AccessibleFormat } => format!("/{language}/{AREA}/accessible-format/"),
            Self::Sent { language } => format!("/{language}/{AREA}/sent/"),
        }
    }

    /// Whether a page of the tree stands where the form is.
    pub(super) fn stands_at(way: &[Slug]) -> bool {
        matches!(way, [only] if only.as_str() == AREA)
    }
}

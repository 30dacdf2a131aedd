//! The one module that writes markup without escaping it: bodies that were sanitised when they were saved, and data for machines.

use maud::{Markup, PreEscaped};
use serde_json::Value;

/// A body as it was rendered and sanitised when an editor saved it.
#[must_use]
pub fn rendered(html: &str) -> Markup {
    PreEscaped(html.to_owned())
}

/// Structured data (JSON-LD). A script element ends at the first `</`, whatever the JSON means by it, so no `<` is left in it.
#[must_use]
pub fn structured_data(data: &Value) -> Markup {
    let json = data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    PreEscaped(format!("<script type=\"application/ld+json\">{json}</script>"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::structured_data;

    #[test]
    fn a_title_cannot_end_the_script_element() {
        let markup = structured_data(&json!({ "headline": "</script><script>alert(1)</script><!--" })).into_string();
        assert_eq!(markup.matches('<').count(), 2, "{markup}");
        assert!(markup.contains("\\u003c/script>"), "{markup}");
    }

    #[test]
    fn the_data_still_means_the_same() {
        let data = json!({ "headline": "a < b & “c”\u{2028}" });
        let markup = structured_data(&data).into_string();
        let inner = markup.trim_start_matches("<script type=\"application/ld+json\">").trim_end_matches("</script>");
        assert_eq!(serde_json::from_str::<serde_json::Value>(inner).unwrap(), data);
    }
}

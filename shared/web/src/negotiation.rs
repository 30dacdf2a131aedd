//! Which of the site's languages is shown to a reader whose address names none.

use domain::Language;
use http::header::ACCEPT_LANGUAGE;
use lambda_http::Request;

use crate::front::Front;

impl Front {
    /// The language to show a reader who names none: the preferred one of the site's languages, else the default.
    #[must_use]
    pub fn language_for(&self, request: &Request, languages: &[Language]) -> Language {
        preferred(request, languages).unwrap_or(self.default_language)
    }
}

/// The site's language that the reader prefers, by `Accept-Language` (RFC 9110, 12.5.4): the highest quality counts, then the order.
fn preferred(request: &Request, languages: &[Language]) -> Option<Language> {
    let header = request.headers().get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut wanted: Vec<(u16, &str)> = header
        .split(',')
        .take(20)
        .filter_map(|part| {
            let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
            let quality: f32 = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |quality| quality.parse().ok())?;
            Some(((quality.clamp(0.0, 1.0) * 1000.0) as u16, tag.trim()))
        })
        .filter(|(quality, _)| *quality > 0)
        .collect();
    wanted.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    let of = |tag: &str| {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        languages
            .iter()
            .find(|language| language.as_str() == tag)
            .or_else(|| languages.iter().find(|language| language.as_str() == primary))
            .copied()
    };
    wanted.into_iter().find_map(|(_, tag)| of(tag))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn prefers(header: &str) -> Option<String> {
        let mut request = Request::default();
        request.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_str(header).ok()?);
        let languages: Vec<Language> = ["en", "fr", "pt-br"].iter().filter_map(|tag| tag.parse().ok()).collect();
        preferred(&request, &languages).map(|language| language.to_string())
    }

    #[test]
    fn the_reader_gets_the_language_with_the_highest_quality_that_the_site_has() {
        assert_eq!(prefers("fr-CA,fr;q=0.9,en;q=0.8").as_deref(), Some("fr"));
        assert_eq!(prefers("de, en;q=0.3, fr;q=0.7").as_deref(), Some("fr"));
        assert_eq!(prefers("pt-BR").as_deref(), Some("pt-br"));
        assert_eq!(prefers("fr;q=0, en;q=0.1").as_deref(), Some("en"));
        assert_eq!(prefers("de"), None);
        assert_eq!(prefers("fr;q=nonsense"), None);
    }
}

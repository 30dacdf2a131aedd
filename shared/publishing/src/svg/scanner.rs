//! The XML of a drawing: elements, attributes and words, and nothing that could make a browser read another text than we do. There are no
//! prefixes of the writer's own, no entities but the five of XML, no CDATA, no declarations of a document type, no other encoding.

use super::{PLAIN, SvgFault};

/// Attributes of one element at most: there are not so many that draw.
const MOST_ATTRIBUTES: usize = 200;

/// What the text is made of.
pub(super) enum Token<'a> {
    Words(String),
    Open(Element<'a>),
    Close(&'a str),
}

/// The start of an element.
pub(super) struct Element<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, String)>,
    /// Whether it ends where it starts.
    pub(super) closed: bool,
}

impl Element<'_> {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.trim())
    }
}

pub(super) struct Scanner<'a> {
    text: &'a str,
    rest: &'a str,
    /// Where the last token begins.
    start: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, rest: text, start: 0 }
    }

    /// Where the last token begins.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The next token; comments are passed over.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, SvgFault> {
        if self.rest.len() == self.text.len() && self.rest.starts_with("<?xml") {
            self.declaration()?;
        }
        while self.skip("<!--") {
            let comment = self.until("-->").ok_or_else(|| self.fault("a comment has no end: close it with -->"))?;
            if comment.contains("--") || comment.ends_with('-') {
                return Err(self.fault("a comment has two hyphens inside: remove one of them"));
            }
            self.skip("-->");
        }
        self.start = self.at();
        if self.rest.is_empty() {
            return Ok(None);
        }
        if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
            return Err(self.fault(format!("declarations, CDATA and processing instructions are not allowed: {PLAIN}")));
        }
        if self.skip("</") {
            let name = self.name();
            self.blank();
            return if self.skip(">") { Ok(Some(Token::Close(name))) } else { Err(self.fault("an element has no end: close it with >")) };
        }
        if self.skip("<") {
            return self.element().map(|element| Some(Token::Open(element)));
        }
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        let words = self.decoded(end)?;
        Ok(Some(Token::Words(words)))
    }

    /// `<?xml version="1.0" encoding="UTF-8"?>`. In another encoding the same bytes would be other words.
    fn declaration(&mut self) -> Result<(), SvgFault> {
        self.skip("<?xml");
        loop {
            let before = self.rest.len();
            self.blank();
            if self.skip("?>") {
                return Ok(());
            }
            let apart = self.rest.len() < before;
            let (name, value) = self.attribute()?;
            let known = match name {
                "version" => value == "1.0",
                "encoding" => value.eq_ignore_ascii_case("utf-8"),
                "standalone" => matches!(value.as_str(), "yes" | "no"),
                _ => false,
            };
            if !known || !apart {
                return Err(self.fault("the XML declaration is not <?xml version=\"1.0\" encoding=\"UTF-8\"?>: write it so, or remove it"));
            }
        }
    }

    fn element(&mut self) -> Result<Element<'a>, SvgFault> {
        let name = self.name();
        let mut element = Element { name, attributes: Vec::new(), closed: false };
        loop {
            let before = self.rest.len();
            self.blank();
            if self.skip(">") {
                return Ok(element);
            }
            if self.skip("/>") {
                element.closed = true;
                return Ok(element);
            }
            let apart = self.rest.len() < before;
            let (name, value) = self.attribute()?;
            if !apart || element.attributes.iter().any(|(own, _)| *own == name) {
                return Err(self.fault(format!("the attribute {name} stands here twice, or without a blank before it: {PLAIN}")));
            }
            element.attributes.push((name, value));
            if element.attributes.len() > MOST_ATTRIBUTES {
                return Err(self.fault(format!("an element has more than {MOST_ATTRIBUTES} attributes: {PLAIN}")));
            }
        }
    }

    fn attribute(&mut self) -> Result<(&'a str, String), SvgFault> {
        let name = self.name();
        self.blank();
        let equals = self.skip("=");
        self.blank();
        let quote = ["\"", "'"].into_iter().find(|quote| self.rest.starts_with(quote));
        let Some(quote) = quote.filter(|_| equals && !name.is_empty()) else {
            return Err(self.fault(format!("this is not well-formed: {PLAIN}")));
        };
        self.skip(quote);
        let end = self.rest.find(quote).ok_or_else(|| self.fault("a value has no end: close it with a quotation mark"))?;
        if self.rest.get(..end).is_some_and(|value| value.contains('<')) {
            return Err(self.fault(format!("a value holds <: {PLAIN}")));
        }
        let value = self.decoded(end)?;
        self.skip(quote);
        Ok((name, value))
    }

    /// The text up to here, with the entities of XML replaced, once.
    fn decoded(&mut self, end: usize) -> Result<String, SvgFault> {
        let raw = self.advance(end);
        let mut parts = raw.split('&');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let known = part.split_once(';').and_then(|(entity, rest)| Some((character(entity)?, rest)));
            let Some((found, rest)) = known else {
                return Err(SvgFault { at: self.start, message: format!("an entity is not known: {PLAIN}") });
            };
            text.push(found);
            text.push_str(rest);
        }
        Ok(text)
    }

    fn fault(&self, message: impl Into<String>) -> SvgFault {
        SvgFault { at: self.at(), message: message.into() }
    }

    fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    fn advance(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// What stands before `end`, which stays.
    fn until(&mut self, end: &str) -> Option<&'a str> {
        let at = self.rest.find(end)?;
        Some(self.advance(at))
    }

    fn skip(&mut self, start: &str) -> bool {
        let found = self.rest.starts_with(start);
        if found {
            self.advance(start.len());
        }
        found
    }

    fn name(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| c.is_whitespace() || "/>=<\"'&?".contains(c)).unwrap_or(self.rest.len());
        self.advance(end)
    }

    /// The blanks of XML; others are part of a name, and no name has them.
    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }
}

/// The character of an entity, if XML has it.
fn character(entity: &str) -> Option<char> {
    let code = match entity {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => entity.strip_prefix('#')?,
    };
    let (digits, radix) = code.strip_prefix('x').map_or((code, 10), |digits| (digits, 16));
    let plain = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    let found = if plain { char::from_u32(u32::from_str_radix(digits, radix).ok()?)? } else { return None };
    (!crate::lines::is_hidden(found)).then_some(found)
}

//! Vector pictures that can do nothing but be looked at.
//!
//! An SVG may run scripts and load things from elsewhere. Pictures are shown where neither happens, but a file is also something that
//! people open by itself; so whatever could act is refused here, with the line and what to do.

/// Elements that run or load something, or hold HTML.
const ACTING: [&str; 9] = ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"];
/// What no value may hold: ways of running something, and of naming another host.
const OUTSIDE: [&str; 5] = ["//", "javascript:", "data:", "@import", "expression("];

/// A fault at a byte of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SvgFault {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// Width and height of a drawing that is safe.
pub(crate) fn size(text: &str) -> Result<(u32, u32), SvgFault> {
    let mut scanner = Scanner { text, rest: text };
    let mut size = None;
    let mut in_style = false;
    loop {
        let words = scanner.until("<").unwrap_or(scanner.rest);
        if in_style {
            css(words).map_err(|message| scanner.fault(message))?;
        }
        if scanner.rest.is_empty() || words.len() == scanner.rest.len() {
            return size.ok_or_else(|| scanner.fault("this is no drawing: the file has no element svg; export it as plain SVG"));
        }
        if scanner.skip("<!--") {
            scanner.past("-->", "a comment has no end: close it with -->")?;
        } else if scanner.skip("<?xml ") {
            scanner.past("?>", "the XML declaration has no end: close it with ?>")?;
        } else if scanner.rest.starts_with("<!") || scanner.rest.starts_with("<?") {
            return Err(scanner.fault("declarations, CDATA and processing instructions are not allowed: export the drawing as plain SVG"));
        } else if scanner.skip("</") {
            scanner.past(">", "an element has no end: close it with >")?;
            in_style = false;
        } else {
            scanner.skip("<");
            let element = scanner.element()?;
            if size.is_none() {
                size = Some(element.size().map_err(|message| scanner.fault(message))?);
            }
            in_style = element.name == "style";
        }
    }
}

struct Element<'a> {
    /// In lower case, without a prefix.
    name: String,
    attributes: Vec<(&'a str, String)>,
}

impl Element<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| *own == name).map(|(_, value)| value.trim())
    }

    /// The size of the outermost element: its own, or else that of its view box.
    fn size(&self) -> Result<(u32, u32), &'static str> {
        if self.name != "svg" || self.get("xmlns") != Some("http://www.w3.org/2000/svg") {
            return Err("the outermost element must be <svg xmlns=\"http://www.w3.org/2000/svg\">: export the drawing as plain SVG");
        }
        let own = (self.get("width").and_then(pixels), self.get("height").and_then(pixels));
        if let (Some(width), Some(height)) = own {
            return Ok((width, height));
        }
        let numbers: Vec<&str> = self.get("viewBox").unwrap_or_default().split([' ', ',']).filter(|number| !number.is_empty()).collect();
        match numbers.as_slice() {
            [_, _, width, height] => pixels(width).zip(pixels(height)),
            _ => None,
        }
        .ok_or("the drawing has no size: give svg a viewBox such as \"0 0 1200 800\"")
    }
}

fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    (1.0..=20_000.0).contains(&number).then_some(number.round() as u32)
}

struct Scanner<'a> {
    text: &'a str,
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn fault(&self, message: impl Into<String>) -> SvgFault {
        SvgFault { at: self.text.len() - self.rest.len(), message: message.into() }
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

    fn past(&mut self, end: &str, message: &str) -> Result<(), SvgFault> {
        self.until(end).ok_or_else(|| self.fault(message))?;
        self.skip(end);
        Ok(())
    }

    fn name(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| c.is_whitespace() || "/>=<\"'".contains(c)).unwrap_or(self.rest.len());
        self.advance(end)
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn element(&mut self) -> Result<Element<'a>, SvgFault> {
        let name = local(self.name()).to_lowercase();
        if ACTING.contains(&name.as_str()) {
            return Err(self.fault(format!("an element {name} is not allowed in a picture: remove it")));
        }
        let mut element = Element { name, attributes: Vec::new() };
        loop {
            self.blank();
            if self.skip(">") || self.skip("/>") {
                return Ok(element);
            }
            let name = self.name();
            self.blank();
            let quote = if self.skip("=") { self.rest.trim_start().chars().next() } else { None };
            let Some(quote @ ('"' | '\'')) = quote.filter(|_| !name.is_empty()) else {
                return Err(self.fault("this is not well-formed: export the drawing as plain SVG"));
            };
            self.blank();
            self.advance(1);
            let mark = if quote == '"' { "\"" } else { "'" };
            let raw = self.until(mark).ok_or_else(|| self.fault("a value has no end: close it with a quotation mark"))?;
            self.advance(1);
            let value = decoded(raw).ok_or_else(|| self.fault("an entity is not known: export the drawing as plain SVG"))?;
            attribute(&element.name, name, &value).map_err(|message| self.fault(message))?;
            element.attributes.push((name, value));
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// References stay inside the drawing; pictures of pixels may be embedded in it.
fn attribute(element: &str, name: &str, value: &str) -> Result<(), String> {
    let lower = value.trim().to_lowercase();
    if name == "xmlns" || name.starts_with("xmlns:") {
        return Ok(());
    }
    let name = local(name).to_lowercase();
    if name.starts_with("on") {
        return Err(format!("the attribute {name} would run a script: remove it"));
    }
    if name == "base" {
        return Err("the attribute xml:base refers to another place: remove it".to_owned());
    }
    if name == "attributename" && (lower.ends_with("href") || lower.starts_with("on")) {
        return Err(format!("the element {element} would change a reference: remove it"));
    }
    if name == "href" {
        let embedded = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/webp;base64,"];
        return match lower.starts_with('#') || (element == "image" && embedded.iter().any(|start| lower.starts_with(start))) {
            true => Ok(()),
            false => Err("a reference leads out of the drawing: embed what it needs, or remove it".to_owned()),
        };
    }
    css(&lower)
}

fn css(text: &str) -> Result<(), String> {
    let lower = decoded(text).unwrap_or_default().to_lowercase();
    let outside = OUTSIDE.iter().any(|part| lower.contains(part)) || lower.contains('\\');
    let strange = lower.split("url(").skip(1).any(|target| !target.trim_start_matches([' ', '"', '\'']).starts_with('#'));
    if outside || strange {
        return Err("a style or value refers to something outside the drawing: embed what it needs, or remove it".to_owned());
    }
    Ok(())
}

/// A value with the entities of XML replaced; none: it has another one.
fn decoded(raw: &str) -> Option<String> {
    let mut parts = raw.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';')?;
        text.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = entity.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        });
        text.push_str(rest);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawing(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 800\">\n{inside}</svg>\n"
        )
    }

    fn fault(inside: &str) -> String {
        size(&drawing(inside)).err().map(|fault| fault.message).unwrap_or_default()
    }

    #[test]
    fn a_plain_drawing_gives_its_size() {
        let inside =
            "<defs><path id='a' d='M0 0'/></defs><use href=\"#a\" fill=\"url(#b)\"/><style>.a{fill:url('#b')}</style><title>a // b</title>";
        assert_eq!(size(&drawing(inside)), Ok((1200, 800)));
        assert_eq!(size("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30px\" height=\"20.4\"/>"), Ok((30, 20)));
    }

    #[test]
    fn what_runs_is_refused() {
        assert!(fault("<script>x()</script>").contains("script"));
        assert!(fault("<svg:Script/>").contains("script"));
        assert!(fault("<g onload=\"x()\"/>").contains("onload"));
        assert!(fault("<foreignObject/>").contains("foreignobject"));
        assert!(fault("<set attributeName=\"xlink:href\" to=\"#a\"/>").contains("reference"));
        assert!(fault("<a href=\"java&#x73;cript:x()\"/>").contains("out of the drawing"));
    }

    #[test]
    fn what_refers_to_another_place_is_refused() {
        for inside in [
            "<image href=\"https://a.example/a.png\"/>",
            "<use xlink:href='other.svg#a'/>",
            "<rect fill=\"url(https://a.example/)\"/>",
            "<rect style=\"fill:u\\72l(a.svg)\"/>",
            "<style>@import 'a.css';</style>",
            "<g xml:base=\"https://a.example/\"/>",
        ] {
            assert!(!fault(inside).is_empty(), "{inside}");
        }
        assert!(fault("<!DOCTYPE svg [<!ENTITY a 'b'>]>").contains("declarations"));
    }

    #[test]
    fn what_is_no_drawing_is_refused_with_its_place() {
        assert!(size("hello").is_err_and(|fault| fault.message.contains("no element svg")));
        assert!(size("<html></html>").is_err_and(|fault| fault.message.contains("outermost")));
        assert!(size("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").is_err_and(|fault| fault.message.contains("viewBox")));
        assert!(size("<svg viewBox=\"0 0 1 1").is_err_and(|fault| fault.message.contains("no end") && fault.at > 0));
    }

    proptest! {
        #[test]
        fn no_text_can_break_the_reader(text in "(<|/|>|svg|=|\"|'|&|;|#|!|-|\\?| |a|é|\n){0,60}") {
            let _ = size(&text);
            let _ = size(&drawing(&text));
        }
    }
}

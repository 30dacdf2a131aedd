//! Vector pictures that can do nothing but be looked at.
//!
//! An SVG may run scripts and load things from elsewhere. Pictures are shown where neither happens, but a file is also something that
//! people open by itself. So only elements and attributes that draw are let in, their values refer to nothing outside the drawing, and the
//! file is plain XML, so that every browser reads it as we do. All else is refused, with the line and what to do.

mod allowed;
mod css;
mod scanner;

use std::collections::BTreeSet;

use scanner::{Element, Scanner, Token};

/// Groups in groups: deeper than this nothing is drawn.
const DEEPEST: usize = 100;
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const PLAIN: &str = "export the drawing as plain SVG";

/// A fault at a byte of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SvgFault {
    pub(crate) at: usize,
    pub(crate) message: String,
}

/// Width and height of a drawing that is safe.
pub(crate) fn size(text: &str) -> Result<(u32, u32), SvgFault> {
    let mut scanner = Scanner::new(text);
    let mut reading = Reading::default();
    while let Some(token) = scanner.next()? {
        reading.take(&token).map_err(|message| SvgFault { at: scanner.start(), message })?;
    }
    reading.end().map_err(|message| SvgFault { at: text.len(), message })
}

/// An element that has begun and not ended.
struct Around<'a> {
    name: &'a str,
    id: String,
    /// Whether something is drawn again inside.
    using: bool,
}

/// What was read so far.
#[derive(Default)]
struct Reading<'a> {
    size: Option<(u32, u32)>,
    /// The elements around.
    open: Vec<Around<'a>>,
    /// Elements that are drawn again, and elements inside which something is drawn again.
    used: BTreeSet<String>,
    using: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, token: &Token<'a>) -> Result<(), String> {
        match token {
            Token::Words(words) => self.words(words),
            Token::Open(element) => self.open(element),
            Token::Close(name) => match self.open.pop() {
                Some(around) if around.name == *name => {
                    self.leave(around);
                    Ok(())
                }
                _ => Err(format!("this closes {name}, which is not open: {PLAIN}")),
            },
        }
    }

    fn words(&self, words: &str) -> Result<(), String> {
        match self.open.last().map(|around| around.name) {
            None if words.trim().is_empty() => Ok(()),
            None => Err(format!("there are words outside the drawing: {PLAIN}")),
            Some("style") => css::sheet(words),
            Some(_) => Ok(()),
        }
    }

    fn open(&mut self, element: &Element<'a>) -> Result<(), String> {
        let name = element.name;
        if self.open.is_empty() {
            if self.size.is_some() {
                return Err(format!("there is a second drawing in this file: {PLAIN}"));
            }
            self.size = Some(dimensions(element)?);
        }
        if !allowed::ELEMENTS.contains(&name) {
            return Err(format!("an element {name} is not allowed in a picture, which only draws: remove it"));
        }
        if self.open.last().is_some_and(|around| around.name == "style") {
            return Err(format!("a style has an element inside: {PLAIN}"));
        }
        if self.open.len() >= DEEPEST {
            return Err(format!("the drawing is nested more than {DEEPEST} levels deep: {PLAIN}"));
        }
        for (attribute, value) in &element.attributes {
            checked(name, attribute, value)?;
        }
        let id = element.get("id").unwrap_or_default().to_owned();
        if name == "use" {
            let target = ["href", "xlink:href"].iter().find_map(|name| element.get(name));
            self.used.extend(target.and_then(|target| target.strip_prefix('#')).map(str::to_owned));
        }
        let around = Around { name, id, using: name == "use" };
        if element.closed {
            self.leave(around);
        } else {
            self.open.push(around);
        }
        Ok(())
    }

    /// What is drawn again inside an element is inside the one around it, too.
    fn leave(&mut self, around: Around<'a>) {
        if around.using {
            self.using.insert(around.id);
            if let Some(outer) = self.open.last_mut() {
                outer.using = true;
            }
        }
    }

    fn end(&self) -> Result<(u32, u32), String> {
        if let Some(Around { name, .. }) = self.open.last() {
            return Err(format!("the element {name} has no end: {PLAIN}"));
        }
        // Ten copies of ten copies of ten copies … would keep a browser busy for ever.
        if let Some(id) = self.used.iter().find(|id| self.using.contains(*id)) {
            return Err(format!("the element “{id}” is drawn again and draws others again itself: write it out"));
        }
        self.size.ok_or_else(|| format!("this is no drawing: the file has no element svg; {PLAIN}"))
    }
}

/// Whether an attribute only draws. References stay inside the drawing; pictures of pixels may be embedded in it.
fn checked(element: &str, name: &str, value: &str) -> Result<(), String> {
    let required = match name {
        "xmlns" | "xmlns:svg" => Some(NAMESPACE),
        "xmlns:xlink" => Some(XLINK),
        _ => None,
    };
    if let Some(required) = required {
        return if value == required { Ok(()) } else { Err(format!("{name} names another language than SVG: {PLAIN}")) };
    }
    if name.starts_with("on") {
        return Err(format!("the attribute {name} would run a script: remove it"));
    }
    if matches!(name, "href" | "xlink:href") {
        return match fragment(value) || (element == "image" && embedded(value)) {
            true => Ok(()),
            false => Err("a reference leads out of the drawing: embed what it needs, or remove it".to_owned()),
        };
    }
    match allowed::attribute(name) {
        Some(allowed::Holds::Words) => Ok(()),
        Some(allowed::Holds::Style) => css::value(value),
        None => Err(format!("an attribute {name} is not allowed in a picture, which only draws: remove it, or {PLAIN}")),
    }
}

/// A reference to another element of the drawing.
fn fragment(value: &str) -> bool {
    let id = value.strip_prefix('#').unwrap_or_default();
    !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || "-_.:".contains(c))
}

/// A picture of pixels inside the drawing.
fn embedded(value: &str) -> bool {
    let kinds = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/webp;base64,"];
    let data = kinds.iter().find_map(|kind| value.strip_prefix(kind));
    data.is_some_and(|data| data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+/=".contains(&byte)))
}

/// The size of the outermost element: its own, or else that of its view box.
fn dimensions(element: &Element<'_>) -> Result<(u32, u32), String> {
    if element.name != "svg" || element.get("xmlns") != Some(NAMESPACE) {
        return Err(format!("the outermost element must be <svg xmlns=\"{NAMESPACE}\">: {PLAIN}"));
    }
    let own = (element.get("width").and_then(pixels), element.get("height").and_then(pixels));
    if let (Some(width), Some(height)) = own {
        return Ok((width, height));
    }
    let box_of = element.get("viewBox").unwrap_or_default();
    let numbers: Vec<&str> = box_of.split([' ', ',']).filter(|number| !number.is_empty()).collect();
    let size = match numbers.as_slice() {
        [_, _, width, height] => pixels(width).zip(pixels(height)),
        _ => None,
    };
    size.ok_or_else(|| "the drawing has no size: give svg a viewBox such as \"0 0 1200 800\"".to_owned())
}

fn pixels(text: &str) -> Option<u32> {
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    (1.0..=20_000.0).contains(&number).then_some(number.round() as u32)
}

#[cfg(test)]
mod tests;

//! Reads the deployment's template: the part of YAML that it is written in. What it does not understand makes a test fail.

use crate::sources::read;

/// The deployment's template.
pub(crate) fn deployment() -> Node {
    Node::read(&read("template.yaml").text)
}

/// The template with something in it replaced where it stands first: to show that a test sees the difference.
pub(crate) fn deployment_with(from: &str, to: &str) -> Node {
    let text = read("template.yaml").text;
    assert!(text.contains(from), "the template has no {from}");
    Node::read(&text.replacen(from, to, 1))
}

/// The resources of a type with their properties.
pub(crate) fn resources<'a>(template: &'a Node, kind: &str) -> Vec<(&'a str, &'a Node)> {
    let of_kind = template.at(&["Resources"]).entries().filter(|(_, resource)| resource.at(&["Type"]).text() == kind);
    of_kind.map(|(name, resource)| (name, resource.at(&["Properties"]))).collect()
}

/// The name of a function (`home`) as those of its resources begin (`HomeRole`).
pub(crate) fn resource(function: &str) -> String {
    let (first, rest) = function.split_at_checked(1).unwrap_or_default();
    first.to_ascii_uppercase() + rest
}

/// A part of the template. A tag stays with the text behind it (`!GetAtt Table.Arn`); before a block it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn read(yaml: &str) -> Self {
        let lines = yaml.lines().map(|line| (line.len() - line.trim_start().len(), line.trim())).collect();
        let mut reader = Reader { lines, at: 0 };
        let node = reader.block(0);
        assert_eq!(reader.next(), None, "line {}", reader.at + 1);
        node
    }

    /// What stands at the end of this way of names; nothing: an empty text.
    pub(crate) fn at(&self, way: &[&str]) -> &Self {
        static NOTHING: Node = Node::Text(String::new());
        way.iter().try_fold(self, |node, name| node.entries().find(|(own, _)| own == name).map(|(_, below)| below)).unwrap_or(&NOTHING)
    }

    /// The entries of a map; nothing else has any.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Self)> {
        let entries: &[(String, Self)] = if let Self::Map(entries) = self { entries } else { &[] };
        entries.iter().map(|(name, node)| (name.as_str(), node))
    }

    /// The names of a map's entries.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.entries().map(|(name, _)| name).collect()
    }

    /// The parts of a list. What is no list stands for a list of itself, as in policies, and nothing for an empty one.
    pub(crate) fn items(&self) -> Vec<&Self> {
        match self {
            Self::List(items) => items.iter().collect(),
            Self::Text(text) if text.is_empty() => Vec::new(),
            _ => vec![self],
        }
    }

    /// Its text; empty where it is none.
    pub(crate) fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    /// The texts of a list.
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.items().into_iter().map(Self::text).collect()
    }

    /// Everything of this name, at whatever depth.
    pub(crate) fn all(&self, name: &str) -> Vec<&Self> {
        let parts: Vec<(&str, &Self)> = match self {
            Self::Text(_) => Vec::new(),
            Self::List(items) => items.iter().map(|item| ("", item)).collect(),
            Self::Map(_) => self.entries().collect(),
        };
        parts.into_iter().flat_map(|(own, part)| (own == name).then_some(part).into_iter().chain(part.all(name))).collect()
    }
}

struct Reader<'a> {
    /// How far in each line stands, and what it says.
    lines: Vec<(usize, &'a str)>,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next line that says something.
    fn next(&mut self) -> Option<(usize, &'a str)> {
        while let Some((_, text)) = self.lines.get(self.at)
            && (text.is_empty() || text.starts_with('#'))
        {
            self.at += 1;
        }
        self.lines.get(self.at).copied()
    }

    fn block(&mut self, indent: usize) -> Node {
        if self.next().is_some_and(|(_, text)| text.starts_with("- ")) { self.list(indent) } else { self.map(indent) }
    }

    fn list(&mut self, indent: usize) -> Node {
        let mut items = Vec::new();
        while let Some((found, text)) = self.next()
            && let Some(item) = text.strip_prefix("- ").filter(|_| found == indent)
        {
            if entry(item).is_some() {
                // What follows the dash stands as far in as the entries on the lines below it.
                self.lines[self.at] = (indent + 2, item);
                items.push(self.map(indent + 2));
            } else {
                self.at += 1;
                items.push(value(item));
            }
        }
        Node::List(items)
    }

    fn map(&mut self, indent: usize) -> Node {
        let mut entries = Vec::new();
        while let Some((_, text)) = self.next().filter(|(found, _)| *found == indent) {
            self.at += 1;
            let (name, rest) = entry(text).unwrap_or_else(|| panic!("line {} is no entry: {text}", self.at));
            let tag_alone = rest.starts_with('!') && !rest.contains(' ');
            let node = match self.next() {
                _ if matches!(rest, ">-" | "|" | "!Sub |") => self.paragraph(indent),
                Some((deeper, _)) if deeper > indent && (rest.is_empty() || tag_alone) => self.block(deeper),
                _ => value(rest),
            };
            entries.push((name.to_owned(), node));
        }
        Node::Map(entries)
    }

    /// Lines that stand further in, whatever they say.
    fn paragraph(&mut self, indent: usize) -> Node {
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let lines: Vec<&str> = rest.iter().take_while(|(found, text)| text.is_empty() || *found > indent).map(|(_, text)| *text).collect();
        self.at += lines.len();
        Node::Text(lines.join("\n"))
    }
}

/// Name and value of an entry of a map.
fn entry(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(": ").or_else(|| Some((text.strip_suffix(':')?, "")))?;
    (!name.starts_with(['"', '\'', '{', '[', '!']) && !name.contains(' ')).then_some((name, rest.trim()))
}

/// A value on one line.
fn value(text: &str) -> Node {
    if !text.starts_with(['"', '\'', '{', '[']) {
        assert!(!text.contains(" #"), "a comment behind a value: {text}");
        return Node::Text(text.to_owned());
    }
    let (node, rest) = flow(text);
    assert_eq!(rest.trim(), "", "{text}");
    node
}

/// A value within braces or brackets, or a quoted or plain text, and what follows it.
fn flow(text: &str) -> (Node, &str) {
    let text = text.trim_start();
    match text.split_at_checked(1) {
        Some(("[", inside)) => {
            let mut items = Vec::new();
            let rest = parts(inside, "]", |part| {
                let (item, rest) = flow(part);
                items.push(item);
                rest
            });
            (Node::List(items), rest)
        }
        Some(("{", inside)) => {
            let mut entries = Vec::new();
            let rest = parts(inside, "}", |part| {
                let (name, part) = part.split_once(": ").expect("a name with its value");
                let (node, rest) = flow(part);
                entries.push((name.to_owned(), node));
                rest
            });
            (Node::Map(entries), rest)
        }
        Some((quote @ ("\"" | "'"), inside)) => {
            let (inside, rest) = inside.split_once(quote).expect("a quotation that ends");
            (Node::Text(inside.to_owned()), rest)
        }
        // A tag before a quotation stays with it, as before plain text; before brackets it is left out.
        Some(("!", _))
            if let Some((tag, inside)) = text.split_once(' ').filter(|(_, inside)| inside.starts_with(['"', '\'', '[', '{'])) =>
        {
            let (node, rest) = flow(inside);
            (if let Node::Text(text) = node { Node::Text(format!("{tag} {text}")) } else { node }, rest)
        }
        _ => {
            let (plain, rest) = text.split_at(text.find([',', ']', '}']).unwrap_or(text.len()));
            (Node::Text(plain.trim().to_owned()), rest)
        }
    }
}

/// Reads parts up to the closing bracket, and says what follows it.
fn parts<'a>(inside: &'a str, close: &str, mut part: impl FnMut(&'a str) -> &'a str) -> &'a str {
    let mut rest = inside.trim_start();
    while !rest.starts_with(close) {
        rest = part(rest).trim_start();
        if !rest.starts_with(close) {
            rest = rest.strip_prefix(',').expect("a comma or the end").trim_start();
        }
    }
    rest.strip_prefix(close).unwrap_or_default()
}

#[test]
fn maps_lists_and_texts_are_read() {
    let node = Node::read(
        "Body: !Sub |\n  { \"a\": 1 }\nOne: { Name: !Sub \"${A}-b, c\", Empty: {} }\n# Roles\nA:\n  Type: AWS::IAM::Role\n  Items:\n    - { Name: one, Tags: [!Ref X, \"b, c\"] }\n\n    # Another.\n    - Name: !Sub ${A}/*\n      More:\n        - two\n    - three\nB: !If\n  - C\n  - D\nText: |\n  a: b\n  - c\nEnd: ''\n",
    );
    let items = node.at(&["A", "Items"]).items();
    assert_eq!(node.at(&["A", "Type"]).text(), "AWS::IAM::Role");
    assert_eq!(items[0].at(&["Tags"]).texts(), ["!Ref X", "b, c"]);
    assert_eq!((items[1].at(&["Name"]).text(), items[1].at(&["More"]).texts()), ("!Sub ${A}/*", vec!["two"]));
    assert_eq!((items[2].text(), node.at(&["B"]).texts()), ("three", vec!["C", "D"]));
    assert_eq!((node.at(&["Text"]).text(), node.at(&["End"]).items()), ("a: b\n- c", vec![]));
    assert_eq!(node.all("Name").into_iter().map(Node::text).collect::<Vec<_>>(), ["!Sub ${A}-b, c", "one", "!Sub ${A}/*"]);
    assert_eq!((node.at(&["Body"]).text(), node.at(&["One", "Name"]).text()), ("{ \"a\": 1 }", "!Sub ${A}-b, c"));
    assert_eq!(node.names(), ["Body", "One", "A", "B", "Text", "End"]);
}

//! The index of topics, instruments and tools from A to Z.

use domain::{AToZ, Subject, SubjectWay};
use maud::{Markup, html};
use ui::{Anchor, Context};

/// The index: the letters, then what stands below each. A letter below which nothing stands leads nowhere.
pub(super) fn render(cx: &Context<'_>, index: &AToZ) -> Markup {
    html! {
        section.a-z {
            h2 id="a-z" { (cx.text("a-to-z")) }
            nav aria-labelledby="a-z" {
                ol {
                    @for letter in &index.letters {
                        li {
                            @if letter.entries.is_empty() { span { (letter.letter) } }
                            @else { a href=(Anchor::letter(&letter.letter).href()) { (letter.letter) } }
                        }
                    }
                }
            }
            @for letter in index.letters.iter().filter(|letter| !letter.entries.is_empty()) {
                h3 id=(Anchor::letter(&letter.letter)) { (letter.letter) }
                ul { @for subject in &letter.entries { li { (entry(cx, subject)) } } }
            }
        }
    }
}

fn entry(cx: &Context<'_>, subject: &Subject) -> Markup {
    let (address, kind) = match &subject.way {
        SubjectWay::Topic(place) => (cx.to(place).to_string(), cx.text("subject-topic")),
        SubjectWay::Instrument(place) => (cx.to(place).to_string(), cx.text("subject-instrument")),
        SubjectWay::Tool(address) => (address.clone(), cx.text("subject-tool")),
    };
    html! { a href=(address) { (subject.name) } " " small { (kind) } }
}

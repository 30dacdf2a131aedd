//! Fields of forms: the label above, a hint, and what is wrong right above the field. All that is said of a field is tied to it, so that a screen
//! reader says it too. Browsers check nothing: their bubbles vanish before they are read.

use maud::{Markup, Render, html};

/// How something is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// One line.
    Line,
    /// An e-mail address.
    Email,
    /// Several lines.
    Text,
}

/// A field to write into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextField {
    /// Its name, and its id on the page.
    pub name: &'static str,
    /// What is asked for.
    pub label: String,
    /// What helps to answer; none.
    pub hint: Option<String>,
    /// What is wrong; none: nothing.
    pub fault: Option<String>,
    /// What stands in it.
    pub value: String,
    /// How it is entered.
    pub input: Input,
    /// What browsers may fill in by themselves (HTML's `autocomplete`).
    pub autocomplete: &'static str,
}

/// A field in which one of several things is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Its name; the id of the first choice.
    pub name: &'static str,
    /// What is asked for.
    pub label: String,
    /// What helps to answer; none.
    pub hint: Option<String>,
    /// What is wrong; none: nothing.
    pub fault: Option<String>,
    /// What may be chosen: what is sent, and what people read.
    pub choices: Vec<(&'static str, String)>,
    /// What is chosen now, if it is one of them.
    pub chosen: String,
}

/// Says at the top of a page what is wrong below. The browser puts the reader there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorSummary {
    /// Its heading.
    pub title: String,
    /// What is wrong, each with the name of its field, if it is that of one.
    pub faults: Vec<(Option<&'static str>, String)>,
}

/// A field that no reader meets, on the screen or by a screen reader. What fills in every field fills in this one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoy {
    /// Its name.
    pub name: &'static str,
    /// For those whom it is shown all the same, without a stylesheet: to leave it empty.
    pub label: String,
}

/// Ids of what describes a field; none: nothing does.
fn described(name: &str, hint: Option<&String>, fault: Option<&String>) -> Option<String> {
    let parts: Vec<String> = [hint.map(|_| format!("{name}-hint")), fault.map(|_| format!("{name}-fault"))].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn notes(name: &str, hint: Option<&String>, fault: Option<&String>) -> Markup {
    html! {
        @if let Some(hint) = hint { p.hint id={ (name) "-hint" } { (hint) } }
        @if let Some(fault) = fault { p.fault id={ (name) "-fault" } { (fault) } }
    }
}

impl Render for TextField {
    fn render(&self) -> Markup {
        let Self { name, label, value, .. } = self;
        let (hint, fault) = (self.hint.as_ref(), self.fault.as_ref());
        let described = described(name, hint, fault);
        let wrong = fault.map(|_| "true");
        html! {
            div.field.wrong[fault.is_some()] {
                label for=(name) { (label) }
                (notes(name, hint, fault))
                @match self.input {
                    // A line break right behind the tag is none of the text.
                    Input::Text => textarea id=(name) name=(name) rows="8" autocomplete=(self.autocomplete) aria-describedby=[described] aria-invalid=[wrong] { "\n" (value) },
                    input => input id=(name) name=(name) type=(if input == Input::Email { "email" } else { "text" }) value=(value) autocomplete=(self.autocomplete) aria-describedby=[described] aria-invalid=[wrong];,
                }
            }
        }
    }
}

impl Render for Choices {
    fn render(&self) -> Markup {
        let (hint, fault) = (self.hint.as_ref(), self.fault.as_ref());
        html! {
            fieldset.field.wrong[fault.is_some()] aria-describedby=[described(self.name, hint, fault)] {
                legend { (self.label) }
                (notes(self.name, hint, fault))
                @for (number, (choice, label)) in self.choices.iter().enumerate() {
                    @let id = if number == 0 { self.name.to_owned() } else { format!("{}-{choice}", self.name) };
                    div.option {
                        input id=(id) name=(self.name) type="radio" value=(choice) checked[*choice == self.chosen];
                        label for=(id) { (label) }
                    }
                }
            }
        }
    }
}

impl Render for ErrorSummary {
    fn render(&self) -> Markup {
        html! {
            div.faults role="alert" aria-labelledby="faults" tabindex="-1" autofocus {
                h2 id="faults" { (self.title) }
                ul {
                    @for (field, fault) in &self.faults {
                        li {
                            @match field {
                                Some(field) => a href={ "#" (field) } { (fault) },
                                None => (fault),
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Decoy {
    fn render(&self) -> Markup {
        html! {
            div.decoy aria-hidden="true" {
                label for=(self.name) { (self.label) }
                input id=(self.name) name=(self.name) type="text" value="" tabindex="-1" autocomplete="off";
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(input: Input) -> TextField {
        TextField {
            name: "email",
            label: "Your address".to_owned(),
            hint: Some("For the answer.".to_owned()),
            fault: Some("Enter an address".to_owned()),
            value: "<\"&>".to_owned(),
            input,
            autocomplete: "email",
        }
    }

    #[test]
    fn what_is_said_of_a_field_is_tied_to_it() {
        let shown = field(Input::Email).render().into_string();
        for part in [
            r#"<label for="email">"#,
            r#"id="email-hint""#,
            r#"id="email-fault""#,
            r#"aria-describedby="email-hint email-fault""#,
            r#"aria-invalid="true""#,
            r#"autocomplete="email""#,
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let quiet = TextField { hint: None, fault: None, ..field(Input::Line) }.render().into_string();
        assert!(!quiet.contains("aria-") && !quiet.contains("wrong"), "{quiet}");
    }

    #[test]
    fn what_was_entered_comes_back_as_text_with_its_first_line() {
        for input in [Input::Line, Input::Email, Input::Text] {
            assert!(field(input).render().into_string().contains("&lt;&quot;&amp;&gt;"), "{input:?}");
        }
        let text = TextField { value: "\nsecond".to_owned(), ..field(Input::Text) }.render().into_string();
        assert!(text.contains(">\n\nsecond</textarea>"), "{text}");
    }

    #[test]
    fn a_fault_leads_to_the_first_choice() {
        let choices = Choices {
            name: "format",
            label: "Format".to_owned(),
            hint: None,
            fault: None,
            choices: vec![("a", "A".to_owned()), ("b", "B".to_owned())],
            chosen: "b".to_owned(),
        };
        let shown = choices.render().into_string();
        let chosen = r#"id="format-b" name="format" type="radio" value="b" checked"#;
        assert!(shown.contains(r#"id="format" name="format" type="radio" value="a">"#) && shown.contains(chosen), "{shown}");
        let summary =
            ErrorSummary { title: "Wrong".to_owned(), faults: vec![(Some("format"), "Choose".to_owned()), (None, "Again".to_owned())] };
        assert!(summary.render().into_string().contains(r##"<li><a href="#format">Choose</a></li><li>Again</li>"##));
    }
}

//! What a vacancy or a tender says of itself, besides its dates.

use domain::{CallSubject, Contract, Language, MenuEntry, Procedure};
use maud::{Markup, Render, html};

use crate::Context;

/// What a vacancy or a tender says of itself, on its own page.
pub struct SubjectFacts<'a> {
    /// What the page knows.
    pub cx: &'a Context<'a>,
    /// What the call is about.
    pub subject: &'a CallSubject,
    /// The language of its words.
    pub language: Language,
    /// The pages that tell how the organisation buys, for a tender.
    pub information: &'a [MenuEntry],
}

impl Render for SubjectFacts<'_> {
    fn render(&self) -> Markup {
        let Self { cx, subject, language, information } = self;
        let facts: Vec<(String, String)> = match subject {
            CallSubject::Vacancy(vacancy) => [
                vacancy.grade.clone().map(|grade| (cx.text("grade"), grade)),
                vacancy.place_of_work.get(language).cloned().map(|place| (cx.text("place-of-work"), place)),
                vacancy.contract.map(|contract| (cx.text("contract"), words_of(cx, contract))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            CallSubject::Tender(tender) => [
                tender.reference.clone().map(|reference| (cx.text("reference"), reference)),
                Some((cx.text("procedure"), words_for(cx, tender.procedure))),
            ]
            .into_iter()
            .flatten()
            .collect(),
            CallSubject::Other => Vec::new(),
        };
        html! {
            @if !facts.is_empty() {
                dl.deadline {
                    @for (name, value) in facts { div { dt { (name) } dd { (value) } } }
                    @if !information.is_empty() {
                        div {
                            dt { (cx.text("procurement-information")) }
                            @for entry in *information { dd { a href=(cx.to(&entry.place)) { (cx.label(entry)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The same in a row of the ledger, in one line.
pub(super) fn line(cx: &Context<'_>, subject: &CallSubject, language: Language) -> Markup {
    let parts: Vec<String> = match subject {
        CallSubject::Vacancy(vacancy) => {
            [vacancy.grade.clone(), vacancy.place_of_work.get(&language).cloned()].into_iter().flatten().collect()
        }
        CallSubject::Tender(tender) => {
            let consultation = tender.procedure == Procedure::MarketConsultation;
            [consultation.then(|| words_for(cx, tender.procedure)), tender.reference.clone()].into_iter().flatten().collect()
        }
        CallSubject::Other => Vec::new(),
    };
    html! {
        @if !parts.is_empty() {
            p.kind { @for (part, number) in parts.iter().zip(0..) { @if number > 0 { ", " } span { (part) } } }
        }
    }
}

fn words_of(cx: &Context<'_>, contract: Contract) -> String {
    match contract {
        Contract::FixedTerm => cx.text("contract-fixed-term"),
        Contract::Indefinite => cx.text("contract-indefinite"),
        Contract::Temporary => cx.text("contract-temporary"),
        Contract::Secondment => cx.text("contract-secondment"),
        Contract::Consultancy => cx.text("contract-consultancy"),
        Contract::Internship => cx.text("contract-internship"),
    }
}

fn words_for(cx: &Context<'_>, procedure: Procedure) -> String {
    match procedure {
        Procedure::Tender => cx.text("procedure-tender"),
        Procedure::MarketConsultation => cx.text("procedure-market-consultation"),
    }
}

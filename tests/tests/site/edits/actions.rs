//! What an editor may do, at random.

use proptest::prelude::*;

/// One thing that an editor does. Numbers choose among what there is, counted round.
#[derive(Debug, Clone)]
pub(crate) struct Edit {
    pub(super) document: usize,
    pub(super) french: bool,
    pub(super) action: Action,
    pub(super) value: usize,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Action {
    Create,
    Retitle,
    Rewrite,
    Summarise,
    Publish,
    Draft,
    Schedule,
    TakeDown,
    Rename,
    Redate,
    Retopic,
    Feature,
    Reorder,
    Move,
    Dates,
    Area,
    Status,
    Delete,
}

/// Random edits.
pub(crate) fn edits(count: usize) -> impl Strategy<Value = Vec<Edit>> {
    let action = prop_oneof![
        3 => Just(Action::Create),
        4 => Just(Action::Retitle),
        2 => Just(Action::Rewrite),
        2 => Just(Action::Summarise),
        4 => Just(Action::Publish),
        1 => Just(Action::Draft),
        1 => Just(Action::Schedule),
        4 => Just(Action::TakeDown),
        2 => Just(Action::Rename),
        2 => Just(Action::Redate),
        2 => Just(Action::Retopic),
        1 => Just(Action::Feature),
        2 => Just(Action::Reorder),
        1 => Just(Action::Move),
        2 => Just(Action::Dates),
        1 => Just(Action::Area),
        1 => Just(Action::Status),
        1 => Just(Action::Delete),
    ];
    let edit = (any::<prop::sample::Index>(), any::<bool>(), action, 0..1000usize).prop_map(|(document, french, action, value)| Edit {
        document: document.index(10_000),
        french,
        action,
        value,
    });
    prop::collection::vec(edit, count)
}

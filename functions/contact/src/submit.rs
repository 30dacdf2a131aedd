//! What was sent: checked, taken, or shown once more with all that was entered.

use domain::{Draft, Form, Language, Message};
use store::{Letter, Taken};
use ui::Links as _;
use web::{Answer, Error, Exchange, PageAnswer, Refused, Stale, Submission, letter_of};

use crate::App;
use crate::letter::mail;
use crate::show::{ShownForm, place};
use crate::views::{Again, DECOY, Faults, FormView, TOKEN};

/// Why something was not taken.
enum NotTaken {
    /// Fields are not as they must be.
    Faults(Faults),
    /// The form as a whole comes again.
    Again(Again),
    /// The store does not answer.
    Unavailable(String),
}

pub(crate) async fn answer(app: &App, exchange: &Exchange<'_>, language: Language, form: Form) -> Result<Answer, Error> {
    let submission = exchange.submission()?;
    let mut draft = Draft::default();
    form.fields().iter().for_each(|field| draft.enter(*field, submission.field(field.name())));
    let checked = checked(app, exchange, &submission, form).err();
    let outcome = match (Message::of(form, language, &draft), checked) {
        (Err(faults), _) => Err(NotTaken::Faults(faults)),
        (Ok(_), Some(again)) => Err(NotTaken::Again(again)),
        (Ok(message), None) => take(app, exchange, &submission, message).await,
    };
    match outcome {
        Ok(()) => Ok(Answer::Done(app.front.links.sent(language))),
        Err(refused) => again(app, exchange, language, &submission, FormView::of(form, draft), refused).await,
    }
}

/// Whether a person sent the form that we made, from here.
fn checked(app: &App, exchange: &Exchange<'_>, submission: &Submission, form: Form) -> Result<(), Again> {
    if !submission.from_here {
        return Err(Again::Elsewhere);
    }
    if !submission.field(DECOY).is_empty() {
        return Err(Again::Decoy);
    }
    app.keys.check(form, submission.field(TOKEN), exchange.reader.now()).map_err(|stale| match stale {
        Stale::Early => Again::Early,
        Stale::Old | Stale::Unknown => Again::Old,
    })
}

async fn take(app: &App, exchange: &Exchange<'_>, submission: &Submission, message: Message) -> Result<(), NotTaken> {
    let now = exchange.reader.now();
    let mail = mail(app, &message).map_err(|error| NotTaken::Unavailable(error.to_string()))?;
    let (id, network) = (letter_of(submission.field(TOKEN)), app.keys.network(submission.network, now));
    match app.correspondence.take(&Letter { id, message, mail, network }, now).await {
        Ok(Taken::Now | Taken::Before) => Ok(()),
        Ok(Taken::Used) => Err(NotTaken::Again(Again::Used)),
        Ok(Taken::TooMany(until)) => Err(NotTaken::Again(Again::TooMany(until))),
        Err(error) => Err(NotTaken::Unavailable(error.to_string())),
    }
}

/// The form once more. It keeps what it carries as long as that is good: who was too quick need not wait again.
async fn again(
    app: &App,
    exchange: &Exchange<'_>,
    language: Language,
    submission: &Submission,
    mut view: FormView,
    refused: NotTaken,
) -> Result<Answer, Error> {
    let (token, now) = (submission.field(TOKEN), exchange.reader.now());
    let is_good = !matches!(app.keys.check(view.form, token, now), Err(Stale::Old | Stale::Unknown));
    let used = matches!(refused, NotTaken::Again(Again::Used));
    view.token = if is_good && !used { token.to_owned() } else { app.keys.issue(view.form, now)? };
    let refused = view.refuse(refused);
    // A store that did not take the message is not asked for the site: there is no time to wait for it twice.
    let away = matches!(refused, Refused::Unavailable(_));
    let site = if away { app.front.bare_site(language) } else { exchange.site_or_bare(language).await };
    let policy = web::Policy::NoStore;
    Ok(Answer::Again(Box::new(PageAnswer { site, language, here: Some(place()), view: Box::new(ShownForm(view)), policy }), refused))
}

impl FormView {
    /// Notes why it comes again.
    fn refuse(&mut self, refused: NotTaken) -> Refused {
        match refused {
            NotTaken::Faults(faults) => {
                self.faults = faults;
                Refused::Invalid
            }
            NotTaken::Again(again) => {
                self.again = Some(again);
                if let Again::TooMany(until) = again { Refused::TooMany(until) } else { Refused::Invalid }
            }
            NotTaken::Unavailable(why) => {
                self.again = Some(Again::Unavailable);
                Refused::Unavailable(why)
            }
        }
    }
}

//! Taking an edition down at once, by its address: for the hour in which nobody reaches the desk.

use domain::{Address, DocumentId, Place, State, Takedown};
use store::{Change, Connection, Desk, StoreError};
use web::Clock;
use web::route::{EventsRoute, NewsRoute, PagesRoute, Route};

/// How often somebody else may write meanwhile.
const TRIES: usize = 5;

/// Takes down the edition that stands at a path: its page answers 410 from now on, lists and feeds do without it, and `publish` purges what
/// showed it. The desk can bring it back.
pub(crate) async fn take_down(connection: &Connection, path: &str, clock: &Clock) -> Result<String, String> {
    let desk = Desk::new(connection);
    let address = address(path)?;
    let owners = desk.owners(&[address.clone()].into()).await.map_err(|error| error.to_string())?;
    let id = *owners.get(&address).ok_or_else(|| format!("No document stands at {path}: copy the address as visitors see it."))?;
    for _ in 0..TRIES {
        match attempt(&desk, id, &address, clock).await {
            Ok(true) => return Ok(format!("{path} is taken down.")),
            Ok(false) => return Ok(format!("{path} was down already.")),
            Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Err(format!("Somebody keeps changing the document at {path}: try again."))
}

/// Whether anything had to be done.
async fn attempt(desk: &Desk, id: DocumentId, address: &Address, clock: &Clock) -> Result<bool, StoreError> {
    let gone = |what: &str| StoreError::Corrupt(format!("there is no {what}"));
    let (settings, _) = desk.settings().await?.ok_or_else(|| gone("settings"))?;
    let before = desk.document(id).await?.ok_or_else(|| gone("document"))?;
    let mut after = before.document.clone();
    let edition = after.editions.get_mut(&address.language).ok_or_else(|| gone("edition in this language"))?;
    if matches!(edition.state, State::Withdrawn(_)) {
        return Ok(false);
    }
    edition.state = State::Withdrawn(Takedown::Gone);
    let now = clock.now();
    let change = Change { at: now, by: "operator".to_owned(), action: "withdrawn".to_owned() };
    let spots = desk.commit(Some(&before), &after, &change, &settings).await?;
    desk.refresh_neighbours(&spots).await?;
    desk.refresh_views(&settings, now).await?;
    Ok(true)
}

/// The address of a document by its path.
fn address(path: &str) -> Result<Address, String> {
    match Route::parse("GET", path) {
        Ok(Route::News(NewsRoute::Article { language, year, slug })) => Ok(Address { language, place: Place::Article { year, slug } }),
        Ok(Route::Events(EventsRoute::Event { language, year, slug })) => Ok(Address { language, place: Place::Event { year, slug } }),
        Ok(Route::Pages(PagesRoute::Place(address))) => Ok(address),
        _ => Err(format!("{path} is no address of a document: write it like /en/news/2025/a-slug.")),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn only_a_document_can_be_taken_down() {
        assert!(
            address("/en/events/2025/a-slug").is_ok() && address("/en/news/2025/a-slug").is_ok() && address("/en/topics/lamps/").is_ok()
        );
        for path in
            ["/en/", "/en/news/", "/en/news/2025/", "/en/events/2025/a-slug.ics", "/robots.txt", "news/2025/a-slug", "/EN/news/2025/a-slug"]
        {
            assert!(address(path).is_err_and(|why| why.contains(path)), "{path}");
        }
    }
}

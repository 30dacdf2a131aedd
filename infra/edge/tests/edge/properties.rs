//! What holds for every order of events.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use proptest::prelude::*;

use crate::stage::{Stage, reply};

const PAGES: usize = 4;

#[derive(Clone, Debug)]
enum Event {
    Time(u64),
    Visit(usize),
    /// An edit of what carries the tag, and its purge.
    Edit(usize),
    /// The same while a visitor's page is being rendered.
    EditDuring(usize, usize),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        (0..40_000u64).prop_map(Event::Time),
        (0..PAGES).prop_map(Event::Visit),
        (0..PAGES).prop_map(Event::Visit),
        (0..PAGES).prop_map(Event::Edit),
        (0..PAGES, 0..PAGES).prop_map(|(page, tag)| Event::EditDuring(page, tag)),
    ]
}

fn run(story: impl Future<Output = Result<(), TestCaseError>>) -> Result<(), TestCaseError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| TestCaseError::fail(error.to_string()))?.block_on(story)
}

/// Page n shows the documents n and n + 1, each with its version.
fn shown(versions: &[AtomicU32], page: usize) -> String {
    let version = |document: usize| versions.get(document % PAGES).map_or(0, |version| version.load(Ordering::SeqCst));
    format!("{} {}", version(page), version(page + 1))
}

fn page_of(path: &str) -> usize {
    path.rsplit('/').next().and_then(|page| page.parse().ok()).unwrap_or_default()
}

proptest! {
    #[test]
    fn a_kept_answer_never_outlives_its_time(lifetime in 0..30u64, events in prop::collection::vec(event(), 1..60)) {
        run(async move {
            let stage = Stage::usual();
            let time = stage.time();
            stage.origin_does(move |_| {
                let rendered = time.load(Ordering::SeqCst);
                reply(200, &[("cache-control", &format!("max-age=9999, s-maxage={lifetime}, stale-if-error=9999"))], &rendered.to_string())
            });
            for event in events {
                match event {
                    Event::Time(milliseconds) => stage.pass(Duration::from_millis(milliseconds)),
                    Event::Visit(page) | Event::Edit(page) | Event::EditDuring(page, _) => {
                        let seen = stage.get(&format!("/en/{page}")).await;
                        let rendered: i64 = seen.body().parse().unwrap_or_default();
                        let age = stage.now() - rendered;
                        prop_assert!(age == 0 || age < i64::try_from(lifetime).unwrap_or_default() * 1000, "{age} ms old");
                        prop_assert!(seen.cache() == "Hit" || age == 0);
                    }
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn after_a_purge_no_answer_with_the_tag_is_from_before(events in prop::collection::vec(event(), 1..60)) {
        run(async move {
            let stage = Stage::usual();
            let versions: Arc<[AtomicU32]> = (0..PAGES).map(|_| AtomicU32::new(0)).collect();
            let rendering = Arc::clone(&versions);
            stage.origin_does(move |request| {
                let page = page_of(&request.path);
                let tags = format!("d:{page},d:{}", (page + 1) % PAGES);
                let keep = "s-maxage=30, stale-while-revalidate=999999, stale-if-error=999999";
                let text = shown(&rendering, page);
                reply(200, &[("cache-control", keep), ("cache-tag", &tags), ("etag", &format!("\"{text}\""))], &text)
            });
            let edit = async |tag: usize| {
                if let Some(version) = versions.get(tag) {
                    version.fetch_add(1, Ordering::SeqCst);
                }
                stage.edge.purge(&[format!("D:{tag}")]).await;
            };
            for event in events {
                match event {
                    Event::Time(milliseconds) => stage.pass(Duration::from_millis(milliseconds)),
                    Event::Visit(_) => {}
                    Event::Edit(tag) => edit(tag).await,
                    Event::EditDuring(page, tag) => {
                        stage.origin_holds(true);
                        let path = format!("/en/{page}");
                        let meanwhile = async {
                            stage.background().await;
                            edit(tag).await;
                            stage.origin_holds(false);
                        };
                        tokio::join!(stage.get(&path), meanwhile);
                    }
                }
                for page in 0..PAGES {
                    let seen = stage.get(&format!("/en/{page}")).await;
                    prop_assert_eq!(seen.body(), shown(&versions, page));
                }
                stage.background().await;
            }
            Ok(())
        })?;
    }
}

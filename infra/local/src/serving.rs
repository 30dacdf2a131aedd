//! Serving until somebody says stop.

use std::future::Future;
use std::sync::Arc;

use edge::Edge;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// What was under way was finished.
    Orderly,
    /// Nothing was waited for.
    AtOnce,
}

/// Serves until the first interruption, then finishes the requests that are under way, and `tell`s of them if there are any. A second
/// interruption ends that at once.
pub async fn serve_until<F: Future<Output = ()>>(
    edge: &Arc<Edge>,
    listener: TcpListener,
    interruption: impl Fn() -> F,
    tell: impl Fn(&str),
) -> Ended {
    let (begin, begun) = oneshot::channel();
    let stop = async {
        interruption().await;
        if let Some(sentence) = waiting_for(edge.running()) {
            tell(&sentence);
        }
        // Nobody listens any more when serving has ended meanwhile.
        let _ = begin.send(());
    };
    let again = async {
        if begun.await.is_err() {
            std::future::pending::<()>().await;
        }
        interruption().await;
    };
    tokio::select! {
        () = Arc::clone(edge).listen(listener, stop) => Ended::Orderly,
        () = again => Ended::AtOnce,
    }
}

fn waiting_for(requests: usize) -> Option<String> {
    let requests = match requests {
        0 => return None,
        1 => "1 request".to_owned(),
        more => format!("{more} requests"),
    };
    Some(format!("Finishing {requests}; press Ctrl-C again to stop at once."))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::net::SocketAddr;
    use std::sync::Mutex;
    use std::time::Duration;

    use edge::{Behaviour, BoxFuture, CachePolicy, Methods, Options, Origin, OriginRequest, OriginResponse};
    use http::StatusCode;
    use jiff::Timestamp;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::Semaphore;
    use tokio::task::JoinHandle;
    use tokio::time::timeout;

    use super::*;

    /// An origin that answers when it is let.
    struct Waiting(Arc<Semaphore>);

    impl Origin for Waiting {
        fn fetch<'a>(&'a self, _: OriginRequest) -> BoxFuture<'a, OriginResponse> {
            Box::pin(async move {
                let _let = self.0.acquire().await;
                OriginResponse { status: StatusCode::OK, headers: http::HeaderMap::new(), body: "here".into() }
            })
        }
    }

    struct Running {
        address: SocketAddr,
        edge: Arc<Edge>,
        /// One permit is one interruption.
        interrupted: Arc<Semaphore>,
        answers: Arc<Semaphore>,
        told: Arc<Mutex<Vec<String>>>,
        ended: JoinHandle<Ended>,
    }

    async fn running() -> Running {
        let answers = Arc::new(Semaphore::new(0));
        let behaviour = Behaviour { pattern: "*", origin: "site", cache: CachePolicy { query: &[] }, methods: Methods::Read };
        let origin: Arc<dyn Origin> = Arc::new(Waiting(Arc::clone(&answers)));
        let clock = Arc::new(|| Timestamp::UNIX_EPOCH);
        let edge = Arc::new(Edge::new(vec![behaviour], HashMap::from([("site", origin)]), clock, Options::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (interrupted, told) = (Arc::new(Semaphore::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (served, waited, heard) = (Arc::clone(&edge), Arc::clone(&interrupted), Arc::clone(&told));
        let ended = tokio::spawn(async move {
            let interruption = || async { waited.acquire().await.unwrap().forget() };
            let tell = |sentence: &str| heard.lock().unwrap().push(sentence.to_owned());
            serve_until(&served, listener, interruption, tell).await
        });
        Running { address, edge, interrupted, answers, told, ended }
    }

    impl Running {
        /// A visitor whose request is under way.
        async fn visitor(&self) -> TcpStream {
            let before = self.edge.running();
            let mut visitor = TcpStream::connect(self.address).await.unwrap();
            visitor.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
            while self.edge.running() == before {
                tokio::task::yield_now().await;
            }
            visitor
        }

        async fn ended(self) -> (Ended, Vec<String>) {
            let ended = timeout(Duration::from_secs(5), self.ended).await.unwrap().unwrap();
            let told = self.told.lock().unwrap().clone();
            (ended, told)
        }
    }

    #[tokio::test]
    async fn an_interruption_with_nothing_under_way_ends_without_a_word() {
        let running = running().await;
        let mut begun = TcpStream::connect(running.address).await.unwrap();
        begun.write_all(b"GET / HT").await.unwrap();
        running.interrupted.add_permits(1);
        assert_eq!(running.ended().await, (Ended::Orderly, Vec::new()));
    }

    #[tokio::test]
    async fn an_interruption_finishes_what_is_under_way() {
        let running = running().await;
        let mut visitor = running.visitor().await;
        running.interrupted.add_permits(1);
        while running.told.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        running.answers.add_permits(1);
        let mut answer = String::new();
        visitor.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("here"), "{answer}");
        let told = vec!["Finishing 1 request; press Ctrl-C again to stop at once.".to_owned()];
        assert_eq!(running.ended().await, (Ended::Orderly, told));
    }

    #[tokio::test]
    async fn a_second_interruption_waits_for_nothing() {
        let running = running().await;
        let _visitors = (running.visitor().await, running.visitor().await);
        running.interrupted.add_permits(2);
        let told = vec!["Finishing 2 requests; press Ctrl-C again to stop at once.".to_owned()];
        assert_eq!(running.ended().await, (Ended::AtOnce, told));
    }
}

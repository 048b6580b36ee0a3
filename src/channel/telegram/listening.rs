//! HTTP for whoever asks: a bounded number of connections, each with little time to say what it wants.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// Bounds of one listener.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at the same time; for one more the oldest is closed that is not being answered.
    pub connections: usize,
    /// For the header of a request, from the moment it can be sent.
    pub header: Duration,
    /// For requests under way when it is to stop.
    pub farewell: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        // Telegram opens 40 connections unless told otherwise, 100 at most (`max_connections` of setWebhook).
        Bounds {
            connections: 256,
            header: Duration::from_secs(10),
            farewell: Duration::from_secs(3),
        }
    }
}

/// After an error of the listener, such as no more files to be opened.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop`; requests under way get a moment to be answered.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    bounds: Bounds,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping_in, stopping) = watch::channel(false);
    let mut open = JoinSet::new();
    let mut places = Places::new(bounds.connections);
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
            Some(_) = open.join_next() => continue,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        if places.make_room() {
            let busy = Arc::new(AtomicBool::new(false));
            let attended = attend(stream, routes.clone(), bounds, stopping.clone(), busy.clone());
            places.take(open.spawn(attended), busy);
        }
    }
    stopping_in.send_replace(true);
    let finished = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(bounds.farewell, finished).await.is_err() {
        tracing::warn!(open = open.len(), "connections that did not end are closed");
    }
    Ok(())
}

/// The open connections, the oldest first.
struct Places {
    most: usize,
    taken: VecDeque<(AbortHandle, Arc<AtomicBool>)>,
    is_full: bool,
}

impl Places {
    fn new(most: usize) -> Self {
        Places { most, taken: VecDeque::new(), is_full: false }
    }

    /// Whether one more may come in. Where there is no place left, the oldest goes that is not being answered: those who hold connections open and
    /// ask nothing keep nobody else out.
    fn make_room(&mut self) -> bool {
        if self.taken.len() < self.most {
            return true;
        }
        self.taken.retain(|(connection, _)| !connection.is_finished());
        let was_full = std::mem::replace(&mut self.is_full, self.taken.len() >= self.most);
        if !self.is_full {
            return true;
        }
        if !was_full {
            tracing::warn!(
                connections = self.most,
                "too many connections: the oldest that ask nothing are closed"
            );
        }
        let idle = self.taken.iter().position(|(_, busy)| !busy.load(Ordering::Relaxed));
        let Some((connection, _)) = idle.and_then(|idle| self.taken.remove(idle)) else {
            return false;
        };
        connection.abort();
        true
    }

    fn take(&mut self, connection: AbortHandle, busy: Arc<AtomicBool>) {
        self.taken.push_back((connection, busy));
    }
}

/// One connection, as long as it lasts; `busy` while a request of it is being answered.
async fn attend(
    stream: TcpStream,
    routes: Router,
    bounds: Bounds,
    mut stopping: watch::Receiver<bool>,
    busy: Arc<AtomicBool>,
) {
    // Only faster with it.
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(bounds.header);
    let routes = TowerToHyperService::new(routes);
    let service = service_fn(move |request| {
        let (answer, busy) = (routes.call(request), busy.clone());
        async move {
            busy.store(true, Ordering::Relaxed);
            let answer = answer.await;
            busy.store(false, Ordering::Relaxed);
            answer
        }
    });
    let connection = server.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // What a client does wrong is its own matter.
        _ = connection.as_mut() => return,
        _ = stopping.wait_for(|stopping| *stopping) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::time::Instant;

    use super::*;

    const BOUNDS: Bounds = Bounds {
        connections: 2,
        header: Duration::from_millis(300),
        farewell: Duration::from_millis(300),
    };

    async fn started()
    -> (std::net::SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<io::Result<()>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = async || tokio::time::sleep(Duration::from_millis(200)).await;
        let routes = Router::new()
            .route("/health", axum::routing::get(async || "ok"))
            .route("/slow", axum::routing::get(slow));
        let (stop, mut stopped) = watch::channel(false);
        let stopping = async move { drop(stopped.wait_for(|stopped| *stopped).await) };
        (address, stop, tokio::spawn(serve(listener, routes, BOUNDS, stopping)))
    }

    async fn half_a_header(address: std::net::SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"POST /telegram HTTP/1.1\r\nHost: a").await.unwrap();
        stream
    }

    async fn asked(address: std::net::SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        // A connection too many is closed before or after this.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    const OK: &str = "HTTP/1.1 200";

    #[tokio::test]
    async fn those_who_say_nothing_make_room_the_oldest_first() {
        let (address, _stop, _serving) = started().await;
        let mut oldest = half_a_header(address).await;
        let _other = half_a_header(address).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let start = Instant::now();
        assert!(asked(address, "/health").await.starts_with(OK));
        let mut rest = Vec::new();
        let _ = oldest.read_to_end(&mut rest).await;
        assert!(start.elapsed() < BOUNDS.header / 2, "{:?}", start.elapsed());
    }

    #[tokio::test]
    async fn who_has_asked_and_is_silent_makes_room_too() {
        let (address, _stop, _serving) = started().await;
        let mut silent = Vec::new();
        for _ in 0..BOUNDS.connections {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
            stream.read_u8().await.unwrap();
            silent.push(stream);
        }
        assert!(asked(address, "/health").await.starts_with(OK));
    }

    #[tokio::test]
    async fn whoever_is_being_answered_keeps_the_place() {
        let (address, _stop, _serving) = started().await;
        let slow = || tokio::spawn(asked(address, "/slow"));
        let answers = [slow(), slow()];
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(asked(address, "/health").await, "", "there is no place left");
        for answer in answers {
            assert!(answer.await.unwrap().starts_with(OK));
        }
        assert!(asked(address, "/health").await.starts_with(OK));
    }

    #[tokio::test]
    async fn those_who_say_nothing_are_closed_after_a_while() {
        let (address, _stop, _serving) = started().await;
        let mut idle = half_a_header(address).await;
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(3 * BOUNDS.header, idle.read_to_end(&mut rest)).await;
        assert!(closed.is_ok());
    }

    #[tokio::test]
    async fn a_stop_waits_for_nobody_for_long() {
        let (address, stop, serving) = started().await;
        let bounds = BOUNDS.header + BOUNDS.farewell + Duration::from_secs(1);
        let _idle = half_a_header(address).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let start = Instant::now();
        stop.send_replace(true);
        serving.await.unwrap().unwrap();
        assert!(start.elapsed() < bounds, "{:?}", start.elapsed());
    }
}

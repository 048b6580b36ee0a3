//! HTTP for whoever asks: a bounded number of connections, each with little time to say what it wants.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// Bounds of one listener.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Connections at the same time; those beyond are closed at once.
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
    let places = Arc::new(Semaphore::new(bounds.connections));
    let (stopping_in, stopping) = watch::channel(false);
    let mut open = JoinSet::new();
    let mut is_full = false;
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
        match places.clone().try_acquire_owned() {
            Ok(place) => {
                is_full = false;
                open.spawn(attend(stream, routes.clone(), bounds, stopping.clone(), place));
            }
            Err(_) => {
                if !std::mem::replace(&mut is_full, true) {
                    tracing::warn!(
                        connections = bounds.connections,
                        "too many connections: more are closed at once"
                    );
                }
            }
        }
    }
    stopping_in.send_replace(true);
    let finished = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(bounds.farewell, finished).await.is_err() {
        tracing::warn!(open = open.len(), "connections that did not end are closed");
    }
    Ok(())
}

/// One connection, as long as it lasts.
async fn attend(
    stream: TcpStream,
    routes: Router,
    bounds: Bounds,
    mut stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
) {
    // Only faster with it.
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(bounds.header);
    let connection =
        server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes));
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
        let routes = Router::new().route("/health", axum::routing::get(async || "ok"));
        let (stop, mut stopped) = watch::channel(false);
        let stopping = async move { drop(stopped.wait_for(|stopped| *stopped).await) };
        (address, stop, tokio::spawn(serve(listener, routes, BOUNDS, stopping)))
    }

    async fn half_a_header(address: std::net::SocketAddr) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"POST /telegram HTTP/1.1\r\nHost: a").await.unwrap();
        stream
    }

    async fn asked(address: std::net::SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // A connection too many is closed before or after this.
        let _ =
            stream.write_all(b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await;
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    #[tokio::test]
    async fn those_who_say_nothing_hold_their_places_for_a_moment_only() {
        let (address, _stop, _serving) = started().await;
        let mut idle = [half_a_header(address).await, half_a_header(address).await];
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(asked(address).await, "", "there is no place left");
        let mut rest = Vec::new();
        idle[0].read_to_end(&mut rest).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(asked(address).await.starts_with("HTTP/1.1 200"));
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

//! What a web server in front of several instances does: gives each request to the next, and to another where that does not answer.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use tokio::net::TcpListener;

pub struct Balancer {
    address: SocketAddr,
    behind: Arc<Behind>,
}

struct Behind {
    ports: Mutex<Vec<u16>>,
    client: reqwest::Client,
}

impl Balancer {
    pub async fn start() -> Balancer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
        let behind = Arc::new(Behind { ports: Mutex::default(), client });
        let routes = Router::new().fallback(pass_on).with_state(behind.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Balancer { address, behind }
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn add(&self, port: u16) {
        self.behind.ports.lock().unwrap().push(port);
    }

    pub fn remove(&self, port: u16) {
        self.behind.ports.lock().unwrap().retain(|other| *other != port);
    }
}

async fn pass_on(
    State(behind): State<Arc<Behind>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let ports = {
        let mut ports = behind.ports.lock().unwrap();
        if !ports.is_empty() {
            ports.rotate_left(1);
        }
        ports.clone()
    };
    for port in ports {
        let mut request =
            behind.client.post(format!("http://127.0.0.1:{port}{}", uri.path())).body(body.clone());
        for (name, value) in &headers {
            if name != "host" {
                request = request.header(name, value);
            }
        }
        if let Ok(answer) = request.send().await
            && answer.status().is_success()
        {
            return answer.status();
        }
    }
    StatusCode::BAD_GATEWAY
}

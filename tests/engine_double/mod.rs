//! A double of an embedding engine on loopback: real HTTP, vectors that follow from the words of a text, and every fault there is.

#![allow(dead_code, reason = "each test file uses the part it needs")]

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How many numbers the double's vectors have.
pub const DIMENSION: usize = 64;

/// What is wrong with the engine, in every answer until it is mended.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It takes the request and never answers.
    Hangs,
    Status(u16),
    Redirects(String),
    /// These bytes instead of JSON.
    Body(&'static str),
    /// One number too many in every vector.
    WrongDimension,
    NotANumber,
    TooLargeANumber,
    Zeros,
    OneTooFew,
    /// It closes the connection in the middle of its answer.
    CutOff,
    /// It goes on sending.
    Endless,
    /// It takes no text longer than this (characters).
    TakesAtMost(usize),
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub input: Vec<String>,
    pub input_type: Option<String>,
    pub authorization: Option<String>,
}

#[derive(Default)]
struct State {
    fault: Option<Fault>,
    /// Vectors of another model lie elsewhere.
    model: u64,
    latency: Duration,
    asked: Vec<Asked>,
}

pub struct EngineDouble {
    pub address: String,
    state: Arc<Mutex<State>>,
    serving: JoinHandle<()>,
}

impl EngineDouble {
    pub async fn start() -> Self {
        EngineDouble::start_at("127.0.0.1:0").await
    }

    pub async fn start_at(address: &str) -> Self {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let serving = tokio::spawn(serve(listener, state.clone()));
        EngineDouble { address, state, serving }
    }

    /// What `EmbeddingSettings` reads: this engine's address, and more.
    pub fn settings<'a>(
        &'a self,
        more: &'a [(&'a str, &'a str)],
    ) -> impl Fn(&str) -> Option<String> + 'a {
        move |name| {
            let value =
                more.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            value.or_else(|| (name == "ALEBOT_EMBEDDINGS_URL").then(|| self.address.clone()))
        }
    }

    pub fn fails(&self, fault: Fault) {
        self.lock().fault = Some(fault);
    }

    pub fn is_mended(&self) {
        self.lock().fault = None;
    }

    /// From now on it is another model's vectors.
    pub fn changes_model(&self) {
        self.lock().model += 1;
    }

    pub fn takes_so_long(&self, latency: Duration) {
        self.lock().latency = latency;
    }

    /// All that was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.lock().asked.clone()
    }

    /// All texts that it got so far.
    pub fn texts(&self) -> Vec<String> {
        self.asked().into_iter().flat_map(|asked| asked.input).collect()
    }

    /// From now on nobody answers at its address.
    pub fn dies(&self) {
        self.serving.abort();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl Drop for EngineDouble {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, state: Arc<Mutex<State>>) {
    // Connections end with the server, as a process' do.
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        connections.spawn(answer_all(stream, state.clone()));
    }
}

async fn answer_all(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    while let Some(asked) = request(&mut stream).await {
        let (fault, model, latency) = {
            let mut state = state.lock().unwrap();
            state.asked.push(asked.clone());
            (state.fault.clone(), state.model, state.latency)
        };
        tokio::time::sleep(latency).await;
        if !answer(&mut stream, &asked, fault, model).await {
            return;
        }
    }
}

async fn request(stream: &mut TcpStream) -> Option<Asked> {
    let mut read = Vec::new();
    let (head, body) = loop {
        let mut more = [0; 16 << 10];
        let count = stream.read(&mut more).await.ok().filter(|count| *count > 0)?;
        read.extend(&more[..count]);
        if let Some(end) = read.windows(4).position(|window| window == b"\r\n\r\n") {
            let body = read.split_off(end + 4);
            break (String::from_utf8(read).unwrap(), body);
        }
    };
    assert!(head.starts_with("POST /v1/embeddings HTTP/1.1\r\n"), "{head}");
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    };
    let length: usize = header("content-length").unwrap().parse().unwrap();
    let mut body = body;
    let got = body.len();
    body.resize(length, 0);
    stream.read_exact(&mut body[got..]).await.ok()?;
    let body: Value = serde_json::from_slice(&body).unwrap();
    let input = body["input"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_owned())
        .collect();
    Some(Asked {
        input,
        input_type: body["input_type"].as_str().map(str::to_owned),
        authorization: header("authorization"),
    })
}

/// False: the connection is over.
async fn answer(stream: &mut TcpStream, asked: &Asked, fault: Option<Fault>, model: u64) -> bool {
    let mut vectors: Vec<Vec<f32>> = asked.input.iter().map(|text| vector(text, model)).collect();
    let (status, location, body) = match fault {
        Some(Fault::Hangs) => std::future::pending().await,
        Some(Fault::Endless) => return send_for_ever(stream).await,
        Some(Fault::CutOff) => {
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n{\"data\":[")
                .await;
            return false;
        }
        Some(Fault::Status(status)) => (status, None, json!({ "error": "no" }).to_string()),
        Some(Fault::Redirects(to)) => (307, Some(to), String::new()),
        Some(Fault::TakesAtMost(longest))
            if asked.input.iter().any(|text| text.chars().count() > longest) =>
        {
            (413, None, String::new())
        }
        Some(Fault::Body(body)) => (200, None, body.to_owned()),
        Some(Fault::NotANumber) => {
            (200, None, r#"{"data":[{"index":0,"embedding":[NaN,1.0]}]}"#.to_owned())
        }
        Some(Fault::TooLargeANumber) => (
            200,
            None,
            json!({ "data": [{ "index": 0, "embedding": vec![1e300; DIMENSION] }] }).to_string(),
        ),
        other => {
            match other {
                Some(Fault::WrongDimension) => {
                    vectors.iter_mut().for_each(|vector| vector.push(1.0))
                }
                Some(Fault::Zeros) => vectors.iter_mut().for_each(|vector| vector.fill(0.0)),
                Some(Fault::OneTooFew) => drop(vectors.pop()),
                _ => {}
            }
            (200, None, vectors_as_json(&vectors))
        }
    };
    let location = location.map(|to| format!("location: {to}\r\n")).unwrap_or_default();
    let head = format!(
        "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\n{location}content-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).await.is_ok()
}

async fn send_for_ever(stream: &mut TcpStream) -> bool {
    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").await;
    while stream.write_all(&[b' '; 64 << 10]).await.is_ok() {}
    false
}

fn vectors_as_json(vectors: &[Vec<f32>]) -> String {
    let data: Vec<Value> = vectors
        .iter()
        .enumerate()
        .map(
            |(index, vector)| json!({ "object": "embedding", "index": index, "embedding": vector }),
        )
        .collect();
    json!({ "object": "list", "data": data, "model": "double" }).to_string()
}

/// Texts that share words get vectors that lie near each other. One number is common to all texts, as in real models.
pub fn vector(text: &str, model: u64) -> Vec<f32> {
    let mut vector = vec![0.0; DIMENSION];
    vector[0] = 2.0;
    for word in
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    {
        // FNV-1a: the same on every machine.
        let mut hash = word.bytes().fold(0xcbf2_9ce4_8422_2325 ^ model, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        for _ in 0..4 {
            hash = hash
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            vector[(hash >> 33) as usize % DIMENSION] +=
                if hash >> 32 & 1 == 0 { 1.0 } else { -1.0 };
        }
    }
    vector
}

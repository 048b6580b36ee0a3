//! A municipality's site on loopback: pages that can be changed while it runs, and a list of what was asked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode, header};

/// What is served at one path.
#[derive(Clone, Default)]
pub struct Page {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// Known by a date in place of an ETag.
    pub modified: Option<&'static str>,
}

impl Page {
    pub fn html(body: &str) -> Self {
        Page {
            headers: vec![("content-type", "text/html; charset=utf-8".to_owned())],
            ..Page::bytes(body.as_bytes())
        }
    }

    pub fn bytes(body: &[u8]) -> Self {
        Page { status: 200, body: body.to_vec(), ..Page::default() }
    }

    pub fn status(status: u16) -> Self {
        Page { status, ..Page::html("<h1>Fel</h1>") }
    }

    pub fn redirect(status: u16, to: &str) -> Self {
        Page { status, ..Page::default() }.with("location", to)
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub fn modified(self, date: &'static str) -> Self {
        Page { modified: Some(date), ..self }
    }

    fn etag(&self) -> String {
        format!("\"{}\"", &blake3::hash(&self.body).to_hex()[..12])
    }
}

/// One request: the path with its query, and whether it said what it knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub path: String,
    pub is_conditional: bool,
    pub agent: String,
}

#[derive(Default)]
struct Served {
    pages: BTreeMap<String, Page>,
    /// What is served at any other address.
    otherwise: Option<Page>,
    asked: Vec<Asked>,
}

/// The site; it ends with the runtime that it was started in.
#[derive(Clone)]
pub struct Site {
    pub address: String,
    served: Arc<Mutex<Served>>,
}

impl Site {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let served = Arc::new(Mutex::new(Served::default()));
        let routes = Router::new().fallback(serve).with_state(served.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Site { address, served }
    }

    fn served(&self) -> MutexGuard<'_, Served> {
        self.served.lock().unwrap()
    }

    pub fn put(&self, path: &str, page: Page) {
        self.served().pages.insert(path.to_owned(), page);
    }

    pub fn put_elsewhere(&self, page: Page) {
        self.served().otherwise = Some(page);
    }

    /// All pages that are not among these paths become this one.
    pub fn replace_all(&self, but: &[&str], page: &Page) {
        for (path, served) in &mut self.served().pages {
            if !but.contains(&path.as_str()) {
                *served = page.clone();
            }
        }
    }

    pub fn pages(&self) -> BTreeMap<String, Page> {
        self.served().pages.clone()
    }

    pub fn put_all(&self, pages: BTreeMap<String, Page>) {
        self.served().pages = pages;
    }

    pub fn remove(&self, path: &str) {
        self.served().pages.remove(path);
    }

    /// A sitemap of these paths.
    pub fn list(&self, paths: &[&str]) {
        let urls: String = paths
            .iter()
            .map(|path| format!("<url><loc>{}{path}</loc></url>", self.address))
            .collect();
        let map = format!(
            "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>"
        );
        self.put("/sitemap.xml", Page::bytes(map.as_bytes()));
    }

    /// What was asked since the last time.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.served().asked)
    }
}

async fn serve(State(served): State<Arc<Mutex<Served>>>, request: Request) -> Response<Body> {
    let (page, known) = {
        let path = request.uri().path_and_query().map(|path| path.to_string()).unwrap_or_default();
        let header = |name| {
            request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let known: Option<String> =
            header(header::IF_NONE_MATCH).or_else(|| header(header::IF_MODIFIED_SINCE));
        let mut served = served.lock().unwrap();
        served.asked.push(Asked {
            path: path.clone(),
            is_conditional: known.is_some(),
            agent: header(header::USER_AGENT).unwrap_or_default(),
        });
        let otherwise = || served.otherwise.clone().unwrap_or_else(|| Page::status(404));
        (served.pages.get(&path).cloned().unwrap_or_else(otherwise), known)
    };
    drop(request);
    let mut response = Response::builder().status(page.status);
    if page.status == 200 {
        let validator = page.modified.map_or_else(|| page.etag(), str::to_owned);
        if known.as_deref() == Some(&validator) {
            return Response::builder()
                .status(StatusCode::NOT_MODIFIED)
                .body(Body::empty())
                .unwrap();
        }
        let name = if page.modified.is_some() { header::LAST_MODIFIED } else { header::ETAG };
        response = response.header(name, validator);
    }
    for (name, value) in &page.headers {
        response = response.header(*name, value);
    }
    response.body(Body::from(page.body)).unwrap()
}

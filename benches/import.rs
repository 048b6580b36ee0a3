//! What an import of a large site costs: time of the first and of the second import without changes, and the memory of the importing process.
//!
//! `cargo bench --bench import` for 10 000 pages, `cargo bench --bench import -- 500` for 500. The site is served by a process of its own, so that
//! the memory told is the import's. The server alone is measured first: no import can be quicker.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use alebot::import::merge::Consent;
use alebot::import::run::{Import, Options};
use alebot::model::import::{ImportSettings, Source, SourcePlace};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, header};

const PAGES: usize = 10_000;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    if arguments.first().is_some_and(|argument| argument == "serve") {
        return runtime.block_on(serve(arguments[1].parse().unwrap()));
    }
    let pages = arguments.first().and_then(|count| count.parse().ok()).unwrap_or(PAGES);
    let mut server = Server::start(pages);
    println!("{pages} pages");
    println!(
        "the server alone: {:.1} s",
        runtime.block_on(ask_all(&server.address, pages)).as_secs_f64()
    );
    let folder = tempfile::tempdir().unwrap();
    for name in ["first import", "second import, nothing changed"] {
        let begun = Instant::now();
        let line = runtime.block_on(import(folder.path(), &server.address));
        println!(
            "{name}: {:.1} s ({line}); most memory so far {} MiB",
            begun.elapsed().as_secs_f64(),
            most_memory()
        );
    }
    server.process.kill().unwrap();
    server.process.wait().unwrap();
}

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(pages: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["serve", &pages.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        Server { process, address: address.trim().to_owned() }
    }
}

async fn import(folder: &std::path::Path, address: &str) -> String {
    let settings = ImportSettings::default();
    let import = Import {
        knowledge: folder,
        settings: &settings,
        contact: None,
        today: "2026-11-26".parse().unwrap(),
        options: Options { pause: Some(Duration::ZERO), ..Options::default() },
    };
    let source = Source::new(SourcePlace::Site { address: format!("{address}/"), follow: false });
    import.run(&[source], Consent::Refused, &mut |_| {}).await.unwrap().line()
}

/// One request after the other, and nothing done with what comes.
async fn ask_all(address: &str, pages: usize) -> Duration {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let begun = Instant::now();
    for page in 0..pages {
        client.get(format!("{address}/amne/{page}")).send().await.unwrap().bytes().await.unwrap();
    }
    begun.elapsed()
}

fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or_default()
        / 1024
}

async fn serve(pages: usize) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    println!("{address}");
    let routes =
        Router::new().fallback(move |request: Request| answer(address.clone(), pages, request));
    axum::serve(listener, routes).await.unwrap();
}

async fn answer(address: String, pages: usize, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let tag = format!("\"{path}\"");
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let page = path.strip_prefix("/amne/").and_then(|number| number.parse::<usize>().ok());
    let response = Response::builder().header(header::ETAG, &tag);
    match page {
        Some(_) if known => response.status(304).body(Body::empty()).unwrap(),
        Some(number) => response
            .header("content-type", "text/html; charset=utf-8")
            .body(Body::from(html(number)))
            .unwrap(),
        None if path == "/sitemap.xml" => {
            let urls: String = (0..pages)
                .map(|page| format!("<url><loc>{address}/amne/{page}</loc></url>"))
                .collect();
            response.body(Body::from(format!("<urlset>{urls}</urlset>"))).unwrap()
        }
        None => Response::builder().status(404).body(Body::empty()).unwrap(),
    }
}

/// Some 20 kB, as pages of a municipality are: more frame than content.
fn html(number: usize) -> String {
    let menu: String = (0..120)
        .map(|at| {
            format!("<li class=\"menu-item\"><a href=\"/amne/{at}\">Menyval nummer {at}</a></li>")
        })
        .collect();
    let text: String = (0..12)
        .map(|at| format!("<h2>Avsnitt {at}</h2><p>Ämne {number} har i avsnitt {at} en text som bara står här, med avgiften {} kronor och en handläggningstid på {} veckor.</p>", number + at, at + 2))
        .collect();
    format!(
        "<!doctype html><html lang=\"sv\"><head><title>Ämne {number} - Vinlunda kommun</title></head><body><header><nav><ul>{menu}</ul></nav></header><main><h1>Ämne {number}</h1>{text}<table><tr><th>Vad</th><th>Pris</th></tr><tr><td>Ämne {number}</td><td>{number} kr</td></tr></table><p>Sidan uppdaterades 14 mars 2026</p></main><footer><ul>{menu}</ul></footer></body></html>"
    )
}

//! What a request may cost, and whom it may reach.

use std::io::Write;
use std::time::Duration;

use alebot::import::address::Hosts;
use alebot::import::fetch::{Answer, Failure, Fetcher, Limits, Refusal};
use url::Url;

use crate::site::{Page, Site};

fn fetcher(url: &Url, names_private: bool) -> Fetcher {
    let limits = Limits {
        pause: Duration::ZERO,
        time: Duration::from_millis(400),
        page: 10_000,
        pdf: 10_000,
    };
    Fetcher::new(Hosts::of([url]), limits, names_private).unwrap()
}

async fn get(url: &Url, names_private: bool) -> Answer {
    fetcher(url, names_private).get(url, None, |_| true).await
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = Url::parse(&format!("http://{}/", silent.local_addr().unwrap())).unwrap();
    assert!(matches!(get(&url, true).await, Answer::Failed(Failure::TimedOut)));
}

#[tokio::test]
async fn what_is_too_large_is_not_read_to_its_end_packed_or_not() {
    let site = Site::start().await;
    let large = vec![b'a'; 2_000_000];
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&large).unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 10_000);
    site.put("/plain", Page::bytes(&large));
    site.put("/packed", Page::bytes(&packed).with("content-encoding", "gzip"));
    for path in ["/plain", "/packed"] {
        let url = Url::parse(&site.address).unwrap().join(path).unwrap();
        assert!(
            matches!(get(&url, true).await, Answer::Refused(Refusal::TooLarge(10_000))),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_name_that_points_at_this_machine_is_not_followed_unless_it_is_meant() {
    let site = Site::start().await;
    site.put("/", Page::html("<h1>Hej</h1>"));
    let url = Url::parse(&site.address.replace("127.0.0.1", "localhost")).unwrap();
    match get(&url, false).await {
        Answer::Failed(Failure::Connection(why)) => {
            assert!(why.contains("privata adresser"), "{why}")
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(site.asked(), []);
    assert!(matches!(get(&url, true).await, Answer::Served(_)));
}

#[tokio::test]
async fn one_request_waits_for_the_pause_after_the_one_before() {
    let site = Site::start().await;
    site.put("/", Page::html("<h1>Hej</h1>"));
    let url = Url::parse(&site.address).unwrap();
    let mut fetcher = fetcher(&url, true);
    fetcher.slow_down(Duration::from_millis(120));
    let begun = std::time::Instant::now();
    for _ in 0..3 {
        fetcher.get(&url, None, |_| true).await;
    }
    assert!(begun.elapsed() >= Duration::from_millis(240));
}

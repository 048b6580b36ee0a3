//! Asking a server for a page: politely, within limits, and only where it is allowed.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

use super::address::{Hosts, is_private, known_as};

/// Names us and says where to read about us.
const USER_AGENT: &str = concat!(
    "Alebot/",
    env!("CARGO_PKG_VERSION"),
    " (kommunens assistent; laser sidor for att citera dem)"
);

/// More redirects in a row than this lead nowhere.
const REDIRECTS: usize = 5;
/// A server that asks for patience gets at most so much.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Between two requests.
    pub pause: Duration,
    /// For one request with its redirects' answers, from connecting to the last byte.
    pub time: Duration,
    /// Bytes of a page, unpacked.
    pub page: u64,
    /// Bytes of a PDF.
    pub pdf: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            pause: Duration::from_millis(500),
            time: Duration::from_secs(30),
            page: 5 * 1024 * 1024,
            pdf: 25 * 1024 * 1024,
        }
    }
}

/// What a server said of a page when it was read, so that it can say that nothing has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
}

/// What was served.
#[derive(Debug)]
pub struct Served {
    /// After redirects.
    pub url: Url,
    /// Every redirect on the way was a permanent one, and there was one.
    pub has_moved: bool,
    pub content_type: Option<String>,
    /// Each header X-Robots-Tag by itself: one may be meant for another robot than the next.
    pub robots: Vec<String>,
    pub validators: Validators,
    pub bytes: Vec<u8>,
}

/// What came of a request.
#[derive(Debug)]
pub enum Answer {
    Served(Box<Served>),
    NotModified,
    /// 404 or 410: the server says that there is no such page.
    Gone,
    /// It still leads for good to the address that it was expected to lead to, which was not asked.
    Leads,
    /// It was not asked, or what it answered was not read: a rule of ours.
    Refused(Refusal),
    /// Nothing is known of the page.
    Failed(Failure),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("leder till {0}, som inte är en källa")]
    Host(String),
    #[error("får inte läsas enligt robots.txt")]
    Robots,
    #[error("leder vidare mer än {REDIRECTS} gånger")]
    Redirects,
    #[error("är större än {0} byte")]
    TooLarge(u64),
    #[error("är av slaget {0}")]
    Kind(String),
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    #[error("servern svarade {0}")]
    Status(u16),
    #[error("inget svar i tid")]
    TimedOut,
    #[error("{0}")]
    Connection(String),
}

/// How far a request goes.
#[derive(Clone, Copy, Default)]
struct Manner<'a> {
    /// What a server shows for a page that is not there is read, too.
    reads_missing: bool,
    /// A redirect to there is not followed.
    expected: Option<&'a Url>,
}

/// Asks one request at a time, with a pause between.
pub struct Fetcher {
    client: Client,
    hosts: Hosts,
    limits: Limits,
    next: Instant,
}

impl Fetcher {
    /// `names_private`: a source names this machine or its network itself.
    pub fn new(hosts: Hosts, limits: Limits, names_private: bool) -> Result<Self, reqwest::Error> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.8,text/plain;q=0.7"));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("sv,en;q=0.5"));
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .default_headers(headers)
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(limits.time.min(Duration::from_secs(10)))
            .timeout(limits.time)
            .dns_resolver(Arc::new(Public { names_private }))
            .build()?;
        Ok(Fetcher { client, hosts, limits, next: Instant::now() })
    }

    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// A longer pause, where the site asks for one.
    pub fn slow_down(&mut self, pause: Duration) {
        self.limits.pause = self.limits.pause.max(pause);
    }

    pub fn may_ask(&self, url: &Url) -> bool {
        self.hosts.has(url)
    }

    /// Asks for a page, following redirects for as long as every step is `permitted`.
    pub async fn get(
        &mut self,
        url: &Url,
        known: Option<&Validators>,
        permitted: impl Fn(&Url) -> bool,
    ) -> Answer {
        self.follow(url, known, permitted, Manner::default()).await
    }

    /// The same, without asking for the page that it is expected to lead to.
    pub async fn get_before(
        &mut self,
        url: &Url,
        expected: &Url,
        permitted: impl Fn(&Url) -> bool,
    ) -> Answer {
        let manner = Manner { expected: Some(expected), ..Manner::default() };
        self.follow(url, None, permitted, manner).await
    }

    /// What a server shows at an address that cannot exist, whatever status it calls that; `None` where it shows nothing.
    pub async fn get_missing(
        &mut self,
        url: &Url,
        permitted: impl Fn(&Url) -> bool,
    ) -> Option<Served> {
        let manner = Manner { reads_missing: true, ..Manner::default() };
        match self.follow(url, None, permitted, manner).await {
            Answer::Served(served) => Some(*served),
            _ => None,
        }
    }

    async fn follow(
        &mut self,
        url: &Url,
        known: Option<&Validators>,
        permitted: impl Fn(&Url) -> bool,
        manner: Manner<'_>,
    ) -> Answer {
        let mut url = url.clone();
        let (mut redirected, mut is_permanent) = (0, true);
        loop {
            if !self.hosts.has(&url) {
                return Answer::Refused(Refusal::Host(
                    url.host_str().unwrap_or(url.scheme()).to_owned(),
                ));
            }
            if !permitted(&url) {
                return Answer::Refused(Refusal::Robots);
            }
            // Behind a redirect for now the page is still known by its own address; behind one for good it is another's.
            let known = known.filter(|_| redirected == 0 || !is_permanent);
            let response = match self.ask(&url, known).await {
                Ok(response) => response,
                Err(failure) => return Answer::Failed(failure),
            };
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED && known.is_some() {
                return Answer::NotModified;
            }
            let target =
                header_of(response.headers(), header::LOCATION).filter(|_| status.is_redirection());
            let Some(target) = target else {
                let has_moved = redirected > 0 && is_permanent;
                return match self.read(url, has_moved, response, manner.reads_missing).await {
                    // The page that was asked for is not said to be gone, only what it is sent on to.
                    Answer::Gone if redirected > 0 => {
                        Answer::Failed(Failure::Status(status.as_u16()))
                    }
                    answer => answer,
                };
            };
            redirected += 1;
            is_permanent &=
                [StatusCode::MOVED_PERMANENTLY, StatusCode::PERMANENT_REDIRECT].contains(&status);
            match url.join(&target) {
                Ok(next)
                    if is_permanent
                        && manner.expected.is_some_and(|expected| known_as(&next) == *expected) =>
                {
                    return Answer::Leads;
                }
                Ok(next) if redirected <= REDIRECTS => url = next,
                _ => return Answer::Refused(Refusal::Redirects),
            }
        }
    }

    /// One request when its time has come; a server that says "later" is asked once more then.
    async fn ask(
        &mut self,
        url: &Url,
        known: Option<&Validators>,
    ) -> Result<reqwest::Response, Failure> {
        let mut has_waited = false;
        loop {
            // A timer has a grain of a millisecond, which is longer than a quick server takes.
            if self.next > Instant::now() {
                sleep_until(self.next).await;
            }
            let mut request = self.client.get(url.clone());
            if let Some(etag) = known.and_then(|known| known.etag.as_ref()) {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(modified) = known.and_then(|known| known.modified.as_ref()) {
                request = request.header(header::IF_MODIFIED_SINCE, modified);
            }
            let sent = request.send().await;
            self.next = Instant::now() + self.limits.pause;
            let response = sent.map_err(|error| failure(&error))?;
            let wait = retry_after(&response).filter(|_| !has_waited);
            let Some(wait) = wait else { return Ok(response) };
            has_waited = true;
            sleep(wait).await;
        }
    }

    async fn read(
        &self,
        url: Url,
        has_moved: bool,
        mut response: reqwest::Response,
        reads_missing: bool,
    ) -> Answer {
        let status = response.status();
        let is_gone = [StatusCode::NOT_FOUND, StatusCode::GONE].contains(&status);
        if is_gone && !reads_missing {
            return Answer::Gone;
        }
        if status != StatusCode::OK && !is_gone {
            return Answer::Failed(Failure::Status(status.as_u16()));
        }
        let headers = response.headers().clone();
        let content_type = header_of(&headers, header::CONTENT_TYPE);
        let is_pdf =
            content_type.as_deref().is_some_and(|kind| kind.starts_with("application/pdf"));
        let largest = if is_pdf { self.limits.pdf } else { self.limits.page };
        let mut bytes = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if (bytes.len() + chunk.len()) as u64 <= largest => {
                    bytes.extend_from_slice(&chunk)
                }
                Ok(Some(_)) => return Answer::Refused(Refusal::TooLarge(largest)),
                Ok(None) => break,
                Err(error) => return Answer::Failed(failure(&error)),
            }
        }
        let robots = headers.get_all("x-robots-tag").iter();
        let robots = robots.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
        Answer::Served(Box::new(Served {
            url,
            has_moved,
            content_type,
            robots,
            validators: Validators {
                etag: header_of(&headers, header::ETAG),
                modified: header_of(&headers, header::LAST_MODIFIED),
            },
            bytes,
        }))
    }

    /// Reads a larger file than a page may be: a sitemap.
    pub async fn get_large(&mut self, url: &Url, largest: u64) -> Answer {
        let page = std::mem::replace(&mut self.limits.page, largest);
        let answer = self.get(url, None, |_| true).await;
        self.limits.page = page;
        answer
    }
}

fn header_of(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    // A header may hold bytes of any encoding; a redirect to "/sök" does.
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// How long a server that is overloaded asks to be left alone.
fn retry_after(response: &reqwest::Response) -> Option<Duration> {
    let status = response.status();
    if ![StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE].contains(&status) {
        return None;
    }
    let seconds = header_of(response.headers(), header::RETRY_AFTER)?.parse::<u64>().ok()?;
    Some(Duration::from_secs(seconds).min(PATIENCE))
}

fn failure(error: &reqwest::Error) -> Failure {
    if error.is_timeout() {
        return Failure::TimedOut;
    }
    // The innermost cause says what happened; the outer ones repeat the address.
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    Failure::Connection(cause.to_string())
}

/// Looks names up, and forgets the addresses that the internet does not lead to: a name of somebody else's may point at this machine.
struct Public {
    names_private: bool,
}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let names_private = self.names_private;
        Box::pin(async move {
            let name = name.as_str().to_owned();
            let is_local = names_private && (name == "localhost" || name.ends_with(".localhost"));
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fits = |address: &SocketAddr| is_local || !is_private(ip(address));
            let fitting: Vec<SocketAddr> = found.filter(fits).collect();
            if fitting.is_empty() {
                return Err(format!("{name} pekar bara på privata adresser").into());
            }
            Ok(Box::new(fitting.into_iter()) as Addrs)
        })
    }
}

fn ip(address: &SocketAddr) -> IpAddr {
    address.ip()
}

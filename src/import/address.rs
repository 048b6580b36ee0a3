//! Addresses: which may be asked at all, and when two are the same page.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The hosts that are named as sources: nobody else is asked, whatever a link, a sitemap or a redirect says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts(Vec<Named>);

/// A host and its port, as they are compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// Without `www.`: a site is the same with it and without.
    name: String,
    /// `None`: the scheme's own, http or https.
    port: Option<u16>,
}

impl Hosts {
    pub fn of<'a>(sources: impl IntoIterator<Item = &'a Url>) -> Self {
        Hosts(sources.into_iter().filter_map(Named::of).collect())
    }

    /// Whether an address is a page of one of the sources.
    pub fn has(&self, url: &Url) -> bool {
        let plain = ["http", "https"].contains(&url.scheme())
            && url.username().is_empty()
            && url.password().is_none();
        plain && Named::of(url).is_some_and(|named| self.0.contains(&named))
    }
}

impl Named {
    pub fn of(url: &Url) -> Option<Self> {
        let name = url.host_str()?.trim_end_matches('.');
        Some(Named { name: name.strip_prefix("www.").unwrap_or(name).to_owned(), port: url.port() })
    }
}

/// The address by which a page is known: without a fragment, without what only tracks readers.
pub fn known_as(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !tracks(name))
        .map(|(a, b)| (a.into_owned(), b.into_owned()))
        .collect();
    let count = url.query_pairs().count();
    if kept.is_empty() {
        url.set_query(None);
    } else if kept.len() < count {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    url
}

fn tracks(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with("utm_")
        || ["fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga"].contains(&name.as_str())
}

/// Whether the address can be a page or a PDF, by the name's end.
pub fn is_readable(url: &Url) -> bool {
    const OTHER: [&str; 30] = [
        "jpg", "jpeg", "png", "gif", "svg", "webp", "ico", "css", "js", "json", "xml", "rss",
        "atom", "zip", "gz", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "mp3",
        "mp4", "avi", "mov", "ics", "csv", "exe",
    ];
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_none_or(|ending| !OTHER.contains(&ending.as_str()))
}

pub fn is_pdf(url: &Url) -> bool {
    url.path().to_lowercase().ends_with(".pdf")
}

/// An address that the internet does not lead to (IANA's special-purpose registries): this machine, its network, its cloud's own services.
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped().or_else(|| translated(ip)) {
            Some(ip) => is_private_v4(ip),
            None => {
                let first = ip.segments()[0];
                ip.is_loopback()
                    || ip.is_unspecified()
                    || ip.is_multicast()
                    || (first & 0xfe00) == 0xfc00
                    || (first & 0xffc0) == 0xfe80
                    || (first & 0xffc0) == 0xfec0
            }
        },
    }
}

/// An IPv4 address inside one of IPv6: 64:ff9b::/96 (RFC 6052) and 2002::/16 (RFC 3056).
fn translated(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = ip.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
}

/// Whether the source itself names an address of this machine or its network: then it is meant.
pub fn names_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_private(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_private(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_named_hosts_are_asked() {
        let hosts = Hosts::of([&url("https://www.ale.se/start"), &url("http://127.0.0.1:8080/")]);
        for named in [
            "https://ale.se/x",
            "http://www.ale.se/",
            "http://127.0.0.1:8080/y",
            "http://2130706433:8080/",
        ] {
            assert!(hosts.has(&url(named)), "{named}");
        }
        for other in [
            "https://etjanster.ale.se/",
            "https://ale.se.example.org/",
            "https://ale.se:8443/",
            "http://127.0.0.1/",
            "http://127.0.0.1:8081/",
            "http://localhost:8080/",
            "http://[::1]:8080/",
            "file:///etc/passwd",
            "ftp://ale.se/",
            "https://user:pass@ale.se/",
            "gopher://ale.se/",
            "data:text/html,hej",
        ] {
            assert!(!hosts.has(&url(other)), "{other}");
        }
    }

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "255.255.255.255",
        ] {
            assert!(is_private(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "2a00:1450::1", "172.32.0.1", "100.128.0.1"] {
            assert!(!is_private(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn a_page_is_known_by_one_address() {
        let check =
            |text: &str, expected: &str| assert_eq!(known_as(&url(text)).as_str(), expected);
        check("https://ale.se/a#b", "https://ale.se/a");
        check("https://ale.se/a?utm_source=x", "https://ale.se/a");
        check("https://ale.se/a?id=4&utm_source=x", "https://ale.se/a?id=4");
        check("https://ale.se/a?id=4&b=%C3%A5", "https://ale.se/a?id=4&b=%C3%A5");
        check("HTTPS://ALE.se:443/a/../b", "https://ale.se/b");
    }
}

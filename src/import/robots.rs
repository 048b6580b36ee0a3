//! robots.txt (RFC 9309): what may be read, how often, and where the sitemaps are.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

/// The name by which robots.txt may address us.
pub const NAME: &str = "alebot";

/// A longer pause than this is not waited for: pages would be read for days.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// The rules of one host.
pub enum Robots {
    /// It has none: everything may be read (RFC 9309, 2.3.1.3).
    None,
    Rules(Box<Robot>),
    /// They could not be read: nothing may be (2.3.1.4).
    Unknown,
}

impl Robots {
    pub fn parse(text: &[u8]) -> Self {
        Robot::new(NAME, text).map_or(Robots::Unknown, |robot| Robots::Rules(Box::new(robot)))
    }

    pub fn allows(&self, url: &Url) -> bool {
        match self {
            Robots::None => true,
            Robots::Rules(robot) => robot.allowed(url.as_str()),
            Robots::Unknown => false,
        }
    }

    pub fn pause(&self) -> Option<Duration> {
        let Robots::Rules(robot) = self else { return None };
        let seconds = robot.delay.filter(|delay| delay.is_finite() && *delay >= 0.0)?;
        Some(Duration::from_secs_f32(seconds.min(LONGEST_PAUSE.as_secs_f32())))
    }

    pub fn sitemaps(&self) -> Vec<String> {
        match self {
            Robots::Rules(robot) => robot.sitemaps.clone(),
            Robots::None | Robots::Unknown => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Url {
        Url::parse("https://ale.se").unwrap().join(path).unwrap()
    }

    #[test]
    fn the_rules_for_us_hold_before_those_for_all() {
        let text = b"User-agent: *\nDisallow: /\n\nUser-agent: Alebot\nDisallow: /intern/\nAllow: /intern/oppet\nCrawl-delay: 2\n\nSitemap: https://ale.se/karta.xml";
        let robots = Robots::parse(text);
        assert!(robots.allows(&url("/avfall")) && robots.allows(&url("/intern/oppet")));
        assert!(!robots.allows(&url("/intern/lista")));
        assert_eq!(robots.pause(), Some(Duration::from_secs(2)));
        assert_eq!(robots.sitemaps(), ["https://ale.se/karta.xml"]);
    }

    #[test]
    fn without_rules_all_may_be_read_and_with_unknown_ones_nothing() {
        assert!(Robots::None.allows(&url("/a")) && !Robots::Unknown.allows(&url("/a")));
        let robots = Robots::parse(b"User-agent: *\nCrawl-delay: 9000\nDisallow: /*?\n");
        assert_eq!(robots.pause(), Some(LONGEST_PAUSE));
        assert!(!robots.allows(&url("/a?b=c")));
    }
}

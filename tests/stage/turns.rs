//! What happens to the service and to Telegram on the stage.

use std::time::Duration;

use chrono::NaiveDateTime;
use serde_json::Value;
use tokio::time::Instant;

use super::acts::ANONYMOUS;
use super::people::{STAFF, anonymous, person};
use super::script::{Turn, Where};
use super::{GROUP, PATIENCE, Stage, program};
use crate::double::{Fault, GroupKind, Standing};

/// Somebody in staff's group who is not named.
const SOMEBODY: i64 = 990;
/// Longer than the service waits for an answer.
const FOREVER: Duration = Duration::from_secs(60);

/// `2026-05-12T10:00`, seconds or not.
pub fn moment(text: &str) -> NaiveDateTime {
    let read = |format| NaiveDateTime::parse_from_str(text, format);
    read("%Y-%m-%dT%H:%M")
        .or_else(|_| read("%Y-%m-%dT%H:%M:%S"))
        .unwrap_or_else(|_| panic!("not a moment: {text}"))
}

impl Stage {
    pub(super) async fn turn(&mut self, turn: Turn) {
        let somebody = person(SOMEBODY, "Chefen", &self.setup.app);
        match turn {
            Turn::Time(at) => {
                self.running.terminate();
                self.running.exit_within(PATIENCE);
                self.start(moment(&at));
            }
            Turn::Wait(seconds) => tokio::time::sleep(Duration::from_secs(seconds)).await,
            Turn::Kill => self.kill(),
            Turn::KillAt(method) => {
                self.double.fault(&method, Fault::Unanswered(FOREVER));
                let count = self.double.calls_of(&method).len();
                self.kill_at = Some((method, count + 1));
            }
            Turn::Outage(on) => {
                self.double.outage(on);
                self.outage = on;
            }
            Turn::Fault { method, what, place } => self.break_next(&method, &what, place.as_ref()),
            Turn::Topic { number, state, by } => match self.topic_of(number) {
                Some(thread) => {
                    let known = STAFF.iter().find(|(name, _)| by.as_deref() == Some(*name));
                    let by = match known {
                        Some((name, id)) => person(*id, name, &self.setup.app),
                        None if by.as_deref() == Some(ANONYMOUS) => {
                            anonymous(&Value::Null)["from"].clone()
                        }
                        None => somebody,
                    };
                    self.double.turn_topic(self.staff_group, thread, state, &by);
                }
                None => self.fault(format!("there is no topic {number}")),
            },
            Turn::Stands(standing) => {
                self.double.stand(self.staff_group, &somebody, standing);
            }
            Turn::Moves => {
                let to = self.staff_group - 1;
                self.double.upgrade(self.staff_group, to, GroupKind::Forum, &somebody);
                self.staff_group = to;
            }
        }
    }

    /// Whether the bot cannot write in staff's group at all, so that what goes there waits.
    pub(super) fn is_out(&self) -> bool {
        matches!(
            self.double.standing(self.staff_group),
            Some(Standing::Kicked | Standing::Stranger)
        )
    }

    pub(super) async fn kill_if_asked(&mut self) {
        let Some((method, count)) = self.kill_at.take() else { return };
        let end = Instant::now() + PATIENCE;
        while self.double.calls_of(&method).len() < count {
            if Instant::now() > end {
                return self.fault(format!("there was no {method} to kill it at"));
            }
            tokio::time::sleep(super::GLANCE).await;
        }
        self.kill();
    }

    fn kill(&mut self) {
        self.running.kill();
        self.killed = true;
        let (since, at) = self.started;
        self.start(at + since.elapsed());
    }

    fn start(&mut self, at: NaiveDateTime) {
        self.log.push_str(&self.running.log());
        let program = program(&self.double, &self.database_url, &self.setup, self.folder.as_ref());
        self.running = program.at(&at.format("%Y-%m-%dT%H:%M:%S").to_string()).start();
        self.started = (Instant::now(), at);
    }

    fn break_next(&mut self, method: &str, what: &[String], place: Option<&Where>) {
        let words: Vec<&str> = what.iter().map(String::as_str).collect();
        let error =
            |code, description, retry_after| Fault::Error { code, description, retry_after };
        let fault = match words[..] {
            ["429", seconds] => {
                error(429, "Too Many Requests: retry later", Some(seconds.parse().unwrap()))
            }
            ["500"] => error(500, "Internal Server Error", None),
            ["400"] => error(400, "Bad Request: something is wrong", None),
            ["norights"] => {
                error(400, "Bad Request: not enough rights to send text messages to the chat", None)
            }
            ["unwritable"] => error(403, "Forbidden: CHAT_WRITE_FORBIDDEN", None),
            ["novoice"] => error(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN", None),
            ["403"] => error(403, "Forbidden: bot was blocked by the user", None),
            ["lost"] => Fault::Lost,
            ["reset"] => Fault::Reset,
            ["garbage"] => Fault::Garbage,
            ["hang"] => Fault::Hang(FOREVER),
            ["unanswered"] => Fault::Unanswered(FOREVER),
            _ => return self.fault(format!("no fault is called {what:?}")),
        };
        let chat = match place {
            None | Some(Where::Anywhere) => return self.double.fault(method, fault),
            Some(Where::With(who)) => self.id_of(who),
            Some(Where::Group) => Some(GROUP),
            Some(Where::General | Where::Topic(_)) => Some(self.staff_group),
        };
        match chat {
            Some(chat) => self.double.fault_in(chat, method, fault),
            None => self.fault(format!("nobody has been heard of who is {place:?}")),
        }
    }
}

//! One letter's way: sent, tried again or given up, and its fate written with what follows from it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::asking::{About, persevere};
use super::mandate::Mandate;
use super::schedule::Ticket;
use super::tries::Tries;
use super::work::WriterHandle;
use super::{Channel, Clock, Handler, Outcome, PipeError, PipeSettings, Tally};
use crate::model::backoff::Backoff;
use crate::model::delivery::{Delivery, SendError, SentMessage};
use crate::model::id::ChatId;
use crate::store::{QueuedLetter, Store, StoreError, StoredLetter, Write};

const PAUSES: Backoff =
    Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(30) };
/// How long sending waits for word that this instance still leads.
pub(super) const UNSURE_PAUSE: Duration = Duration::from_millis(200);
/// No letter waits longer than this before it is tried again, whatever the channel or a clock says.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// The chats that cannot be written to, as of the last commit.
#[derive(Clone, Debug)]
pub(super) struct BlockedChats(Arc<Mutex<HashSet<ChatId>>>);

impl BlockedChats {
    pub async fn load(store: &Store) -> Result<Self, StoreError> {
        let chats = store.blocked_chats().await?.into_iter().collect();
        Ok(BlockedChats(Arc::new(Mutex::new(chats))))
    }

    pub fn contains(&self, chat: ChatId) -> bool {
        let chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chats.contains(&chat)
    }

    pub fn set(&self, chat: ChatId, blocked: bool) {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if blocked {
            chats.insert(chat);
        } else {
            chats.remove(&chat);
        }
    }
}

/// What it takes to send letters.
pub(super) struct Sending<H, S> {
    store: Store,
    handler: Arc<H>,
    sender: Arc<S>,
    pub writer: WriterHandle,
    pub mandate: Mandate,
    pub blocked: BlockedChats,
    tally: Arc<Tally>,
    pub clock: Clock,
    tries: Mutex<Tries>,
    random: Mutex<StdRng>,
}

impl<H: Handler, S: Channel> Sending<H, S> {
    pub fn new(
        (store, handler, sender): (Store, Arc<H>, Arc<S>),
        (writer, mandate): (WriterHandle, Mandate),
        blocked: BlockedChats,
        tally: Arc<Tally>,
        clock: Clock,
        settings: &PipeSettings,
    ) -> Self {
        Sending {
            store,
            handler,
            sender,
            writer,
            mandate,
            blocked,
            tally,
            clock,
            tries: Mutex::new(Tries::new(settings.give_up_after)),
            random: Mutex::new(StdRng::seed_from_u64(settings.seed)),
        }
    }

    pub fn tries(&self) -> MutexGuard<'_, Tries> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause_after(&self, attempts: u32) -> Duration {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        PAUSES.after_with(attempts.saturating_add(1), random.random())
    }
}

/// What a task that sends reports back.
pub(super) enum Report {
    /// The channel has answered.
    Arrived(Ticket),
    Settled(QueuedLetter),
    /// To be sent again after so long; the chat rests as long, where the channel said so.
    Again {
        letter: QueuedLetter,
        after: Duration,
        rest: bool,
    },
    /// The group has another id now: the letter goes there, before all that waits for the old one.
    Moved {
        letter: QueuedLetter,
        to: ChatId,
    },
}

/// Sends one letter and has its fate written before the next of its lane may go: a kill doubles at most what is under way.
pub(super) async fn deliver<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    letter: QueuedLetter,
    stored: Option<Arc<StoredLetter>>,
    ticket: Ticket,
    reports: &mpsc::UnboundedSender<Report>,
) -> Report {
    let stored = match stored {
        Some(stored) => stored,
        None => match read(context, letter).await {
            Ok(stored) => stored,
            Err(report) => return report,
        },
    };
    let stored = match letter.lane.chat {
        chat if chat == stored.outgoing.chat => stored,
        // The group has moved since the letter was written.
        chat => {
            let mut moved = StoredLetter::clone(&stored);
            moved.outgoing.chat = chat;
            Arc::new(moved)
        }
    };
    if !context.mandate.is_sure() {
        // The process was stopped for a moment since this letter's turn came.
        return Report::Again { letter, after: UNSURE_PAUSE, rest: false };
    }
    let result = if context.blocked.contains(letter.lane.chat) {
        Err(SendError::Blocked)
    } else {
        let result = send(context, stored.clone()).await;
        if is_answer(&result) {
            context.tries().answered(Instant::now());
        }
        result
    };
    let _ = reports.send(Report::Arrived(ticket));
    conclude(context, letter, stored, result).await
}

/// What a letter says; where that cannot be had, what becomes of it.
async fn read<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    letter: QueuedLetter,
) -> Result<Arc<StoredLetter>, Report> {
    match context.store.waiting_letter(letter.id).await {
        Ok(Some(stored)) => return Ok(Arc::new(stored)),
        // Withdrawn while it was being tried again.
        Ok(None) => context.tries().forget(letter.id),
        Err(error) if error.is_transient() => {
            tracing::warn!(letter = letter.id, %error, "a letter was not read");
            return Err(Report::Again { letter, after: context.pause_after(0), rest: false });
        }
        Err(error) => {
            tracing::error!(letter = letter.id, %error, "a stored letter is not understood and is set aside");
            let aside = context.store.set_letter_aside(letter.id, (context.clock)()).await;
            if let Err(error) = aside {
                tracing::error!(letter = letter.id, %error, "it is found again at the next start");
            }
        }
    }
    Err(Report::Settled(letter))
}

async fn send<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    stored: Arc<StoredLetter>,
) -> Result<SentMessage, SendError> {
    let (sender, id) = (context.sender.clone(), stored.id);
    let task = tokio::spawn(async move { sender.send(&stored.outgoing).await });
    match task.await {
        Ok(sent) => sent,
        // The program ends: nobody knows what became of it, and the next start sends it again.
        Err(ended) if ended.is_cancelled() => std::future::pending().await,
        Err(panic) => {
            tracing::error!(letter = id, %panic, "sending panicked");
            Err(SendError::Permanent("sending panicked".to_owned()))
        }
    }
}

/// Whether the channel is there. It may not have been asked at all for what cannot be rendered or spoken, and is refused for good.
fn is_answer(result: &Result<SentMessage, SendError>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => matches!(
            error,
            SendError::Blocked
                | SendError::TopicGone
                | SendError::Migrated { .. }
                | SendError::Unwanted(_)
        ),
    }
}

async fn conclude<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    letter: QueuedLetter,
    stored: Arc<StoredLetter>,
    result: Result<SentMessage, SendError>,
) -> Report {
    match result {
        Ok(sent) => {
            Tally::add(&context.tally.sent, 1);
            settle(context, &stored, Delivery::Sent(sent), Vec::new()).await;
            Report::Settled(letter)
        }
        Err(SendError::RetryAfter(wait)) => {
            // A little more than asked for: clocks differ.
            let after = wait.min(LONGEST_WAIT) + Duration::from_millis(100);
            again(context, letter, after, true, "too many requests").await
        }
        Err(SendError::Transient(why)) => {
            if context.tries().in_vain(letter.id, Instant::now()) {
                tracing::error!(
                    letter = letter.id,
                    why,
                    "given up: the channel takes others, and has not taken this one for too long"
                );
                Tally::add(&context.tally.expired, 1);
                return refuse(context, letter, &stored, Delivery::Expired).await;
            }
            let after = context.pause_after(letter.attempts);
            let letter = QueuedLetter { attempts: letter.attempts.saturating_add(1), ..letter };
            again(context, letter, after, false, &why).await
        }
        Err(SendError::Permanent(why)) => {
            refuse(context, letter, &stored, Delivery::Refused(why)).await
        }
        Err(SendError::Unwanted(why)) => {
            refuse(context, letter, &stored, Delivery::Unwanted(why)).await
        }
        Err(SendError::TopicGone) => refuse(context, letter, &stored, Delivery::TopicGone).await,
        Err(SendError::Blocked) => refuse(context, letter, &stored, Delivery::Blocked).await,
        Err(SendError::Migrated { to }) => Report::Moved { letter, to },
    }
}

async fn again<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    letter: QueuedLetter,
    after: Duration,
    rest: bool,
    why: &str,
) -> Report {
    Tally::add(&context.tally.retried, 1);
    tracing::warn!(
        letter = letter.id,
        attempts = letter.attempts,
        wait_ms = after.as_millis() as u64,
        why,
        "sent again later"
    );
    let due_ms = (context.clock)() + i64::try_from(after.as_millis()).unwrap_or_default();
    let noted = context.writer.reschedule(letter.id, letter.attempts, due_ms).await;
    if let Err(PipeError::Store(error)) = noted {
        tracing::error!(letter = letter.id, %error, "a retry was not noted");
    }
    Report::Again { letter, after, rest }
}

async fn refuse<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    letter: QueuedLetter,
    stored: &Arc<StoredLetter>,
    delivery: Delivery,
) -> Report {
    Tally::add(&context.tally.refused, 1);
    tracing::warn!(letter = letter.id, delivery = loggable(&delivery), "not delivered");
    let chat = letter.lane.chat;
    let is_news = delivery == Delivery::Blocked && !context.blocked.contains(chat);
    let mark = is_news.then_some(Write::Blocked { chat, blocked: true });
    settle(context, stored, delivery, mark.into_iter().collect()).await;
    Report::Settled(letter)
}

/// What became of a letter, without what the letter says: a channel quotes that where it refuses it.
fn loggable(delivery: &Delivery) -> String {
    match delivery {
        Delivery::Refused(why) | Delivery::Unwanted(why) => {
            let parts = why.split('"').enumerate();
            parts.map(|(number, part)| if number % 2 == 0 { part } else { "…" }).collect()
        }
        other => format!("{other:?}"),
    }
}

/// Has written what became of a letter, with what the handler says follows.
async fn settle<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    stored: &Arc<StoredLetter>,
    delivery: Delivery,
    marks: Vec<Write>,
) {
    context.tries().forget(stored.id);
    let mut outcome = follow(context, stored, &delivery).await;
    outcome.writes.extend(marks.iter().cloned());
    let written = context.writer.settle(stored.clone(), delivery.clone(), outcome).await;
    let Err(PipeError::Store(error)) = written else {
        return;
    };
    tracing::error!(letter = stored.id, %error, "what follows from a delivery cannot be written");
    let bare = Outcome::write(marks);
    if let Err(PipeError::Store(error)) =
        context.writer.settle(stored.clone(), delivery, bare).await
    {
        tracing::error!(letter = stored.id, %error, "a delivery cannot be noted");
    }
}

/// What the handler says follows.
async fn follow<H: Handler, S: Channel>(
    context: &Sending<H, S>,
    stored: &Arc<StoredLetter>,
    delivery: &Delivery,
) -> Outcome {
    let ask = || async {
        let (handler, letter, fate) = (context.handler.clone(), stored.clone(), delivery.clone());
        Some(tokio::spawn(async move { handler.settled(&letter, &fate).await }).await)
    };
    persevere("what follows from a delivery", About::Letter(stored.id), ask)
        .await
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_letter_says_is_not_logged_where_the_channel_quotes_it() {
        let refused = |why: &str| loggable(&Delivery::Refused(why.to_owned()));
        let why = r#"sendMessage: Unsupported start tag "granne" at byte 3, after "min""#;
        assert_eq!(refused(why), "sendMessage: Unsupported start tag … at byte 3, after …");
        assert_eq!(refused(r#"cut off "min granne"#), "cut off …");
        assert_eq!(loggable(&Delivery::Blocked), "Blocked");
    }
}

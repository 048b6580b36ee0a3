//! Plays a dialogue against the whole process and compares what the bot shows with what is written.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::script::{Act, Expect, Script, Step, fits};
use crate::double::{ACCOUNT, Call, Double, chat, visible};
use crate::process::{Database, Folder, Program, Running};

const GROUP: i64 = -1_005;
/// For one step; a debug build beside other work takes its time.
const PATIENCE: Duration = Duration::from_secs(20);

/// Plays one dialogue; gives what was not as written, a line each.
pub async fn play(path: &Path, database_url: &str) -> Vec<String> {
    let script = Script::read(path);
    let double = Double::start().await;
    let folder = script.has_long_article.then(|| Folder::new().with_a_long_article());
    let program = match &folder {
        // Its classifier is trained once and stays.
        Some(folder) => {
            let index = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-index");
            Program::with_knowledge(&double.address(), database_url, &folder.knowledge(), &index)
        }
        None => Program::new(&double.address(), database_url),
    };
    let running = program.at(&script.at).start();
    let database = Database::open(database_url).await;
    let mut stage = Stage {
        double,
        database,
        app: script.app,
        chats: HashMap::new(),
        written: HashMap::new(),
        shown: Vec::new(),
        seen: 0,
        unmatched: Vec::new(),
        faults: Vec::new(),
        here: 0,
    };
    for (line, step) in script.steps {
        stage.step(line, step).await;
    }
    stage.nothing_is_left();
    stage.nothing_went_wrong(&running);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let faults = stage.faults.iter();
    faults.map(|fault| format!("{name}:{fault}")).collect()
}

/// A message of the bot's, as last shown.
struct Shown {
    chat: i64,
    message_id: i64,
    keyboard: Value,
}

struct Stage {
    double: Double,
    database: Database,
    app: String,
    /// Of each person.
    chats: HashMap<String, i64>,
    /// The last message of each person: where, which.
    written: HashMap<String, (i64, i32)>,
    shown: Vec<Shown>,
    /// So many of the double's calls have been looked at.
    seen: usize,
    /// What the bot has done since somebody did something, and the dialogue has not named yet.
    unmatched: Vec<Call>,
    faults: Vec<String>,
    here: usize,
}

impl Stage {
    async fn step(&mut self, line: usize, step: Step) {
        match step {
            Step::Act { who, act } => {
                self.nothing_is_left();
                self.here = line;
                self.act(&who, &act);
                self.database.quiet(&self.double, PATIENCE).await;
                self.look(matches!(act, Act::Presses(_) | Act::PressesData(_)));
            }
            Step::Expect(expected) => {
                self.here = line;
                self.compare(&expected);
            }
        }
    }

    fn fault(&mut self, words: String) {
        self.faults.push(format!("{}: {words}", self.here));
    }

    fn act(&mut self, who: &str, act: &Act) {
        let next = i64::try_from(self.chats.len()).unwrap() + 1;
        let own = *self.chats.entry(who.to_owned()).or_insert(next);
        let from = json!({"id": own, "is_bot": false, "first_name": who, "language_code": self.app});
        match act {
            Act::Writes(text) => self.write(who, own, &from, json!({"text": text})),
            Act::WritesInGroup(text) => self.write(who, GROUP, &from, json!({"text": text})),
            Act::AnswersInGroup(text) => {
                let Some(last) = self.shown.iter().rfind(|shown| shown.chat == GROUP) else {
                    return self.fault("there is nothing to answer in the group".to_owned());
                };
                let before = json!({
                    "message_id": last.message_id, "date": 1, "chat": chat(GROUP), "text": "…",
                    "from": {"id": crate::double::BOT, "is_bot": true, "first_name": "Kontaktcenter"},
                });
                let body = json!({"text": text, "reply_to_message": before});
                self.write(who, GROUP, &from, body);
            }
            Act::Sends { content, caption } => {
                let mut body = content_of(content);
                if !caption.is_empty() {
                    body["caption"] = caption.as_str().into();
                }
                self.write(who, own, &from, body);
            }
            Act::Edits(text) => self.edit(who, &from, text),
            Act::Presses(label) => self.press(own, &from, label),
            Act::PressesData(data) => self.press_data(own, &from, 1, data),
            Act::AsksInline(query) => {
                let query = json!({"id": format!("inline{}", self.here), "from": from, "query": query, "offset": ""});
                self.double.update(json!({"inline_query": query}));
            }
            Act::Blocks(on) => {
                self.double.block(own, *on);
                let bot = json!({"id": crate::double::BOT, "is_bot": true, "first_name": "Kontaktcenter"});
                let member = |status: &str| json!({"user": bot, "status": status, "until_date": 0});
                let (old, new) = if *on { ("member", "kicked") } else { ("kicked", "member") };
                self.double.update(json!({"my_chat_member": {
                    "chat": chat(own), "from": from, "date": 1, "old_chat_member": member(old), "new_chat_member": member(new),
                }}));
            }
        }
    }

    fn write(&mut self, who: &str, place: i64, from: &Value, body: Value) {
        let message_id = self.double.next_message();
        self.written.insert(who.to_owned(), (place, message_id));
        let message = message(message_id, place, from, body);
        self.double.update(json!({"message": message}));
    }

    fn edit(&mut self, who: &str, from: &Value, text: &str) {
        let Some((place, message_id)) = self.written.get(who).copied() else {
            return self.fault(format!("{who} has written nothing to edit"));
        };
        let mut message = message(message_id, place, from, json!({"text": text}));
        message["edit_date"] = 2.into();
        self.double.update(json!({"edited_message": message}));
    }

    fn press(&mut self, place: i64, from: &Value, label: &str) {
        let labelled = |key: &&Value| key["text"] == label;
        let found = self.shown.iter().rev().find_map(|shown| {
            let key = keys(&shown.keyboard).find(labelled)?;
            let data = key["callback_data"].as_str()?.to_owned();
            (shown.chat == place).then_some((shown.message_id, data))
        });
        match found {
            Some((message_id, data)) => self.press_data(place, from, message_id, &data),
            None => self.fault(format!("there is no key {label:?}")),
        }
    }

    fn press_data(&mut self, place: i64, from: &Value, message_id: i64, data: &str) {
        let message = json!({"message_id": message_id, "date": 1, "chat": chat(place)});
        self.double.update(json!({"callback_query": {
            "id": format!("press{}", self.here), "from": from, "chat_instance": "1", "message": message, "data": data,
        }}));
    }

    /// Takes up what the bot has done since the last look.
    fn look(&mut self, pressed: bool) {
        let calls = self.double.calls().split_off(self.seen);
        self.seen += calls.len();
        let answered = calls.iter().filter(|call| call.method == "answerCallbackQuery").count();
        if answered != usize::from(pressed) {
            self.fault(format!("{answered} answers to a pressed button"));
        }
        for call in calls {
            let silent = call.method == "answerCallbackQuery" && call.params.get("text").is_none();
            let visible = call.method.starts_with("send") || call.method.starts_with("edit") || call.method.starts_with("answer");
            if visible && !silent && call.method != "sendChatAction" && call.refused.is_none() {
                self.remember(&call);
                self.unmatched.push(call);
            }
        }
    }

    fn remember(&mut self, call: &Call) {
        let result = call.result.clone().unwrap_or_default();
        let Some(message_id) = result["message_id"].as_i64() else {
            return;
        };
        self.shown.retain(|shown| shown.message_id != message_id);
        self.shown.push(Shown {
            chat: call.params["chat_id"].as_i64().unwrap_or_default(),
            message_id,
            keyboard: call.params["reply_markup"].clone(),
        });
    }

    fn compare(&mut self, expected: &Expect) {
        if let Expect::Keys(keyboard) = expected {
            let shown = self.shown.last().map_or("none".to_owned(), |shown| labels(&shown.keyboard));
            if !fits(keyboard, &shown) {
                self.fault(format!("expected the keys {keyboard}, the bot has {shown}"));
            }
            return;
        }
        if self.unmatched.is_empty() {
            return self.fault(format!("expected {expected:?}, the bot did nothing"));
        }
        let call = self.unmatched.remove(0);
        let is_as_expected = match expected {
            Expect::Says(text) => call.method == "sendMessage" && fits(text, &text_of(&call)),
            Expect::Replies(text) => {
                let to = call.params.pointer("/reply_parameters/message_id").and_then(Value::as_i64);
                let asked = self.written.values().any(|(_, id)| Some(i64::from(*id)) == to);
                asked && fits(text, &text_of(&call))
            }
            Expect::Edits(text) => call.method == "editMessageText" && fits(text, &text_of(&call)),
            Expect::Notices(text) => call.method == "answerCallbackQuery" && fits(text, &text_of(&call)),
            Expect::Offers(titles) => call.method == "answerInlineQuery" && fits(titles, &text_of(&call)),
            Expect::Speaks => call.method == "sendVoice",
            Expect::Keys(_) => true,
        };
        if !is_as_expected {
            self.fault(format!("expected {expected:?}, the bot {}", told(&call)));
        }
    }

    fn nothing_is_left(&mut self) {
        for call in std::mem::take(&mut self.unmatched) {
            self.fault(format!("not in the dialogue: the bot {}", told(&call)));
        }
    }

    fn nothing_went_wrong(&mut self, running: &Running) {
        // An edit that changes nothing to see is refused so; the service counts on it.
        let is_wrong = |call: &Call| call.refused.as_ref().is_some_and(|why| !why.contains("message is not modified"));
        for call in self.double.refused().into_iter().filter(is_wrong) {
            self.fault(format!("refused: {} {} {:?}", call.method, call.params, call.refused));
        }
        let log = running.log();
        for line in log.lines().filter(|line| line.contains("ERROR") || line.contains("panicked")) {
            self.fault(format!("the service says {line}"));
        }
    }
}

fn message(message_id: i32, place: i64, from: &Value, body: Value) -> Value {
    let mut message = json!({"message_id": message_id, "date": 1, "chat": chat(place), "from": from});
    for (field, value) in body.as_object().into_iter().flatten() {
        message[field] = value.clone();
    }
    let entities = entities(message["text"].as_str().unwrap_or_default());
    if !entities.is_empty() {
        message["entities"] = entities.into();
    }
    message
}

/// The command at the start and the bot's own name anywhere, as Telegram marks them.
fn entities(text: &str) -> Vec<Value> {
    let length = |text: &str| text.encode_utf16().count();
    let mut entities = Vec::new();
    if text.starts_with('/') {
        let command = text.split_whitespace().next().unwrap_or_default();
        entities.push(json!({"type": "bot_command", "offset": 0, "length": length(command)}));
    }
    let name = format!("@{ACCOUNT}");
    if let Some(at) = text.find(&name).filter(|_| !text.starts_with('/')) {
        entities.push(json!({"type": "mention", "offset": length(&text[..at]), "length": length(&name)}));
    }
    entities
}

fn content_of(kind: &str) -> Value {
    let file = json!({"file_id": "f", "file_unique_id": "u", "file_size": 1000});
    let mut clip = file.clone();
    clip["duration"] = 3.into();
    match kind {
        "photo" => {
            let mut photo = file;
            photo["width"] = 90.into();
            photo["height"] = 90.into();
            json!({"photo": [photo]})
        }
        "voice" => json!({"voice": clip}),
        "document" => json!({"document": file}),
        "sticker" => {
            json!({"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": false, "is_video": false}})
        }
        "location" => json!({"location": {"latitude": 57.9, "longitude": 12.1}}),
        // Messages that nobody writes: somebody pins, joins, renames.
        service => json!({service: true}),
    }
}

fn keys(keyboard: &Value) -> impl Iterator<Item = &Value> {
    let rows = keyboard["inline_keyboard"].as_array().into_iter().flatten();
    rows.filter_map(Value::as_array).flatten()
}

fn labels(keyboard: &Value) -> String {
    let labels: Vec<String> = keys(keyboard).map(|key| format!("[{}]", key["text"].as_str().unwrap_or_default())).collect();
    if labels.is_empty() {
        return "none".to_owned();
    }
    labels.join(" ")
}

fn text_of(call: &Call) -> String {
    if let Some(results) = call.params["results"].as_array() {
        let titles = results.iter().filter_map(|result| result["title"].as_str());
        return titles.collect::<Vec<_>>().join(", ");
    }
    visible(call.params["text"].as_str().unwrap_or_default()).unwrap_or_default()
}

/// In the words of a dialogue.
fn told(call: &Call) -> String {
    let verb = match call.method.as_str() {
        "sendMessage" if call.params.get("reply_parameters").is_some() => "replies",
        "sendMessage" => "says",
        "editMessageText" => "edits",
        "answerCallbackQuery" => "notices",
        "answerInlineQuery" => "offers",
        "sendVoice" => "speaks",
        other => other,
    };
    let text = text_of(call).replace('\n', "\n  ");
    let keys = labels(&call.params["reply_markup"]);
    format!("{verb}: {text}\n  keys: {keys}")
}

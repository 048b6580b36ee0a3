use std::time::Duration;

use alebot::channel::telegram::client::{
    BotApi, CallError, Patience, Recording, StaffChats, Token,
};
use alebot::channel::telegram::request::{Addressed, Caption, Key, Press, Request};
use alebot::model::contact::Bilingual;
use alebot::model::delivery::{SendError, SentMessage};
use alebot::model::id::{ChatId, MessageId, ThreadId, UserId};
use alebot::model::language::ReplyLanguage;
use serde_json::json;

use super::double::{ACCOUNT, BOT, Double, Fault};

pub const TOKEN: &str = "123456:VERY-SECRET-TOKEN";

pub fn patience() -> Patience {
    Patience {
        connect: Duration::from_millis(500),
        answer: Duration::from_millis(500),
        upload: Duration::from_secs(2),
        poll: Duration::from_secs(1),
    }
}

pub fn api(double: &Double) -> BotApi {
    BotApi::new(Token::parse(TOKEN).unwrap(), &double.address(), patience()).unwrap()
}

pub fn outgoing(chat: i64, thread: Option<i32>, request: Request) -> Addressed {
    Addressed { chat: ChatId::new(chat), thread: thread.map(ThreadId::new), request }
}

fn text(html: &str) -> Request {
    Request::Send { html: html.to_owned(), keyboard: Vec::new(), reply_to: None }
}

fn keyboard() -> Vec<Vec<Key>> {
    let key = |label: &str, press| Key { label: label.to_owned(), press };
    vec![vec![
        key("Öppettider", Press::Data("1ah".into())),
        key("Karta", Press::Url("https://example.org/?q=å".into())),
    ]]
}

async fn send(double: &Double, outgoing: &Addressed) -> Result<SentMessage, SendError> {
    api(double).send(outgoing, None).await
}

#[tokio::test]
async fn the_bot_knows_its_own_account() {
    let double = Double::start().await;
    let account = api(&double).account().await.unwrap();
    assert_eq!((account.id.number(), account.username.as_str()), (BOT, ACCOUNT));
}

#[tokio::test]
async fn a_message_is_sent_as_html_without_previews_and_says_its_id() {
    let double = Double::start().await;
    let request = Request::Send {
        html: "<b>Hej</b> &amp; välkommen".into(),
        keyboard: keyboard(),
        reply_to: Some(MessageId::new(5)),
    };
    let sent = send(&double, &outgoing(-100, Some(7), request)).await.unwrap();
    assert_eq!(sent.message_ids, [MessageId::new(101)]);
    let call = &double.calls()[0];
    assert_eq!(
        call.params,
        json!({
            "chat_id": -100, "message_thread_id": 7, "text": "<b>Hej</b> &amp; välkommen", "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": true},
            "reply_parameters": {"message_id": 5, "allow_sending_without_reply": true},
            "reply_markup": {"inline_keyboard": [[
                {"text": "Öppettider", "callback_data": "1ah"}, {"text": "Karta", "url": "https://example.org/?q=%C3%A5"},
            ]]},
        })
    );
    assert_eq!(double.shown(-100), ["Hej & välkommen"]);
}

#[tokio::test]
async fn every_kind_of_request_is_one_telegram_takes() {
    let double = Double::start().await;
    let voice = Request::Voice {
        text: "Hej".into(),
        language: ReplyLanguage::Swedish,
        keyboard: keyboard(),
    };
    let edit = |html: &str| Request::Edit {
        message_id: MessageId::new(101),
        html: html.into(),
        keyboard: keyboard(),
    };
    let copy = |ids: &[i32], reply_to: Option<i32>| Request::Copy {
        from_chat: ChatId::new(1),
        message_ids: ids.iter().copied().map(MessageId::new).collect(),
        reply_to: reply_to.map(MessageId::new),
        caption: Caption::Kept,
    };
    let photo = Request::Photo {
        png: vec![0x89, b'P', b'\r', b'\n', 0xff],
        caption_html: "<b>Å</b>".into(),
    };
    let venue = Request::Venue {
        latitude: 57.9,
        longitude: 12.1,
        title: "Kontaktcenter".into(),
        address: "Ledetvägen 6".into(),
    };
    let notice = Request::AnswerButton { callback_id: "1".into(), text: Some("Tack! ".repeat(60)) };
    let inline = Request::AnswerInline { query_id: "1".into(), results: json!([]), personal: true };
    let ogg = Some(Recording::Ogg(vec![b'O', 0, 255, b'\r', b'\n', b'-', b'-']));
    let known = Some(Recording::FileId("voice7".into()));
    let none = None;
    for (request, recording, method, ids) in [
        (text("Hej"), &none, "sendMessage", 1),
        (edit("Hej!"), &none, "editMessageText", 1),
        (voice.clone(), &ogg, "sendVoice", 1),
        (voice, &known, "sendVoice", 1),
        (copy(&[3], Some(2)), &none, "copyMessage", 1),
        (copy(&[3, 4, 9], None), &none, "copyMessages", 3),
        (photo, &none, "sendPhoto", 1),
        (venue, &none, "sendVenue", 1),
        (notice, &none, "answerCallbackQuery", 0),
        (inline, &none, "answerInlineQuery", 0),
        (Request::OpenTopic { name: "Å".repeat(200) }, &none, "createForumTopic", 0),
        (Request::CloseTopic { thread: ThreadId::new(7) }, &none, "closeForumTopic", 0),
    ] {
        let sent = api(&double).send(&outgoing(-100, Some(7), request), recording.as_ref()).await;
        let call = double.calls().pop().unwrap();
        let sent = sent.unwrap_or_else(|error| panic!("{method}: {error:?}"));
        assert_eq!((call.method.as_str(), sent.message_ids.len()), (method, ids));
    }
    let voices = double.calls_of("sendVoice");
    assert_eq!(voices[0].params["voice"], "<file svar.ogg 7 bytes>");
    assert_eq!(voices[0].params["reply_markup"]["inline_keyboard"][0][0]["callback_data"], "1ah");
    assert_eq!(voices[1].params["voice"], "voice7");
    assert_eq!(double.calls_of("sendPhoto")[0].params["caption"], "<b>Å</b>");
}

#[tokio::test]
async fn voices_and_topics_give_back_their_names() {
    let double = Double::start().await;
    let voice = Request::Voice {
        text: "Hej".into(),
        language: ReplyLanguage::English,
        keyboard: Vec::new(),
    };
    let ogg = Recording::Ogg(vec![1]);
    let sent = api(&double).send(&outgoing(1, None, voice.clone()), Some(&ogg)).await.unwrap();
    assert_eq!(sent.kept_as.as_deref(), Some("voice101"));
    let open = outgoing(-100, None, Request::OpenTopic { name: "Ärende 1".into() });
    assert_eq!(send(&double, &open).await.unwrap().thread, Some(ThreadId::new(102)));
    let unspoken = send(&double, &outgoing(1, None, voice)).await;
    assert!(matches!(unspoken, Err(SendError::Permanent(_))), "{unspoken:?}");
}

#[tokio::test]
async fn the_general_topic_is_addressed_without_its_number() {
    let double = Double::start().await;
    send(&double, &outgoing(-100, Some(1), text("Hej"))).await.unwrap();
    assert_eq!(double.calls()[0].params.get("message_thread_id"), None);
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_done() {
    let double = Double::start().await;
    let edit =
        Request::Edit { message_id: MessageId::new(99), html: "Hej".into(), keyboard: Vec::new() };
    for _ in 0..2 {
        let sent = send(&double, &outgoing(1, None, edit.clone())).await;
        assert_eq!(sent, Ok(SentMessage::message(MessageId::new(99))));
    }
}

#[tokio::test]
async fn every_fault_says_what_to_do_about_it() {
    let error = |code, description, retry_after| Fault::Error { code, description, retry_after };
    let is_transient = |error: &SendError| matches!(error, SendError::Transient(_));
    let is_permanent = |error: &SendError| matches!(error, SendError::Permanent(_));
    let waits = |error: &SendError| *error == SendError::RetryAfter(Duration::from_secs(3));
    type Expected<'a> = &'a dyn Fn(&SendError) -> bool;
    let table: [(Fault, Expected); 11] = [
        (error(429, "Too Many Requests: retry after 3", Some(3)), &waits),
        (error(403, "Forbidden: bot was kicked from the group chat", None), &|e| {
            *e == SendError::Blocked
        }),
        (error(400, "Bad Request: chat not found", None), &|e| *e == SendError::Blocked),
        (error(400, "Bad Request: wrong", None), &is_permanent),
        (error(500, "Internal Server Error", None), &is_transient),
        (error(401, "Unauthorized", None), &is_transient),
        (error(404, "Not Found", None), &is_transient),
        (Fault::Gateway, &is_transient),
        (Fault::Garbage, &is_transient),
        (Fault::Reset, &is_transient),
        (Fault::Hang(Duration::from_secs(3)), &is_transient),
    ];
    let double = Double::start().await;
    for (fault, expected) in table {
        double.fault("sendMessage", fault.clone());
        let error = send(&double, &outgoing(1, None, text("Hej"))).await.unwrap_err();
        assert!(expected(&error), "{fault:?}: {error:?}");
        assert!(!format!("{error:?}").contains("SECRET"), "{error:?}");
    }
    assert_eq!(double.calls().len(), 0);
    assert!(send(&double, &outgoing(1, None, text("Hej"))).await.is_ok());
}

#[tokio::test]
async fn blocks_and_lost_topics_are_told_apart() {
    let double = Double::start().await;
    double.block(1, true);
    double.topic_gone(-100, 7);
    assert_eq!(send(&double, &outgoing(1, None, text("Hej"))).await, Err(SendError::Blocked));
    assert_eq!(
        send(&double, &outgoing(-100, Some(7), text("Hej"))).await,
        Err(SendError::TopicGone)
    );
    double.block(1, false);
    assert!(send(&double, &outgoing(1, None, text("Hej"))).await.is_ok());
}

#[tokio::test]
async fn what_breaks_a_limit_is_refused_for_good() {
    let double = Double::start().await;
    for html in ["", "x<y", "<b>x", "&nbsp;", &"å".repeat(4097)] {
        let error = send(&double, &outgoing(1, None, text(html))).await.unwrap_err();
        assert!(matches!(error, SendError::Permanent(_)), "{html}: {error:?}");
    }
    assert!(send(&double, &outgoing(1, None, text(&"&lt;".repeat(4096)))).await.is_ok());
}

#[tokio::test]
async fn a_refused_token_and_an_unreachable_server_are_told_without_the_token() {
    let double = Double::start().await;
    let refused = Token::parse("1:REFUSED").unwrap();
    let refused = BotApi::new(refused, &double.address(), patience()).unwrap();
    assert_eq!(refused.account().await, Err(CallError::Unauthorized));

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let nobody =
        BotApi::new(Token::parse(TOKEN).unwrap(), &format!("http://{free}"), patience()).unwrap();
    let error = nobody.account().await.unwrap_err();
    assert!(error.may_pass());
    let shown = format!("{error} {error:?} {nobody:?}");
    assert!(shown.contains("no connection") && !shown.contains("SECRET"), "{shown}");
}

#[tokio::test]
async fn the_bot_introduces_itself_in_both_languages() {
    let double = Double::start().await;
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let wording = alebot::knowledge::wording(&folder).unwrap();
    let centre = Bilingual {
        sv: "Ale kommuns kontaktcenter".into(),
        en: "Ale municipality's contact centre".into(),
    };
    let staff = StaffChats { group: Some(ChatId::new(-100)), members: vec![UserId::new(1)] };
    assert_eq!(api(&double).introduce(&wording, &centre, &staff).await, []);
    assert_eq!(double.calls_of("setMyCommands").len(), 8);
    let descriptions = double.calls_of("setMyDescription");
    assert_eq!(descriptions[0].params.get("language_code"), None);
    assert_eq!(descriptions[1].params["language_code"], "en");
    assert_eq!(double.refused().len(), 0);
}

#[tokio::test]
async fn the_double_keeps_telegrams_limits_when_asked_to() {
    let double = Double::start().await;
    double.limits(true);
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(send(&double, &outgoing(1, None, text("Hej"))).await.is_ok());
    }
    assert_eq!(outcomes, [true, true, true, false]);
    assert!(send(&double, &outgoing(2, None, text("Hej"))).await.is_ok());
    for _ in 0..20 {
        send(&double, &outgoing(-100, None, text("Hej"))).await.unwrap();
    }
    let error = send(&double, &outgoing(-100, None, text("Hej"))).await.unwrap_err();
    assert!(
        matches!(error, SendError::RetryAfter(wait) if wait > Duration::from_secs(50)),
        "{error:?}"
    );
}

//! Which language a short question is taken to be in.

use std::path::Path;

use alebot::knowledge;
use alebot::language::detect::LanguageModel;
use alebot::model::language::ReplyLanguage;
use chrono::NaiveDate;

fn model() -> LanguageModel {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    LanguageModel::learn(&knowledge::load(&folder, today).unwrap().knowledge)
}

/// Short questions in the languages that have a card, and in some that have none (`und`); none of them is what the tables were made from.
const QUESTIONS: &[(&str, &[&str])] = &[
    (
        "fi",
        &[
            "Mitkä ovat aukioloajat?",
            "Mihin aikaan avaatte?",
            "Missä te olette?",
            "Haluan puhua jonkun kanssa",
            "Oletteko auki lauantaina?",
            "Mikä on puhelinnumeronne?",
            "Tarvitsen apua lomakkeen kanssa",
            "Onko teillä tulkkia?",
        ],
    ),
    (
        "so",
        &[
            "Maxaad sameysaan?",
            "Goorma ayaad furantihiin?",
            "Xaggee ku taalaan?",
            "Waxaan u baahanahay caawimaad",
            "Ma furantihiin maanta?",
            "Lambarkiinu waa maxay?",
            "Turjumaan ma heli karaa?",
            "Sideen idiin la soo xiriiraa?",
        ],
    ),
    (
        "pl",
        &[
            "Kiedy jesteście otwarci?",
            "Jaki jest numer telefonu?",
            "Gdzie się znajdujecie?",
            "Potrzebuję pomocy",
            "Czy jest otwarte w sobotę?",
            "Chcę porozmawiać z kimś",
            "O której zamykacie?",
            "Czy mówicie po polsku?",
        ],
    ),
    (
        "de",
        &[
            "Wann haben Sie geöffnet?",
            "Wie ist die Telefonnummer?",
            "Wo finde ich Sie?",
            "Ich brauche Hilfe",
            "Haben Sie am Samstag offen?",
            "Kann ich mit jemandem sprechen?",
            "Wie lange ist heute offen?",
            "Was machen Sie?",
        ],
    ),
    (
        "es",
        &[
            "¿Cuándo abren?",
            "¿Cuál es el número de teléfono?",
            "¿Dónde están?",
            "Necesito ayuda",
            "¿Está abierto el sábado?",
            "Quiero hablar con alguien",
            "¿A qué hora cierran?",
            "Que horario tienen",
        ],
    ),
    (
        "tr",
        &[
            "Ne zaman açıksınız?",
            "Telefon numaranız nedir?",
            "Neredesiniz?",
            "Yardıma ihtiyacım var",
            "Cumartesi açık mı?",
            "Biriyle konuşmak istiyorum",
            "Saat kaçta kapanıyorsunuz?",
            "Calisma saatleri nedir",
        ],
    ),
    (
        "bs",
        &[
            "Kada radite?",
            "Koji je broj telefona?",
            "Gdje se nalazite?",
            "Treba mi pomoć",
            "Da li radite subotom?",
            "Želim razgovarati s nekim",
            "Do kada ste otvoreni?",
            "Mogu li dobiti tumača?",
        ],
    ),
    (
        "ku",
        &[
            "Hûn kengî vekirî ne?",
            "Hejmara telefonê çi ye?",
            "Hûn li ku ne?",
            "Alîkariya min lazim e",
            "Roja şemiyê vekirî ye?",
            "Ez dixwazim bi kesekî re bipeyivim",
            "Saet di çendan de digirin?",
            "Hun ci dikin?",
        ],
    ),
    (
        "fr",
        &[
            "Quand êtes-vous ouverts ?",
            "Quel est le numéro de téléphone ?",
            "Où êtes-vous ?",
            "J'ai besoin d'aide",
            "Est-ce ouvert le samedi ?",
            "Je veux parler à quelqu'un",
            "À quelle heure fermez-vous ?",
            "Vous parlez français ?",
        ],
    ),
    (
        "ro",
        &[
            "Când sunteți deschis?",
            "Care este numărul de telefon?",
            "Unde vă aflați?",
            "Am nevoie de ajutor",
            "Este deschis sâmbătă?",
            "Vreau să vorbesc cu cineva",
            "La ce oră închideți?",
            "Ce faceti voi?",
        ],
    ),
    (
        "vi",
        &[
            "Khi nào mở cửa?",
            "Số điện thoại là gì?",
            "Các bạn ở đâu?",
            "Tôi cần giúp đỡ",
            "Thứ bảy có mở cửa không?",
            "Tôi muốn nói chuyện với ai đó",
            "Mấy giờ đóng cửa?",
            "toi can giup do",
        ],
    ),
    (
        "no",
        &[
            "Når åpner dere?",
            "Hva er telefonnummeret?",
            "Hvor finner jeg dere?",
            "Jeg trenger hjelp",
            "Er det åpent på lørdag?",
            "Kan jeg snakke med noen?",
            "Hva gjør dere?",
            "Når stenger dere i dag?",
        ],
    ),
    (
        "da",
        &[
            "Hvornår har I åbent?",
            "Hvad er jeres telefonnummer?",
            "Hvor ligger I?",
            "Jeg har brug for hjælp",
            "Har I åbent på lørdag?",
            "Må jeg tale med nogen?",
            "Hvornår lukker I?",
            "Hvad laver I?",
        ],
    ),
    (
        "ar",
        &[
            "متى تفتحون؟",
            "ما هو رقم الهاتف؟",
            "أين تقعون؟",
            "أحتاج مساعدة",
            "هل أنتم مفتوحون يوم السبت؟",
            "أريد التحدث مع شخص",
        ],
    ),
    (
        "fa",
        &[
            "کی باز هستید؟",
            "شماره تلفن چیست؟",
            "کجا هستید؟",
            "کمک می‌خواهم",
            "شنبه باز است؟",
            "می‌خواهم با کسی صحبت کنم",
        ],
    ),
    (
        "uk",
        &[
            "Коли ви відкриті?",
            "Який номер телефону?",
            "Де ви знаходитесь?",
            "Мені потрібна допомога",
            "Чи відкрито в суботу?",
            "Хочу поговорити з кимось",
        ],
    ),
    (
        "ru",
        &[
            "Когда вы открыты?",
            "Какой номер телефона?",
            "Где вы находитесь?",
            "Мне нужна помощь",
            "Вы работаете в субботу?",
            "Хочу поговорить с кем-нибудь",
        ],
    ),
    (
        "ti",
        &[
            "መዓስ ትኸፍቱ?",
            "ቁጽሪ ተሌፎን እንታይ እዩ?",
            "ኣበይ ኣለኹም?",
            "ሓገዝ የድልየኒ",
            "ቀዳም ክፉት ድዩ?",
            "ምስ ሰብ ክዛረብ እደሊ",
        ],
    ),
    (
        "th",
        &["เปิดกี่โมง", "เบอร์โทรอะไร", "คุณอยู่ที่ไหน", "ต้องการความช่วยเหลือ", "วันเสาร์เปิดไหม", "อยากคุยกับคน"],
    ),
    (
        "zh",
        &[
            "你们几点开门？",
            "电话号码是多少？",
            "你们在哪里？",
            "我需要帮助",
            "星期六开门吗？",
            "我想和人说话",
        ],
    ),
    (
        "und",
        &[
            "Kur hapeni?",
            "Ku ndodheni?",
            "Kam nevojë për ndihmë",
            "A jeni hapur të shtunën?",
            "Cili është numri i telefonit?",
            "Mikor vannak nyitva?",
            "Wanneer zijn jullie open?",
            "Quando siete aperti?",
            "Kada dirbate?",
            "Quando estão abertos?",
            "Millal te avatud olete?",
        ],
    ),
];

/// Names, loan words and a few words that tell little: the conversation's language stays.
const TELLS_LITTLE: &[&str] = &[
    "paracetamol dosering",
    "kebab Nol",
    "pizza",
    "info",
    "ok",
    "Kurdistan",
    "Mohamed Ali Hassan",
    "spam",
    "Ale torg",
    "Anna Karlsson",
    "tel nr",
    "Nödinge centrum",
];

/// How many are read rightly where nothing was said before.
const FLOOR: f32 = 0.9;

#[test]
fn short_questions_in_other_languages_are_known() {
    let model = model();
    let rows: Vec<(&str, &str)> = QUESTIONS
        .iter()
        .flat_map(|(code, texts)| texts.iter().map(|text| (*code, *text)))
        .collect();
    let read = |text: &str| model.detect(text, None).code().to_owned();
    let wrong: Vec<_> = rows
        .iter()
        .map(|(code, text)| (*code, read(text), *text))
        .filter(|(code, read, _)| code != read)
        .collect();
    let right = 1.0 - wrong.len() as f32 / rows.len() as f32;
    assert!(right >= FLOOR, "{right}: {wrong:#?}");
}

#[test]
fn no_swedish_or_english_question_is_lost() {
    let model = model();
    for row in include_str!("questions.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let (text, language) = (row["question"].as_str().unwrap(), row["lang"].as_str().unwrap());
        if matches!(language, "sv" | "en") {
            assert_eq!(model.detect(text, None).code(), language, "{text:?}");
        }
    }
}

#[test]
fn names_and_single_loan_words_leave_the_conversations_language() {
    let model = model();
    for text in TELLS_LITTLE {
        assert_eq!(model.detect(text, None).code(), "sv", "{text:?} first of all");
        assert_eq!(
            model.detect(text, Some(ReplyLanguage::Swedish)).code(),
            "sv",
            "{text:?} in Swedish"
        );
        assert_ne!(
            model.detect(text, Some(ReplyLanguage::English)).code(),
            "und",
            "{text:?} in English"
        );
    }
}

#[test]
fn english_is_english_at_once() {
    let model = model();
    for text in [
        "opening hours",
        "What do you do?",
        "are you open",
        "hello",
        "I need help",
        "who can I talk to",
        "garbage collection schedule",
        "thanks",
    ] {
        assert_eq!(model.detect(text, None).code(), "en", "{text:?}");
    }
}

//! What the engine is measured against: a plain one-field, stemmed BM25 query of tantivy's, and texts to measure both on.

use alebot::search::Document;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    Language, LowerCaser, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{Index, Searcher, TantivyDocument, Term};

const SEED: u64 = 20_260_923;
const QUERIES: usize = 200;
/// Hits that are asked for.
pub const LIMIT: usize = 10;

/// Texts that look like Swedish to an engine: function words between words whose frequency falls as Zipf found, inflected, every third a compound.
pub struct Generator {
    random: StdRng,
    roots: Vec<String>,
}

const FUNCTION_WORDS: [&str; 20] = [
    "och", "att", "det", "som", "en", "för", "är", "av", "på", "med", "till", "den", "har", "inte",
    "om", "ett", "vi", "du", "kan", "eller",
];
const ENDINGS: [&str; 8] = ["", "", "en", "et", "ar", "er", "na", "s"];

impl Generator {
    pub fn new() -> Self {
        let mut random = StdRng::seed_from_u64(SEED);
        let onsets = [
            "b", "br", "d", "f", "fl", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pl",
            "r", "s", "sk", "st", "t", "tr", "v", "",
        ];
        let vowels = ["a", "a", "e", "e", "i", "o", "u", "y", "å", "ä", "ö"];
        let codas = [
            "d", "g", "k", "l", "ll", "m", "n", "nd", "ng", "r", "rk", "rt", "s", "st", "t", "v",
            "",
        ];
        let mut pick = |list: &[&'static str]| *list.choose(&mut random).unwrap();
        let mut root = |long: bool| {
            let first = format!("{}{}{}", pick(&onsets), pick(&vowels), pick(&codas));
            if long { format!("{first}{}{}", pick(&vowels), pick(&codas)) } else { first }
        };
        let roots = (0..8_000).map(|n| root(n % 3 > 0)).collect();
        Generator { random, roots }
    }

    /// Zipf and Mandelbrot's law by inverse transform; the shift makes the commonest word one in seventy, as it is once function words are left out.
    fn root(&mut self) -> String {
        let shift = 10.0;
        let rank = (shift
            * (self.roots.len() as f64 / shift + 1.0).powf(self.random.random::<f64>())
            - shift) as usize;
        self.roots[rank.min(self.roots.len() - 1)].clone()
    }

    fn word(&mut self) -> String {
        let mut word = self.root();
        if self.random.random_ratio(1, 3) {
            word = format!(
                "{word}{}{}",
                if self.random.random_ratio(1, 3) { "s" } else { "" },
                self.root()
            );
        }
        word + ENDINGS.choose(&mut self.random).unwrap()
    }

    fn text(&mut self, words: usize) -> String {
        let mut text = String::new();
        for n in 0..words {
            let word = if self.random.random_ratio(2, 5) {
                FUNCTION_WORDS.choose(&mut self.random).unwrap().to_string()
            } else {
                self.word()
            };
            text.push_str(&word);
            text.push_str(if n % 12 == 11 { ". " } else { " " });
        }
        text
    }

    pub fn articles(&mut self, count: usize) -> Vec<Document> {
        let article = |n| Document {
            id: format!("artikel-{n}"),
            title: self.text(4),
            body: self.text(120),
            questions: vec![self.text(7), self.text(6)],
            ..Document::default()
        };
        (0..count).map(article).collect()
    }

    /// Questions about articles: a few of one's words between function words, now and then with a letter dropped.
    pub fn queries(&mut self, articles: &[Document]) -> Vec<String> {
        (0..QUERIES)
            .map(|_| {
                let article = articles.choose(&mut self.random).unwrap();
                let words: Vec<&str> = article
                    .body
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| word.chars().count() > 3)
                    .collect();
                let mut query = String::from("hur är det med");
                for _ in 0..self.random.random_range(2..6) {
                    let mut word = words.choose(&mut self.random).unwrap().to_string();
                    if self.random.random_ratio(1, 8) {
                        word.pop();
                    }
                    query = format!("{query} {word}");
                }
                query
            })
            .collect()
    }
}

/// What the engine is measured against.
pub struct Plain {
    searcher: Searcher,
    field: Field,
    analyzer: TextAnalyzer,
}

impl Plain {
    pub fn new(articles: &[Document]) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("plain")
            .set_index_option(IndexRecordOption::WithFreqs);
        let field =
            schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(StopWordFilter::remove(FUNCTION_WORDS.iter().map(|word| word.to_string())))
            .filter(Stemmer::new(Language::Swedish))
            .build();
        let index = Index::create_in_ram(schema.build());
        index.tokenizers().register("plain", analyzer.clone());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 500 << 20).unwrap();
        for article in articles {
            let mut row = TantivyDocument::default();
            for text in [&article.title, &article.body].into_iter().chain(&article.questions) {
                row.add_text(field, text);
            }
            writer.add_document(row).unwrap();
        }
        writer.commit().unwrap();
        Plain { searcher: index.reader().unwrap().searcher(), field, analyzer }
    }

    pub fn search(&self, text: &str) -> usize {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(text);
        let mut clauses: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        stream.process(&mut |token| {
            let term = Term::from_field_text(self.field, &token.text);
            clauses.push((
                Occur::Should,
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
            ));
        });
        self.searcher
            .search(&BooleanQuery::new(clauses), &TopDocs::with_limit(LIMIT).order_by_score())
            .unwrap()
            .len()
    }
}

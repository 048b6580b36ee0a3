//! Finding articles: analyzers, the index on disk, and the ranking of what a message may be about.
//!
//! Tantivy keeps the term dictionaries, the postings and the lengths; the ranking over them is ours, because Swedish wants two readings of every
//! word at once (its stem, and the character n-grams inside it) and tantivy's own union of those costs many times a plain query.
//!
//! Invariant: nothing in here knows a reply, a clock or the network, and nothing is printed: what went wrong comes back as data.

mod analysis;
pub mod beir;
mod best_rows;
mod boilerplate;
mod chunks;
mod dictionary;
mod document;
mod drafts;
mod folder;
mod forward;
mod index;
mod layout;
mod meaning;
mod merging;
mod passages;
mod presence;
mod query;
mod ranking;
mod schema;
mod scores;
mod searcher;
mod short_list;
mod slip;
mod terms;
mod word_grams;

pub use boilerplate::leave_out_boilerplate;
pub use document::{Corpus, Document, Example, Outline, Unit, UnitKind, units_of};
pub use folder::{Opened, State};
pub use index::{SearchError, SearchIndex};
pub use meaning::{Meanings, Near};
pub use query::Query;
pub use searcher::Searcher;

//! A municipality's site, its documents and saved pages → articles of `knowledge/pages/`.
//!
//! What was served becomes blocks ([`page`], [`text`], [`pdf`]), blocks become drafts that wait on disk, and when a source has been read they are
//! merged with what is known from before ([`merge`]) into a new set of files, which takes the old one's place in one step ([`set`]).
//!
//! Invariant: nothing is removed without proof, and nobody is asked but the hosts that are named as sources.

pub mod address;
pub mod block;
pub mod charset;
pub mod check;
pub mod concerns;
pub mod crawl;
pub mod dates;
pub mod draft;
pub mod facts;
pub mod fetch;
pub mod files;
mod listing;
pub mod merge;
mod name;
mod no_page;
mod not_found;
pub mod outcome;
pub mod page;
mod pattern;
pub mod pdf;
pub mod phrases;
pub mod plan;
pub mod reading;
pub mod repeated;
pub mod report;
pub mod robots;
pub mod run;
pub mod schedule;
mod selection;
pub mod set;
pub mod sitemap;
pub mod state;
pub mod text;

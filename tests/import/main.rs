//! What comes out of a municipality's site, documents and saved pages.

mod contents;
mod faults;
mod fetching;
mod importing;
mod pages;
mod pdf;
mod seed;
mod site;
mod templates;

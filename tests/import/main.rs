//! What comes out of a municipality's site, documents and saved pages.

mod addresses;
mod bad_days;
mod contents;
mod faults;
mod fetching;
mod importing;
mod listings;
mod pages;
mod pdf;
mod seed;
mod site;
mod soft_missing;
mod templates;

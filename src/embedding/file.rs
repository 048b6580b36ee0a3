//! Vectors on disk: computed once for each text, model and style.
//!
//! A file is a header and records of one length, each with a checksum, so that it may be cut at any byte, or damaged anywhere, and only the
//! records there are lost. Records are appended under a lock: several processes may use one file.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::text::TextHash;
use super::vector::Vector;
use super::vectors::{Row, Vectors};

mod layout;

use layout::Layout;

/// Beside the index.
const FOLDER: &str = "vectors";
const EXTENSION: &str = "vec";
/// The file is rewritten once more than this many of its vectors, and more than those in use, are of no use.
const UNUSED: usize = 1_000;

/// How a file was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    Whole,
    /// None of this model and style.
    New,
    /// So many bytes of it were of no use and are computed anew.
    Damaged {
        bytes: usize,
    },
    /// It cannot be read or written: vectors are kept in memory and computed anew at every start.
    InMemory {
        why: String,
    },
}

/// The vectors that are known for a model and style.
pub struct VectorFile {
    path: PathBuf,
    identity: String,
    /// `None`: no vector is known, and so not how long one is.
    layout: Option<Layout>,
    places: HashMap<TextHash, usize>,
    bytes: Vec<i8>,
    scales: Vec<f32>,
    pub state: FileState,
}

impl VectorFile {
    /// The file of this identity (model and style) beside the index in `index`.
    pub fn open(index: &Path, identity: &str) -> Self {
        let name = blake3::hash(identity.as_bytes()).to_hex();
        let path = index.join(FOLDER).join(format!("{}.{EXTENSION}", &name[..32]));
        let mut file = VectorFile {
            path,
            identity: identity.to_owned(),
            layout: None,
            places: HashMap::new(),
            bytes: Vec::new(),
            scales: Vec::new(),
            state: FileState::New,
        };
        file.state = match fs::read(&file.path) {
            Ok(content) => file.take_up(&content),
            Err(error) if error.kind() == io::ErrorKind::NotFound => FileState::New,
            Err(error) => FileState::InMemory { why: error.to_string() },
        };
        file
    }

    fn take_up(&mut self, content: &[u8]) -> FileState {
        let Some(layout) = Layout::read(content, &self.identity) else {
            return if content.is_empty() {
                FileState::New
            } else {
                FileState::Damaged { bytes: content.len() }
            };
        };
        self.layout = Some(layout);
        let records = content.get(Layout::HEADER..).unwrap_or_default().chunks(layout.record());
        let mut lost = 0;
        for record in records {
            match layout.decode(record) {
                Some((hash, vector)) => self.put(hash, &vector),
                None => lost += record.len(),
            }
        }
        if lost == 0 { FileState::Whole } else { FileState::Damaged { bytes: lost } }
    }

    fn put(&mut self, hash: TextHash, vector: &Vector) {
        let next = self.scales.len();
        let place = *self.places.entry(hash).or_insert(next);
        let dimension = vector.dimension();
        if place == next {
            self.bytes.extend_from_slice(vector.bytes());
            self.scales.push(vector.scale());
        } else {
            self.bytes[place * dimension..][..dimension].copy_from_slice(vector.bytes());
            self.scales[place] = vector.scale();
        }
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub fn contains(&self, hash: &TextHash) -> bool {
        self.places.contains_key(hash)
    }

    /// How many of the texts have no vector.
    pub fn missing(&self, texts: &[String]) -> usize {
        self.without_vector(texts).len()
    }

    /// The texts without a vector, each once, in their order. Blank ones need none.
    pub(super) fn without_vector<'t>(&self, texts: &'t [String]) -> Vec<&'t str> {
        let mut seen = HashSet::new();
        let is_new = |text: &&str| {
            let hash = TextHash::of(text);
            !text.trim().is_empty() && !self.contains(&hash) && seen.insert(hash)
        };
        texts.iter().map(String::as_str).filter(is_new).collect()
    }

    /// How many numbers a vector has; `None` where none is known.
    pub fn dimension(&self) -> Option<usize> {
        self.layout.map(|layout| layout.dimension())
    }

    pub fn vector(&self, hash: &TextHash) -> Option<Vector> {
        let row = self.row(hash)?;
        Vector::from_parts(row.bytes, row.scale)
    }

    fn row(&self, hash: &TextHash) -> Option<Row<'_>> {
        let (place, dimension) = (*self.places.get(hash)?, self.dimension()?);
        Some(Row {
            bytes: &self.bytes[place * dimension..][..dimension],
            scale: self.scales[place],
        })
    }

    /// What is known of these units, in their order.
    pub fn gather(&self, units: Vec<TextHash>) -> Vectors {
        Vectors::gather(units, |unit| self.row(unit))
    }

    /// Adds vectors, all of one length and that of those before. What cannot be written is kept in memory, and `state` says so.
    pub fn add(&mut self, new: &[(TextHash, Vector)]) {
        let Some((_, first)) = new.first() else { return };
        let layout =
            *self.layout.get_or_insert_with(|| Layout::new(first.dimension(), &self.identity));
        debug_assert!(new.iter().all(|(_, vector)| vector.dimension() == layout.dimension()));
        for (hash, vector) in
            new.iter().filter(|(_, vector)| vector.dimension() == layout.dimension())
        {
            self.put(*hash, vector);
        }
        if matches!(self.state, FileState::InMemory { .. }) {
            return;
        }
        if let Err(error) = append(&self.path, layout, new) {
            self.state = FileState::InMemory { why: error.to_string() };
        }
    }

    /// Forgets every vector: they are another model's.
    pub fn clear(&mut self) {
        (self.layout, self.places, self.bytes, self.scales) =
            (None, HashMap::new(), Vec::new(), Vec::new());
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                self.state = FileState::InMemory { why: error.to_string() }
            }
            _ => {}
        }
    }

    /// Rewrites the file without vectors that are not in use, where there are many; true if it did.
    pub fn shrink(&mut self, in_use: &[TextHash]) -> io::Result<bool> {
        let in_use: HashSet<&TextHash> = in_use.iter().filter(|hash| self.contains(hash)).collect();
        let unused = self.len() - in_use.len();
        let Some(layout) = self.layout.filter(|_| unused > UNUSED && unused > in_use.len()) else {
            return Ok(false);
        };
        let kept: Vec<(TextHash, Vector)> =
            in_use.into_iter().filter_map(|hash| Some((*hash, self.vector(hash)?))).collect();
        let beside = self.path.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&beside, [layout.header().as_slice(), &encoded(layout, &kept)].concat())?;
        fs::rename(&beside, &self.path)?;
        (self.places, self.bytes, self.scales) = (HashMap::new(), Vec::new(), Vec::new());
        for (hash, vector) in &kept {
            self.put(*hash, vector);
        }
        Ok(true)
    }
}

fn encoded(layout: Layout, vectors: &[(TextHash, Vector)]) -> Vec<u8> {
    vectors.iter().flat_map(|(hash, vector)| layout.encode(*hash, vector)).collect()
}

/// Appends at the end of the last whole record, after a header where there is none of this layout.
fn append(path: &Path, layout: Layout, vectors: &[(TextHash, Vector)]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    file.lock()?;
    let end = end_of_records(&mut file, layout)?;
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end))?;
    let header = if end == 0 { layout.header().to_vec() } else { Vec::new() };
    file.write_all(&[header, encoded(layout, vectors)].concat())
}

/// 0 where the header is not this layout's.
fn end_of_records(file: &mut File, layout: Layout) -> io::Result<u64> {
    let length = file.metadata()?.len();
    let mut header = Vec::new();
    Read::take(&*file, Layout::HEADER as u64).read_to_end(&mut header)?;
    if header != layout.header() {
        return Ok(0);
    }
    let record = layout.record() as u64;
    let records = (length - Layout::HEADER as u64) / record;
    Ok(Layout::HEADER as u64 + records * record)
}

#[cfg(test)]
mod tests;

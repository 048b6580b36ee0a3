use super::*;

const IDENTITY: &str = "model, style";

fn vector(seed: u32) -> Vector {
    let numbers: Vec<f32> = (0..8).map(|n| ((seed * 7 + n * 13) % 17) as f32 - 8.0).collect();
    Vector::new(&numbers).unwrap()
}

fn named(seed: u32) -> (TextHash, Vector) {
    (TextHash::of(&seed.to_string()), vector(seed))
}

/// A file with the vectors 0 to `count`, written in batches of two.
fn filled(index: &Path, count: u32) -> VectorFile {
    let mut file = VectorFile::open(index, IDENTITY);
    let all: Vec<_> = (0..count).map(named).collect();
    all.chunks(2).for_each(|batch| file.add(batch));
    file
}

/// Which of the vectors 0 to `count` are known; those that are must be right.
fn known(file: &VectorFile, count: u32) -> Vec<u32> {
    let is_known = |seed: &u32| {
        let (hash, vector) = named(*seed);
        file.vector(&hash).is_some_and(|found| {
            assert_eq!(found, vector);
            true
        })
    };
    (0..count).filter(is_known).collect()
}

#[test]
fn what_was_added_is_known_at_the_next_start() {
    let index = tempfile::tempdir().unwrap();
    assert_eq!(VectorFile::open(index.path(), IDENTITY).state, FileState::New);
    let before = filled(index.path(), 5);
    assert_eq!(known(&before, 6), [0, 1, 2, 3, 4]);
    let after = VectorFile::open(index.path(), IDENTITY);
    assert_eq!((after.state.clone(), after.dimension()), (FileState::Whole, Some(8)));
    assert_eq!(known(&after, 6), [0, 1, 2, 3, 4]);
}

#[test]
fn another_model_has_another_file() {
    let index = tempfile::tempdir().unwrap();
    filled(index.path(), 3);
    let other = VectorFile::open(index.path(), "another model");
    assert!(other.is_empty());
    let copied = other.path.clone();
    fs::copy(&filled(index.path(), 0).path, &copied).unwrap();
    assert!(
        VectorFile::open(index.path(), "another model").is_empty(),
        "a file under another's name is not taken for it"
    );
}

#[test]
fn a_kill_at_any_byte_costs_only_what_was_being_written() {
    let index = tempfile::tempdir().unwrap();
    let path = filled(index.path(), 4).path.clone();
    let whole = fs::read(&path).unwrap();
    let record = Layout::new(8, IDENTITY).record();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let mut file = VectorFile::open(index.path(), IDENTITY);
        let records = length.saturating_sub(Layout::HEADER) / record;
        assert_eq!(known(&file, 4), (0..records as u32).collect::<Vec<_>>(), "cut at {length}");
        // It goes on from there.
        file.add(&[named(9)]);
        let after = VectorFile::open(index.path(), IDENTITY);
        assert_eq!(
            known(&after, 10),
            (0..records as u32).chain([9]).collect::<Vec<_>>(),
            "cut at {length}"
        );
        assert_eq!(after.state, FileState::Whole, "cut at {length}");
    }
}

#[test]
fn a_flipped_bit_costs_at_most_the_record_it_is_in() {
    let index = tempfile::tempdir().unwrap();
    let path = filled(index.path(), 3).path.clone();
    let whole = fs::read(&path).unwrap();
    let record = Layout::new(8, IDENTITY).record();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        fs::write(&path, bytes).unwrap();
        let file = VectorFile::open(index.path(), IDENTITY);
        assert!(matches!(file.state, FileState::Damaged { .. }), "flipped at {at}");
        let hit = at.checked_sub(Layout::HEADER).map(|inside| (inside / record) as u32);
        let expected: Vec<u32> =
            (0..3).filter(|seed| hit.is_some_and(|hit| hit != *seed)).collect();
        assert_eq!(known(&file, 3), expected, "flipped at {at}");
    }
}

#[test]
fn two_processes_add_to_one_file() {
    let index = tempfile::tempdir().unwrap();
    let mut first = filled(index.path(), 2);
    let mut second = VectorFile::open(index.path(), IDENTITY);
    first.add(&[named(2)]);
    second.add(&[named(3)]);
    first.add(&[named(4)]);
    assert_eq!(known(&VectorFile::open(index.path(), IDENTITY), 6), [0, 1, 2, 3, 4]);
}

#[test]
fn vectors_of_a_model_that_changed_are_forgotten() {
    let index = tempfile::tempdir().unwrap();
    let mut file = filled(index.path(), 3);
    file.clear();
    file.add(&[(TextHash::of("0"), Vector::new(&[1.0, 2.0]).unwrap())]);
    let after = VectorFile::open(index.path(), IDENTITY);
    assert_eq!(
        (after.len(), after.dimension(), after.state.clone()),
        (1, Some(2), FileState::Whole)
    );
}

#[test]
fn without_a_folder_vectors_are_in_memory() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("file");
    fs::write(&index, "in the way").unwrap();
    let file = filled(&index, 3);
    assert!(matches!(file.state, FileState::InMemory { .. }), "{:?}", file.state);
    assert_eq!(known(&file, 3), [0, 1, 2]);
}

#[test]
fn vectors_that_nothing_uses_are_dropped_once_there_are_many() {
    let index = tempfile::tempdir().unwrap();
    let used: Vec<TextHash> = (0..10).map(|seed| named(seed).0).collect();
    let mut file = filled(index.path(), UNUSED as u32 + 10);
    assert!(!file.shrink(&used).unwrap(), "so many may be of use again");
    file.add(&[named(UNUSED as u32 + 10)]);
    assert!(file.shrink(&used).unwrap());
    let after = VectorFile::open(index.path(), IDENTITY);
    for file in [&file, &after] {
        assert_eq!((file.len(), known(file, 20)), (10, (0..10).collect()));
    }
    assert_eq!(
        fs::read_dir(index.path().join(FOLDER)).unwrap().count(),
        1,
        "nothing is left lying about"
    );
}

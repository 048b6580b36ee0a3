//! The vectors of all texts in use, and how near a question's is to each of them.
//!
//! Exact search: every vector is compared. `cargo bench --bench vectors` says what that takes.

use std::collections::HashMap;

use multiversion::multiversion;

use super::text::TextHash;
use super::vector::Vector;

/// With a smaller share of vectors known, nearness would say more about which are known than about what is meant.
const ENOUGH: f32 = 0.95;

/// A vector where it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) bytes: &'a [i8],
    pub(super) scale: f32,
}

/// The vectors of units (texts that are looked for), in the caller's order. Some may be missing yet.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    /// How many numbers each has; 0 where none is known.
    dimension: usize,
    units: Vec<TextHash>,
    /// `dimension` bytes for each unit; zeros where its vector is missing.
    bytes: Vec<i8>,
    /// 0 where the vector is missing.
    scales: Vec<f32>,
    known: usize,
}

impl Vectors {
    pub(super) fn gather<'a>(
        units: Vec<TextHash>,
        row: impl Fn(&TextHash) -> Option<Row<'a>>,
    ) -> Self {
        let dimension = units.iter().find_map(&row).map_or(0, |row| row.bytes.len());
        let mut vectors = Vectors {
            dimension,
            bytes: vec![0; units.len() * dimension],
            scales: vec![0.0; units.len()],
            units,
            known: 0,
        };
        for nth in 0..vectors.units.len() {
            let found = row(&vectors.units[nth]).filter(|row| row.bytes.len() == dimension);
            if let Some(Row { bytes, scale }) = found {
                vectors.bytes[nth * dimension..][..dimension].copy_from_slice(bytes);
                vectors.scales[nth] = scale;
                vectors.known += 1;
            }
        }
        vectors
    }

    /// The same for other units, at once: those that are not among these are missing until they are computed.
    pub fn arranged(&self, units: Vec<TextHash>) -> Self {
        let places: HashMap<TextHash, usize> =
            self.units.iter().enumerate().map(|(nth, unit)| (*unit, nth)).collect();
        Vectors::gather(units, |unit| self.row(*places.get(unit)?))
    }

    fn row(&self, nth: usize) -> Option<Row<'_>> {
        let scale = self.scales[nth];
        (scale > 0.0)
            .then(|| Row { bytes: &self.bytes[nth * self.dimension..][..self.dimension], scale })
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// How many of them have a vector.
    pub fn known(&self) -> usize {
        self.known
    }

    /// How near each unit is to a question. `None`: too many vectors are missing yet, or the question's is another model's.
    pub fn nearest(&self, query: &Vector) -> Option<Nearness> {
        if self.dimension == 0
            || query.dimension() != self.dimension
            || (self.known as f32) < ENOUGH * self.len() as f32
        {
            return None;
        }
        let wide: Vec<i16> = query.bytes().iter().map(|byte| i16::from(*byte)).collect();
        let mut cosines = Vec::with_capacity(self.len());
        multiply(&self.bytes, &wide, &mut cosines);
        for (cosine, scale) in cosines.iter_mut().zip(&self.scales) {
            *cosine = if *scale > 0.0 { *cosine * scale * query.scale() } else { f32::NAN };
        }
        Some(Nearness::of(cosines))
    }
}

/// The dot product of each row with the query. Compiled for processors with and without wide instructions; which are there is seen as it runs.
///
/// Loops rather than iterators: a closure would not be compiled for the wide instructions.
#[multiversion(targets("x86_64+avx2", "aarch64+neon"))]
fn multiply(bytes: &[i8], query: &[i16], products: &mut Vec<f32>) {
    for row in bytes.chunks_exact(query.len()) {
        let mut product = 0;
        for (a, b) in row.iter().zip(query) {
            product += i32::from(*a) * i32::from(*b);
        }
        products.push(product as f32);
    }
}

/// How near each unit is to a question.
///
/// A model's cosines all lie close together (multilingual-e5's between 0.75 and 0.9), so what tells is how far one stands out: the z-score.
#[derive(Clone, Debug)]
pub struct Nearness {
    /// Not a number where the unit's vector is missing.
    cosines: Vec<f32>,
    mean: f32,
    deviation: f32,
}

impl Nearness {
    fn of(cosines: Vec<f32>) -> Self {
        let known =
            || cosines.iter().filter(|cosine| !cosine.is_nan()).map(|cosine| f64::from(*cosine));
        let count = known().count().max(1) as f64;
        let mean = known().sum::<f64>() / count;
        let variance = known().map(|cosine| (cosine - mean).powi(2)).sum::<f64>() / count;
        Nearness { mean: mean as f32, deviation: variance.sqrt() as f32, cosines }
    }

    /// From −1 to 1. `None`: the unit's vector is missing yet.
    pub fn cosine(&self, unit: usize) -> Option<f32> {
        self.cosines.get(unit).copied().filter(|cosine| !cosine.is_nan())
    }

    /// Over all units whose vector is known.
    pub fn mean(&self) -> f32 {
        self.mean
    }

    /// The standard deviation over all units whose vector is known.
    pub fn deviation(&self) -> f32 {
        self.deviation
    }

    /// How many standard deviations a unit is nearer than the mean of all; 0 where all are as near.
    pub fn z(&self, unit: usize) -> Option<f32> {
        let cosine = self.cosine(unit)?;
        Some(if self.deviation > f32::EPSILON {
            (cosine - self.mean) / self.deviation
        } else {
            0.0
        })
    }

    /// The nearest units with their cosines, the nearest first, at most `limit`; of two as near, the first.
    pub fn best(&self, limit: usize) -> Vec<(usize, f32)> {
        let mut all: Vec<(usize, f32)> = self
            .cosines
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, cosine)| !cosine.is_nan())
            .collect();
        let nearer = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if limit < all.len() {
            all.select_nth_unstable_by(limit, nearer);
            all.truncate(limit);
        }
        all.sort_by(nearer);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Units `a`, `b` …, with these vectors.
    fn vectors(rows: &[Option<[f32; 2]>]) -> Vectors {
        let units: Vec<TextHash> = (0..rows.len()).map(name).collect();
        let made: HashMap<TextHash, Vector> = rows
            .iter()
            .enumerate()
            .filter_map(|(nth, row)| Some((name(nth), Vector::new(&(*row)?).unwrap())))
            .collect();
        Vectors::gather(units, |unit| {
            made.get(unit).map(|vector| Row { bytes: vector.bytes(), scale: vector.scale() })
        })
    }

    fn name(nth: usize) -> TextHash {
        TextHash::of(&nth.to_string())
    }

    fn east() -> Vector {
        Vector::new(&[1.0, 0.0]).unwrap()
    }

    #[track_caller]
    fn assert_near(found: Option<f32>, expected: f32) {
        assert!(
            found.is_some_and(|found| (found - expected).abs() < 0.01),
            "{found:?} is not {expected}"
        );
    }

    #[test]
    fn nearness_is_told_for_each_unit_with_its_mean_and_spread() {
        let found =
            vectors(&[Some([2.0, 0.0]), Some([0.0, 1.0]), Some([-1.0, 0.0]), Some([0.0, -1.0])])
                .nearest(&east())
                .unwrap();
        for (unit, expected) in [1.0, 0.0, -1.0, 0.0].into_iter().enumerate() {
            assert_near(found.cosine(unit), expected);
        }
        assert_near(Some(found.mean()), 0.0);
        assert_near(Some(found.deviation()), 0.5_f32.sqrt());
        assert_near(found.z(0), 2.0_f32.sqrt());
        assert_eq!(found.cosine(4), None);
        let best: Vec<usize> = found.best(3).into_iter().map(|(unit, _)| unit).collect();
        assert_eq!(best, [0, 1, 3]);
        assert_eq!(found.best(9).len(), 4);
    }

    #[test]
    fn units_that_are_all_as_near_stand_out_by_nothing() {
        let found = vectors(&[Some([1.0, 1.0]), Some([1.0, 1.0])]).nearest(&east()).unwrap();
        assert_eq!((found.z(0), found.z(1)), (Some(0.0), Some(0.0)));
    }

    #[test]
    fn a_missing_vector_is_left_out_and_too_many_of_them_end_it() {
        let mut rows = vec![Some([1.0, 0.5]); 40];
        rows[7] = None;
        let some = vectors(&rows);
        assert_eq!((some.known(), some.len()), (39, 40));
        let found = some.nearest(&east()).unwrap();
        assert_eq!((found.cosine(7), found.z(7), found.z(8)), (None, None, Some(0.0)));
        rows[8] = None;
        rows[9] = None;
        assert!(vectors(&rows).nearest(&east()).is_none(), "37 of 40 are too few");
        assert!(vectors(&[]).nearest(&east()).is_none());
        assert!(vectors(&[None]).nearest(&east()).is_none());
    }

    #[test]
    fn a_question_of_another_model_is_near_to_nothing() {
        let other = Vector::new(&[1.0, 0.0, 0.0]).unwrap();
        assert!(vectors(&[Some([1.0, 0.0])]).nearest(&other).is_none());
    }

    #[test]
    fn units_that_move_keep_their_vectors() {
        let before = vectors(&[Some([1.0, 0.0]), Some([0.0, 1.0])]);
        let after = before.arranged(vec![name(1), name(0), name(1)]);
        let found = after.nearest(&east()).unwrap();
        assert_near(found.cosine(0), 0.0);
        assert_near(found.cosine(1), 1.0);
        assert_near(found.cosine(2), 0.0);
        let more = before.arranged(vec![name(0), name(5)]);
        assert_eq!((more.known(), more.len()), (1, 2));
    }

    #[test]
    fn every_number_counts_whatever_the_processor_has() {
        for dimension in [1, 3, 31, 384, 1_027] {
            let numbers: Vec<f32> =
                (0..dimension).map(|n| ((n * 37 % 101) as f32) - 50.0).collect();
            let vector = Vector::new(&numbers).unwrap();
            let all = Vectors::gather(vec![name(0)], |_| {
                Some(Row { bytes: vector.bytes(), scale: vector.scale() })
            });
            assert_near(all.nearest(&vector).unwrap().cosine(0), 1.0);
        }
    }
}

//! One text's vector: unit length, a byte a number.

use super::fault::EngineFault;

/// The most numbers that a model's vector may have; those in use have 256 to 4 096.
pub(super) const MOST_NUMBERS: usize = 8192;

/// A text's place in the space of meanings: a direction, so that the cosine of two is their dot product.
///
/// The numbers are `scale` × the bytes. Rounding them moves a cosine by about 0.0005, where the cosines of a model's texts are spread over 0.1.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    bytes: Box<[i8]>,
    scale: f32,
}

impl Vector {
    /// Of an engine's numbers, of any length.
    pub fn new(numbers: &[f32]) -> Result<Self, EngineFault> {
        if numbers.is_empty() || numbers.len() > MOST_NUMBERS {
            return Err(EngineFault::Garbled);
        }
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(EngineFault::NotFinite);
        }
        let largest = numbers.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
        if largest < f32::MIN_POSITIVE {
            return Err(EngineFault::Zero);
        }
        // Divided first: the factor alone could be infinite for the smallest numbers.
        let bytes: Box<[i8]> = numbers
            .iter()
            .map(|number| (number / largest * f32::from(i8::MAX)).round() as i8)
            .collect();
        let length = bytes.iter().map(|byte| f32::from(*byte).powi(2)).sum::<f32>().sqrt();
        Ok(Vector { scale: 1.0 / length, bytes })
    }

    /// As read from a file. `None`: no vector is like that.
    pub(super) fn from_parts(bytes: &[i8], scale: f32) -> Option<Self> {
        (scale.is_finite() && scale > 0.0 && !bytes.is_empty())
            .then(|| Vector { bytes: bytes.into(), scale })
    }

    pub fn dimension(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn bytes(&self) -> &[i8] {
        &self.bytes
    }

    pub(super) fn scale(&self) -> f32 {
        self.scale
    }

    /// From −1 to 1; `None` where the two are of different models.
    pub fn cosine(&self, other: &Vector) -> Option<f32> {
        let products =
            self.bytes.iter().zip(&other.bytes).map(|(a, b)| i32::from(*a) * i32::from(*b));
        (self.dimension() == other.dimension())
            .then(|| products.sum::<i32>() as f32 * self.scale * other.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_direction_is_refused() {
        let check = |numbers: &[f32], expected: EngineFault| {
            assert_eq!(Vector::new(numbers), Err(expected), "{numbers:?}")
        };
        check(&[], EngineFault::Garbled);
        check(&[0.0, 0.0], EngineFault::Zero);
        check(&[0.0, -0.0, 1e-45], EngineFault::Zero);
        check(&[1.0, f32::NAN], EngineFault::NotFinite);
        check(&[f32::INFINITY, 1.0], EngineFault::NotFinite);
        check(&vec![1.0; MOST_NUMBERS + 1], EngineFault::Garbled);
    }

    #[test]
    fn length_does_not_matter() {
        for factor in [1e-30, 0.01, 1.0, 3.0, 1e30] {
            let vector = Vector::new(&[0.6 * factor, -0.8 * factor]).unwrap();
            let cosine = vector.cosine(&Vector::new(&[0.6, -0.8]).unwrap()).unwrap();
            assert!((cosine - 1.0).abs() < 1e-5, "{factor}: {cosine}");
        }
        assert_eq!(
            Vector::new(&[1.0, 0.0]).unwrap().cosine(&Vector::new(&[0.0, 5.0]).unwrap()),
            Some(0.0)
        );
        assert_eq!(Vector::new(&[1.0]).unwrap().cosine(&Vector::new(&[1.0, 1.0]).unwrap()), None);
    }

    proptest! {
        #[test]
        fn rounding_to_bytes_hardly_moves_a_cosine(
            a in prop::collection::vec(-1.0_f32..1.0, 384),
            b in prop::collection::vec(-1.0_f32..1.0, 384),
            likeness in 0.0_f32..1.0,
        ) {
            let b: Vec<f32> = a.iter().zip(&b).map(|(a, b)| a * likeness + b * (1.0 - likeness)).collect();
            let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
            let exact = dot(&a, &b) / (dot(&a, &a) * dot(&b, &b)).sqrt();
            let rounded = Vector::new(&a).unwrap().cosine(&Vector::new(&b).unwrap()).unwrap();
            prop_assert!((exact - rounded).abs() < 0.002, "{exact} {rounded}");
        }
    }
}

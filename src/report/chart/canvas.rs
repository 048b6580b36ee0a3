//! Pixels, letters and hatching.

use std::sync::LazyLock;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontStyle, register_font};

use super::{Area, ChartError};

pub const WIDTH: u32 = 1000;
pub const HEIGHT: u32 = 700;

const FAMILY: &str = "DejaVu Sans Condensed";
/// Embedded, so that a picture looks the same on every machine; its licence stands beside it.
static FONT: &[u8] = include_bytes!("../font/DejaVuSansCondensed.ttf");
static REGISTERED: LazyLock<bool> =
    LazyLock::new(|| register_font(FAMILY, FontStyle::Normal, FONT).is_ok());

/// Pixels between the lines of a hatching.
const HATCH: usize = 9;

/// A picture in memory: three bytes a pixel.
pub struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    /// A white one.
    pub fn blank() -> Result<Self, ChartError> {
        if !*REGISTERED {
            return Err(ChartError::Drawing("the font cannot be read".to_owned()));
        }
        Ok(Canvas { pixels: vec![u8::MAX; (WIDTH * HEIGHT * 3) as usize] })
    }

    pub fn area(&mut self) -> Result<Area<'_>, ChartError> {
        Ok(BitMapBackend::with_buffer(&mut self.pixels, (WIDTH, HEIGHT)).into_drawing_area())
    }

    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_compression(png::Compression::Best);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(bytes)
    }
}

pub fn style(height: u32) -> TextStyle<'static> {
    (FAMILY, height).into_font().color(&BLACK)
}

/// Text with the middle of its top at this place.
pub fn centred(
    area: &Area<'_>,
    text: &str,
    (x, y): (u32, u32),
    height: u32,
) -> Result<(), ChartError> {
    let style = style(height).pos(Pos::new(HPos::Center, VPos::Top));
    Ok(area.draw(&Text::new(text, (x as i32, y as i32), style))?)
}

/// Slanting lines between two corners, upper left and lower right. They meet from bar to bar: each is a line of the whole picture.
pub fn hatching(
    (left, top): (i32, i32),
    (right, bottom): (i32, i32),
) -> impl Iterator<Item = [(i32, i32); 2]> {
    let lines = (left + top..=right + bottom).filter(|sum| sum.rem_euclid(HATCH as i32) == 0);
    lines.map(move |sum| {
        let (from, to) = (left.max(sum - bottom), right.min(sum - top));
        [(from, sum - from), (to, sum - to)]
    })
}

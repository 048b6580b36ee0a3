//! The picture: a bar a day, the answered below, those without an answer on top of them.
//!
//! Told apart by pattern and brightness too, not by colour alone (EN 301 549). Letters are large enough for a phone.

mod canvas;

use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordf64, RangedCoordusize};
use plotters::prelude::*;

use super::{Report, number};
use crate::desk::statistics::Day;
use crate::wording::Message;
use canvas::{Canvas, HEIGHT, WIDTH, style};

/// Pixels above the bars, for title and legend.
const HEAD: u32 = 120;
/// Letter heights in pixels.
const TITLE: u32 = 34;
const LABEL: u32 = 25;
/// At most so many days are named below the axis.
const NAMED: usize = 10;
/// Days between those that are named.
const STEPS: [usize; 7] = [1, 2, 7, 14, 28, 56, 112];
/// The axis goes to this at least, so that one question a day does not look like many.
const LEAST: usize = 5;

/// Why there is no picture: a fault of the program.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    #[error("the picture could not be encoded: {0}")]
    Encoding(#[from] png::EncodingError),
}

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for ChartError {
    fn from(error: DrawingAreaErrorKind<E>) -> Self {
        ChartError::Drawing(error.to_string())
    }
}

type Area<'a> = DrawingArea<BitMapBackend<'a>, Shift>;
type Bars<'a> = ChartContext<'a, BitMapBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordusize>>;

/// The two parts of a bar.
#[derive(Clone, Copy)]
enum Part {
    Answered,
    Unanswered,
}

impl Report<'_> {
    /// A bar a day as PNG, 1000 × 700 pixels; the same bytes for the same statistics.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let mut canvas = Canvas::blank()?;
        self.draw(&canvas.area()?)?;
        canvas.png()
    }

    fn draw(&self, area: &Area<'_>) -> Result<(), ChartError> {
        self.head(area)?;
        let days = &self.statistics.days;
        let most = days.iter().map(|day| day.count.questions()).max().unwrap_or_default();
        let (_, body) = area.split_vertically(HEAD);
        let mut bars = ChartBuilder::on(&body)
            .margin_right(30)
            .x_label_area_size(90)
            .y_label_area_size(100)
            .build_cartesian_2d(0.0..days.len().max(1) as f64, 0..(most + most / 10).max(LEAST))?;
        bars.configure_mesh()
            .disable_x_mesh()
            .x_labels(0)
            .y_labels(6)
            .light_line_style(WHITE)
            .bold_line_style(RGBColor(215, 215, 215))
            .label_style(style(LABEL))
            .y_desc(self.name(Message::StatsQuestions))
            .axis_desc_style(style(LABEL))
            .draw()?;
        for (at, day) in days.iter().enumerate() {
            bar(area, &bars, at, day)?;
        }
        self.names(area, &bars)?;
        if most == 0 {
            canvas::centred(area, &self.name(Message::StatsNothing), (WIDTH / 2, HEIGHT / 2), TITLE)?;
        }
        Ok(())
    }

    fn head(&self, area: &Area<'_>) -> Result<(), ChartError> {
        canvas::centred(area, &self.between(Message::ChartTitle), (WIDTH / 2, 20), TITLE)?;
        let total = &self.statistics.total;
        let parts = [
            (Part::Answered, Message::StatsAnswered, total.answered(), 150),
            (Part::Unanswered, Message::StatsUnanswered, total.unanswered(), 560),
        ];
        for (part, name, count, left) in parts {
            fill(area, part, (left, 75), (left + 36, 100))?;
            let name = self.say(Message::ChartLegend, &[("name", self.name(name).into()), ("count", number(count))]);
            area.draw(&Text::new(name, (left + 48, 75), style(LABEL)))?;
        }
        Ok(())
    }

    /// The dates below the bars, counted back from the last, and what the axis shows.
    fn names(&self, area: &Area<'_>, bars: &Bars<'_>) -> Result<(), ChartError> {
        let days = &self.statistics.days;
        let step = STEPS.into_iter().find(|step| days.len().div_ceil(*step) <= NAMED).unwrap_or(days.len());
        for (at, day) in days.iter().enumerate().rev().step_by(step) {
            let (x, y) = bars.backend_coord(&(at as f64 + 0.5, 0));
            canvas::centred(area, &self.short(day), (x.unsigned_abs(), y.unsigned_abs() + 10), LABEL)?;
        }
        canvas::centred(area, &self.name(Message::ChartDays), (WIDTH / 2, HEIGHT - 45), LABEL)
    }

    fn short(&self, day: &Day) -> String {
        use chrono::Datelike;
        self.say(Message::ChartDay, &[("day", number(day.date.day())), ("month", number(day.date.month()))])
    }
}

fn bar(area: &Area<'_>, bars: &Bars<'_>, at: usize, day: &Day) -> Result<(), ChartError> {
    let (left, right) = (at as f64 + 0.12, at as f64 + 0.88);
    let (answered, questions) = (day.count.answered(), day.count.questions());
    for (part, bottom, top) in [(Part::Answered, 0, answered), (Part::Unanswered, answered, questions)] {
        if top > bottom {
            fill(area, part, bars.backend_coord(&(left, top)), bars.backend_coord(&(right, bottom)))?;
        }
    }
    Ok(())
}

/// One part of a bar, or its sign in the legend, between two corners: answered is dark and plain, unanswered light and hatched.
fn fill(area: &Area<'_>, part: Part, from: (i32, i32), to: (i32, i32)) -> Result<(), ChartError> {
    let dark_blue = RGBColor(0, 70, 125);
    let (light_orange, brown) = (RGBColor(250, 205, 140), RGBColor(120, 60, 0));
    match part {
        Part::Answered => area.draw(&Rectangle::new([from, to], dark_blue.filled()))?,
        Part::Unanswered => {
            area.draw(&Rectangle::new([from, to], light_orange.filled()))?;
            for line in canvas::hatching(from, to) {
                area.draw(&PathElement::new(line, brown.stroke_width(2)))?;
            }
            area.draw(&Rectangle::new([from, to], brown.stroke_width(1)))?;
        }
    }
    Ok(())
}

//! The picture: a bar a day (a week, where days are many), the answered below, those without an answer on top of them.
//!
//! Told apart by pattern and brightness too, not by colour alone (EN 301 549). Letters are large enough for a phone.

mod canvas;

use chrono::{Datelike, NaiveDate};
use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordf64, RangedCoordusize};
use plotters::prelude::*;

use super::{Report, number};
use crate::desk::statistics::Day;
use crate::wording::Message;
use canvas::{Canvas, HEIGHT, WIDTH, style};

/// Pixels above the bars, for title and legend.
const HEAD: u32 = 155;
/// Letter heights in pixels.
const TITLE: u32 = 34;
const LABEL: u32 = 27;
/// More days than these are drawn as weeks: a bar has to be wide enough for its pattern.
const DAYS: usize = 92;
/// At most so many bars are named below the axis.
const NAMED: usize = 10;
/// Bars between those that are named.
const STEPS: [usize; 5] = [1, 2, 7, 14, 28];
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
type Axes<'a> = ChartContext<'a, BitMapBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordusize>>;

/// The two parts of a bar.
#[derive(Clone, Copy)]
enum Part {
    Answered,
    Unanswered,
}

/// What one bar shows.
struct Bar {
    /// The first of its days.
    date: NaiveDate,
    answered: usize,
    questions: usize,
}

impl Report<'_> {
    /// A bar a day as PNG, 1000 × 700 pixels; the same bytes for the same statistics.
    pub fn png(&self) -> Result<Vec<u8>, ChartError> {
        let mut canvas = Canvas::blank()?;
        self.draw(&canvas.area()?)?;
        canvas.png()
    }

    fn draw(&self, area: &Area<'_>) -> Result<(), ChartError> {
        let bars = bars(&self.statistics.days);
        let most = bars.iter().map(|bar| bar.questions).max().unwrap_or_default();
        let (_, body) = area.split_vertically(HEAD);
        let mut axes = ChartBuilder::on(&body)
            .margin_right(40)
            .x_label_area_size(90)
            .y_label_area_size(90)
            .build_cartesian_2d(0.0..bars.len().max(1) as f64, 0..(most + most / 10).max(LEAST))?;
        axes.configure_mesh()
            .disable_x_mesh()
            .x_labels(0)
            .y_labels(6)
            .light_line_style(WHITE)
            .bold_line_style(RGBColor(215, 215, 215))
            .label_style(style(LABEL))
            .draw()?;
        for (at, bar) in bars.iter().enumerate() {
            bar.draw(area, &axes, at)?;
        }
        self.dates(area, &axes, &bars)?;
        self.head(area)?;
        if most == 0 {
            canvas::centred(
                area,
                &self.name(Message::StatsNothing),
                (WIDTH / 2, HEIGHT / 2),
                TITLE,
            )?;
        }
        Ok(())
    }

    /// Title, legend, and what the upward axis counts.
    fn head(&self, area: &Area<'_>) -> Result<(), ChartError> {
        let title = if self.statistics.days.len() > DAYS {
            Message::ChartTitleWeeks
        } else {
            Message::ChartTitle
        };
        canvas::centred(area, &self.between(title), (WIDTH / 2, 18), TITLE)?;
        let total = &self.statistics.total;
        let answered = (Part::Answered, Message::StatsAnswered, total.answered(), 200);
        let unanswered = (Part::Unanswered, Message::StatsUnanswered, total.unanswered(), 580);
        for (part, name, count, left) in [answered, unanswered] {
            fill(area, part, (left, 72), (left + 36, 98))?;
            let name = self.say(
                Message::ChartLegend,
                &[("name", self.name(name).into()), ("count", number(count))],
            );
            area.draw(&Text::new(name, (left + 48, 71), style(LABEL)))?;
        }
        Ok(area.draw(&Text::new(self.name(Message::StatsQuestions), (25, 112), style(LABEL)))?)
    }

    /// The dates below the bars, counted back from the last, and what they are.
    fn dates(&self, area: &Area<'_>, axes: &Axes<'_>, bars: &[Bar]) -> Result<(), ChartError> {
        let step = STEPS
            .into_iter()
            .find(|step| bars.len().div_ceil(*step) <= NAMED)
            .unwrap_or(bars.len());
        for (at, Bar { date, .. }) in bars.iter().enumerate().rev().step_by(step) {
            let (x, y) = axes.backend_coord(&(at as f64 + 0.5, 0));
            let short = self.say(
                Message::ChartDay,
                &[("day", number(date.day())), ("month", number(date.month()))],
            );
            canvas::centred(area, &short, (x.unsigned_abs(), y.unsigned_abs() + 10), LABEL)?;
        }
        let name = if self.statistics.days.len() > DAYS {
            Message::ChartWeeks
        } else {
            Message::ChartDays
        };
        canvas::centred(area, &self.name(name), (WIDTH / 2, HEIGHT - 42), LABEL)
    }
}

/// A bar for each day or, counted back from the last day, for each seven.
fn bars(days: &[Day]) -> Vec<Bar> {
    let each = if days.len() > DAYS { 7 } else { 1 };
    let bar = |days: &[Day]| Bar {
        date: days.first().map(|day| day.date).unwrap_or_default(),
        answered: days.iter().map(|day| day.count.answered()).sum(),
        questions: days.iter().map(|day| day.count.questions()).sum(),
    };
    let mut bars: Vec<Bar> = days.rchunks(each).map(bar).collect();
    bars.reverse();
    bars
}

impl Bar {
    fn draw(&self, area: &Area<'_>, axes: &Axes<'_>, at: usize) -> Result<(), ChartError> {
        let (left, right) = (at as f64 + 0.12, at as f64 + 0.88);
        for (part, bottom, top) in
            [(Part::Answered, 0, self.answered), (Part::Unanswered, self.answered, self.questions)]
        {
            if top > bottom {
                fill(
                    area,
                    part,
                    axes.backend_coord(&(left, top)),
                    axes.backend_coord(&(right, bottom)),
                )?;
            }
        }
        Ok(())
    }
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

//! Where boxes stand: in columns, so that arrows lead from left to right and cross as little as is cheaply had.
//!
//! Whole numbers only, and every choice among equals goes to the smaller place, so that one stack gives one picture.

mod columns;

use columns::columns;

/// How often columns are put in order anew after their neighbours.
const SWEEPS: usize = 12;
/// Between boxes of a column.
const ROW_GAP: i64 = 18;
/// Between columns at least, and beside what stands on an arrow.
const COLUMN_GAP: i64 = 70;
const LABEL_GAP: i64 = 34;
/// The height that an arrow takes where it passes a column.
const LANE: i64 = 10;

/// A place in the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i64,
    pub(super) y: i64,
}

/// The width and height of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) width: i64,
    pub(super) height: i64,
}

/// A finished picture.
#[derive(Debug)]
pub(super) struct Layout {
    /// Of the whole.
    pub(super) size: Size,
    /// The upper left corner of each box.
    pub(super) corners: Vec<Point>,
    /// What each arrow passes between its ends, from its source on.
    pub(super) ways: Vec<Vec<Point>>,
}

/// An arrow between two boxes, by their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The width of what stands on it.
    pub(super) label: i64,
}

/// Something in a column: a box, or a lane through which an arrow passes.
#[derive(Debug, Clone, Copy)]
struct Vertex {
    column: usize,
    height: i64,
    /// The middle.
    y: i64,
    /// Its place in its column.
    rank: usize,
}

/// Places boxes of these sizes, joined by arrows. Of two that contradict each other, the first says what is left and
/// what is right.
pub(super) fn layout(sizes: &[Size], arrows: &[Arrow]) -> Layout {
    let columns = columns(sizes.len(), arrows);
    let mut grid = Grid::new(sizes, arrows, &columns);
    grid.untangle();
    grid.set_heights();
    grid.finish(sizes, &gaps(arrows, &columns))
}

/// The room left of each column: as wide as what stands on the arrows that cross it.
fn gaps(arrows: &[Arrow], columns: &[usize]) -> Vec<i64> {
    let mut gaps = vec![COLUMN_GAP; columns.iter().max().map_or(0, |last| last + 1)];
    for arrow in arrows.iter().filter(|arrow| arrow.label > 0) {
        let (from, to) = (get(columns, arrow.from), get(columns, arrow.to));
        // What stands on an arrow stands before its end, or behind it where the arrow leads back.
        let gap = if from < to { to } else { to + 1 };
        let wide = get(&gaps, gap).max(arrow.label + LABEL_GAP);
        set(&mut gaps, gap, wide);
    }
    gaps
}

/// Columns of boxes and lanes while they are being put in order.
struct Grid {
    /// The boxes, then the lanes.
    vertices: Vec<Vertex>,
    /// The vertices of each column, from the top.
    columns: Vec<Vec<usize>>,
    /// What stands beside each vertex, one column on and one back.
    right: Vec<Vec<usize>>,
    left: Vec<Vec<usize>>,
    /// The lanes of each arrow, from its source on.
    lanes: Vec<Vec<usize>>,
}

impl Grid {
    fn new(sizes: &[Size], arrows: &[Arrow], columns: &[usize]) -> Self {
        let vertex = |column, height| Vertex { column, height, y: 0, rank: 0 };
        let boxes = sizes.iter().zip(columns).map(|(size, column)| vertex(*column, size.height));
        let mut vertices: Vec<Vertex> = boxes.collect();
        let mut steps = Vec::new();
        let mut lanes = Vec::with_capacity(arrows.len());
        for Arrow { from, to, .. } in arrows {
            let (start, end) = (get(columns, *from), get(columns, *to));
            let (first, last) = if start <= end { (*from, *to) } else { (*to, *from) };
            let mut way = Vec::new();
            let mut before = first;
            for column in start.min(end) + 1..start.max(end) {
                way.push(vertices.len());
                steps.push((before, vertices.len()));
                before = vertices.len();
                vertices.push(vertex(column, LANE));
            }
            if start != end {
                steps.push((before, last));
            }
            if start > end {
                way.reverse();
            }
            lanes.push(way);
        }
        let mut grid = Self {
            columns: vec![Vec::new(); columns.iter().max().map_or(0, |last| last + 1)],
            right: vec![Vec::new(); vertices.len()],
            left: vec![Vec::new(); vertices.len()],
            vertices,
            lanes,
        };
        for (at, vertex) in grid.vertices.iter().enumerate() {
            grid.columns.get_mut(vertex.column).into_iter().for_each(|column| column.push(at));
        }
        for (from, to) in steps {
            grid.right.get_mut(from).into_iter().for_each(|beside| beside.push(to));
            grid.left.get_mut(to).into_iter().for_each(|beside| beside.push(from));
        }
        grid
    }

    /// Puts each column in the order of what stands beside it, back and forth.
    fn untangle(&mut self) {
        self.rank();
        for sweep in 0..SWEEPS {
            let mut columns = std::mem::take(&mut self.columns);
            let beside = if sweep % 2 == 0 { &self.left } else { &self.right };
            let middle = |at: usize, own: usize| {
                let ranks = beside.get(at).into_iter().flatten().map(|at| self.at(*at).rank);
                let (sum, count) = ranks.fold((0, 0), |(sum, count), rank| (sum + rank, count + 1));
                (sum * 1_000_usize).checked_div(count).unwrap_or(own * 1_000)
            };
            let count = columns.len();
            for step in 0..count {
                let column = if sweep % 2 == 0 { step } else { count - 1 - step };
                let Some(column) = columns.get_mut(column) else { continue };
                let mut keyed: Vec<(usize, usize)> =
                    column.iter().enumerate().map(|(own, at)| (middle(*at, own), *at)).collect();
                keyed.sort_by_key(|(middle, _)| *middle);
                *column = keyed.into_iter().map(|(_, at)| at).collect();
            }
            self.columns = columns;
            self.rank();
        }
    }

    fn rank(&mut self) {
        for column in &self.columns {
            for (rank, at) in column.iter().enumerate() {
                self.vertices.get_mut(*at).into_iter().for_each(|vertex| vertex.rank = rank);
            }
        }
    }

    /// Stacks each column, then draws everything towards what stands beside it without changing the order.
    fn set_heights(&mut self) {
        for column in 0..self.columns.len() {
            self.place(column);
        }
        for sweep in 0..SWEEPS {
            let count = self.columns.len();
            for step in 0..count {
                let column = if sweep % 2 == 0 { step } else { count - 1 - step };
                for (at, y) in self.wanted(column) {
                    self.vertices.get_mut(at).into_iter().for_each(|vertex| vertex.y = y);
                }
                self.place(column);
            }
        }
    }

    /// Where the vertices of a column would like to be: at the mean of all that stands beside them.
    fn wanted(&self, column: usize) -> Vec<(usize, i64)> {
        let mean = |at: usize| {
            let beside = [&self.left, &self.right].into_iter().filter_map(|side| side.get(at)).flatten();
            let (sum, count) = beside.fold((0, 0), |(sum, count), at| (sum + self.at(*at).y, count + 1));
            if count == 0 { self.at(at).y } else { sum / count }
        };
        self.columns.get(column).into_iter().flatten().map(|at| (*at, mean(*at))).collect()
    }

    /// Gives a column's vertices room, in their order and as near to where they are as that allows: what has none is moved
    /// down, then all of them move up again by what they moved on the whole.
    fn place(&mut self, column: usize) {
        let Some(members) = self.columns.get(column) else { return };
        let mut edge = i64::MIN / 2;
        let mut excess = 0;
        let mut placed = Vec::with_capacity(members.len());
        for at in members {
            let vertex = self.at(*at);
            let y = vertex.y.max(edge + vertex.height / 2);
            excess += y - vertex.y;
            edge = y + vertex.height / 2 + ROW_GAP;
            placed.push((*at, y));
        }
        let back = excess / i64::try_from(placed.len().max(1)).unwrap_or(1);
        for (at, y) in placed {
            self.vertices.get_mut(at).into_iter().for_each(|vertex| vertex.y = y - back);
        }
    }

    fn finish(&self, sizes: &[Size], gaps: &[i64]) -> Layout {
        let top = self.vertices.iter().map(|vertex| vertex.y - vertex.height / 2).min().unwrap_or_default();
        let bottom =
            self.vertices.iter().map(|vertex| vertex.y + vertex.height / 2).max().unwrap_or_default();
        let mut starts = Vec::with_capacity(self.columns.len());
        let mut x = 0;
        for (at, column) in self.columns.iter().enumerate() {
            let width = column.iter().filter_map(|at| sizes.get(*at)).map(|size| size.width).max();
            let width = width.unwrap_or_default();
            x += if at > 0 { get(gaps, at) } else { 0 };
            starts.push((x, width));
            x += width;
        }
        let start = |column: usize| starts.get(column).copied().unwrap_or_default();
        let corner = |(at, size): (usize, &Size)| {
            let vertex = self.at(at);
            let (x, width) = start(vertex.column);
            Point { x: x + (width - size.width) / 2, y: vertex.y - size.height / 2 - top }
        };
        let lane = |at: &usize| {
            let vertex = self.at(*at);
            let (x, width) = start(vertex.column);
            [x, x + width].map(|x| Point { x, y: vertex.y - top })
        };
        Layout {
            size: Size { width: x, height: bottom - top },
            corners: sizes.iter().enumerate().map(corner).collect(),
            ways: self.lanes.iter().map(|way| ways(way.iter().map(lane))).collect(),
        }
    }

    fn at(&self, at: usize) -> Vertex {
        self.vertices.get(at).copied().unwrap_or(Vertex { column: 0, height: 0, y: 0, rank: 0 })
    }
}

/// The points of lanes in the order in which an arrow passes them: backwards if it leads to the left.
fn ways(lanes: impl Iterator<Item = [Point; 2]>) -> Vec<Point> {
    let lanes: Vec<[Point; 2]> = lanes.collect();
    let leftwards =
        matches!((lanes.first(), lanes.last()), (Some([first, _]), Some([last, _])) if first.x > last.x);
    let turned = |[left, right]: [Point; 2]| if leftwards { [right, left] } else { [left, right] };
    lanes.into_iter().flat_map(turned).collect()
}

fn get<T: Copy + Default>(values: &[T], at: usize) -> T {
    values.get(at).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], at: usize, value: T) {
    if let Some(place) = values.get_mut(at) {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Boxes of odd sizes and arrows of all sorts, circles and loops among them, from a seed.
    fn made_up(seed: u64) -> (Vec<Size>, Vec<Arrow>) {
        let mut state = seed;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or_default() % below
        };
        let count = 2 + next(30);
        let length = |value: usize| i64::try_from(value).unwrap_or_default();
        let sizes = (0..count).map(|_| Size { width: length(40 + next(200)), height: 44 }).collect();
        let arrows = (0..next(60))
            .map(|_| Arrow { from: next(count), to: next(count), label: length(next(150)) })
            .collect();
        (sizes, arrows)
    }

    #[test]
    fn boxes_never_overlap_and_stay_within_the_picture() {
        for seed in 0..300 {
            let (sizes, arrows) = made_up(seed);
            let drawn = layout(&sizes, &arrows);
            let boxes: Vec<(Point, Size)> =
                drawn.corners.iter().copied().zip(sizes.iter().copied()).collect();
            for (at, (corner, size)) in boxes.iter().enumerate() {
                let (right, bottom) = (corner.x + size.width, corner.y + size.height);
                assert!(corner.x >= 0 && corner.y >= 0, "{seed}");
                assert!(right <= drawn.size.width && bottom <= drawn.size.height, "{seed}");
                for (other, wide) in boxes.iter().skip(at + 1) {
                    let beside = right <= other.x || other.x + wide.width <= corner.x;
                    assert!(beside || bottom <= other.y || other.y + wide.height <= corner.y, "{seed}");
                }
            }
        }
    }

    #[test]
    fn arrows_without_a_circle_lead_to_the_right() {
        for seed in 0..300 {
            let (sizes, mut arrows) = made_up(seed);
            arrows.retain(|arrow| arrow.from != arrow.to);
            arrows.iter_mut().filter(|arrow| arrow.from > arrow.to).for_each(|arrow| {
                std::mem::swap(&mut arrow.from, &mut arrow.to);
            });
            let drawn = layout(&sizes, &arrows);
            for arrow in &arrows {
                let right = drawn.corners[arrow.from].x + sizes[arrow.from].width;
                assert!(right < drawn.corners[arrow.to].x, "{seed}: {arrow:?}");
            }
        }
    }
}

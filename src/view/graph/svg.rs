//! SVG: the picture itself, without scripts, fonts or anything else from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::layout::{Arrow, Layout, Point, Size, layout};
use super::{Drawn, EdgeSort, EdgeView, NodeView};

/// Width of one column of text, in a hundredth of a pixel: of labels, and of titles and what stands on arrows.
const LABEL_COLUMN: i64 = 780;
const SMALL_COLUMN: i64 = 630;
const BOX_HEIGHT: i64 = 44;
const MARGIN: i64 = 20;
/// Between arrows that join the same two boxes.
const ASIDE: i64 = 18;
/// Between the boxes that nothing is joined to, and how wide a row of them gets at least.
const GAP: i64 = 18;
const ROW: i64 = 900;

const STYLE: &str = "\
text{font-family:system-ui,sans-serif;font-size:13px;fill:#1f2328}\
.t,.l{font-size:10.5px;fill:#59636e}\
.l{paint-order:stroke;stroke:#fff;stroke-width:3px;text-anchor:middle}\
rect{fill:#f6f8fa;stroke:#818b98}\
.i rect{stroke-dasharray:4 3;fill:#fff}\
path{fill:none;stroke:#1f2328}\
.flow{stroke:#0969da;stroke-width:2.2}\
.uses{stroke:#1a7f37;stroke-width:1.3}\
.dependency{stroke:#818b98;stroke-dasharray:3 3}\
marker path{stroke:none}";

/// Draws: boxes in columns, what nothing is joined to in rows below.
pub(super) fn write(drawn: &Drawn<'_>) -> String {
    let joined: BTreeSet<usize> = drawn.edges.iter().flat_map(|((from, to), _)| [*from, *to]).collect();
    let places: Vec<usize> = joined.iter().copied().collect();
    let boxes: Vec<(&NodeView, Size)> = drawn.nodes.iter().map(|node| (*node, size(node))).collect();
    let sizes: Vec<Size> = places.iter().filter_map(|at| Some(boxes.get(*at)?.1)).collect();
    let place = |node: &usize| places.binary_search(node).ok();
    let arrow = |((from, to), edge): &((usize, usize), &EdgeView)| {
        let label = columns(&edge.label) * SMALL_COLUMN / 100;
        Some(Arrow { from: place(from)?, to: place(to)?, label })
    };
    // What sets something off says more of what is left and right than what is used.
    let mut edges = drawn.edges.clone();
    edges.sort_by_key(|(_, edge)| edge.sort);
    let arrows: Vec<Arrow> = edges.iter().filter_map(arrow).collect();
    let Layout { size, corners, ways } = layout(&sizes, &arrows);

    let mut body = String::new();
    let at = |place: usize| Some((*corners.get(place)?, *sizes.get(place)?));
    for (((way, arrow), aside), (_, edge)) in ways.iter().zip(&arrows).zip(asides(&arrows)).zip(&edges) {
        if let (Some(from), Some(to)) = (at(arrow.from), at(arrow.to)) {
            line(&mut body, edge, &points(from, to, way, aside));
        }
    }
    for (at, corner) in places.iter().zip(&corners) {
        boxes.get(*at).into_iter().for_each(|(node, size)| square(&mut body, node, *corner, *size));
    }
    let alone = boxes.iter().enumerate().filter(|(at, _)| !joined.contains(at)).map(|(_, known)| *known);
    let size = rows(&mut body, &alone.collect::<Vec<_>>(), size);
    framed(drawn, size, &body)
}

/// How far each arrow is moved down, so that those between the same two boxes run side by side.
fn asides(arrows: &[Arrow]) -> Vec<i64> {
    let pair = |arrow: &Arrow| (arrow.from.min(arrow.to), arrow.from.max(arrow.to));
    let mut counts: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    arrows.iter().for_each(|arrow| *counts.entry(pair(arrow)).or_default() += 1);
    let mut seen: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    let mut aside = |arrow: &Arrow| {
        let nth = seen.entry(pair(arrow)).or_default();
        *nth += 1;
        let count = counts.get(&pair(arrow)).copied().unwrap_or(1);
        let step = ASIDE.min((BOX_HEIGHT - 4) / count);
        (*nth * 2 - count - 1) * step / 2
    };
    arrows.iter().map(&mut aside).collect()
}

fn framed(drawn: &Drawn<'_>, size: Size, body: &str) -> String {
    let (width, height) = (size.width + 2 * MARGIN, size.height + 2 * MARGIN);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"-{MARGIN} -{MARGIN} \
         {width} {height}\">\n<title>{}</title>\n<style>{STYLE}</style>\n<defs>\n",
        escaped(drawn.stack)
    );
    for (sort, colour) in [("flow", "#0969da"), ("uses", "#1a7f37"), ("dependency", "#818b98")] {
        let _ = writeln!(
            text,
            "<marker id=\"{sort}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" style=\"fill:{colour}\"/></marker>"
        );
    }
    let _ = writeln!(text, "</defs>\n{body}</svg>");
    text
}

/// Puts boxes in rows below what is drawn already; returns the size of the whole.
fn rows(body: &mut String, alone: &[(&NodeView, Size)], above: Size) -> Size {
    let limit = above.width.max(ROW);
    let mut at = Point { x: 0, y: if above.height > 0 { above.height + 2 * GAP } else { 0 } };
    let mut whole = above;
    for (node, size) in alone {
        if at.x > 0 && at.x + size.width > limit {
            at = Point { x: 0, y: at.y + BOX_HEIGHT + GAP };
        }
        square(body, node, at, *size);
        whole = Size { width: whole.width.max(at.x + size.width), height: at.y + size.height };
        at.x += size.width + GAP;
    }
    whole
}

/// How many columns of a terminal a text is wide, which is a fair guess at its width elsewhere.
fn columns(text: &str) -> i64 {
    i64::try_from(text.width()).unwrap_or_default()
}

fn size(node: &NodeView) -> Size {
    let wide = (columns(&node.label) * LABEL_COLUMN).max(columns(&node.title) * SMALL_COLUMN);
    Size { width: wide / 100 + 24, height: BOX_HEIGHT }
}

fn square(body: &mut String, node: &NodeView, corner: Point, size: Size) {
    let class = if node.implicit_of.is_some() { " class=\"i\"" } else { "" };
    let Point { x, y } = corner;
    let tip =
        if node.doc.is_empty() { node.address.clone() } else { format!("{}\n{}", node.address, node.doc) };
    let _ = writeln!(
        body,
        "<g{class}><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"6\"/>\
         <text x=\"{}\" y=\"{}\" class=\"t\">{}</text><text x=\"{}\" y=\"{}\">{}</text></g>",
        escaped(&tip),
        size.width,
        size.height,
        x + 12,
        y + 17,
        escaped(&node.title),
        x + 12,
        y + 34,
        escaped(&node.label)
    );
}

/// From the side of the first box to the side of the second, through what the arrow passes between.
fn points(from: (Point, Size), to: (Point, Size), way: &[Point], aside: i64) -> Vec<Point> {
    let side = |(corner, size): (Point, Size), right: bool| Point {
        x: if right { corner.x + size.width } else { corner.x },
        y: corner.y + size.height / 2 + aside,
    };
    let onwards = from.0.x <= to.0.x;
    let within = from.0.x + from.1.width > to.0.x && to.0.x + to.1.width > from.0.x;
    let mut points = vec![side(from, onwards || within)];
    points.extend(way.iter().map(|point| Point { x: point.x, y: point.y + aside }));
    points.push(side(to, within || !onwards));
    points
}

fn line(body: &mut String, edge: &EdgeView, points: &[Point]) {
    let sort = match edge.sort {
        EdgeSort::Flow => "flow",
        EdgeSort::Uses => "uses",
        EdgeSort::Dependency => "dependency",
    };
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let mut path = format!("M{} {}", first.x, first.y);
    for (at, (from, to)) in points.iter().zip(points.iter().skip(1)).enumerate() {
        let _ = if at % 2 == 1 {
            // Along a lane.
            write!(path, "L{} {}", to.x, to.y)
        } else {
            let (out, back) = swing(*from, *to);
            write!(path, "C{out} {} {back} {} {} {}", from.y, to.y, to.x, to.y)
        };
    }
    let _ = writeln!(
        body,
        "<path d=\"{path}\" class=\"{sort}\" marker-end=\"url(#{sort})\"><title>{} → {}</title></path>",
        escaped(&edge.from),
        escaped(&edge.to)
    );
    if !edge.label.is_empty() {
        let before = points.iter().rev().nth(1).unwrap_or(first);
        let (out, back) = swing(*before, *last);
        let (x, y) = ((before.x + 3 * out + 3 * back + last.x) / 8, (before.y + last.y) / 2 - 4);
        let _ = writeln!(body, "<text x=\"{x}\" y=\"{y}\" class=\"l\">{}</text>", escaped(&edge.label));
    }
}

/// Where a curve is drawn towards between two points, from left to right; within a column it swings out.
fn swing(from: Point, to: Point) -> (i64, i64) {
    let reach = (to.x - from.x) / 2;
    if reach.abs() < 20 { (from.x + 60, to.x + 60) } else { (from.x + reach, to.x - reach) }
}

/// Text that cannot be read as markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

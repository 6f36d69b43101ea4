//! Areas and lengths, summed arc by arc so that a border is measured once for both its faces.

use std::sync::atomic::{AtomicU64, Ordering};

use geo_types::Coord;
use rayon::prelude::*;

use super::heights::Heights;
use super::{ArcRef, Coverage, FaceId};

/// Areas of the faces of a coverage, of those that are asked for: what lies under an arc is measured once for both its faces.
#[derive(Debug)]
pub struct Areas<'a, S> {
    coverage: &'a Coverage,
    surface: &'a S,
    /// Under each arc, as bits; not a number where nobody has asked yet.
    under: Vec<AtomicU64>,
}

impl<'a, S: Surface> Areas<'a, S> {
    /// Of no face so far.
    pub fn new(coverage: &'a Coverage, surface: &'a S) -> Self {
        let under = (0..coverage.arc_count()).map(|_| AtomicU64::new(f64::NAN.to_bits())).collect();
        Self { coverage, surface, under }
    }

    /// Area of a face in square metres: that among [`Coverage::areas`], within 10^-4 for faces as large as communes.
    pub fn of(&self, face: FaceId) -> f64 {
        self.coverage.area_by(face, |arc| {
            // Relaxed: whoever asks at the same time measures the same.
            let known = f64::from_bits(self.under[arc].load(Ordering::Relaxed));
            if !known.is_nan() {
                return known;
            }
            let under = self.surface.under(self.coverage.arc(arc));
            self.under[arc].store(under.to_bits(), Ordering::Relaxed);
            under
        })
    }
}

/// How to measure on the surface that the coordinates lie on.
pub trait Surface: Sync {
    /// A vertex as a point of a plane on which areas are kept. Units: square metres for a product of the two.
    fn equal_area(&self, vertex: Coord<f64>) -> Coord<f64>;
    /// Length of a segment, in metres.
    fn length(&self, from: Coord<f64>, to: Coord<f64>) -> f64;

    /// The signed area between a line and the axis of the equal-area plane, as [`Surface::along`] has it.
    fn under(&self, line: &[Coord<f64>]) -> f64 {
        under_by(line, |vertex| self.equal_area(vertex))
    }

    /// Along a line: the signed area between it and the axis of the equal-area plane, and its length.
    fn along(&self, mut line: impl Iterator<Item = Coord<f64>>) -> Along {
        let mut along = Along::default();
        let Some(mut from) = line.next() else { return along };
        line.for_each(|to| {
            along.add(self.equal_area(from), self.equal_area(to), self.length(from, to));
            from = to;
        });
        along
    }
}

/// The signed area between a line and the axis of a plane, its vertices being points of that plane.
fn under_by(line: &[Coord<f64>], on_plane: impl Fn(Coord<f64>) -> Coord<f64>) -> f64 {
    let mut points = line.iter().map(|&vertex| on_plane(vertex));
    let Some(mut from) = points.next() else { return 0.0 };
    let mut along = Along::default();
    for to in points {
        along.add(from, to, 0.0);
        from = to;
    }
    along.under
}

/// What is measured along a line.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Along {
    /// Area between the line and the axis, in square metres; positive where the line runs towards lower x.
    pub under: f64,
    /// Length in metres.
    pub length: f64,
}

impl Along {
    /// Adds a segment between two points of the equal-area plane.
    fn add(&mut self, from: Coord<f64>, to: Coord<f64>, length: f64) {
        self.under += (from.x - to.x) * (from.y + to.y) / 2.0;
        self.length += length;
    }
}

/// Coordinates in metres on a plane.
#[derive(Debug, Clone, Copy)]
pub struct Plane;

impl Surface for Plane {
    fn equal_area(&self, vertex: Coord<f64>) -> Coord<f64> {
        vertex
    }

    fn length(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        (to.x - from.x).hypot(to.y - from.y)
    }
}

/// Longitude and latitude in degrees on an ellipsoid of revolution.
///
/// Areas are those of the cylindrical equal-area projection of the ellipsoid (Snyder, *Map Projections: A Working
/// Manual*, USGS 1395, equations 3-12 and 10-15), where a segment is straight. Lengths take the two radii of
/// curvature at the middle latitude: for the segments of a boundary, a few kilometres at most, this agrees with a
/// geodesic to better than a millimetre a kilometre.
#[derive(Debug, Clone, Copy)]
pub struct Ellipsoid {
    semi_major: f64,
    eccentricity2: f64,
}

impl Ellipsoid {
    /// WGS 84. RGF93 and the other French systems lie on GRS80, which differs from it by 0.1 mm.
    pub const WGS84: Self = Self { semi_major: 6_378_137.0, eccentricity2: 0.006_694_379_990_141_316 };

    /// Snyder's q: twice the area between the equator and the latitude of that sine, for a radian of longitude and a
    /// unit radius.
    fn q(&self, sin: f64) -> f64 {
        let z2 = self.eccentricity2 * sin * sin;
        // 1 / (1 - z²) + atanh(z) / z, both as their series: z² is below 0.0067, so that the eighth term is below the last digit.
        let series = Q.iter().rev().fold(0.0, |sum, term| sum * z2 + term);
        (1.0 - self.eccentricity2) * sin * series
    }

    /// A vertex on the equal-area plane, the sine of its latitude known.
    fn on_plane(&self, vertex: Coord<f64>, sin: f64) -> Coord<f64> {
        Coord { x: self.semi_major * vertex.x.to_radians(), y: self.semi_major * self.q(sin) / 2.0 }
    }

    /// Length of a segment, the squares of the sine and cosine of its middle latitude known.
    ///
    /// The radius in the prime vertical is a / w, that of the meridian a (1 - e²) / w³, with w² = 1 - e² sin². Roots and
    /// divisions are what this costs, so they are three in all; not `hypot`, which guards against overflow.
    fn length_at(&self, from: Coord<f64>, to: Coord<f64>, sin2: f64, cos2: f64) -> f64 {
        let w2 = 1.0 - self.eccentricity2 * sin2;
        let inverse_w = 1.0 / w2.sqrt();
        let east = (to.x - from.x).to_radians();
        let north = (to.y - from.y).to_radians() * (1.0 - self.eccentricity2) * inverse_w * inverse_w;
        self.semi_major * inverse_w * (cos2 * east * east + north * north).sqrt()
    }
}

/// Terms of Snyder's q in powers of z²: 1 + 1 / (2k + 1).
const Q: [f64; 8] = [2.0, 4.0 / 3.0, 6.0 / 5.0, 8.0 / 7.0, 10.0 / 9.0, 12.0 / 11.0, 14.0 / 13.0, 16.0 / 15.0];

/// Segments that span less latitude than this, in radians, are measured by the sines of their ends.
const SHORT: f64 = 0.01;

impl Surface for Ellipsoid {
    fn equal_area(&self, vertex: Coord<f64>) -> Coord<f64> {
        self.on_plane(vertex, vertex.y.to_radians().sin())
    }

    fn under(&self, line: &[Coord<f64>]) -> f64 {
        match Heights::of(self, line) {
            Some(heights) => {
                under_by(line, |vertex| Coord { x: self.semi_major * vertex.x.to_radians(), y: heights.at(vertex.y) })
            }
            None => under_by(line, |vertex| self.equal_area(vertex)),
        }
    }

    fn length(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let (sin, cos) = ((from.y + to.y) / 2.0).to_radians().sin_cos();
        self.length_at(from, to, sin * sin, cos * cos)
    }

    /// One sine a vertex serves its area and, as sin((a + b) / 2) = (sin a + sin b) / (2 cos((b - a) / 2)), both its
    /// segments.
    fn along(&self, mut line: impl Iterator<Item = Coord<f64>>) -> Along {
        let mut along = Along::default();
        let Some(mut from) = line.next() else { return along };
        let mut from_sin = from.y.to_radians().sin();
        let mut from_plane = self.on_plane(from, from_sin);
        line.for_each(|to| {
            let sin = to.y.to_radians().sin();
            let plane = self.on_plane(to, sin);
            let half = (to.y - from.y).to_radians() / 2.0;
            // Far from the poles, where the cosine below would lose its digits.
            let length = if half.abs() < SHORT / 2.0 && sin.abs() < 0.99 {
                let half2 = half * half;
                let middle = (from_sin + sin) / 2.0 * (1.0 + half2 / 2.0 + 5.0 / 24.0 * half2 * half2);
                let middle2 = middle * middle;
                self.length_at(from, to, middle2, 1.0 - middle2)
            } else {
                self.length(from, to)
            };
            along.add(from_plane, plane, length);
            (from, from_sin, from_plane) = (to, sin, plane);
        });
        along
    }
}

impl Coverage {
    /// Area of each face, in square metres.
    pub fn areas(&self, surface: &impl Surface) -> Vec<f64> {
        self.measures(surface).0
    }

    /// Length of each arc, in metres.
    pub fn lengths(&self, surface: &impl Surface) -> Vec<f64> {
        self.measures(surface).1
    }

    /// Area of each face, in square metres, and length of each arc, in metres, in one pass over the vertices.
    pub fn measures(&self, surface: &impl Surface) -> (Vec<f64>, Vec<f64>) {
        // Under each arc, down to the axis: trapezes that cancel out around a face but for its inside.
        let along: Vec<Along> =
            (0..self.arc_count()).into_par_iter().map(|arc| surface.along(self.arc(arc).iter().copied())).collect();
        let of_face = |face: FaceId| self.area_by(face, |arc| along[arc].under);
        let areas = (0..self.face_count() as FaceId).into_par_iter().map(of_face).collect();
        (areas, along.iter().map(|along| along.length).collect())
    }

    /// Area of a face from what lies under each arc.
    fn area_by(&self, face: FaceId, under: impl Fn(usize) -> f64) -> f64 {
        let signed = |arc: &ArcRef| if arc.is_reversed() { -under(arc.index()) } else { under(arc.index()) };
        self.arcs_of(face).iter().map(signed).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Distance, Geodesic, GeodesicArea};
    use geo_types::{MultiPolygon, Point, coord, polygon};

    #[test]
    fn ellipsoidal_area_agrees_with_the_geodesic_one_to_a_few_millionths() {
        let square = polygon![(x: 2.30, y: 48.80), (x: 2.31, y: 48.80), (x: 2.312, y: 48.807), (x: 2.303, y: 48.806)];
        let geodesic = square.geodesic_area_unsigned();
        let coverage = Coverage::from_polygons(&[MultiPolygon(vec![square])]).unwrap();
        let area = coverage.areas(&Ellipsoid::WGS84)[0];
        assert!((area / geodesic - 1.0).abs() < 2e-6, "{area} against {geodesic}");
    }

    #[test]
    fn length_of_a_border_segment_agrees_with_the_geodesic_to_a_millimetre() {
        for (from, to) in [
            (coord! { x: 2.35, y: 48.85 }, coord! { x: 2.37, y: 48.86 }),
            (coord! { x: 55.5, y: -21.1 }, coord! { x: 55.51, y: -21.1 }),
            (coord! { x: -52.3, y: 4.9 }, coord! { x: -52.3, y: 4.93 }),
        ] {
            let geodesic = Geodesic.distance(Point(from), Point(to));
            let length = Ellipsoid::WGS84.length(from, to);
            assert!((length - geodesic).abs() < 1e-3, "{length} against {geodesic}");
        }
    }

    #[test]
    fn a_line_measures_what_its_segments_do() {
        let surface = Ellipsoid::WGS84;
        for line in [
            [(2.35, 48.85), (2.3501, 48.8512), (2.36, 48.849), (2.36, 48.849)],
            [(55.5, -21.1), (55.51, -21.1), (55.51, -20.0), (54.0, 60.0)],
            [(0.0, 0.001), (0.001, -0.001), (-0.001, -0.002), (0.0, 0.0)],
            [(10.0, 85.0), (11.0, 85.001), (12.0, 89.9), (13.0, 90.0)],
        ] {
            let line = line.map(|(x, y)| coord! { x: x, y: y });
            let pairs = || line.windows(2).map(|pair| (pair[0], pair[1]));
            let length: f64 = pairs().map(|(a, b)| surface.length(a, b)).sum();
            let plane = |v| surface.equal_area(v);
            let under: f64 = pairs().map(|(a, b)| (plane(a).x - plane(b).x) * (plane(a).y + plane(b).y) / 2.0).sum();
            let along = surface.along(line.iter().copied());
            assert!((along.length - length).abs() < 1e-12 * length, "{along:?} against {length}");
            assert!((along.under - under).abs() <= 1e-12 * under.abs(), "{along:?} against {under}");
            assert_eq!(along.under, surface.under(&line));
        }
    }
}

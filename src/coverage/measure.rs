//! Areas and lengths, summed arc by arc so that a border is measured once for both its faces.

use geo_types::Coord;
use rayon::prelude::*;

use super::{Coverage, FaceId};

/// How to measure on the surface that the coordinates lie on.
pub trait Surface: Sync {
    /// A vertex as a point of a plane on which areas are kept. Units: square metres for a product of the two.
    fn equal_area(&self, vertex: Coord<f64>) -> Coord<f64>;
    /// Length of a segment, in metres.
    fn length(&self, from: Coord<f64>, to: Coord<f64>) -> f64;
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

    /// Snyder's q: twice the area between the equator and the latitude, for a radian of longitude and a unit radius.
    fn q(&self, latitude: f64) -> f64 {
        let sin = latitude.sin();
        let z2 = self.eccentricity2 * sin * sin;
        // atanh(z) / z as its series: z² is below 0.0067, so that the eighth term is below the last digit.
        let series = (0..8).rev().fold(0.0, |sum, k| sum * z2 + 1.0 / f64::from(2 * k + 1));
        (1.0 - self.eccentricity2) * sin * (1.0 / (1.0 - z2) + series)
    }
}

impl Surface for Ellipsoid {
    fn equal_area(&self, vertex: Coord<f64>) -> Coord<f64> {
        let a = self.semi_major;
        Coord { x: a * vertex.x.to_radians(), y: a * self.q(vertex.y.to_radians()) / 2.0 }
    }

    fn length(&self, from: Coord<f64>, to: Coord<f64>) -> f64 {
        let middle = ((from.y + to.y) / 2.0).to_radians();
        let w2 = 1.0 - self.eccentricity2 * middle.sin().powi(2);
        let prime_vertical = self.semi_major / w2.sqrt();
        let meridional = prime_vertical * (1.0 - self.eccentricity2) / w2;
        let east = prime_vertical * middle.cos() * (to.x - from.x).to_radians();
        let north = meridional * (to.y - from.y).to_radians();
        // Not `hypot`, which guards against overflow and showed in the profile.
        (east * east + north * north).sqrt()
    }
}

impl Coverage {
    /// Area of each face, in square metres.
    pub fn areas(&self, surface: &impl Surface) -> Vec<f64> {
        // Under each arc, down to the axis: trapezes that cancel out around a face but for its inside.
        let under: Vec<f64> = (0..self.arc_count())
            .into_par_iter()
            .map(|arc| {
                let vertices = self.arc(arc);
                let mut from = surface.equal_area(vertices[0]);
                let mut sum = 0.0;
                for &vertex in &vertices[1..] {
                    let to = surface.equal_area(vertex);
                    sum += (from.x - to.x) * (from.y + to.y) / 2.0;
                    from = to;
                }
                sum
            })
            .collect();
        let of_face = |face: FaceId| {
            let signed = |arc: &super::ArcRef| if arc.is_reversed() { -under[arc.index()] } else { under[arc.index()] };
            self.arcs_of(face).iter().map(signed).sum()
        };
        (0..self.face_count() as FaceId).map(of_face).collect()
    }

    /// Length of each arc, in metres.
    pub fn lengths(&self, surface: &impl Surface) -> Vec<f64> {
        let length = |arc| self.arc(arc).windows(2).map(|pair| surface.length(pair[0], pair[1])).sum();
        (0..self.arc_count()).into_par_iter().map(length).collect()
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
}

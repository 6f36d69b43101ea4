//! Reference systems: those of French data, how files name them, and the way from them to degrees.
//!
//! RGF93 and its overseas sisters, and ETRS89, are taken for WGS 84: they differ by less than a metre, most of it the
//! drift of the plates, and nobody gives communes to that. Systems on older datums (NTF, with its Lambert zones) are
//! refused: without a grid of corrections they are off by tens of metres.

mod convert;
mod fit;
mod wkt;

pub(crate) use convert::from_degrees;
pub(super) use convert::to_degrees;
pub(super) use fit::{check, missing};

use super::read_error::ReadError;

/// A reference system that is known.
#[derive(Debug, PartialEq)]
pub(super) struct Crs {
    /// Code in the EPSG register.
    pub code: u32,
    /// Its usual name.
    pub name: &'static str,
    /// Codes of systems taken for the same.
    same: &'static [u32],
    projection: Projection,
}

/// How coordinates relate to degrees.
#[derive(Debug, PartialEq)]
enum Projection {
    /// They are degrees.
    Degrees,
    /// The spherical Mercator projection of web maps.
    WebMercator,
    /// A projection of one territory.
    Local {
        method: Method,
        /// Where coordinates of the territory lie, with a margin of 100 km: west, south, east, north, in metres.
        extent: [f64; 4],
    },
}

/// A projection's kind and parameters, in degrees and metres.
#[derive(Debug, PartialEq)]
enum Method {
    /// Conformal conic: central meridian, origin and standard parallels, false easting and northing.
    Lambert { meridian: f64, origin: f64, parallels: [f64; 2], east: f64, north: f64 },
    /// Universal transverse Mercator: zone, and whether it is of the south.
    Utm { zone: u32, south: bool },
}

const fn utm(code: u32, name: &'static str, same: &'static [u32], zone: u32, south: bool, extent: [f64; 4]) -> Crs {
    Crs { code, name, same, projection: Projection::Local { method: Method::Utm { zone, south }, extent } }
}

/// Those known. Extents are the areas of use of the EPSG register, projected.
pub(super) static KNOWN: [Crs; 8] = [
    Crs {
        code: 4326,
        name: "WGS 84",
        // ETRS89, RGF93 (v1, v2, v2b), RGAF09, RGFG95, RGR92, RGM04, RGSPM06; then the same with longitude first,
        // which files always have.
        same: &[4258, 4171, 9777, 9782, 5489, 4624, 4627, 4470, 4463, 7084, 9779, 9784, 7086, 7041, 7037, 7039, 7035],
        projection: Projection::Degrees,
    },
    Crs {
        code: 2154,
        name: "RGF93 / Lambert-93",
        // Its later versions, and with heights.
        same: &[9793, 9794, 5698, 5699],
        projection: Projection::Local {
            method: Method::Lambert { meridian: 3.0, origin: 46.5, parallels: [44.0, 49.0], east: 7e5, north: 66e5 },
            extent: [-480_000.0, 5_900_000.0, 1_430_000.0, 7_340_000.0],
        },
    },
    utm(5490, "RGAF09 / UTM 20N", &[32620], 20, false, [320_000.0, 1_450_000.0, 930_000.0, 2_130_000.0]),
    utm(2972, "RGFG95 / UTM 22N", &[32622], 22, false, [60_000.0, 130_000.0, 780_000.0, 1_090_000.0]),
    utm(2975, "RGR92 / UTM 40S", &[32740], 40, true, [80_000.0, 7_160_000.0, 740_000.0, 8_080_000.0]),
    utm(4471, "RGM04 / UTM 38S", &[32738], 38, true, [250_000.0, 8_290_000.0, 790_000.0, 8_850_000.0]),
    utm(4467, "RGSPM06 / UTM 21N", &[32621], 21, false, [390_000.0, 4_700_000.0, 690_000.0, 5_350_000.0]),
    Crs {
        code: 3857,
        name: "WGS 84 / Pseudo-Mercator",
        same: &[900_913, 102_100, 102_113, 3785],
        projection: Projection::WebMercator,
    },
];

/// Degrees, the default of GeoJSON and TopoJSON.
pub(super) fn degrees() -> &'static Crs {
    &KNOWN[0]
}

impl Crs {
    /// The system of that name: `EPSG:2154`, a bare code, a URN or URL of OGC, `CRS84`, or WKT.
    ///
    /// # Errors
    /// It is not known; the error lists those that are.
    pub fn named(text: &str) -> Result<&'static Self, ReadError> {
        let text = text.trim().trim_start_matches('\u{feff}').trim();
        if text.contains('[') {
            return wkt::recognise(text);
        }
        let last = text.rsplit([':', '/', '#']).next().unwrap_or(text);
        if last.eq_ignore_ascii_case("CRS84") || last.eq_ignore_ascii_case("CRS84h") {
            return Ok(degrees());
        }
        match last.parse() {
            Ok(code) if last.len() == text.len() || text.to_ascii_uppercase().contains("EPSG") => Self::of_code(code),
            _ => Err(not_known(text, "the name is not recognised")),
        }
    }

    fn of_code(code: u32) -> Result<&'static Self, ReadError> {
        let found = KNOWN.iter().find(|crs| crs.code == code || crs.same.contains(&code));
        found.ok_or_else(|| {
            let ntf = matches!(code, 27561..=27564 | 27571..=27574 | 27581..=27584 | 27591..=27594 | 4275 | 4807);
            let reason = if ntf { NTF } else { REPROJECT };
            not_known(&format!("EPSG:{code}"), reason)
        })
    }

    /// Code and name, for messages.
    pub fn label(&self) -> String {
        format!("EPSG:{} ({})", self.code, self.name)
    }
}

const REPROJECT: &str = "reproject the file to EPSG:4326 first";
const NTF: &str =
    "its datum is NTF, which is off by up to 54 m without a grid; reproject with the NTv2 or GR3D grid of IGN first";

fn not_known(name: &str, reason: &str) -> ReadError {
    let known: Vec<String> = KNOWN.iter().map(Crs::label).collect();
    ReadError::CrsNotKnown { name: name.to_owned(), reason: reason.to_owned(), known: known.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> u32 {
        Crs::named(text).unwrap().code
    }

    #[test]
    fn every_usual_way_to_write_a_code_is_understood() {
        let lambert = ["EPSG:2154", "epsg:2154", "2154", "urn:ogc:def:crs:EPSG::2154", "urn:ogc:def:crs:EPSG:9.6:2154"];
        let url = ["http://www.opengis.net/def/crs/EPSG/0/2154", "http://www.opengis.net/gml/srs/epsg.xml#2154"];
        for text in lambert.into_iter().chain(url) {
            assert_eq!(code(text), 2154, "{text}");
        }
        for text in ["urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", "CRS84", "EPSG:4326", "EPSG:4171", "EPSG:4258"] {
            assert_eq!(code(text), 4326, "{text}");
        }
    }

    #[test]
    fn other_systems_are_refused_with_the_list_of_those_known() {
        let message = Crs::named("EPSG:3949").unwrap_err().to_string();
        assert!(message.contains("EPSG:3949") && message.contains("EPSG:2154 (RGF93 / Lambert-93)"), "{message}");
        let message = Crs::named("EPSG:27572").unwrap_err().to_string();
        assert!(message.contains("NTF") && message.contains("grid"), "{message}");
        for text in ["", "Lambert", "IGNF:2154", "EPSG:", "urn:ogc:def:crs:EPSG::abc", "2154.0", "-4326"] {
            assert!(Crs::named(text).is_err(), "{text}");
        }
    }
}

//! Reference systems written as well-known text, in the dialects of ESRI (`.prj`) and of GDAL.
//!
//! ESRI writes no codes, and names differ from one program to the next. So a system is known by its code if it has
//! one, and otherwise by its datum's name and its projection's parameters together.

use super::super::read_error::ReadError;
use super::{Crs, KNOWN, Method, NTF, Projection, REPROJECT, degrees, not_known};

/// Nodes nested deeper than this are refused.
const DEPTH: usize = 16;
/// Names of datums taken for WGS 84, in small letters without marks; any version may follow.
const DATUMS: [&str; 14] = [
    "wgs1984",
    "wgs84",
    "worldgeodeticsystem1984",
    "rgf1993",
    "rgf93",
    "reseaugeodesiquefrancais1993",
    "etrs1989",
    "europeanterrestrialreferencesystem1989",
    "rgaf09",
    "reseaugeodesiquedesantillesfrancaises2009",
    "rgfg1995",
    "reseaugeodesiquefrancaisguyane1995",
    "rgr1992",
    "reseaugeodesiquedelareunion1992",
];

/// The system that a text describes.
///
/// # Errors
/// It cannot be read as WKT, or it is not known.
pub(super) fn recognise(text: &str) -> Result<&'static Crs, ReadError> {
    let mut parser = Parser { rest: text };
    let Some(root) = parser.node(0).filter(|root| root.text(0).is_some()) else {
        return Err(not_known(&text.chars().take(60).collect::<String>(), "its WKT cannot be read"));
    };
    let name = root.text(0).unwrap_or_default();
    if let Some(code) = root.code() {
        let crs = Crs::of_code(code)?;
        let contradicts = by_parameters(&root).is_some_and(|found| found != crs);
        return if contradicts {
            Err(not_known(name, &format!("its code is EPSG:{code}, its parameters are of another system")))
        } else {
            Ok(crs)
        };
    }
    let reason =
        if plain(text).contains("ntf") || plain(text).contains("nouvelletriangulation") { NTF } else { REPROJECT };
    by_parameters(&root).filter(|_| datum_is_known(&root)).ok_or_else(|| not_known(name, reason))
}

/// The known system with that projection, whatever the datum.
fn by_parameters(root: &Node) -> Option<&'static Crs> {
    if root.keyword == "GEOGCS" {
        let unit = root.child("UNIT")?.number(1)?;
        return close(unit, 0.017_453_292_519_943_3, 1e-9).then(degrees);
    }
    let projection = plain(root.child("PROJECTION")?.text(0)?);
    if !close(root.child("UNIT")?.number(1)?, 1.0, 1e-9) {
        return None;
    }
    let parameter = |names: &[&str]| {
        let mut parameters = root.children.iter().filter(|child| child.keyword == "PARAMETER");
        parameters.find(|child| names.contains(&plain(child.text(0).unwrap_or_default()).as_str()))?.number(1)
    };
    let or = |value: Option<f64>, default: f64| value.unwrap_or(default);
    let east = or(parameter(&["falseeasting"]), 0.0);
    let north = or(parameter(&["falsenorthing"]), 0.0);
    let meridian = or(parameter(&["centralmeridian", "longitudeofcenter"]), 0.0);
    let origin = or(parameter(&["latitudeoforigin"]), 0.0);
    let scale = or(parameter(&["scalefactor"]), 1.0);
    let same = |pairs: &[(f64, f64)]| pairs.iter().all(|&(found, expected)| close(found, expected, 1e-6));
    KNOWN.iter().find(|crs| match &crs.projection {
        Projection::Degrees => false,
        Projection::WebMercator => {
            // A true Mercator on the ellipsoid has the same parameters: only the name tells.
            let name = plain(root.text(0).unwrap_or_default());
            let of_sphere = name.contains("webmercator") || name.contains("pseudomercator");
            of_sphere && projection.starts_with("mercator") && same(&[(east, 0.0), (north, 0.0), (meridian, 0.0)])
        }
        Projection::Local {
            method: Method::Lambert { meridian: m, origin: o, parallels, east: e, north: n }, ..
        } => {
            let first = or(parameter(&["standardparallel1"]), f64::NAN);
            let second = or(parameter(&["standardparallel2"]), f64::NAN);
            let parallels = [(first.min(second), parallels[0]), (first.max(second), parallels[1])];
            projection.starts_with("lambertconformalconic")
                && same(&[(meridian, *m), (origin, *o), (east, *e), (north, *n), (scale, 1.0)])
                && same(&parallels)
        }
        Projection::Local { method: Method::Utm { zone, south }, .. } => {
            let northing = if *south { 1e7 } else { 0.0 };
            let expected = [(east, 5e5), (north, northing), (scale, 0.9996), (origin, 0.0)];
            projection == "transversemercator" && same(&expected) && same(&[(meridian, f64::from(*zone) * 6.0 - 183.0)])
        }
    })
}

/// Whether the datum is one of those taken for WGS 84, counted from Greenwich in degrees.
fn datum_is_known(root: &Node) -> bool {
    let geographic = if root.keyword == "GEOGCS" { Some(root) } else { root.child("GEOGCS") };
    let Some(geographic) = geographic else { return false };
    let meridian = geographic.child("PRIMEM").and_then(|node| node.number(1)).unwrap_or(0.0);
    let names = [geographic.child("DATUM").and_then(|node| node.text(0)), geographic.text(0)];
    let known = names.into_iter().flatten().any(|name| {
        let name = plain(name);
        let name = name.strip_prefix("gcs").or(name.strip_prefix('d')).unwrap_or(&name);
        let overseas = ["rgr92", "rgm04", "rgspm06", "rgfg95", "reseaugeodesiquedemayotte2004"];
        let overseas =
            overseas.iter().chain(&["reseaugeodesiquedesaintpierreetmiquelon2006", "reseaugeodesiquefrancais"]);
        DATUMS.iter().chain(overseas).any(|known| name.starts_with(known))
    });
    known && meridian == 0.0
}

fn close(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance
}

/// Small letters and digits only.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A keyword with its values in brackets.
#[derive(Debug, Default)]
struct Node {
    keyword: String,
    values: Vec<Value>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(f64),
}

impl Node {
    fn child(&self, keyword: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.keyword == keyword)
    }

    fn text(&self, index: usize) -> Option<&str> {
        match self.values.get(index)? {
            Value::Text(text) => Some(text),
            Value::Number(_) => None,
        }
    }

    fn number(&self, index: usize) -> Option<f64> {
        match self.values.get(index)? {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text.parse().ok(),
        }
    }

    /// The code of EPSG, or of ESRI where that is one of EPSG too.
    fn code(&self) -> Option<u32> {
        let node = self.child("AUTHORITY").or(self.child("ID"))?;
        if !node.text(0)?.eq_ignore_ascii_case("EPSG") {
            return None;
        }
        node.number(1).filter(|code| (1.0..1e6).contains(code) && code.fract() == 0.0).map(|code| code as u32)
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    /// `KEYWORD[value, ...]`, with square or round brackets.
    fn node(&mut self, depth: usize) -> Option<Node> {
        self.rest = self.rest.trim_start();
        let end = self.rest.find(['[', '('])?;
        let keyword = self.rest[..end].trim().to_ascii_uppercase();
        if depth > DEPTH
            || keyword.is_empty()
            || !keyword.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            return None;
        }
        self.rest = &self.rest[end + 1..];
        let mut node = Node { keyword, ..Node::default() };
        loop {
            self.rest = self.rest.trim_start();
            if let Some(text) = self.rest.strip_prefix('"') {
                let end = text.find('"')?;
                node.values.push(Value::Text(text[..end].to_owned()));
                self.rest = &text[end + 1..];
            } else {
                let end = self.rest.find([',', ']', ')', '[', '('])?;
                if self.rest[end..].starts_with(['[', '(']) {
                    node.children.push(self.node(depth + 1)?);
                } else {
                    let word = self.rest[..end].trim();
                    node.values.push(word.parse().map_or_else(|_| Value::Text(word.to_owned()), Value::Number));
                    self.rest = &self.rest[end..];
                }
            }
            self.rest = self.rest.trim_start();
            let next = self.rest.chars().next()?;
            self.rest = &self.rest[next.len_utf8()..];
            match next {
                ',' => {}
                ']' | ')' => return Some(node),
                _ => return None,
            }
        }
    }
}

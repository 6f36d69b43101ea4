//! From coordinates to degrees, and back.

use geo_types::Coord;
use proj4rs::Proj;
use proj4rs::transform::{Transform, TransformClosure, transform};
use rayon::prelude::*;

use super::super::read_error::ReadError;
use super::{Crs, Method, Projection};

/// Vertices that a thread converts at once.
const RUN: usize = 8192;

/// Makes degrees of coordinates, vertex by vertex: where two were equal, they stay so.
///
/// # Errors
/// A vertex has no place in degrees; those within the extent that `check` allows all have one.
pub(in super::super) fn to_degrees(vertices: &mut [Coord<f64>], crs: &Crs) -> Result<(), ReadError> {
    let Some((from, to)) = definitions(crs) else { return Ok(()) };
    let failed = |error| ReadError::malformed(format!("conversion from {}: {error}", crs.label()));
    let from = Proj::from_proj_string(&from).map_err(failed)?;
    let to = Proj::from_proj_string(to).map_err(failed)?;
    let convert = |run: &mut [Coord<f64>]| {
        transform(&from, &to, &mut Run(run))?;
        // The crate gives radians.
        run.iter_mut().for_each(|vertex| *vertex = Coord { x: vertex.x.to_degrees(), y: vertex.y.to_degrees() });
        Ok(())
    };
    vertices.par_chunks_mut(RUN).try_for_each(convert).map_err(failed)
}

/// Makes coordinates of degrees, in the known system that has this code in the EPSG register.
///
/// # Errors
/// The system is not known, or a vertex has no place in it.
pub(crate) fn from_degrees(vertices: &mut [Coord<f64>], epsg: u32) -> Result<(), ReadError> {
    let crs = Crs::of_code(epsg)?;
    let Some((to, from)) = definitions(crs) else { return Ok(()) };
    let failed = |error| ReadError::malformed(format!("conversion to {}: {error}", crs.label()));
    let from = Proj::from_proj_string(from).map_err(failed)?;
    let to = Proj::from_proj_string(&to).map_err(failed)?;
    let convert = |run: &mut [Coord<f64>]| {
        // The crate takes radians.
        run.iter_mut().for_each(|vertex| *vertex = Coord { x: vertex.x.to_radians(), y: vertex.y.to_radians() });
        transform(&from, &to, &mut Run(run))
    };
    vertices.par_chunks_mut(RUN).try_for_each(convert).map_err(failed)
}

/// What `proj4rs` calls the system and the degrees of its ellipsoid; none if it is degrees already.
fn definitions(crs: &Crs) -> Option<(String, &'static str)> {
    const DEGREES: &str = "+proj=longlat +ellps=GRS80 +no_defs";
    match &crs.projection {
        Projection::Degrees => None,
        Projection::WebMercator => {
            let sphere = "+proj=longlat +a=6378137 +b=6378137 +no_defs";
            Some(("+proj=merc +a=6378137 +b=6378137 +lon_0=0 +x_0=0 +y_0=0 +units=m +no_defs".to_owned(), sphere))
        }
        Projection::Local { method, .. } => {
            let definition = match method {
                Method::Lambert { meridian, origin, parallels: [south, north], east, north: northing } => format!(
                    "+proj=lcc +lat_0={origin} +lon_0={meridian} +lat_1={north} +lat_2={south} +x_0={east} \
                     +y_0={northing} +ellps=GRS80 +units=m +no_defs"
                ),
                Method::Utm { zone, south } => {
                    let south = if *south { " +south" } else { "" };
                    format!("+proj=utm +zone={zone}{south} +ellps=GRS80 +units=m +no_defs")
                }
            };
            Some((definition, DEGREES))
        }
    }
}

/// Vertices as the crate wants them.
struct Run<'a>(&'a mut [Coord<f64>]);

impl Transform for Run<'_> {
    fn transform_coordinates<F: TransformClosure>(&mut self, f: &mut F) -> proj4rs::errors::Result<()> {
        for vertex in self.0.iter_mut() {
            let (x, y, _) = f(vertex.x, vertex.y, 0.0)?;
            *vertex = Coord { x, y };
        }
        Ok(())
    }
}

//! A page as PNG, at 200 dots per inch.

use std::io;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Dots per inch: an A4 page is 1,654 by 2,339.
const DENSITY: f64 = 200.0;
const MILLIMETRES_OF_AN_INCH: f64 = 25.4;
/// Length of a PNG's signature and of its first chunk, which comes before any other.
const HEAD: usize = 8 + 25;

/// The SVG of a page, drawn. Its size in millimetres is said by its viewBox, in hundredths.
pub(in crate::report) fn png(svg: &str) -> io::Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &Options::default()).map_err(io::Error::other)?;
    let size = tree.size();
    // A pixel of SVG is a 96th of an inch.
    let scale = DENSITY / 96.0;
    let pixels = |length: f32| (f64::from(length) * scale).round() as u32;
    let (width, height) = (pixels(size.width()), pixels(size.height()));
    let mut map = Pixmap::new(width, height).ok_or_else(|| io::Error::other("a picture without pixels"))?;
    let stretch = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, stretch, &mut map.as_mut());
    let bytes = map.encode_png().map_err(io::Error::other)?;
    Ok(with_density(bytes))
}

/// The PNG with the size of its pixels, so that programs place it as A4.
fn with_density(png: Vec<u8>) -> Vec<u8> {
    let Some((head, rest)) = png.split_at_checked(HEAD) else { return png };
    let per_metre = (DENSITY / MILLIMETRES_OF_AN_INCH * 1_000.0).round() as u32;
    let mut chunk = b"pHYs".to_vec();
    chunk.extend(per_metre.to_be_bytes());
    chunk.extend(per_metre.to_be_bytes());
    // The unit is the metre.
    chunk.push(1);
    let mut check = flate2::Crc::new();
    check.update(&chunk);
    let length = (chunk.len() - 4) as u32;
    [head, &length.to_be_bytes(), &chunk, &check.sum().to_be_bytes(), rest].concat()
}

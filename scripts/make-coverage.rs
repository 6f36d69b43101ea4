//! Writes a made coverage as GeoJSON: `make-coverage --units N [--seed S] [--vertices V] [--decimals D] -o FILE`.

#[path = "../benches/made/mod.rs"]
mod made;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use made::Made;

const USAGE: &str = "usage: make-coverage --units N [--seed S] [--vertices V] [--decimals 6|7] -o FILE.geojson";

fn main() -> ExitCode {
    let Some((made, path)) = arguments(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match write(made, &path) {
        Ok(vertices) => {
            eprintln!("{path}: {} units, {vertices} vertices", made.units);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{path}: cannot be written: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(made: Made, path: &str) -> io::Result<usize> {
    let shapes = made.shapes();
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    made.write_geojson(&shapes, &mut out)?;
    out.flush()?;
    Ok(shapes.vertex_count())
}

fn arguments(mut words: impl Iterator<Item = String>) -> Option<(Made, String)> {
    let (mut made, mut path) = (Made::new(0), None);
    while let Some(word) = words.next() {
        let value = words.next()?;
        match word.as_str() {
            "--units" => made.units = value.parse().ok()?,
            "--seed" => made.seed = value.parse().ok()?,
            "--vertices" => made.vertices = value.parse().ok()?,
            "--decimals" => made.decimals = value.parse().ok().filter(|decimals| (6..=7).contains(decimals))?,
            "-o" => path = Some(value),
            _ => return None,
        }
    }
    Some((made, path?)).filter(|(made, _)| made.units > 0)
}

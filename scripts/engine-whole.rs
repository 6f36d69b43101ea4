//! The engine's whole job on a file, timed, with the memory that it took: `engine-whole IN.geojson OUT.geojson`.

#[path = "../benches/whole/mod.rs"]
mod whole;

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::time::Instant;

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [input, output] = &words[..] else {
        return Err(io::Error::other("usage: engine-whole IN.geojson OUT.geojson"));
    };
    let start = Instant::now();
    whole::whole(File::open(input)?, &mut BufWriter::new(File::create(output)?))?;
    println!("{:.3} {}", start.elapsed().as_secs_f64(), peak()?);
    Ok(())
}

/// The most memory that was held at once, in kibibytes, as Linux tells it.
fn peak() -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
    number.ok_or_else(|| io::Error::other("no VmHWM in /proc/self/status"))
}

//! The figures of all files together, so that how rows are spread over files makes no difference.

use std::collections::BTreeMap;

use super::error::PopulationError;
use super::note::{FigureAt, PopulationNote};
use super::read::FileFigures;
use crate::cog::CommuneCode;

/// The figures of all files, each code of a vintage once.
#[derive(Default)]
pub(super) struct Pool {
    /// By vintage and code: the figure that counts.
    pub figures: BTreeMap<(u16, CommuneCode), Pooled>,
    pub notes: Vec<PopulationNote>,
}

/// A figure that counts, and the year that it is of.
#[derive(Debug, Clone)]
pub(super) struct Pooled {
    pub at: FigureAt,
    pub year: Option<u16>,
}

impl Pool {
    /// Puts the figures of files together.
    ///
    /// # Errors
    /// Files that give a code different figures.
    pub fn of(files: &[FileFigures]) -> Result<Self, PopulationError> {
        let mut rows: BTreeMap<(u16, CommuneCode), Vec<Pooled>> = BTreeMap::new();
        for file in files {
            for at in &file.figures {
                let pooled = Pooled { at: at.clone(), year: file.year };
                rows.entry((file.cog, at.code)).or_default().push(pooled);
            }
        }
        let mut pool = Self::default();
        let mut twice: BTreeMap<(String, String), (usize, u64)> = BTreeMap::new();
        let mut contradictions: Vec<Vec<FigureAt>> = Vec::new();
        for (key, mut rows) in rows {
            // By file and line, whatever the order of the files.
            rows.sort_by(|a, b| a.at.cmp(&b.at));
            let Some((first, others)) = rows.split_first() else { continue };
            if others.iter().all(|other| other.at.figure == first.at.figure) {
                for Pooled { at, .. } in others {
                    if at.file == first.at.file {
                        pool.notes.push(PopulationNote::Repeated { again: at.clone(), line: first.at.line });
                        continue;
                    }
                    let (rows, inhabitants) = twice.entry((at.file.clone(), first.at.file.clone())).or_default();
                    *rows += 1;
                    *inhabitants += u64::from(at.figure);
                }
                pool.figures.insert(key, first.clone());
                continue;
            }
            let figures: Vec<FigureAt> = rows.into_iter().map(|row| row.at).collect();
            if figures.iter().any(|at| figures.iter().any(|other| other.file != at.file)) {
                contradictions.push(figures);
            } else {
                pool.notes.push(PopulationNote::SeveralFigures { figures });
            }
        }
        pool.notes.extend(twice.into_iter().map(|((file, first), (rows, inhabitants))| PopulationNote::InTwoFiles {
            file,
            first,
            rows,
            inhabitants,
        }));
        let count = contradictions.len();
        match contradictions.into_iter().next() {
            Some(figures) => Err(PopulationError::Contradiction { figures, count }),
            None => Ok(pool),
        }
    }
}

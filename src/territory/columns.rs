//! Which column of a table is which, by the usual spellings of their names.

use crate::cog::plain_text;
use crate::formats::table::Table;

/// A column that claims are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Identifier of the CPTS.
    CptsId,
    /// Its name.
    CptsName,
    /// Its stage.
    Stage,
    /// INSEE code of the commune.
    Code,
}

impl Column {
    const ALL: [Self; 4] = [Self::CptsId, Self::CptsName, Self::Stage, Self::Code];

    /// The name that written tables use.
    pub fn name(self) -> &'static str {
        match self {
            Self::CptsId => "cpts_id",
            Self::CptsName => "cpts_nom",
            Self::Stage => "stade",
            Self::Code => "code_insee",
        }
    }

    /// Spellings, without accents, hyphens or case.
    fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::CptsId => &[
                "cpts id",
                "id cpts",
                "id",
                "identifiant",
                "identifiant cpts",
                "cpts identifiant",
                "code cpts",
                "cpts code",
                "numero cpts",
                "n cpts",
                "num cpts",
            ],
            Self::CptsName => &[
                "cpts nom",
                "nom cpts",
                "nom de la cpts",
                "cpts",
                "libelle cpts",
                "cpts libelle",
                "denomination",
                "nm cpts",
                "cpts name",
                "name",
            ],
            Self::Stage => &["stade", "stade cpts", "etape", "statut", "statut cpts", "avancement", "stage", "status"],
            Self::Code => &[
                "code insee",
                "insee",
                "code commune",
                "commune code",
                "code insee commune",
                "code commune insee",
                "insee com",
                "codgeo",
                "com",
                "depcom",
                "code geo",
                "insee code",
                "code insee de la commune",
                "codeinsee",
                "codecommune",
                "citycode",
            ],
        }
    }
}

/// Where each column is in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    places: [Option<usize>; 4],
}

/// Columns that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnsError {
    /// None of the columns has a known spelling of what is needed.
    Missing {
        /// What was looked for; either of them is enough.
        wanted: Vec<Column>,
        /// The header.
        header: Vec<String>,
    },
    /// Two columns could be the same one.
    Twice {
        /// The column.
        column: Column,
        /// Their names.
        names: [String; 2],
    },
}

impl Columns {
    /// Finds the columns of a table.
    ///
    /// # Errors
    /// No column of codes, no column that names the CPTS, or two columns for the same.
    pub fn find(table: &Table) -> Result<Self, ColumnsError> {
        let header: Vec<String> = table.header.iter().map(|name| plain_text(name)).collect();
        let mut places = [None; 4];
        for column in Column::ALL {
            let found: Vec<usize> =
                (0..header.len()).filter(|&i| column.spellings().contains(&header[i].as_str())).collect();
            // The name that written tables use wins over other spellings beside it.
            let by_name = found.iter().copied().find(|&i| header[i] == plain_text(column.name()));
            places[column as usize] = match (by_name, found.as_slice()) {
                (Some(place), _) => Some(place),
                (None, &[a, b, ..]) => {
                    let names = [table.header[a].clone(), table.header[b].clone()];
                    return Err(ColumnsError::Twice { column, names });
                }
                (None, places) => places.first().copied(),
            };
        }
        let columns = Self { places };
        let missing =
            |wanted: &[Column]| ColumnsError::Missing { wanted: wanted.to_vec(), header: table.header.clone() };
        if columns.place(Column::Code).is_none() {
            return Err(missing(&[Column::Code]));
        }
        if columns.place(Column::CptsId).or(columns.place(Column::CptsName)).is_none() {
            return Err(missing(&[Column::CptsId, Column::CptsName]));
        }
        Ok(columns)
    }

    /// Index of the column in the table's header.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// The cell of a row, white space in it made single; empty where the row or the table has none.
    pub fn cell(&self, cells: &[String], column: Column) -> String {
        let cell = self.place(column).and_then(|place| cells.get(place)).map_or("", String::as_str);
        cell.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(header: &str) -> Result<[Option<usize>; 4], ColumnsError> {
        let header = header.split(',').map(str::to_owned).collect();
        Columns::find(&Table { header, rows: Vec::new() }).map(|columns| columns.places)
    }

    #[test]
    fn columns_are_found_under_their_usual_spellings() {
        assert_eq!(find("code_insee,nom_cpts"), Ok([None, Some(1), None, Some(0)]));
        assert_eq!(find("Code INSEE,Nom de la CPTS,Stade,Id CPTS"), Ok([Some(3), Some(1), Some(2), Some(0)]));
    }

    #[test]
    fn a_table_without_codes_or_without_cpts_is_refused() {
        assert!(
            matches!(find("commune,nom_cpts"), Err(ColumnsError::Missing { wanted, .. }) if wanted == [Column::Code])
        );
        assert!(matches!(find("code_insee,ville"), Err(ColumnsError::Missing { wanted, .. }) if wanted.len() == 2));
    }

    #[test]
    fn two_columns_for_the_same_thing_are_refused() {
        assert!(matches!(find("insee,codgeo,cpts"), Err(ColumnsError::Twice { column: Column::Code, .. })));
    }

    #[test]
    fn the_name_of_written_tables_wins_over_other_spellings_beside_it() {
        assert_eq!(find("id,cpts_id,com,code_insee"), Ok([Some(1), None, None, Some(3)]));
    }
}

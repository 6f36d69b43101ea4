//! Which column of a table is which, by the usual spellings of their names, or as the user says.

use super::choice::ColumnChoice;
use super::codes::{is_of_codes, speaks_of_codes};
use super::column::Column;
use super::contacts::ContactColumn;
use super::spellings::{Known, is_of_any_contact, may_number_rows};
use crate::cog::read_code;
use crate::formats::table::{Row, Table};
use crate::reference::commune_of_iris;

/// Where each column is in the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    places: [Option<usize>; Column::COUNT],
    /// Columns of contacts, in their order.
    pub(super) contacts: Vec<ContactColumn>,
    /// A column named as identifiers are, that numbers the rows: it is not read.
    pub(super) row_numbers: Option<usize>,
    /// The column of codes is told by what it holds, not by its name alone.
    pub(super) codes_by_content: bool,
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
    /// The user names a column that the table does not have.
    NotThere {
        /// What the column is for.
        column: Column,
        /// The name given.
        name: String,
        /// The header.
        header: Vec<String>,
    },
}

impl Columns {
    /// Finds the columns of a table, without asking that any be there.
    ///
    /// # Errors
    /// A column that the user names and the table does not have, or two columns for the same.
    pub(super) fn find(table: &Table, choice: &ColumnChoice) -> Result<Self, ColumnsError> {
        let mut columns = Self::chosen(&table.header, choice)?;
        let known = Known::new();
        let names: Vec<Option<(Column, usize)>> = table.header.iter().map(|name| known.find(name)).collect();
        for column in Column::ALL {
            if column == Column::Contact || columns.place(column).is_some() {
                continue;
            }
            let mut found: Vec<(usize, usize)> = names
                .iter()
                .enumerate()
                .filter(|&(place, _)| !columns.places.contains(&Some(place)))
                .filter_map(|(place, name)| name.filter(|&(of, _)| of == column).map(|(_, rank)| (rank, place)))
                .collect();
            found.sort_unstable();
            columns.places[column as usize] = match found.as_slice() {
                [] => None,
                &[(rank, a), (other, b), ..]
                    // The name of written tables wins over other spellings, but not over itself.
                    if (rank > 0 || other == 0) && column.must_be_one() && !agree(table, a, b) =>
                {
                    let name = |place: usize| table.header.get(place).cloned().unwrap_or_default();
                    return Err(ColumnsError::Twice { column, names: [name(a), name(b)] });
                }
                &[(_, place), ..] => Some(place),
            };
        }
        columns.leave_row_numbers(table, choice);
        columns.take_contacts(table, &names);
        columns.take_codes_of_iris(table);
        columns.take_parts_of_iris(table, choice);
        columns.take_codes_by_content(table);
        Ok(columns)
    }

    /// The columns that say which CPTS, its stage and its days, where the table is of polygons: what speaks of communes there is
    /// an attribute like others.
    ///
    /// # Errors
    /// Those of `find`, and no column that says which CPTS.
    pub(crate) fn of_cpts(table: &Table, choice: &ColumnChoice) -> Result<Self, ColumnsError> {
        let known = Known::new();
        let is_chosen = |place: usize| choice.iter().any(|(_, name)| choice.place(name, &table.header) == Some(place));
        let mut table = table.clone();
        let header = table.header.clone();
        for (place, name) in header.iter().enumerate() {
            let is_of_cpts = known.find(name).is_some_and(|(column, _)| column.is_of_cpts());
            if !is_of_cpts
                && !is_chosen(place)
                && let Some(name) = table.header.get_mut(place)
            {
                name.clear();
            }
        }
        let columns = Self::find(&table, choice)?;
        match columns.cpts() {
            Some(_) => Ok(columns),
            None => Err(ColumnsError::Missing { wanted: vec![Column::CptsId, Column::CptsName], header }),
        }
    }

    /// The columns that the user names.
    fn chosen(header: &[String], choice: &ColumnChoice) -> Result<Self, ColumnsError> {
        let mut columns = Self::default();
        for (column, name) in choice.iter() {
            let place = choice.place(name, header).ok_or_else(|| ColumnsError::NotThere {
                column,
                name: name.to_owned(),
                header: header.to_vec(),
            })?;
            match column {
                Column::Contact => columns.contacts.push(contact_column(header, place)),
                _ => columns.places[column as usize] = Some(place),
            }
        }
        Ok(columns)
    }

    /// An `id` beside names that gives one name several identifiers is a number of rows.
    fn leave_row_numbers(&mut self, table: &Table, choice: &ColumnChoice) {
        let (Some(id), Some(name)) = (self.place(Column::CptsId), self.place(Column::CptsName)) else { return };
        let is_chosen = choice.iter().any(|(column, _)| column == Column::CptsId);
        if is_chosen || !table.header.get(id).is_some_and(|name| may_number_rows(name)) {
            return;
        }
        let mut names = std::collections::BTreeMap::new();
        let mut ids = std::collections::BTreeSet::new();
        let rows = table
            .rows()
            .map(|row| (row.cell(id), row.cell(name)))
            .filter(|(id, name)| !id.is_empty() && !name.is_empty());
        let mut several = false;
        let mut count = 0;
        for (id, name) in rows {
            count += 1;
            ids.insert(id);
            several |= *names.entry(name).or_insert(id) != id;
        }
        if several && ids.len() == count {
            self.row_numbers = Some(id);
            self.places[Column::CptsId as usize] = None;
        }
    }

    /// The columns whose names speak of contacts, unless the user says which they are. Without a column of CPTS, rows are of communes,
    /// and so is what they say of contacts.
    fn take_contacts(&mut self, table: &Table, names: &[Option<(Column, usize)>]) {
        if self.cpts().is_none() {
            self.contacts.clear();
        } else if self.contacts.is_empty() {
            let is_one = |&(place, name): &(usize, &Option<(Column, usize)>)| {
                !self.holds(place) && matches!(name, Some((Column::Contact, _)))
            };
            let found = names.iter().enumerate().filter(is_one);
            self.contacts = found.map(|(place, _)| contact_column(&table.header, place)).collect();
        }
    }

    /// Without a column of codes, that of parts where it holds codes of IRIS, which name the commune too.
    fn take_codes_of_iris(&mut self, table: &Table) {
        let Some(place) = self.place(Column::Part).filter(|_| self.place(Column::Code).is_none()) else { return };
        let cells = || table.rows().map(|row| row.cell(place)).filter(|cell| !cell.is_empty());
        if cells().next().is_some() && cells().all(|cell| commune_of_iris(cell).is_some()) {
            self.places[Column::Code as usize] = Some(place);
            self.places[Column::Part as usize] = None;
        }
    }

    /// Beside codes of communes, a column of codes of their IRIS tells parts better than any name does.
    fn take_parts_of_iris(&mut self, table: &Table, choice: &ColumnChoice) {
        let Some(code) = self.place(Column::Code) else { return };
        if choice.iter().any(|(column, _)| column == Column::Part) {
            return;
        }
        let is_iris = |row: Row, place: usize| {
            let commune = commune_of_iris(row.cell(place));
            commune.is_some_and(|commune| read_code(row.cell(code)).is_some_and(|written| written.code == commune))
        };
        let holds_iris = |&place: &usize| {
            let mut filled = table.rows().filter(|row| !row.cell(place).is_empty()).peekable();
            filled.peek().is_some() && filled.all(|row| is_iris(row, place))
        };
        let free = |place: &usize| !self.holds(*place) || self.place(Column::Part) == Some(*place);
        if let Some(place) = (0..table.header.len()).filter(free).find(holds_iris) {
            self.places[Column::Part as usize] = Some(place);
        }
    }

    /// Without a column of codes, the one that holds codes and whose name speaks of communes or of codes.
    fn take_codes_by_content(&mut self, table: &Table) {
        if self.place(Column::Code).is_some() {
            return;
        }
        let communes = self.place(Column::CommuneName);
        let may_be = |&place: &usize| {
            let name = table.header.get(place).map_or("", String::as_str);
            (Some(place) == communes || (!self.holds(place) && speaks_of_codes(name))) && is_of_codes(table, place)
        };
        let places: Vec<usize> = (0..table.header.len()).filter(may_be).collect();
        // Several are a form of their own.
        let &[place] = places.as_slice() else { return };
        if communes == Some(place) {
            self.places[Column::CommuneName as usize] = None;
        }
        self.places[Column::Code as usize] = Some(place);
        self.codes_by_content = true;
    }

    /// Index of the column in the table's header; of contacts, that of the first.
    pub fn place(&self, column: Column) -> Option<usize> {
        match column {
            Column::Contact => self.contacts.first().map(|column| column.place),
            _ => self.places[column as usize],
        }
    }

    /// Whether the column of the header is one of these.
    pub(super) fn holds(&self, place: usize) -> bool {
        self.places.contains(&Some(place))
            || self.row_numbers == Some(place)
            || self.contacts.iter().any(|column| column.place == place)
    }

    /// The column that says which CPTS: by identifier, else by name.
    pub(super) fn cpts(&self) -> Option<Column> {
        [Column::CptsId, Column::CptsName].into_iter().find(|&column| self.place(column).is_some())
    }

    /// The column that says which commune where there is none of codes: by name, else by postal code.
    pub(super) fn commune(&self) -> Option<usize> {
        [Column::CommuneName, Column::PostalCode].into_iter().find_map(|column| self.place(column))
    }

    /// What a row says of contacts, as a list.
    pub(super) fn contacts(&self, row: Row) -> String {
        let mut list = String::new();
        self.contacts.iter().for_each(|column| column.push(row.cell(column.place), &mut list));
        list
    }

    /// Text of a cell, empty where the row or the table has none.
    pub(super) fn cell<'a>(&self, row: Row<'a>, column: Column) -> &'a str {
        self.place(column).map_or("", |place| row.cell(place))
    }
}

fn contact_column(header: &[String], place: usize) -> ContactColumn {
    let name = header.get(place).map_or("", String::as_str);
    ContactColumn::new(place, name, is_of_any_contact(name))
}

/// Whether two columns say the same in every row.
fn agree(table: &Table, a: usize, b: usize) -> bool {
    table.rows().len() > 0 && table.rows().all(|row| row.cell(a) == row.cell(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::csv;

    fn find(text: &str) -> Result<Columns, ColumnsError> {
        Columns::find(&csv::read(text.as_bytes()).unwrap(), &ColumnChoice::default())
    }

    fn places(text: &str, wanted: [Column; 4]) -> [Option<usize>; 4] {
        let columns = find(text).unwrap();
        wanted.map(|column| columns.place(column))
    }

    const WANTED: [Column; 4] = [Column::CptsId, Column::CptsName, Column::Stage, Column::Code];

    #[test]
    fn columns_are_found_under_their_usual_spellings() {
        assert_eq!(places("code_insee,nom_cpts", WANTED), [None, Some(1), None, Some(0)]);
        assert_eq!(places("Code INSEE,Nom de la CPTS,Stade,Id CPTS", WANTED), [Some(3), Some(1), Some(2), Some(0)]);
    }

    #[test]
    fn every_column_of_contacts_is_one_where_the_table_has_a_column_of_cpts() {
        let contacts = |text: &str| find(text).unwrap().contacts.iter().map(|it| it.place).collect::<Vec<_>>();
        assert_eq!(contacts("Courriel,insee,cpts,Tél. du président,observations\n"), [0, 3]);
        assert_eq!(contacts("insee,Contact,CPTS Nord,CPTS Sud\n01001,a@example.org,x,\n"), [0; 0]);
        let chosen = ColumnChoice::parse("contact=qui,contact=3").unwrap();
        let table = csv::read(b"insee,cpts,tel,qui,mail\n").unwrap();
        let found = Columns::find(&table, &chosen).unwrap();
        assert_eq!(found.contacts.iter().map(|it| it.place).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn two_columns_for_the_same_thing_are_refused_unless_they_say_the_same() {
        let twice = find("insee,codgeo,cpts\n01001,01002,A\n");
        assert!(matches!(twice, Err(ColumnsError::Twice { column: Column::Code, .. })));
        let twice = find("code_insee,cpts,stade,stade\n01001,A,ACI,pré-projet\n");
        assert!(matches!(twice, Err(ColumnsError::Twice { column: Column::Stage, .. })));
        assert_eq!(find("code_insee,cpts,stade,stade\n01001,A,ACI,ACI\n").unwrap().place(Column::Stage), Some(2));
        assert_eq!(places("insee,codgeo,cpts\n01001,01001,A\n", WANTED)[3], Some(0));
    }

    #[test]
    fn the_name_of_written_tables_wins_over_other_spellings_beside_it() {
        assert_eq!(places("id,cpts_id,com,code_insee", WANTED), [Some(1), None, None, Some(3)]);
    }

    #[test]
    fn an_id_that_numbers_the_rows_is_not_the_identifier_of_the_cpts() {
        let columns = find("id,cpts,insee\n1,A,01001\n2,A,01002\n3,B,01003\n").unwrap();
        assert_eq!((columns.place(Column::CptsId), columns.row_numbers), (None, Some(0)));
        let columns = find("id,cpts,insee\n7,A,01001\n7,A,01002\n8,B,01003\n").unwrap();
        assert_eq!((columns.place(Column::CptsId), columns.row_numbers), (Some(0), None));
    }

    #[test]
    fn a_column_that_holds_codes_and_speaks_of_them_or_of_communes_is_that_of_codes() {
        let columns = find("commune,cpts\n01001,A\n2A004,A\n1003,B\n").unwrap();
        assert_eq!((columns.place(Column::Code), columns.place(Column::CommuneName)), (Some(0), None));
        let columns = find("code,cpts\n01001,A\n01002,B\n").unwrap();
        assert_eq!(columns.place(Column::Code), Some(0));
        let columns = find("cpts,effectif\nA,1200\nB,13055\n").unwrap();
        assert_eq!(columns.place(Column::Code), None);
        let columns = find("commune,cpts\nBourg,A\n01004,A\nOyonnax,B\n").unwrap();
        assert_eq!((columns.place(Column::Code), columns.place(Column::CommuneName)), (None, Some(0)));
    }
}

//! Names of columns as people write them, and how they are compared.
//!
//! Accents, case, signs, small words (*de la*), plurals, a year at the end, and the order of words make no difference:
//! `Code INSEE de la commune`, `codes_insee_commune` and `CODE COMMUNE (INSEE) 2024` are one spelling.

use rustc_hash::FxHashMap;

use super::column::Column;
use crate::cog::plain_text;

/// Words that tell nothing.
const SMALL: [&str; 14] = ["de", "du", "des", "d", "la", "le", "les", "l", "a", "en", "au", "of", "the", "et"];

/// A name of a column, made comparable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Words in order of the alphabet.
    words: Vec<String>,
    /// All words as one, in the order written: `codeinsee`.
    joined: String,
}

impl Spelling {
    pub fn of(name: &str) -> Self {
        let plain = plain_text(name);
        // A letter at the end is a name: "CPTS A", "CPTS D".
        let last = plain.split(' ').count() - 1;
        let is_name = |place: usize, word: &str| place > 0 && place == last && word.len() == 1;
        let mut words: Vec<String> = plain
            .split(' ')
            .enumerate()
            .filter(|&(place, word)| !SMALL.contains(&word) || is_name(place, word))
            .map(|(_, word)| without_year(word))
            .filter(|it| !it.is_empty())
            .collect();
        let joined = words.concat();
        words.sort();
        Self { words, joined }
    }

    /// Whether both are of the same words, or of the same letters.
    pub fn is_like(&self, other: &Self) -> bool {
        !self.words.is_empty() && (self.words == other.words || self.joined == other.joined)
    }
}

/// The columns of a header that speak of parts of communes, by name or population.
pub fn columns_of_parts(header: &[String]) -> Vec<usize> {
    let known = Known::new();
    let is_of_parts = |name: &String| matches!(known.find(name), Some((Column::Part | Column::PartPopulation, _)));
    header.iter().enumerate().filter(|(_, name)| is_of_parts(name)).map(|(place, _)| place).collect()
}

/// A word without the plural's *s*, and without a year at its end; a year alone is nothing.
fn without_year(word: &str) -> String {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = word.get(letters.len()..).unwrap_or_default();
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let word = if is_year { letters } else { word };
    // Not of words that are only an *s* longer than an abbreviation.
    if word.len() > 4 { word.strip_suffix('s').unwrap_or(word).to_owned() } else { word.to_owned() }
}

/// Spellings of a column, the surest first.
pub(super) fn of_column(column: Column) -> impl Iterator<Item = &'static str> {
    let list = match column {
        Column::CptsId => {
            "cpts id, identifiant cpts, code cpts, numero cpts, num cpts, n cpts, no cpts, ref cpts, \
             reference cpts, matricule cpts, finess cpts, cpts identifier, cpts number, numero finess, finess, \
             id territoire, id structure, identifiant, id"
        }
        Column::CptsName => {
            "cpts nom, cpts, libelle cpts, denomination cpts, intitule cpts, lib cpts, nm cpts, cpts name, \
             cpts rattachement, cpts rattachee, cpts concernee, nom cpts rattachement, territoire cpts, \
             nom territoire cpts, projet cpts, nom projet cpts, communaute professionnelle territoriale sante, \
             communaute professionnelle territoriale sante cpts, \
             nom communaute professionnelle territoriale sante, cpts communaute, nom structure, denomination, \
             raison sociale, name"
        }
        Column::Stage => {
            "stade, stade cpts, stade avancement, stade projet, etat avancement, niveau avancement, avancement, \
             avancement cpts, avancement projet, etape, etape projet, statut, statut cpts, statut projet, \
             niveau maturite, maturite, phase, etat, etat cpts, stage, cpts stage, status, cpts status, progress"
        }
        Column::Code => {
            "code insee, code insee commune, code commune, insee, insee com, insee commune, code com, com code, \
             com insee, codgeo, code geo, code geographique, code officiel geographique, code officiel commune, \
             cog, code cog, code cog commune, depcom, com, numero insee, num insee, n insee, c insee, cinsee, \
             id commune, commune id, insee code, commune code, city code, municipality code, town code, \
             insee municipality code, liste code insee, liste code commune, code insee rattaches, insee c, \
             code insee arrondissement, code insee com, cd insee, cd commune, cd cmmn, cod com, cod cmmn"
        }
        Column::CommuneName => {
            "nom commune, libelle commune, commune, commune nom, nom com, lib com, libcom, libgeo, lib geo, \
             libelle geographique, nom officiel commune, nom ville, ville, nccenr, ncc, commune name, \
             municipality name, municipality, city name, city, town, liste commune, commune rattachee, \
             commune membre, lib commune, nm commune, nom geo, nm cmmn, nom cmmn, nm com"
        }
        Column::Department => {
            "code departement, code dep, dep, departement, dept, dpt, numero departement, num departement, \
             n departement, code dept, department code, department, insee dep, cd dep, departement commune, \
             nom departement, libelle departement, lib dep, libdep, department name, nom dep, cd dprt, nm dprt, cod dep"
        }
        Column::PostalCode => {
            "code postal, cp, code postal commune, cp commune, postal code, postcode, zip code, zip, code poste, \
             cpostal, cd postal"
        }
        Column::Population => {
            "population municipale, pmun, population commune, population, pop, pop municipale, popmun, \
             population totale, ptot, pop totale, population legale, population insee, nombre habitant, \
             nb habitant, nbre habitant, habitant, inhabitant, commune population, pop commune"
        }
        Column::Part => {
            "part, partie, partie commune, part commune, quartier, nom quartier, iris, code iris, nom iris, \
             secteur, secteur commune, commune part, neighbourhood, id iris, cd iris, dcomiris"
        }
        Column::PartPopulation => {
            "population part, population partie, pop part, pop partie, population quartier, pop quartier, \
             population iris, pop iris, population secteur, population partie commune, population commune cpts"
        }
        Column::Start => {
            "date debut, debut, date entree, date effet, date rattachement, depuis, date debut rattachement, \
             valable partir, start date, start, valid from, from, since"
        }
        Column::End => {
            "date fin, fin, date sortie, date retrait, date fin rattachement, jusque, end date, end, valid to, \
             valid until, until, to"
        }
        Column::Signed => {
            "date signature, date signature aci, signature aci, date aci, date contrat, date signature contrat, \
             signature, signature date, signed, signed on, aci date"
        }
        // Others are told word by word.
        Column::Contact => CONTACT,
    };
    list.split(", ")
}

/// The spelling of a column that holds contacts of any kind.
const CONTACT: &str = "contact";

/// Words of which one at least is in the name of a column of contacts.
const OF_CONTACTS: &str = "contact interlocuteur interlocutrice referent referente president presidente presidence copresident \
     copresidente coordinateur coordinatrice coordonnateur coordonnatrice coordination directeur directrice responsable secretaire \
     secretariat tresorier tresoriere animateur animatrice porteur courriel mail email mel tel telephone portable mobile fax \
     telecopie adresse internet web website phone address chair coordinator manager";

/// Words that may stand beside them.
const BESIDE_CONTACTS: &str = "nom prenom cpts projet principal principale numero num n no e site page lien url siege social postal postale \
     electronique professionnel professionnelle pro personnel ars cpam urps dd fonction structure association general generale \
     accueil fixe standard territorial territoriale vice co adjoint adjointe coordonnee name number office";

/// Whether the name says no more than that the column holds contacts.
pub(super) fn is_of_any_contact(name: &str) -> bool {
    Spelling::of(CONTACT).is_like(&Spelling::of(name))
}

/// Spellings that a row's own number may have as well.
const OF_ANY_ROW: [&str; 2] = ["identifiant", "id"];

/// Whether the name may be that of the number of the row.
pub(super) fn may_number_rows(name: &str) -> bool {
    let spelling = Spelling::of(name);
    OF_ANY_ROW.iter().any(|other| Spelling::of(other).is_like(&spelling))
}

/// Whether a column of this name would be read as one that claims are read from. Contacts say nothing of claims.
pub(crate) fn is_name_of_column(name: &str) -> bool {
    Known::new().find(name).is_some_and(|(column, _)| column != Column::Contact)
}

/// The columns that names may be of: for each, the place of its spelling in the list of the column.
pub(super) struct Known {
    by_words: FxHashMap<Vec<String>, (Column, usize)>,
    by_letters: FxHashMap<String, (Column, usize)>,
    of_contacts: Vec<String>,
    beside_contacts: Vec<String>,
}

impl Known {
    pub fn new() -> Self {
        let mut known = Self {
            by_words: FxHashMap::default(),
            by_letters: FxHashMap::default(),
            of_contacts: Spelling::of(OF_CONTACTS).words,
            beside_contacts: Spelling::of(BESIDE_CONTACTS).words,
        };
        for column in Column::ALL {
            for (place, name) in of_column(column).enumerate() {
                let Spelling { words, joined } = Spelling::of(name);
                known.by_words.entry(words).or_insert((column, place));
                known.by_letters.entry(joined).or_insert((column, place));
            }
        }
        known
    }

    /// The column that a name is of, and how sure it is: 0 is the surest.
    pub fn find(&self, name: &str) -> Option<(Column, usize)> {
        let spelling = Spelling::of(name);
        // The same words first: letters alike by chance come after.
        let found = self.by_words.get(&spelling.words).or_else(|| self.by_letters.get(&spelling.joined)).copied();
        found.or_else(|| self.speaks_of_contacts(&spelling).then_some((Column::Contact, 1)))
    }

    fn speaks_of_contacts(&self, spelling: &Spelling) -> bool {
        spelling.words.iter().any(|word| self.of_contacts.contains(word))
            && spelling.words.iter().all(|word| self.of_contacts.contains(word) || self.beside_contacts.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_spelling_is_of_two_columns() {
        let spellings =
            || Column::ALL.into_iter().flat_map(|it| of_column(it).map(move |name| (it, Spelling::of(name))));
        for (column, spelling) in spellings() {
            for (other, same) in spellings() {
                assert!(column == other || !spelling.is_like(&same), "{spelling:?}: {column:?} and {other:?}");
            }
        }
    }

    #[test]
    fn names_are_known_whatever_their_accents_case_order_and_small_words() {
        let known = Known::new();
        let column = |name: &str| known.find(name).map(|(column, _)| column);
        for (name, expected) in [
            ("Code INSEE de la commune", Column::Code),
            ("CODE_INSEE", Column::Code),
            ("codeInsee", Column::Code),
            ("Codes communes (INSEE)", Column::Code),
            ("INSEE_COM", Column::Code),
            ("CODGEO_2024", Column::Code),
            ("COM2023", Column::Code),
            ("Nom de la CPTS", Column::CptsName),
            ("CPTS", Column::CptsName),
            ("Communauté Professionnelle Territoriale de Santé", Column::CptsName),
            ("N° CPTS", Column::CptsId),
            ("État d'avancement", Column::Stage),
            ("Libellé commune", Column::CommuneName),
            ("Communes", Column::CommuneName),
            ("Dépt", Column::Department),
            ("Code postal", Column::PostalCode),
            ("Population municipale 2021", Column::Population),
            ("population_part", Column::PartPopulation),
            ("Date de signature de l’ACI", Column::Signed),
            ("Date de fin", Column::End),
            ("cd_cmmn", Column::Code),
            ("nm_cpts", Column::CptsName),
            ("Contact", Column::Contact),
            ("Nom du président de la CPTS", Column::Contact),
            ("Coordinatrice", Column::Contact),
            ("Référent ARS", Column::Contact),
            ("E-mail", Column::Contact),
            ("Adresse mail coordinateur", Column::Contact),
            ("N° de téléphone portable", Column::Contact),
            ("Site web", Column::Contact),
            ("Adresse du siège", Column::Contact),
            ("Email address", Column::Contact),
        ] {
            let found = column(name);
            assert!(found == Some(expected), "{name}: {found:?}");
        }
        assert_eq!(["Observations", "2024", "", "Région", "Site", "Maire", "Nom"].map(column), [None; 7]);
    }

    #[test]
    fn the_names_of_written_tables_are_the_surest_spellings() {
        for column in Column::ALL {
            assert_eq!(Known::new().find(column.name()).map(|(found, _)| found), Some(column));
        }
    }
}

//! What a file that is not read looks like, in French: the names that the readers give to contents.

/// Contents in the words of the readers, and in French.
const CONTENTS: &[(&str, &str)] = &[
    ("a 7z archive, to be unpacked first", "une archive 7z, à décompresser d'abord"),
    ("a RAR archive, to be unpacked first", "une archive RAR, à décompresser d'abord"),
    ("a bzip2 file, to be unpacked first", "un fichier bzip2, à décompresser d'abord"),
    ("a Zstandard file, to be unpacked first", "un fichier Zstandard, à décompresser d'abord"),
    ("an archive within an archive, to be unpacked first", "une archive dans une archive, à décompresser d'abord"),
    ("an empty archive", "une archive vide"),
    ("a FlatGeobuf file", "un fichier FlatGeobuf"),
    ("an Arrow file", "un fichier Arrow"),
    ("a PDF document", "un document PDF"),
    ("a PNG picture", "une image PNG"),
    ("a TIFF picture", "une image TIFF"),
    ("an old Office document that is no workbook", "un ancien document Office qui n'est pas un classeur"),
    ("an old Office document", "un ancien document Office"),
    ("an Office document", "un document Office"),
    ("a Word document", "un document Word"),
    ("a web page", "une page web"),
    (
        "a web page, whatever its name says; open it in a spreadsheet and save it as .xlsx",
        "une page web, quoi qu'en dise son nom ; l'ouvrir dans un tableur et l'enregistrer en .xlsx",
    ),
    (
        "an XML spreadsheet of Excel 2003; open it in a spreadsheet and save it as .xlsx",
        "un classeur XML d'Excel 2003 ; l'ouvrir dans un tableur et l'enregistrer en .xlsx",
    ),
    ("a binary Excel workbook (.xlsb); save it as .xlsx", "un classeur Excel binaire (.xlsb) ; l'enregistrer en .xlsx"),
    ("an OpenDocument file that is no spreadsheet", "un document OpenDocument qui n'est pas un classeur"),
    ("XML, such as GML or KML", "du XML, comme GML ou KML"),
    ("XML", "du XML"),
    ("a JSON list, not an object", "une liste JSON et non un objet"),
    ("JSON without a list of records", "du JSON sans liste d'enregistrements"),
    ("an empty file", "un fichier vide"),
    ("text in UTF-16, where UTF-8 is expected", "du texte en UTF-16, au lieu d'UTF-8"),
    ("plain text", "du texte simple"),
    ("binary data", "des données binaires"),
    ("nothing that is recognised", "un contenu non reconnu"),
    ("a Parquet file without columns of texts or numbers", "un fichier Parquet sans colonnes de textes ou de nombres"),
    ("a Parquet file without geometries", "un fichier Parquet sans géométries"),
    ("a GeoPackage without polygons", "un GeoPackage sans polygones"),
    ("a SQLite database that is no GeoPackage", "une base SQLite qui n'est pas un GeoPackage"),
    (
        "an SQLite or GeoPackage database; export its table as CSV",
        "une base SQLite ou GeoPackage ; en exporter la table en CSV",
    ),
    ("a topology without polygons", "une topologie sans polygones"),
    ("a shapefile; its attributes can be exported as CSV", "un shapefile ; ses attributs peuvent être exportés en CSV"),
];

/// Why a reference system is not taken, in the words of the readers, and in French.
const SYSTEMS: &[(&str, &str)] = &[
    ("the name is not recognised", "nom inconnu"),
    ("its WKT cannot be read", "son WKT est illisible"),
    ("reproject the file to EPSG:4326 first", "reprojeter d'abord le fichier en EPSG:4326"),
    (
        "its datum is NTF, which is off by up to 54 m without a grid; reproject with the NTv2 or GR3D grid of IGN first",
        "son datum est la NTF, décalée de 54 m au plus sans grille ; reprojeter d'abord avec la grille NTv2 ou GR3D de l'IGN",
    ),
];

/// What a content looks like. Names of files are kept.
pub fn content(found: &str) -> String {
    let known = CONTENTS.iter().filter_map(|(english, french)| Some((found.strip_suffix(english)?, *french)));
    // The longest of those that end alike.
    if let Some((before, french)) = known.min_by_key(|(before, _)| before.len()) {
        if before.is_empty() {
            return french.to_owned();
        }
        if let Some(name) = before.strip_suffix(" does not begin as a shapefile does, it is ") {
            return format!("{name} ne commence pas comme un shapefile, c'est {french}");
        }
        if let Some(name) = before.strip_suffix(" is ") {
            return format!("{name} : {french}");
        }
    }
    if let Some(name) = found.strip_suffix(" is a part of a shapefile, to be read by its .shp") {
        return format!("{name} est une partie d'un shapefile, à lire par son .shp");
    }
    if let Some(files) = found.strip_prefix("an archive without any (").and_then(|rest| rest.strip_suffix(" files)")) {
        return format!("une archive qui n'en contient pas ; fichiers : {files}");
    }
    match found.strip_prefix("GeoParquet with geometries as ") {
        Some(encoding) => format!("du GeoParquet dont les géométries sont en {encoding}"),
        None => found.to_owned(),
    }
}

/// Why a reference system is not taken.
pub fn system(reason: &str) -> String {
    if let Some((_, french)) = SYSTEMS.iter().find(|(english, _)| *english == reason) {
        return (*french).to_owned();
    }
    let code = reason.strip_prefix("its code is ").and_then(|rest| rest.split_once(", its parameters are of"));
    code.map_or_else(
        || reason.to_owned(),
        |(code, _)| format!("son code est {code}, ses paramètres sont d'un autre système"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Texts in double quotes that follow a mark in the sources of the readers.
    fn made(mark: &str) -> Vec<String> {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/formats")];
        let mut texts = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "rs") {
                    let source = std::fs::read_to_string(path).unwrap();
                    let after = source.split(mark).skip(1).map(str::trim_start);
                    let quoted = after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                    texts.extend(quoted.map(str::to_owned));
                }
            }
        }
        texts
    }

    #[test]
    fn every_content_that_a_reader_names_is_told_in_french() {
        let marks = ["Content::Other(", "Self::Other(", "not_a_table(", "not_a_layer(name,", "found:"];
        let texts: Vec<String> = marks.into_iter().flat_map(made).collect();
        assert!(texts.len() > 25, "{texts:?}");
        for text in texts {
            assert_ne!(content(&text), text);
        }
    }

    #[test]
    fn every_reason_against_a_reference_system_is_told_in_french() {
        let marks =
            ["not_known(text,", "take(60).collect::<String>(),", "const REPROJECT: &str =", "const NTF: &str ="];
        let texts: Vec<String> = marks.into_iter().flat_map(made).collect();
        assert_eq!(texts.len(), marks.len(), "{texts:?}");
        for text in texts {
            assert_ne!(system(&text), text);
        }
        assert_eq!(
            system("its code is EPSG:2975, its parameters are of another system"),
            "son code est EPSG:2975, ses paramètres sont d'un autre système"
        );
    }

    #[test]
    fn the_name_of_a_file_stays_in_what_is_told_of_it() {
        assert_eq!(content("notes.txt is plain text"), "notes.txt : du texte simple");
        assert_eq!(
            content("a.shp does not begin as a shapefile does, it is a PDF document"),
            "a.shp ne commence pas comme un shapefile, c'est un document PDF"
        );
        assert_eq!(
            content("a.dbf is a part of a shapefile, to be read by its .shp"),
            "a.dbf est une partie d'un shapefile, à lire par son .shp"
        );
        assert_eq!(content("an archive without any (3 files)"), "une archive qui n'en contient pas ; fichiers : 3");
        assert_eq!(content("x is XML, such as GML or KML"), "x : du XML, comme GML ou KML");
        assert_eq!(content("of a later version"), "of a later version");
    }
}

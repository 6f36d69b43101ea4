//! The columns of the layers: what each holds, and its name in a shapefile, which has room for ten bytes (`docs/sig.md` lists
//! those that differ).

use crate::formats::feature_table::Column;
use crate::formats::feature_table::Kind::{self, Decimal, Integer, Text};

/// Every column by name, with its name in a shapefile.
const COLUMNS: [(&str, &str, Kind); 60] = [
    ("cpts_id", "cpts_id", Text),
    ("cpts_nom", "cpts_nom", Text),
    ("stade", "stade", Text),
    ("departements", "deps", Text),
    ("nb_communes", "nb_comm", Integer),
    ("population", "population", Integer),
    ("population_exclusive", "pop_exclus", Integer),
    ("population_partagee", "pop_partag", Integer),
    ("taille", "taille", Integer),
    ("seuil_inferieur", "seuil_inf", Integer),
    ("seuil_superieur", "seuil_sup", Integer),
    ("marge_basse", "marge_bas", Integer),
    ("marge_haute", "marge_haut", Integer),
    ("financement_max", "fin_max", Integer),
    ("financement_regime", "fin_regime", Integer),
    ("financement_fixe", "fin_fixe", Integer),
    ("surface_km2", "surf_km2", Decimal(2)),
    ("nb_parties", "nb_parties", Integer),
    ("voisins", "voisins", Text),
    ("code_insee", "code_insee", Text),
    ("nom", "nom", Text),
    ("code_departement", "code_dep", Text),
    ("code_region", "code_reg", Text),
    ("code_epci", "code_epci", Text),
    ("statut", "statut", Text),
    ("cpts_ids", "cpts_ids", Text),
    ("stades", "stades", Text),
    ("zone_id", "zone_id", Text),
    ("classe", "classe", Text),
    ("codes_insee", "codes_com", Text),
    ("niveau", "niveau", Text),
    ("code", "code", Text),
    ("nb_cpts", "nb_cpts", Integer),
    ("nb_cpts_aci", "cpts_aci", Integer),
    ("nb_cpts_projet", "cpts_proj", Integer),
    ("nb_cpts_lettre", "cpts_lettr", Integer),
    ("nb_cpts_pre_projet", "cpts_prepr", Integer),
    ("nb_cpts_sans_stade", "cpts_sans", Integer),
    ("nb_cpts_taille_1", "cpts_t1", Integer),
    ("nb_cpts_taille_2", "cpts_t2", Integer),
    ("nb_cpts_taille_3", "cpts_t3", Integer),
    ("nb_cpts_taille_4", "cpts_t4", Integer),
    ("nb_cpts_taille_inconnue", "cpts_t_inc", Integer),
    ("population_couverte_aci", "pop_aci", Integer),
    ("taux_population_aci", "taux_aci", Decimal(2)),
    ("population_couverte_tous", "pop_tous", Integer),
    ("taux_population_tous", "taux_tous", Decimal(2)),
    ("ensemble_stades", "ens_stades", Text),
    ("nb_cpts_plusieurs_departements", "cpts_pldep", Integer),
    ("nb_cpts_plusieurs_regions", "cpts_plreg", Integer),
    ("population_couverte", "pop_couv", Integer),
    ("taux_population", "taux_pop", Decimal(2)),
    ("population_blanche", "pop_blanc", Integer),
    ("nb_communes_couvertes", "comm_couv", Integer),
    ("nb_communes_blanches", "comm_blanc", Integer),
    ("nb_zones_blanches", "nb_zones", Integer),
    ("nb_chevauchements", "nb_chevau", Integer),
    ("population_en_chevauchement", "pop_chevau", Integer),
    ("nb_cpts_financees", "cpts_finan", Integer),
    ("euros_par_habitant_regime", "eur_hab", Decimal(2)),
];

/// The columns of a header. One that is not in the list is text under its own name.
pub(super) fn columns(header: &[&'static str]) -> Vec<Column> {
    let column = |&name: &&'static str| {
        let known = COLUMNS.iter().find(|(known, _, _)| *known == name);
        known.map_or(Column { name, short: name, kind: Text }, |&(name, short, kind)| Column { name, short, kind })
    };
    header.iter().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_that_change_in_a_shapefile_are_documented_and_the_others_fit() {
        let page = include_str!("../../../docs/sig.md");
        for (name, short, _) in COLUMNS {
            let told = page.contains(&format!("| `{name}` | `{short}` |"));
            assert_eq!(told, name != short, "{name}: {short}");
        }
    }

    #[test]
    fn short_names_have_ten_ascii_bytes_at_most_and_no_two_columns_share_one() {
        for (name, short, _) in COLUMNS {
            assert!(short.len() <= 10 && short.is_ascii(), "{name}: {short}");
        }
        let of = |part: fn(&(&'static str, &'static str, Kind)) -> &'static str| {
            COLUMNS.iter().map(part).collect::<BTreeSet<_>>()
        };
        assert_eq!((of(|it| it.0).len(), of(|it| it.1).len()), (COLUMNS.len(), COLUMNS.len()));
    }
}

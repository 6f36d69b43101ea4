//! Names beside codes: the CSV files hold codes, and people read names. Columns are added after those that they explain.

use rustc_hash::FxHashMap;

use crate::cog::CommuneCode;
use crate::formats::csv::Cell;
use crate::reference::{Area, Reference};
use crate::report::model::Report;
use crate::report::sheet::{LIST, Sheet};

/// What codes stand for.
pub(super) struct Names<'a> {
    reference: &'a Reference,
    cpts: FxHashMap<&'a str, &'a str>,
    departments: FxHashMap<&'a str, &'a str>,
    regions: FxHashMap<&'a str, &'a str>,
    epcis: FxHashMap<&'a str, &'a str>,
    /// The most populous commune of each white zone.
    zones: FxHashMap<&'a str, &'a str>,
    /// English names of the lines of the funding scheme, by their French ones.
    lines: FxHashMap<&'a str, &'a str>,
    /// Whether there is more than one region in the report.
    has_regions: bool,
    /// Whether a CPTS has a name beside its identifier.
    has_cpts_names: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let reference = report.reference;
        let areas = |areas: &'a [Area]| areas.iter().map(|area| (area.code.as_str(), area.name.as_str())).collect();
        let zone = |zone: &'a crate::territory::WhiteZone| {
            // The first of those with as many inhabitants: units are in the order of their codes.
            let most = zone.units.iter().rev().max_by_key(|&&unit| reference.unit(unit).population)?;
            Some((zone.id.as_str(), reference.unit(*most).name.as_str()))
        };
        let lines = report.options.rules.funding().into_iter().flat_map(|funding| &funding.lines);
        Self {
            reference,
            cpts: report.cpts.iter().map(|cpts| (cpts.id.as_str(), cpts.name.as_str())).collect(),
            departments: areas(&reference.areas.departments),
            regions: areas(&reference.areas.regions),
            epcis: areas(&reference.areas.epcis),
            zones: report.zones.iter().filter_map(zone).collect(),
            lines: lines.map(|line| (line.name_fr.as_str(), line.name_en.as_str())).collect(),
            has_regions: report.options.scope.regions.len() > 1,
            has_cpts_names: report.cpts.iter().any(|cpts| cpts.id != cpts.name),
        }
    }

    /// The English name of a line of the funding scheme; the French one where it has none.
    pub(super) fn line_in_english<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.lines.get(name).copied().unwrap_or(name)
    }

    /// A CPTS as `identifier name`; the identifier alone where that is its name.
    pub(super) fn cpts_with_name(&self, id: &str) -> String {
        match self.cpts.get(id) {
            Some(name) if *name != id => format!("{id} {name}"),
            _ => id.to_owned(),
        }
    }

    /// The table with columns of names. `table` is the name of the CSV file without its ending.
    pub(super) fn beside_codes(&self, table: &str, (header, rows): Sheet) -> Sheet {
        let has_names = header.contains(&"cpts_nom");
        let added = |name: &&'static str| -> Option<&'static str> {
            match *name {
                "code_departement" => Some("nom_departement"),
                "code_region" if self.has_regions => Some("nom_region"),
                "code_epci" => Some("nom_epci"),
                "zone_id" => Some("commune_principale"),
                "codes_insee" => Some("communes_noms"),
                "cpts_ids" if self.has_cpts_names => Some("cpts_noms"),
                "cpts_id" if self.has_cpts_names && !has_names => Some("cpts_nom"),
                _ => None,
            }
        };
        // A table of areas holds their names already.
        if table == "couverture" || !header.iter().any(|name| added(name).is_some()) {
            return (header, rows);
        }
        let plan: Vec<(&str, Option<&'static str>)> = header.iter().map(|name| (*name, added(name))).collect();
        let widened = |row: Vec<Cell>| -> Vec<Cell> {
            let cells = row.into_iter().zip(&plan).flat_map(|(cell, (_, added))| {
                let name = added.map(|added| self.name(added, &cell));
                std::iter::once(cell).chain(name)
            });
            cells.collect()
        };
        let heads = plan.iter().zip(&header).flat_map(|((_, added), name)| std::iter::once(*name).chain(*added));
        (heads.collect(), rows.into_iter().map(widened).collect())
    }

    fn name(&self, added: &str, codes: &Cell) -> Cell {
        let Cell::Text(codes) = codes else { return Cell::Empty };
        let one = |names: &FxHashMap<&str, &str>| Cell::from(names.get(codes.as_str()).copied());
        match added {
            "nom_departement" => one(&self.departments),
            "nom_region" => one(&self.regions),
            "nom_epci" => one(&self.epcis),
            "commune_principale" => one(&self.zones),
            "communes_noms" => each(codes, |code| self.commune(code).unwrap_or(code)),
            _ => each(codes, |id| self.cpts.get(id).copied().unwrap_or(id)),
        }
    }

    fn commune(&self, code: &str) -> Option<&str> {
        let code: CommuneCode = code.parse().ok()?;
        Some(self.reference.unit(self.reference.find(code)?).name.as_str())
    }
}

fn each<'b>(list: &'b str, name: impl Fn(&'b str) -> &'b str) -> Cell {
    if list.is_empty() {
        return Cell::Empty;
    }
    list.split(LIST).map(name).collect::<Vec<_>>().join(LIST).into()
}

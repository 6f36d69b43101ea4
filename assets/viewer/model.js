// What the page shows, put together once: units, CPTS, white zones, problems, and where each of them lies.
import { boxOf, decodeArcs, decodeRings, refsOf } from './arcs.js';
import { around, borders, closed, componentsOf, sides } from './outlines.js';
import { BoxIndex } from './picking.js';

// The stages as the tables write them, the most advanced first; then those without.
export const STAGES = ['ACI signé', 'projet de santé validé', "lettre d'intention validée", 'pré-projet', ''];

export class Model {
  constructor(data) {
    this.data = data;
    this.tables = data.tables;
    const { map, tables } = data;
    this.inScope = tables.communes.rows;
    this.unitCount = this.inScope + map.beyond.rows;
    this.arcs = decodeArcs(map);
    this.rings = decodeRings(map, this.unitCount);
    this.unitBoxes = this.findUnitBoxes();
    this.frames = map.frames;
    this.home = map.home;
    this.sets = map.sets;
    this.claimed = map.claimed;
    this.unitByCode = new Map();
    for (let unit = 0; unit < this.unitCount; unit += 1) this.unitByCode.set(this.unit(unit, 'code_insee'), unit);
    const { couverture_epci: epci } = tables;
    this.epci = new Map(Array.from({ length: epci.rows }, (_, row) => [epci.text('code', row), epci.text('nom', row)]));
    this.departments = new Map(data.method.departments.map(({ code, nom }) => [code, nom]));
    this.territories = this.findTerritories();
    this.territoryById = new Map(this.territories.map((territory) => [territory.id, territory]));
    this.zones = this.findZones();
    this.zoneById = new Map(this.zones.map((zone) => [zone.id, zone]));
    this.zoneOf = new Int32Array(this.unitCount).fill(-1);
    this.zones.forEach((zone, at) => zone.units.forEach((unit) => { this.zoneOf[unit] = at; }));
    this.overlaps = [];
    for (let row = 0; row < tables.chevauchements.rows; row += 1) this.overlaps.push(this.unitByCode.get(tables.chevauchements.text('code_insee', row)));
    // Communes claimed by part, with the rows of their parts.
    this.parts = new Map();
    for (let row = 0; row < tables.communes_partagees.rows; row += 1) {
      const unit = this.unitByCode.get(tables.communes_partagees.text('code_insee', row));
      this.parts.set(unit, [...(this.parts.get(unit) ?? []), row]);
    }
    this.shared = [...this.parts].filter(([, [row]]) => tables.communes_partagees.text('statut', row) === 'partagee').map(([unit]) => unit);
    // What the outlines of CPTS are made of, and those of zones: arcs with something on one side only.
    const set = (unit) => (unit < 0 || this.claimants(unit).length === 0 ? -1 : this.claimed[unit]);
    this.cptsBorders = new BoxedArcs(this.arcs, sides(this.rings, set));
    this.zoneBorders = new BoxedArcs(this.arcs, sides(this.rings, (unit) => (unit < 0 ? -1 : this.zoneOf[unit])));
    const department = this.departmentOf();
    this.departmentBorders = new BoxedArcs(this.arcs, borders(this.rings, (unit) => department[unit]));
    // Units beyond the scope have a border of it only where they meet one within.
    const { left, right } = this.rings;
    const isWithin = (unit) => unit >= 0 && unit < this.inScope;
    const edge = borders(this.rings, isWithin).filter((arc) => isWithin(left[arc]) || isWithin(right[arc]));
    this.scopeBorders = new BoxedArcs(this.arcs, edge);
    this.problems = this.findProblems();
  }

  // A cell of a unit's row: units beyond the scope have fewer columns.
  unit(unit, name) {
    const { communes } = this.tables;
    return unit < this.inScope ? communes.value(name, unit) : this.data.map.beyond.value(name, unit - this.inScope);
  }

  // Of some units, the one with most inhabitants; the first of equals.
  mostPopulous(units) {
    return units.reduce((best, unit) => ((this.unit(unit, 'population') ?? 0) > (this.unit(best, 'population') ?? 0) ? unit : best));
  }

  claimants(unit) {
    return this.sets[this.claimed[unit]];
  }

  isClaimedBy(unit, territory) {
    return this.sets[this.claimed[unit]].includes(territory);
  }

  findTerritories() {
    const table = this.tables.territoires;
    const territories = [];
    for (let row = 0; row < table.rows; row += 1) {
      territories.push({
        row,
        id: table.text('cpts_id', row),
        name: table.text('cpts_nom', row),
        stage: Math.max(STAGES.indexOf(table.text('stade', row)), 0),
        size: table.value('taille', row),
        population: table.value('population', row),
        units: [],
      });
      if (table.text('stade', row) === '') territories[row].stage = STAGES.length - 1;
    }
    for (let unit = 0; unit < this.unitCount; unit += 1) for (const row of this.claimants(unit)) territories[row].units.push(unit);
    for (const territory of territories) this.outline(territory, (unit) => this.isClaimedBy(unit, territory.row));
    return territories;
  }

  findZones() {
    const table = this.tables.zones_blanches;
    const zones = [];
    for (let row = 0; row < table.rows; row += 1) {
      const units = table.text('codes_insee', row).split('|').map((code) => this.unitByCode.get(code));
      const zone = { row, id: table.text('zone_id', row), name: this.unit(this.mostPopulous(units), 'nom'), units, population: table.value('population', row) };
      const inside = new Set(units);
      this.outline(zone, (unit) => inside.has(unit));
      zones.push(zone);
    }
    return zones;
  }

  // Gives a group its rings and its box.
  outline(group, holds) {
    const refs = around(this.rings, group.units, holds);
    group.outline = closed(this.arcs, refs);
    group.box = boxOf(this.arcs, refs);
  }

  // The boxes of all units; one without contour gets a box that nothing touches.
  findUnitBoxes() {
    const boxes = new Int32Array(4 * this.unitCount);
    for (let unit = 0; unit < this.unitCount; unit += 1) boxes.set(boxOf(this.arcs, refsOf(this.rings, unit)) ?? [1, 1, 0, 0], 4 * unit);
    return boxes;
  }

  boxOfUnit(unit) {
    const box = this.unitBoxes.subarray(4 * unit, 4 * unit + 4);
    return box[0] > box[2] ? null : box;
  }

  // Units by place; made when first asked for, as the next.
  get unitIndex() {
    this.units ??= new BoxIndex(this.unitBoxes, this.home);
    return this.units;
  }

  // Arcs by place: wanted only once the map is zoomed.
  get arcIndex() {
    this.arcPlaces ??= new BoxIndex(this.arcs.boxes, this.home);
    return this.arcPlaces;
  }

  departmentOf() {
    const { communes } = this.tables;
    const known = new Map();
    const numbers = new Uint16Array(this.unitCount);
    for (let unit = 0; unit < this.unitCount; unit += 1) {
      const code = unit < this.inScope ? communes.value('code_departement', unit) : this.unit(unit, 'code_departement');
      if (!known.has(code)) known.set(code, known.size);
      numbers[unit] = known.get(code);
    }
    return numbers;
  }

  departmentBox(code) {
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let unit = 0; unit < this.unitCount; unit += 1) if (this.unit(unit, 'code_departement') === code) extend(box, this.boxOfUnit(unit));
    return box[0] > box[2] ? null : box;
  }

  // The pieces of a CPTS, the most populous first.
  pieces(territory) {
    const weight = (units) => units.reduce((sum, unit) => sum + (this.unit(unit, 'population') ?? 0), 0);
    const pieces = componentsOf(this.rings, territory.units).map((units) => ({ units, population: weight(units) }));
    return pieces.sort((a, b) => b.population - a.population || a.units[0] - b.units[0]);
  }

  // What to settle, in this order: overlaps, white zones by population, pieces of CPTS beside their first.
  findProblems() {
    const problems = this.overlaps.map((unit) => ({ kind: 'overlap', unit, box: this.boxOfUnit(unit) }));
    for (const zone of this.zones) problems.push({ kind: 'zone', zone, box: zone.box });
    const { territoires } = this.tables;
    for (const territory of this.territories) {
      if (territoires.value('nb_parties', territory.row) < 2) continue;
      this.pieces(territory).slice(1).forEach(({ units, population }) => {
        const box = [Infinity, Infinity, -Infinity, -Infinity];
        units.forEach((unit) => extend(box, this.boxOfUnit(unit)));
        problems.push({ kind: 'piece', territory, units, population, box: box[0] > box[2] ? null : box });
      });
    }
    return problems;
  }
}

function extend(box, other) {
  if (!other) return;
  box[0] = Math.min(box[0], other[0]);
  box[1] = Math.min(box[1], other[1]);
  box[2] = Math.max(box[2], other[2]);
  box[3] = Math.max(box[3], other[3]);
}

// Some arcs, found by the box that they touch.
class BoxedArcs {
  constructor(arcs, chosen) {
    this.boxes = arcs.boxes;
    this.chosen = chosen;
  }

  touching([left, top, right, bottom]) {
    const { boxes } = this;
    return this.chosen.filter((arc) => boxes[4 * arc] <= right && boxes[4 * arc + 2] >= left && boxes[4 * arc + 1] <= bottom && boxes[4 * arc + 3] >= top);
  }
}

export function touches(box, [left, top, right, bottom]) {
  return box !== null && box[0] <= right && box[2] >= left && box[1] <= bottom && box[3] >= top;
}

// Steps through what there is to settle: overlaps, white zones, pieces of CPTS.
import { byId, button, fill, make } from './dom.js';
import { integer, sayCount } from './format.js';
import { communes } from './cards.js';
import { say } from './texts.js';

export class Problems {
  // `show(problem)` brings one on the map.
  constructor(model, show) {
    this.model = model;
    this.show = show;
    this.at = -1;
    this.write();
  }

  step(by) {
    const { problems } = this.model;
    if (problems.length === 0) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : problems.length - 1) : (this.at + by + problems.length) % problems.length;
    this.write();
    this.show(problems[this.at]);
  }

  // What a problem is, in a line.
  text({ kind, unit, zone, territory, units, population }) {
    const { model } = this;
    if (kind === 'overlap') {
      const names = model.claimants(unit).map((row) => model.territories[row].name || model.territories[row].id);
      return say('problemOverlap', `${model.unit(unit, 'nom')} (${names.join(', ')})`);
    }
    const told = (list, inhabitants) => `${communes(list.length)}, ${say('inhabitants', integer(inhabitants))}`;
    if (kind === 'zone') return `${say('zoneAround', zone.name)}, ${told(zone.units, zone.population)}`;
    return say('problemPiece', territory.name || territory.id, told(units, population));
  }

  write() {
    const { problems } = this.model;
    const isOne = this.at >= 0;
    const count = problems.length === 0 ? say('noProblem') : isOne ? say('problem', integer(this.at + 1), integer(problems.length)) : sayCount('problems', problems.length);
    const step = (sign, by, key) => button(sign, () => this.focusKept(() => this.step(by)), { 'aria-label': say(key), title: say(key), disabled: problems.length === 0, id: key });
    fill(
      byId('problems'),
      step('‹', -1, 'previousProblem'),
      make('p', { 'aria-live': 'polite' }, make('strong', {}, count), isOne ? make('span', {}, this.text(problems[this.at])) : null),
      isOne || problems.length === 0 ? step('›', 1, 'nextProblem') : button(say('nextProblem'), () => this.focusKept(() => this.step(1)), { id: 'nextProblem', class: 'main' }),
    );
  }

  // Steps by, and keeps the focus on the button that was pressed though it is made anew.
  focusKept(action) {
    const id = document.activeElement?.id;
    action();
    if (id) byId(id)?.focus();
  }
}

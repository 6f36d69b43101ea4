// The map as people use it: mouse, fingers, keyboard; what is pointed at and what is chosen.
import { byId } from './dom.js';
import { giveHues, THEMES } from './colours.js';
import { Labels } from './labels.js';
import { Painter } from './paint.js';
import { unitAt } from './picking.js';
import { Ground } from './tiles.js';
import { between, fitted, held, onPlane, onScreen, panned, zoomed } from './view.js';

// Milliseconds without zooming after which tiles are painted at the scale reached.
const REST = 130;
const FLIGHT = 420;

export class MapView {
  // `told` is called with what happens: `hover(unit, x, y)`, `choose(unit)`, `moved(view)`, `key(name)`.
  constructor(model, told) {
    this.model = model;
    this.told = told;
    this.frame = byId('map');
    this.marks = byId('marks');
    this.ink = this.marks.getContext('2d');
    this.painter = new Painter(model);
    this.ground = new Ground(byId('ground'), this.painter);
    this.labels = new Labels(model);
    this.mode = 'stage';
    this.themeName = 'light';
    this.chosen = null;
    this.hovered = -1;
    this.pointers = new Map();
    giveHues(model, THEMES.light.cpts.length);
    this.look();
    this.measure();
    this.goHome(true);
    this.listen();
    new ResizeObserver(() => this.resized()).observe(this.frame);
  }

  get theme() {
    return THEMES[this.themeName];
  }

  // Paints anew in the colours asked for.
  look(changes = {}) {
    Object.assign(this, changes);
    this.ground.refresh({ theme: this.theme, mode: this.mode, insetNames: this.insetNames });
    this.wake();
  }

  measure() {
    const { width, height } = this.frame.getBoundingClientRect();
    [this.width, this.height] = [Math.max(Math.round(width), 50), Math.max(Math.round(height), 50)];
    this.dense = Math.min(window.devicePixelRatio || 1, 2);
    const [across, down] = [Math.round(this.width * this.dense), Math.round(this.height * this.dense)];
    this.ground.resize(across, down);
    [this.marks.width, this.marks.height] = [across, down];
    const whole = fitted(this.model.home, this.width, this.height).scale;
    this.limits = [whole / 2.5, Math.max(this.model.data.map.step / 4, whole)];
  }

  resized() {
    const wasHome = this.isHome;
    this.measure();
    if (wasHome) this.goHome(true);
    this.wake();
  }

  // The view of all: clear of what lies over the map, and of the legend too unless that costs too much.
  homeView() {
    const isWide = this.width > 640;
    const fit = (left) => fitted(this.model.home, this.width, this.height, [56, isWide ? 16 : 10, 66, left]);
    const [free, beside] = [fit(isWide ? 16 : 10), fit(byId('legend').offsetWidth + 26)];
    return isWide && beside.scale > 0.6 * free.scale ? beside : free;
  }

  goHome(now = false) {
    this.fly(this.homeView(), now);
    this.isHome = true;
  }

  // Shows a box, not closer than is of use.
  showBox(box, now = false) {
    if (!box) return;
    // Beside the card, or above it where it lies below.
    const { hidden, offsetWidth, offsetHeight } = byId('card');
    const isBelow = this.width <= 640;
    const room = Math.min(this.width - (hidden || isBelow ? 0 : offsetWidth), this.height - (hidden || !isBelow ? 0 : offsetHeight)) / 6;
    const right = hidden || isBelow ? room : offsetWidth + 58 + room;
    const below = hidden || !isBelow ? Math.max(room, 90) : offsetHeight + room;
    const fit = (bottom, left) => fitted(box, this.width, this.height, [Math.max(room, 60), right, bottom, left]);
    // Beside the legend too or above it, unless that makes it too small.
    const legend = byId('legend');
    const [free, beside, above] = [fit(below, room), fit(below, Math.max(room, legend.offsetWidth + 26)), fit(Math.max(below, legend.offsetHeight + 26), room)];
    const clear = beside.scale > above.scale ? beside : above;
    const view = !isBelow && clear.scale > 0.6 * free.scale ? clear : free;
    // Not closer than is of use: the middle stays where it was put.
    const nearest = this.model.data.map.step / 40;
    if (view.scale > nearest) {
      const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      view.x = x + ((view.x - x) * view.scale) / nearest;
      view.y = y + ((view.y - y) * view.scale) / nearest;
      view.scale = nearest;
    }
    this.fly(view, now);
  }

  // Moves a box out from under the card, as far as it takes; if it is too wide for that, what was clicked.
  uncover(box, clicked) {
    const card = byId('card');
    if (card.hidden || this.width <= 640) return;
    const free = this.width - card.offsetWidth - 58 - 12;
    const [top, bottom] = [card.offsetTop, card.offsetTop + card.offsetHeight];
    const place = (one) => one && [...onScreen(this.view, one[0], one[1], this.width, this.height), ...onScreen(this.view, one[2], one[3], this.width, this.height)];
    const fits = (one) => one && one[2] - one[0] < free;
    const wanted = [place(box), place(clicked)].find(fits);
    if (!wanted || wanted[2] < free || Math.max(wanted[1], wanted[3]) < top || Math.min(wanted[1], wanted[3]) > bottom) return;
    this.fly(panned(this.view, free - wanted[2], 0));
  }

  fly(view, now = false) {
    this.isHome = false;
    this.flight = null;
    if (now || !this.view || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      this.view = view;
      this.zoomedAt = -Infinity;
      this.moved();
      return;
    }
    this.flight = { from: this.view, to: view, start: performance.now() };
    this.wake();
  }

  moved() {
    this.view = held(this.view, this.model.home);
    this.told.moved?.(this.view);
    this.wake();
  }

  zoom(factor, px = this.width / 2, py = this.height / 2) {
    this.isHome = false;
    this.flight = null;
    this.view = zoomed(this.view, factor, px, py, this.width, this.height, this.limits);
    this.zoomedAt = performance.now();
    this.moved();
  }

  // Zooms by a step, in a short flight.
  step(factor, px = this.width / 2, py = this.height / 2) {
    const from = this.flight ? this.flight.to : this.view;
    this.fly(held(zoomed(from, factor, px, py, this.width, this.height, this.limits), this.model.home));
  }

  pan(dx, dy) {
    this.isHome = false;
    this.flight = null;
    this.view = panned(this.view, dx, dy);
    this.moved();
  }

  choose(chosen) {
    this.chosen = chosen;
    this.wake();
  }

  point(unit) {
    if (unit === this.hovered) return;
    this.hovered = unit;
    this.wake();
  }

  // Asks for a frame, if none is on its way.
  wake() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame((time) => {
      this.waiting = 0;
      this.draw(time);
    });
  }

  draw(time) {
    if (this.flight) {
      const share = Math.min((time - this.flight.start) / FLIGHT, 1);
      const eased = share < 0 ? 0 : share * share * (3 - 2 * share);
      this.view = share >= 1 ? this.flight.to : between(this.flight.from, this.flight.to, eased);
      if (share >= 1) {
        this.flight = null;
        this.told.moved?.(this.view);
      }
    }
    const settled = !this.flight && performance.now() - (this.zoomedAt ?? -Infinity) > REST && this.pointers.size < 2;
    const isComplete = this.ground.draw(this.view, this.dense, settled);
    this.drawMarks();
    this.frame.dataset.drawn = isComplete && settled ? 'all' : 'part';
    if (!isComplete || !settled) this.wake();
  }

  drawMarks() {
    const { ink, view, dense, theme } = this;
    ink.setTransform(1, 0, 0, 1, 0, 0);
    ink.clearRect(0, 0, this.marks.width, this.marks.height);
    const scale = view.scale * dense;
    const level = this.painter.level(view.scale);
    const outline = (path, colour, pixels) => {
      ink.setTransform(scale, 0, 0, scale, this.marks.width / 2 - view.x * scale, this.marks.height / 2 - view.y * scale);
      ink.lineJoin = 'round';
      ink.strokeStyle = colour;
      ink.lineWidth = (pixels * dense) / scale;
      ink.stroke(path);
    };
    const around = (path, colour, pixels) => {
      outline(path, theme.halo, pixels + 2.5);
      outline(path, colour, pixels);
    };
    if (this.hovered >= 0) {
      const groups = this.model.claimants(this.hovered).map((row) => this.model.territories[row]);
      const zone = this.model.zones[this.model.zoneOf[this.hovered]];
      for (const group of zone ? [zone] : groups) outline(this.painter.path(level, group), theme.hover, 1.6);
      outline(this.painter.unitsPath(level, [this.hovered]), theme.hover, 1.2);
    }
    if (this.chosen) {
      const path = this.chosen.group ? this.painter.path(level, this.chosen.group) : this.painter.unitsPath(level, this.chosen.units);
      around(path, theme.chosen, 2.4);
      if (this.chosen.group && this.chosen.units) around(this.painter.unitsPath(level, this.chosen.units), theme.chosen, 1.6);
    }
    this.labels.draw(ink, view, { width: this.width, height: this.height, dense, theme });
  }

  // Where an event is on the map, in pixels.
  place(event) {
    const { left, top } = this.frame.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  unitAt(px, py) {
    return unitAt(this.model, ...onPlane(this.view, px, py, this.width, this.height));
  }

  listen() {
    const { frame, pointers } = this;
    frame.addEventListener('wheel', (event) => {
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
      this.zoom(Math.exp(-Math.max(Math.min(pixels, 240), -240) * (event.ctrlKey ? 0.01 : 0.0022)), ...this.place(event));
    }, { passive: false });
    frame.addEventListener('pointerdown', (event) => {
      frame.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, this.place(event));
      this.pressed = { at: this.place(event), isClick: pointers.size === 1 };
      frame.classList.add('held');
    });
    frame.addEventListener('pointermove', (event) => this.pointerMoved(event));
    const released = (event) => {
      if (!pointers.delete(event.pointerId)) return;
      frame.classList.toggle('held', pointers.size > 0);
      if (event.type === 'pointerup' && this.pressed?.isClick) this.told.choose?.(this.unitAt(...this.place(event)));
      this.pressed = pointers.size > 0 ? { isClick: false } : null;
      this.wake();
    };
    frame.addEventListener('pointerup', released);
    frame.addEventListener('pointercancel', released);
    frame.addEventListener('pointerleave', () => {
      this.point(-1);
      this.told.hover?.(-1);
    });
    frame.addEventListener('dblclick', (event) => this.step(event.shiftKey ? 0.5 : 2, ...this.place(event)));
    frame.addEventListener('keydown', (event) => this.keyPressed(event));
  }

  pointerMoved(event) {
    const { pointers } = this;
    const now = this.place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'touch') return;
      const unit = this.unitAt(...now);
      this.point(unit);
      this.told.hover?.(unit, ...now);
      return;
    }
    if (this.pressed.isClick && Math.hypot(now[0] - this.pressed.at[0], now[1] - this.pressed.at[1]) < 5) return;
    this.pressed.isClick = false;
    this.told.hover?.(-1);
    if (pointers.size === 1) {
      this.pan(now[0] - before[0], now[1] - before[1]);
    } else if (pointers.size === 2) {
      const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
      const spread = (place) => Math.max(Math.hypot(place[0] - other[0], place[1] - other[1]), 1);
      const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
      this.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      this.zoom(spread(now) / spread(before), ...middle);
    }
    pointers.set(event.pointerId, now);
  }

  keyPressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const far = 80;
    const moves = { ArrowLeft: [far, 0], ArrowRight: [-far, 0], ArrowUp: [0, far], ArrowDown: [0, -far] };
    if (moves[event.key]) this.pan(...moves[event.key]);
    else if (event.key === '+' || event.key === '=') this.step(2);
    else if (event.key === '-' || event.key === '_') this.step(0.5);
    else if (event.key === 'Home' || event.key === '0') this.goHome();
    else if (event.key === 'Enter') this.told.choose?.(this.unitAt(this.width / 2, this.height / 2));
    else if (!this.told.key?.(event.key)) return;
    event.preventDefault();
  }
}

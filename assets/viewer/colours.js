// Colours of the map, for light and dark. Stages and sizes are rows of one hue from dark to light (or the other way on a
// dark ground): told apart by lightness alone, so by every eye and on a grey print.

export const THEMES = {
  light: {
    ground: '#eef1f3',
    land: '#ffffff',
    stages: ['#15527f', '#4387b8', '#8dbbdb', '#c9dfef', '#e9e3d3'],
    sizes: ['#d6e8c9', '#93c48b', '#4a9661', '#17603f'],
    cpts: ['#9ecae1', '#fdd0a2', '#b5dfb0', '#d5c5e8', '#f7b6c2', '#e6dfa0', '#a8ddd4', '#d3b79b'],
    white: '#c6c6c6',
    whiteLine: '#5f5f5f',
    hatch: '#c0182b',
    hatchGround: 'rgba(255,255,255,0.55)',
    commune: 'rgba(118,130,144,0.8)',
    outline: '#ffffff',
    outlineWidth: 1.6,
    department: '#2b2f36',
    scope: '#1b1e23',
    inset: '#8a929c',
    text: '#14171c',
    halo: 'rgba(255,255,255,0.92)',
    hover: '#000000',
    chosen: '#d9480f',
  },
  dark: {
    ground: '#14171c',
    land: '#1d2127',
    stages: ['#a9d3f0', '#5d9fcd', '#356f9c', '#274c68', '#4c4a40'],
    sizes: ['#2c4a38', '#3d7a55', '#6fb381', '#c0e3b6'],
    cpts: ['#3f7ea3', '#a8682e', '#4f8a52', '#76609c', '#a2566b', '#8c7f33', '#3d8a80', '#87603f'],
    white: '#555a61',
    whiteLine: '#c4c9cf',
    hatch: '#ff8a80',
    hatchGround: 'rgba(20,23,28,0.5)',
    commune: 'rgba(128,138,150,0.7)',
    outline: '#14171c',
    outlineWidth: 1.6,
    department: '#e8eaed',
    scope: '#f4f5f7',
    inset: '#7b838d',
    text: '#f1f3f5',
    halo: 'rgba(15,18,22,0.88)',
    hover: '#ffffff',
    chosen: '#ffb067',
  },
};

// The colour of a CPTS whose size is unknown: that of CPTS without stage.
export function unknownSize(theme) {
  return theme.stages[theme.stages.length - 1];
}

// The colour of a CPTS in a mode: by stage, by size, or to tell it from its neighbours.
export function colourOf(territory, mode, theme) {
  if (mode === 'size') return theme.sizes[Math.min(territory.size, theme.sizes.length) - 1] ?? unknownSize(theme);
  if (mode === 'cpts') return theme.cpts[territory.hue];
  return theme.stages[territory.stage];
}

// Gives each CPTS a hue that none of its neighbours has, as far as there are hues: those with most neighbours first.
export function giveHues(model, hues) {
  const near = model.territories.map(() => new Set());
  const { left, right } = model.rings;
  const join = (a, b) => { if (a !== b) { near[a].add(b); near[b].add(a); } };
  for (let arc = 0; arc < left.length; arc += 1) {
    if (left[arc] < 0 || right[arc] < 0 || model.claimed[left[arc]] === model.claimed[right[arc]]) continue;
    for (const a of model.claimants(left[arc])) for (const b of model.claimants(right[arc])) join(a, b);
  }
  for (const set of model.sets) for (const a of set) for (const b of set) join(a, b);
  const order = model.territories.map((_, at) => at).sort((a, b) => near[b].size - near[a].size || a - b);
  for (const at of order) {
    const uses = new Array(hues).fill(0);
    for (const other of near[at]) if (model.territories[other].hue !== undefined) uses[model.territories[other].hue] += 1;
    // Of the hues that no neighbour has, by turns, so that all come as often.
    const least = Math.min(...uses);
    const free = uses.map((use, hue) => (use === least ? hue : -1)).filter((hue) => hue >= 0);
    model.territories[at].hue = free[at % free.length];
  }
}

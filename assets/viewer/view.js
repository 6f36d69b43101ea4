// What part of the plane the map shows: its centre in steps, and pixels a step.

// A view in which a box is whole, with room around it in pixels: above, right, below, left.
export function fitted(box, width, height, room = [24, 24, 24, 24]) {
  const [left, top, right, bottom] = box;
  const [w, h] = [Math.max(right - left, 1), Math.max(bottom - top, 1)];
  const scale = Math.min(Math.max(width - room[1] - room[3], 40) / w, Math.max(height - room[0] - room[2], 40) / h);
  const aside = [(room[1] - room[3]) / 2, (room[2] - room[0]) / 2];
  return { x: (left + right) / 2 + aside[0] / scale, y: (top + bottom) / 2 + aside[1] / scale, scale };
}

// The view after zooming about a place of the screen, which stays where it is.
export function zoomed(view, factor, px, py, width, height, limits) {
  const scale = Math.min(Math.max(view.scale * factor, limits[0]), limits[1]);
  const [x, y] = onPlane(view, px, py, width, height);
  return { x: x - (px - width / 2) / scale, y: y - (py - height / 2) / scale, scale };
}

export function panned(view, dx, dy) {
  return { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
}

export function onPlane(view, px, py, width, height) {
  return [view.x + (px - width / 2) / view.scale, view.y + (py - height / 2) / view.scale];
}

export function onScreen(view, x, y, width, height) {
  return [(x - view.x) * view.scale + width / 2, (y - view.y) * view.scale + height / 2];
}

// A view with its centre inside a box, so that the land cannot be lost.
export function held(view, box) {
  return { ...view, x: Math.min(Math.max(view.x, box[0]), box[2]), y: Math.min(Math.max(view.y, box[1]), box[3]) };
}

// A view part of the way from one to another: the scale in proportion, the centre with it.
export function between(from, to, share) {
  const scale = from.scale * (to.scale / from.scale) ** share;
  // The centre moves as fast on the screen near both ends.
  const way = Math.abs(to.scale - from.scale) < 1e-9 * to.scale ? share : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  return { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way, scale };
}

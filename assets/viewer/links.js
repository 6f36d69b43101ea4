// Deep links: #cpts=…, #zone=… or #commune=… opens that card, and each card puts its own link in the address.

const KINDS = ['cpts', 'zone', 'commune'];

// What an address asks for; null if nothing.
export function targetOf(hash) {
  for (const part of hash.replace(/^#/, '').split('&')) {
    const cut = part.indexOf('=');
    const kind = part.slice(0, cut);
    if (!KINDS.includes(kind)) continue;
    try {
      return { kind, key: decodeURIComponent(part.slice(cut + 1)) };
    } catch {
      return null;
    }
  }
  return null;
}

export function hashOf(target) {
  return target ? `#${target.kind}=${encodeURIComponent(target.key)}` : '#';
}

// Puts the link of a card in the address, without a step in the history of the browser.
export function noteTarget(target) {
  const hash = hashOf(target);
  if (location.hash === hash || (hash === '#' && location.hash === '')) return;
  history.replaceState(null, '', target ? hash : location.pathname + location.search);
}

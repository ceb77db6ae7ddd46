'use strict';
(() => {
  const KINDS = ['scored', 'stopped', 'failed', 'rejected'];
  const NS = 'http://www.w3.org/2000/svg';
  const at = id => document.getElementById(id);
  // Texts of a run become text nodes, never markup.
  function el(tag, name, ...children) {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  }
  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
  const number = value => value === undefined ? '–' : Number.isInteger(value) ? value.toLocaleString('en') : String(Number(value.toPrecision(5)));
  const seconds = value => value < 100 ? number(Number(value.toFixed(2))) + ' s' : Math.floor(value / 60) + ' min ' + Math.round(value % 60) + ' s';
  function best(data) {
    const host = at('best'), width = Math.max(240, host.clientWidth), height = 220, left = 60, right = width - 10, bottom = 190, top = 10;
    if (!data.steps.length) { host.replaceChildren(el('p', 'empty', 'No trial was evaluated to its end yet.')); return; }
    const values = data.steps.map(step => step[2]);
    let low = Math.min(...values), high = Math.max(...values);
    if (low === high) { low -= 0.5; high += 0.5; }
    const x = t => left + t / Math.max(data.elapsed, 1e-9) * (right - left), y = v => bottom - (v - low) / (high - low) * (bottom - top);
    const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img', 'aria-label': 'Best reward so far, now ' + number(data.best) });
    let d = '';
    data.steps.forEach((step, i) => { d += i === 0 ? `M${x(step[1])} ${y(step[2])}` : `H${x(step[1])}V${y(step[2])}`; });
    root.append(svg('path', { class: 'axis', d: `M${left} ${bottom}H${right}` }), svg('path', { d: d + 'H' + right, fill: 'none', stroke: 'var(--c0)', 'stroke-width': 2 }),
      svg('text', { x: left - 6, y: top + 8, 'text-anchor': 'end' }, number(high)), svg('text', { x: left - 6, y: bottom, 'text-anchor': 'end' }, number(low)),
      svg('text', { x: left, y: bottom + 16 }, '0'), svg('text', { x: right, y: bottom + 16, 'text-anchor': 'end' }, seconds(data.elapsed)));
    host.replaceChildren(root);
  }
  function show(data) {
    const tile = (value, text) => el('div', 'tile', el('b', '', value), el('span', '', text));
    at('tiles').replaceChildren(tile(number(data.best), 'best reward'), tile(number(data.observed), 'trials ended'), tile(number(data.evaluations), 'evaluations begun'),
      tile(number(data.counts[2]), 'failed'), tile(number(data.counts[1]), 'stopped early'), tile(seconds(data.elapsed), 'elapsed'));
    at('spent').value = data.spent;
    at('state').textContent = data.end ? 'The run has ended: ' + data.end : 'The run goes on.';
    best(data);
    at('running').replaceChildren(...data.running.map(each => el('tr', '', el('td', 'num', String(each.id)), el('td', 'num', String(each.step)), el('td', '', each.figures || ''))));
    at('recent').replaceChildren(...data.recent.map(each => el('tr', '', el('td', 'num', String(each.id)), el('td', KINDS[each.outcome], KINDS[each.outcome]), el('td', 'num', number(each.reward)),
      el('td', 'num', number(each.seconds)), el('td', '', each.text))));
  }
  const source = new EventSource('/events' + location.search);
  source.onmessage = event => { show(JSON.parse(event.data)); document.documentElement.dataset.ready = 'yes'; };
  source.onerror = () => { at('state').textContent = 'The run cannot be reached; it may have ended.'; };
})();

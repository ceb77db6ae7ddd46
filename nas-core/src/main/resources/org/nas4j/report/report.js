'use strict';
(() => {
  const started = performance.now();
  const NS = 'http://www.w3.org/2000/svg';
  const KINDS = ['scored', 'stopped', 'failed', 'rejected'];
  const TYPES = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u16: Uint16Array, u8: Uint8Array };
  const ROW = 30;
  const report = JSON.parse(document.getElementById('report').textContent);
  const runs = report.runs;
  const state = { run: 0, rows: null, sort: ['id', 1], active: -1, other: -1, turn: 0 };
  const views = [];

  // ---- Elements. Texts of a run become text nodes, never markup.
  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    fill(node, attributes, children);
    return node;
  }
  function svg(tag, attributes, ...children) {
    const node = document.createElementNS(NS, tag);
    fill(node, attributes, children);
    return node;
  }
  function fill(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.flat().filter(child => child !== null && child !== undefined));
  }
  function number(value, digits = 5) {
    if (value === null || value === undefined || Number.isNaN(value)) return '–';
    if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en');
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(3);
    if (size >= 1e5) return Math.round(value).toLocaleString('en');
    return String(Number(value.toPrecision(digits)));
  }
  function duration(seconds) {
    if (seconds === null || Number.isNaN(seconds)) return '–';
    if (seconds < 1) return Math.round(seconds * 1000) + ' ms';
    if (seconds < 100) return number(seconds, 3) + ' s';
    if (seconds < 6000) return Math.floor(seconds / 60) + ' min ' + Math.round(seconds % 60) + ' s';
    if (seconds < 172800) return Math.floor(seconds / 3600) + ' h ' + Math.round(seconds % 3600 / 60) + ' min';
    return number(seconds / 86400, 3) + ' days';
  }
  function color(run) { return 'var(--c' + run % 8 + ')'; }

  // ---- Data: columns of numbers, packed by zlib.
  async function unpack(run, place) {
    const text = document.getElementById('run-' + place);
    const binary = atob(text.textContent);
    text.remove();
    const packed = new Uint8Array(binary.length);
    for (let i = 0; i < packed.length; i++) packed[i] = binary.charCodeAt(i);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
    const bytes = await new Response(stream).arrayBuffer();
    for (const column of run.columns) run[column.name] = new TYPES[column.type](bytes, column.at, column.n);
    run.decisions.forEach((decision, i) => {
      decision.cells = run['decision' + i];
      decision.labels = ['(not asked)'];
      for (let option = 0; option < decision.most; option++) {
        decision.labels.push(decision.options[option] === undefined ? 'option ' + option : decision.options[option]);
      }
    });
    run.figures = [{ name: 'reward', maximize: true, values: run.reward }];
    run.metrics.forEach((metric, i) => run.figures.push({ name: metric.name, maximize: metric.maximize, values: run['metric' + i] }));
    run.figures.push({ name: 'seconds', maximize: false, values: run.seconds });
    run.best = -1;
    run.counts = [0, 0, 0, 0];
    run.duplicates = 0;
    run.evaluated = 0;
    let spent = 0;
    run.clock = new Float64Array(run.count);
    for (let i = 0; i < run.count; i++) {
      run.counts[run.outcome[i]]++;
      if (!Number.isNaN(run.duplicateOf[i])) run.duplicates++;
      else if (run.outcome[i] !== 3) run.evaluated++;
      if (run.outcome[i] === 0 && (run.best < 0 || run.reward[i] > run.reward[run.best])) run.best = i;
      spent += run.seconds[i];
      run.clock[i] = run.hasTimes ? run.end[i] : spent;
    }
  }
  function curve(run, metric, row) {
    const ends = run['curveEnd' + metric];
    return run['curve' + metric].subarray(row === 0 ? 0 : ends[row - 1], ends[row]);
  }
  const run = () => runs[state.run];
  const seen = () => state.rows;

  // ---- Filter
  function terms(text) {
    return text.match(/(?:"[^"]*"|[^\s"])+/g) || [];
  }
  const bare = text => text.replace(/"/g, '');
  function predicate(term, r) {
    if (term.length > 1 && term[0] === '-' && !/^-\d/.test(term)) {
      const inner = predicate(term.slice(1), r);
      return i => !inner(i);
    }
    const parts = term.match(/^((?:"[^"]*"|[^<>=!"])+)(<=|>=|!=|<|>|=)(.*)$/);
    return parts ? comparison(bare(parts[1]).toLowerCase(), parts[2], bare(parts[3]).toLowerCase(), r) || words(bare(term).toLowerCase(), r)
      : words(bare(term).toLowerCase(), r);
  }
  function comparison(name, operator, value, r) {
    const negated = operator === '!=';
    if (name === 'outcome') return i => (KINDS[r.outcome[i]] === value) !== negated;
    if (name === 'reason') {
      const fits = r.reasons.map(reason => reason.toLowerCase() === value);
      return i => (r.reason[i] >= 0 && fits[r.reason[i]]) !== negated;
    }
    const figure = r.figures.find(each => each.name.toLowerCase() === name)
      || ['id', 'parent', 'duplicateOf'].filter(each => each.toLowerCase() === name).map(each => ({ values: r[each] }))[0];
    const wanted = Number(value);
    if (figure && value !== '' && !Number.isNaN(wanted)) {
      const values = figure.values;
      switch (operator) {
        case '<': return i => values[i] < wanted;
        case '<=': return i => values[i] <= wanted;
        case '>': return i => values[i] > wanted;
        case '>=': return i => values[i] >= wanted;
        case '!=': return i => values[i] !== wanted;
        default: return i => values[i] === wanted || number(values[i]) === value;
      }
    }
    const decision = r.decisions.find(each => each.name.toLowerCase() === name);
    if (!decision) return null;
    const fits = decision.labels.map((label, option) => {
      if (operator === '=' || negated) return (label.toLowerCase() === value || 'option ' + (option - 1) === value) !== negated;
      const known = Number(label);
      return operator[0] === '<' ? known < wanted || operator === '<=' && known === wanted : known > wanted || operator === '>=' && known === wanted;
    });
    return i => fits[decision.cells[i]];
  }
  function words(text, r) {
    if (/^-?\d+$/.test(text)) {
      const id = Number(text);
      return i => r.id[i] === id;
    }
    const kinds = KINDS.map(kind => kind.includes(text));
    const reasons = r.reasons.map(reason => reason.toLowerCase().includes(text));
    const messages = r.messages.map(message => message.toLowerCase().includes(text));
    const columns = [];
    for (const decision of r.decisions) {
      const fits = decision.labels.map((label, option) => option > 0 && (decision.name + '=' + label).toLowerCase().includes(text));
      if (fits.includes(true)) columns.push({ cells: decision.cells, fits });
    }
    const duplicates = 'duplicate'.includes(text) && text.length > 2;
    return i => {
      if (kinds[r.outcome[i]] || r.reason[i] >= 0 && reasons[r.reason[i]] || r.message[i] >= 0 && messages[r.message[i]]) return true;
      if (duplicates && !Number.isNaN(r.duplicateOf[i])) return true;
      for (const column of columns) if (column.fits[column.cells[i]]) return true;
      return false;
    };
  }
  function filter() {
    const begin = performance.now();
    const r = run();
    const tests = terms(document.getElementById('filter').value.trim()).map(term => predicate(term, r));
    const rows = new Uint32Array(r.count);
    let n = 0;
    for (let i = 0; i < r.count; i++) {
      let all = true;
      for (let t = 0; t < tests.length && all; t++) all = tests[t](i);
      if (all) rows[n++] = i;
    }
    state.rows = sorted(rows.subarray(0, n));
    document.getElementById('filter-count').textContent = number(n) + ' of ' + number(r.count) + ' trials shown'
      + (r.running.length ? ', ' + r.running.length + ' running' : '') + '.';
    const filtered = views.filter(view => view.filtered);
    filtered.filter(view => view.first).forEach(view => view.draw());
    document.documentElement.dataset.filterMillis = Math.round(performance.now() - begin);
    drawLater(filtered.filter(view => !view.first), ++state.turn);
  }
  /** One chart after the other, so that typing goes on meanwhile. */
  function drawLater(rest, turn) {
    if (!rest.length) document.documentElement.dataset.drawn = turn;
    else setTimeout(() => { if (turn === state.turn) { rest[0].draw(); drawLater(rest.slice(1), turn); } });
  }
  function sorted(rows) {
    const [name, way] = state.sort;
    const r = run();
    const values = column(name, r);
    if (name === 'id' && way === 1) return rows;
    const keyed = Array.from(rows);
    keyed.sort((a, b) => {
      const x = values(a), y = values(b);
      const absent = (Number.isNaN(x) ? 1 : 0) - (Number.isNaN(y) ? 1 : 0);
      return absent || (x < y ? -way : x > y ? way : a - b);
    });
    return Uint32Array.from(keyed);
  }
  function column(name, r) {
    if (name === 'id') return i => r.id[i];
    if (name === 'outcome') return i => r.outcome[i];
    const figure = r.figures.find(each => each.name === name);
    return figure ? i => figure.values[i] : i => r.id[i];
  }

  // ---- Charts
  function ticks(min, max, wanted) {
    const span = max - min;
    const raw = span / Math.max(1, wanted);
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= raw) || raw;
    const all = [];
    for (let value = Math.ceil(min / step) * step; value <= max + step * 1e-9; value += step) all.push(Math.abs(value) < step * 1e-9 ? 0 : value);
    return all;
  }
  function scale(values, from, to, allowLog, integers) {
    let min = Infinity, max = -Infinity;
    for (const value of values) if (Number.isFinite(value)) { if (value < min) min = value; if (value > max) max = value; }
    if (min > max) { min = 0; max = 1; }
    const log = allowLog && min > 0 && max / min > 200;
    if (min === max) { const pad = Math.abs(min) * 0.05 || 0.5; min -= integers ? 0 : pad; max += integers ? 1 : pad; }
    const f = log ? Math.log10 : x => x;
    const low = f(min), high = f(max), margin = integers ? 0 : (high - low) * 0.04;
    const lowest = low - margin, highest = high + margin;
    const at = value => from + (f(value) - lowest) / (highest - lowest) * (to - from);
    const count = Math.max(2, Math.abs(to - from) / (from > to ? 45 : 85));
    let marks = ticks(lowest, highest, count);
    if (log) marks = ticks(Math.ceil(lowest), Math.floor(highest), count).filter(Number.isInteger).map(each => 10 ** each);
    if (log && marks.length < 3) marks = [-1, 0, 1, 2].flatMap(n => [1, 2, 5].map(m => m * 10 ** (Math.floor(lowest) + n))).filter(mark => f(mark) >= lowest && f(mark) <= highest);
    if (integers) marks = marks.filter(Number.isInteger);
    return { at, marks, log };
  }
  function frame(host, options) {
    const width = Math.max(options.least || 240, host.clientWidth);
    const height = options.height || 260;
    const left = options.left === undefined ? 58 : options.left, right = 14, top = 10, bottom = options.bottom === undefined ? 42 : options.bottom;
    const root = svg('svg', { viewBox: `0 0 ${width} ${height}`, height, role: 'img', 'aria-label': options.label });
    if (options.least && width > host.clientWidth) root.style.width = width + 'px';
    host.replaceChildren(root);
    return { root, width, height, left, right: width - right, top, bottom: height - bottom };
  }
  function axes(f, x, y, xLabel, yLabel, xText = number, yText = number) {
    let grid = '';
    for (const mark of y.marks) {
      const at = y.at(mark);
      grid += `M${f.left} ${at}H${f.right}`;
      f.root.append(svg('text', { x: f.left - 6, y: at + 4, 'text-anchor': 'end' }, yText(mark, 4)));
    }
    for (const mark of x.marks) {
      const at = x.at(mark);
      if (at < f.left - 1 || at > f.right + 1) continue;
      f.root.append(svg('text', { x: at, y: f.bottom + 16, 'text-anchor': 'middle' }, xText(mark, 4)));
    }
    f.root.prepend(svg('path', { class: 'grid', d: grid }), svg('path', { class: 'axis', d: `M${f.left} ${f.bottom}H${f.right}` }));
    f.root.append(svg('text', { x: f.right, y: f.height - 6, 'text-anchor': 'end' }, xLabel + (x.log ? ' (log)' : '')));
    f.root.append(svg('text', { x: 2, y: 9 }, yLabel + (y.log ? ' (log)' : '')));
  }
  function dots(points) {
    let d = '';
    for (const [x, y] of points) d += `M${x.toFixed(1)} ${y.toFixed(1)}h0`;
    return d;
  }
  function spread(list, most) {
    if (list.length <= most) return Array.from(list);
    const some = [];
    for (let i = 0; i < most; i++) some.push(list[Math.floor(i * list.length / most)]);
    return some;
  }
  function hover(f, points) {
    const tip = document.getElementById('tip');
    const nearest = event => {
      const box = f.root.getBoundingClientRect();
      const x = (event.clientX - box.left) * f.width / box.width, y = (event.clientY - box.top) * f.height / box.height;
      let best = null, least = 400;
      for (const point of points) {
        const d = (point[0] - x) ** 2 + (point[1] - y) ** 2;
        if (d < least) { least = d; best = point; }
      }
      return best;
    };
    f.root.addEventListener('pointermove', event => {
      const point = nearest(event);
      tip.hidden = !point;
      f.root.style.cursor = point ? 'pointer' : '';
      if (!point) return;
      tip.textContent = typeof point[2] === 'number' ? describe(point[2]) : point[2];
      tip.style.left = Math.max(4, Math.min(event.pageX + 12, document.documentElement.clientWidth - 310)) + 'px';
      tip.style.top = event.pageY + 14 + 'px';
    });
    f.root.addEventListener('pointerleave', () => { tip.hidden = true; });
    f.root.addEventListener('click', event => {
      const point = nearest(event);
      if (point && typeof point[2] === 'number') show(point[2], true);
    });
  }
  function describe(i) {
    const r = run();
    return `trial ${r.id[i]}, ${KINDS[r.outcome[i]]}\nreward ${number(r.reward[i])}\n`
      + r.metrics.slice(0, 4).map((metric, m) => metric.name + ' ' + number(r['metric' + m][i])).join('\n');
  }
  const empty = text => el('p', { class: 'empty' }, text);
  function section(id, title, note, body, wide) {
    const host = el('section', { id, 'aria-labelledby': id + '-title' }, el('h2', { id: id + '-title' }, title), note ? el('p', { class: 'note' }, note) : null, body);
    document.getElementById('sections').append(el('li', {}, el('a', { href: '#' + id }, title)));
    (wide || document.getElementById('page')).append(host);
    return host;
  }
  function pick(label, onchange) {
    const select = el('select', { onchange });
    return { select, label: el('label', {}, label + ' ', select) };
  }
  function options(select, names, chosen) {
    const old = select.value;
    select.replaceChildren(...names.map((name, i) => el('option', { value: i }, name.length > 60 ? name.slice(0, 59) + '…' : name)));
    select.value = old !== '' && old < names.length && chosen === undefined ? old : String(chosen === undefined ? 0 : chosen);
  }
  function pair() {
    const host = el('div', { class: 'pair' });
    document.getElementById('page').append(host);
    return host;
  }

  // ---- Overview and comparison of runs
  function overview() {
    const tiles = el('div', { class: 'tiles' });
    section('overview', 'Overview', '', [tiles]);
    views.push({ draw() {
      const r = run();
      const tile = (value, text) => el('div', { class: 'tile' }, el('b', {}, value), el('span', {}, text));
      tiles.replaceChildren(
        tile(r.best < 0 ? 'none' : number(r.reward[r.best]), r.best < 0 ? 'best reward' : 'best reward, trial ' + r.id[r.best]),
        tile(number(r.count), 'trials ended'), tile(number(r.evaluated), 'evaluated'), tile(number(r.counts[2]), 'failed'),
        tile(number(r.counts[1]), 'stopped early'), tile(number(r.counts[3]), 'rejected'), tile(number(r.duplicates), 'duplicates'),
        tile(duration(r.elapsed), 'elapsed'), tile(r.ended ? 'ended' : 'not ended', r.state));
    } });
    if (runs.length > 1) compare();
  }
  function compare() {
    const head = ['Run', 'Strategy', 'Seed', 'Best reward', 'of trial', 'Evaluated', 'Trials', 'Failed', 'Elapsed', 'Ended'];
    const fact = (r, name) => (r.facts[0].rows.find(row => row[0] === name) || ['', '–'])[1];
    const rows = runs.map((r, i) => el('tr', {}, el('th', { scope: 'row' }, el('span', { class: 'swatch', style: 'background:' + color(i) }), r.name),
      [fact(r, 'strategy'), fact(r, 'seed'), number(r.best < 0 ? NaN : r.reward[r.best]), r.best < 0 ? '–' : number(r.id[r.best]), number(r.evaluated), number(r.count),
        number(r.counts[2]), duration(r.elapsed), r.state].map(text => el('td', {}, text))));
    section('runs', 'Runs compared', 'Chosen above: whose trials the other sections show.', [
      el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Runs compared' },
        el('table', {}, el('thead', {}, el('tr', {}, head.map(text => el('th', { scope: 'col' }, text)))), el('tbody', {}, rows)))]);
  }

  // ---- Best so far
  function bestSoFar() {
    const by = pick('Over', () => view.draw());
    options(by.select, ['trials', 'time']);
    const host = el('div', { class: 'plot' });
    const legend = el('ul', { class: 'legend' });
    const note = el('p', { class: 'note' });
    section('best', 'Best so far', 'Rewards of trials that were evaluated to their end; each dot is a trial of the chosen run.', [el('div', { class: 'picks' }, by.label), host, legend, note]);
    const view = { draw() {
      const time = by.select.value === '1';
      const lines = runs.map(r => steps(r, time));
      const chosen = run();
      const some = spread(lines[state.run].all, 3000);
      const xs = lines.flatMap(line => [0, line.last]);
      const f = frame(host, { label: 'Best reward so far over ' + (time ? 'time' : 'trials') + ': '
        + runs.map(r => r.name + ' ' + (r.best < 0 ? 'none' : number(r.reward[r.best]))).join(', ') });
      const x = scale(xs, f.left, f.right, false, !time);
      const y = scale(clip(some.map(i => chosen.reward[i])).concat(lines.flatMap(line => line.points.map(point => point[1]))), f.bottom, f.top);
      axes(f, x, y, time ? (runs.every(r => r.hasTimes) ? 'time of the run' : 'time, summed over evaluations where a run kept no journal') : 'trial', 'reward', time ? duration : number);
      const marks = some.map(i => [x.at(time ? chosen.clock[i] : chosen.id[i]), Math.min(f.bottom, y.at(chosen.reward[i])), i]);
      f.root.append(svg('path', { class: 'dots', d: dots(marks), stroke: color(state.run), 'stroke-width': 4, opacity: 0.35 }));
      lines.forEach((line, i) => {
        let d = '';
        line.points.forEach(([at, value], n) => { d += n === 0 ? `M${x.at(at)} ${y.at(value)}` : `H${x.at(at)}V${y.at(value)}`; });
        if (d) f.root.append(svg('path', { d: d + `H${x.at(line.last)}`, fill: 'none', stroke: color(i), 'stroke-width': 2 }));
      });
      hover(f, marks);
      legend.replaceChildren(...(runs.length > 1 ? runs.map((r, i) => el('li', {}, el('span', { class: 'swatch', style: 'background:' + color(i) }), r.name)) : []));
      const low = some.filter(i => y.at(chosen.reward[i]) > f.bottom).length;
      note.textContent = (some.length < lines[state.run].all.length ? number(some.length) + ' of ' + number(lines[state.run].all.length) + ' trials are drawn. ' : '')
        + (low ? 'Far lower rewards lie on the lower edge.' : '');
    } };
    views.push(view);
  }
  function clip(values) {
    if (values.length < 20) return values;
    const all = Array.from(Float64Array.from(values).sort());
    const floor = all[Math.floor(all.length * 0.02)], middle = all[all.length >> 1];
    return all[0] < floor - 3 * (middle - floor) ? all.slice(Math.floor(all.length * 0.02)) : all;
  }
  function steps(r, time) {
    const points = [], all = [];
    let best = -Infinity, last = 0;
    const order = Array.from({ length: r.count }, (_, i) => i);
    if (time) order.sort((a, b) => r.clock[a] - r.clock[b]);
    for (const i of order) {
      const at = time ? r.clock[i] : r.id[i];
      if (Number.isNaN(at)) continue;
      last = Math.max(last, at);
      if (r.outcome[i] !== 0) continue;
      all.push(i);
      if (r.reward[i] > best) { best = r.reward[i]; points.push([at, best]); }
    }
    return { points: thin(points), all, last };
  }
  const thin = points => points.length < 2000 ? points : points.filter((_, i) => i % Math.ceil(points.length / 2000) === 0 || i === points.length - 1);

  // ---- Learning curves
  function learning() {
    const metric = pick('Metric', () => view.draw());
    const host = el('div', { class: 'plot' });
    const legend = el('ul', { class: 'legend' }, [['var(--q4)', 'best'], ['var(--q2)', 'others'], ['var(--warn)', 'stopped early'], ['var(--c3)', 'running']]
      .map(([fillColor, text]) => el('li', {}, el('span', { class: 'swatch', style: 'background:' + fillColor }), text)));
    const note = el('p', { class: 'note' });
    section('curves', 'Learning curves', '', [el('div', { class: 'picks' }, metric.label), host, legend, note], state.pair);
    const view = { filtered: true, draw() {
      const r = run();
      const names = names_(r);
      options(metric.select, names);
      metric.label.hidden = legend.hidden = !names.length;
      note.textContent = '';
      if (!names.length) { host.replaceChildren(empty('No evaluation reported figures by step.')); return; }
      const name = names[metric.select.value];
      const m = r.curves.findIndex(each => each.name === name);
      const rows = [];
      let best = [];
      if (m >= 0) {
        const ends = r['curveEnd' + m];
        for (const i of seen()) {
          if (ends[i] === (i ? ends[i - 1] : 0)) continue;
          rows.push(i);
          if (best.length === 5 && !(r.reward[i] > r.reward[best[4]])) continue;
          best.push(i);
          best = best.sort((a, b) => (r.reward[b] || -Infinity) - (r.reward[a] || -Infinity)).slice(0, 5);
        }
      }
      const some = Array.from(new Set(spread(rows, 120).concat(best)));
      const live = r.running.map(each => each.curves[name] || []).filter(each => each.length);
      let longest = 1;
      for (const i of some) longest = Math.max(longest, curve(r, m, i).length);
      for (const each of live) longest = Math.max(longest, each.length);
      const f = frame(host, { label: `${name} by step of ${some.length + live.length} trials` });
      const x = scale([1, longest], f.left, f.right, false, true);
      const y = scale(clip(some.flatMap(i => Array.from(curve(r, m, i))).concat(live.flat())), f.bottom, f.top, true);
      axes(f, x, y, 'step', name);
      const marks = [];
      const line = values => {
        const every = Math.ceil(values.length / 400);
        let d = '';
        for (let i = 0; i < values.length; i += every) {
          if (Number.isFinite(values[i])) d += (d ? 'L' : 'M') + x.at(i + 1).toFixed(1) + ' ' + Math.max(f.top, Math.min(f.bottom, y.at(values[i]))).toFixed(1);
        }
        return values.length === 1 ? d + 'h3' : d;
      };
      const group = (list, stroke, width, opacity) => f.root.append(svg('path', { d: list.join(''), fill: 'none', stroke, 'stroke-width': width, opacity }));
      const others = some.filter(i => !best.includes(i));
      group(others.filter(i => r.outcome[i] !== 1).map(i => line(curve(r, m, i))), 'var(--q2)', 1, 0.5);
      group(others.filter(i => r.outcome[i] === 1).map(i => line(curve(r, m, i))), 'var(--warn)', 1, 0.7);
      group(best.map(i => line(curve(r, m, i))), 'var(--q4)', 2, 1);
      group(live.map(line), 'var(--c3)', 2, 1);
      for (const i of some) { const values = curve(r, m, i); marks.push([x.at(values.length), y.at(values[values.length - 1]), i]); }
      hover(f, marks);
      note.textContent = `${number(some.length)} of ${number(rows.length)} curves are drawn.` + (r.curvesKept < r.count && rows.length > some.length ? ' The file holds the curves of ' + number(r.curvesKept) + ' trials.' : '');
    } };
    views.push(view);
  }
  function names_(r) {
    const names = r.curves.map(each => each.name);
    for (const each of r.running) for (const name of Object.keys(each.curves)) if (!names.includes(name)) names.push(name);
    return names;
  }

  // ---- Front of two metrics
  function front() {
    const across = pick('Across', () => view.draw()), up = pick('Up', () => view.draw());
    const host = el('div', { class: 'plot' });
    const members = el('div');
    section('front', 'Trade-off of two figures', 'The line joins what no other trial beats in both figures.', [el('div', { class: 'picks' }, across.label, up.label), host, members], state.pair);
    let known = null;
    const view = { filtered: true, draw() {
      const r = run();
      const names = r.figures.map(each => each.name + (each.maximize ? ' (more is better)' : ' (less is better)'));
      if (known !== r) {
        const cost = r.figures.findIndex(each => !each.maximize && /param|macs|flop|latency|seconds|size/i.test(each.name));
        options(across.select, names, cost < 0 ? names.length - 1 : cost);
        options(up.select, names, 0);
        known = r;
      }
      const a = r.figures[across.select.value], b = r.figures[up.select.value];
      const rows = Array.from(seen()).filter(i => r.outcome[i] === 0 && Number.isFinite(a.values[i]) && Number.isFinite(b.values[i]));
      members.replaceChildren();
      if (!rows.length) { host.replaceChildren(empty('No trial has both figures.')); return; }
      const free = frontOf(rows, a, b);
      const some = spread(rows, 3000);
      const f = frame(host, { label: `${b.name} against ${a.name} of ${rows.length} trials; ${free.length} are on the front` });
      const x = scale(some.concat(free).map(i => a.values[i]), f.left, f.right, true);
      const y = scale(some.concat(free).map(i => b.values[i]), f.bottom, f.top, true);
      axes(f, x, y, a.name, b.name);
      const place = i => [x.at(a.values[i]), y.at(b.values[i]), i];
      f.root.append(svg('path', { class: 'dots', d: dots(some.map(place)), stroke: 'var(--q2)', 'stroke-width': 5, opacity: 0.5 }));
      let d = '';
      free.forEach((i, n) => { const [px, py] = place(i); d += n === 0 ? `M${px} ${py}` : `H${px}V${py}`; });
      f.root.append(svg('path', { d, fill: 'none', stroke: 'var(--q4)', 'stroke-width': 1.5 }));
      f.root.append(svg('path', { class: 'dots', d: dots(free.map(place)), stroke: 'var(--q4)', 'stroke-width': 8 }));
      hover(f, free.map(place).concat(some.map(place)));
      members.append(el('details', {}, el('summary', {}, `${number(free.length)} on the front`), el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Members of the front' },
        el('table', {}, el('thead', {}, el('tr', {}, ['Trial', a.name, b.name].map(text => el('th', { scope: 'col' }, text)))),
          el('tbody', {}, free.slice(0, 200).map(i => el('tr', {}, el('td', {}, link(i)), el('td', { class: 'num' }, number(a.values[i])), el('td', { class: 'num' }, number(b.values[i])))))))));
    } };
    views.push(view);
  }
  function frontOf(rows, a, b) {
    const x = i => a.maximize ? -a.values[i] : a.values[i], y = i => b.maximize ? -b.values[i] : b.values[i];
    let min = Infinity, max = -Infinity;
    for (const i of rows) { min = Math.min(min, x(i)); max = Math.max(max, x(i)); }
    const bins = new Float64Array(1001).fill(Infinity), bin = i => max > min ? Math.floor((x(i) - min) / (max - min) * 1000) : 0;
    for (const i of rows) bins[bin(i)] = Math.min(bins[bin(i)], y(i));
    for (let n = 1; n < bins.length; n++) bins[n] = Math.min(bins[n], bins[n - 1]);
    const ordered = rows.filter(i => bin(i) === 0 || y(i) < bins[bin(i) - 1]).sort((i, j) => x(i) - x(j) || y(i) - y(j));
    const free = [];
    let least = Infinity;
    for (const i of ordered) if (y(i) < least) { least = y(i); free.push(i); }
    return free;
  }
  function link(i) {
    return el('button', { type: 'button', onclick: () => show(i, true), 'aria-label': 'Show trial ' + run().id[i] }, String(run().id[i]));
  }

  // ---- Trials: only the rows that can be seen are there
  function trials() {
    const head = el('tr', {}), body = el('tbody', {}), cols = el('colgroup', {});
    const table = el('table', { id: 'table', 'aria-label': 'Trials' }, cols, el('thead', {}, head), body);
    const box = el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Trials; arrow keys move, Enter shows the trial' }, table);
    const details = el('div', { id: 'trial', 'aria-live': 'polite' });
    section('trials', 'Trials', 'Press a heading to sort, a row for all of a trial.', [box, details]);
    let columns = [];
    const paint = () => {
      const r = run(), rows = seen();
      const first = Math.max(0, Math.floor(box.scrollTop / ROW) - 6), last = Math.min(rows.length, first + Math.ceil(box.clientHeight / ROW) + 14);
      const gap = height => el('tr', { class: 'gap', 'aria-hidden': 'true' }, el('td', { colspan: columns.length, style: `height:${height}px` }));
      const lines = [];
      if (first > 0) lines.push(gap(first * ROW));
      for (let n = first; n < last; n++) {
        const i = rows[n];
        lines.push(el('tr', { id: 'row-' + n, 'aria-rowindex': n + 2, class: n === state.active ? 'on' : null, onclick: () => { state.active = n; show(i); paint(); } },
          columns.map(each => el('td', { class: each.number ? 'num' : each.name === 'outcome' ? KINDS[r.outcome[i]] : null }, each.text(i)))));
      }
      if (last < rows.length) lines.push(gap((rows.length - last) * ROW));
      body.replaceChildren(...lines);
      if (state.active >= first && state.active < last) box.setAttribute('aria-activedescendant', 'row-' + state.active);
      else box.removeAttribute('aria-activedescendant');
    };
    let asked = false;
    box.addEventListener('scroll', () => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; paint(); }); } });
    box.addEventListener('keydown', event => {
      const page = Math.floor(box.clientHeight / ROW) - 2, last = seen().length - 1;
      const to = { ArrowDown: state.active + 1, ArrowUp: state.active - 1, PageDown: state.active + page, PageUp: state.active - page, Home: 0, End: last }[event.key];
      if (event.target !== box) return;
      if (to !== undefined) {
        event.preventDefault();
        state.active = Math.max(0, Math.min(last, to));
        const y = state.active * ROW;
        if (y < box.scrollTop) box.scrollTop = y;
        if (y > box.scrollTop + box.clientHeight - 3 * ROW) box.scrollTop = y - box.clientHeight + 3 * ROW;
        paint();
      } else if (event.key === 'Enter' && state.active >= 0 && state.active <= last) show(seen()[state.active]);
    });
    views.push({ filtered: true, first: true, draw() {
      const r = run();
      const figure = each => ({ name: each.name, title: each.name, number: true, width: 116, text: i => each.name === 'seconds' ? duration(each.values[i]) : number(each.values[i]) });
      columns = [{ name: 'id', title: 'Trial', number: true, width: 78, text: i => String(r.id[i]) },
        { name: 'outcome', title: 'Outcome', width: 108, text: i => KINDS[r.outcome[i]] + (Number.isNaN(r.duplicateOf[i]) ? '' : ' (dup.)') },
        ...r.figures.slice(0, 6).map(figure), ...(r.figures.length > 6 ? [figure(r.figures[r.figures.length - 1])] : []),
        { name: '', title: 'Options, or what went wrong', width: 420, text: i => r.outcome[i] > 1 ? (r.reasons[r.reason[i]] || '') + ': ' + (r.messages[r.message[i]] || '').split('\n')[0] : genotype(r, i) }];
      cols.replaceChildren(...columns.map(each => el('col', { style: `width:${each.width}px` })));
      table.style.width = columns.reduce((sum, each) => sum + each.width, 0) + 'px';
      table.setAttribute('aria-rowcount', seen().length + 1);
      head.replaceChildren(...columns.map(each => {
        const on = state.sort[0] === each.name;
        return el('th', { scope: 'col', class: each.number ? 'num' : null, 'aria-sort': on ? (state.sort[1] > 0 ? 'ascending' : 'descending') : null },
          each.name ? el('button', { type: 'button', title: each.title, onclick: () => {
            state.sort = [each.name, on ? -state.sort[1] : each.name === 'id' || each.name === 'outcome' ? 1 : -1];
            state.rows = sorted(Uint32Array.from(seen()).sort());
            state.active = -1;
            this.draw();
          } }, each.title + (on ? (state.sort[1] > 0 ? ' ▲' : ' ▼') : '')) : el('button', { type: 'button', disabled: true }, each.title));
      }));
      state.active = -1;
      box.scrollTop = 0;
      paint();
    } });
    views.push({ draw() { const r = run(); state.other = r.best; details.replaceChildren(); if (r.best >= 0) show(r.best); } });
  }
  function genotype(r, i) {
    let text = '';
    for (const decision of r.decisions) {
      const cell = decision.cells[i];
      if (cell) text += (text ? ', ' : '') + decision.name + '=' + decision.labels[cell];
      if (text.length > 200) return text + '…';
    }
    return text;
  }
  function show(i, scroll) {
    const r = run(), host = document.getElementById('trial');
    const row = (name, value, ...more) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value), ...more);
    const facts = [row('Outcome', KINDS[r.outcome[i]] + (r.reason[i] >= 0 ? ': ' + r.reasons[r.reason[i]] : '')), row('Reward', number(r.reward[i], 10))];
    r.metrics.forEach((metric, m) => { if (!Number.isNaN(r['metric' + m][i])) facts.push(row(metric.name, number(r['metric' + m][i], 10))); });
    facts.push(row('Evaluation took', duration(r.seconds[i])));
    if (!Number.isNaN(r.start[i])) facts.push(row('Began after', duration(r.start[i])));
    if (!Number.isNaN(r.parent[i])) facts.push(row('Weights from trial', number(r.parent[i])));
    if (!Number.isNaN(r.duplicateOf[i])) facts.push(row('Same as trial', number(r.duplicateOf[i])));
    const other = state.other >= 0 && state.other !== i ? state.other : -1;
    const rows = [];
    r.decisions.forEach(decision => {
      const here = decision.cells[i], there = other < 0 ? 0 : decision.cells[other];
      if (!here && !there) return;
      rows.push(el('tr', { class: other >= 0 && here !== there ? 'differs' : null }, el('th', { scope: 'row' }, decision.name), el('td', {}, decision.labels[here]), other >= 0 ? el('td', {}, decision.labels[there]) : null));
    });
    const differing = rows.filter(each => each.className === 'differs').length;
    host.replaceChildren(el('h3', {}, 'Trial ' + r.id[i] + (i === r.best ? ', the best' : '')),
      el('div', { class: 'picks' }, el('button', { type: 'button', onclick: () => { state.other = i; show(i); } }, 'Compare others with this trial')),
      ...(r.outcome[i] > 1 && r.message[i] >= 0 ? [el('pre', {}, r.messages[r.message[i]])] : []),
      el('div', { class: 'pair' }, el('table', { class: 'facts' }, el('caption', { class: 'note' }, 'Figures'), el('tbody', {}, facts)),
        el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Options of the trial' }, el('table', { class: 'facts' },
          el('caption', { class: 'note' }, other < 0 ? 'Options' : `Options beside those of trial ${r.id[other]}: ${differing} differ`),
          el('thead', {}, el('tr', {}, ['Decision', 'Trial ' + r.id[i], ...(other < 0 ? [] : ['Trial ' + r.id[other]])].map(text => el('th', { scope: 'col' }, text)))), el('tbody', {}, rows)))));
    if (scroll) host.scrollIntoView({ block: 'nearest' });
  }

  // ---- Decisions
  function importance() {
    const list = el('ol', { class: 'bars' });
    const note = el('p', { class: 'note' });
    section('importance', 'Importance of decisions', 'Share of the rewards’ variance that a decision explains on its own: ω² of a one-way analysis of variance, over all trials '
      + 'evaluated to their end. What decisions explain together only is not counted; a search that prefers good options makes shares smaller.', [list, note], state.pair);
    views.push({ draw() {
      const r = run();
      const known = r.decisions.map((decision, i) => ({ decision, i })).filter(each => each.decision.importance !== null).sort((a, b) => b.decision.importance - a.decision.importance);
      const most = known.length ? Math.max(known[0].decision.importance, 1e-9) : 1;
      list.replaceChildren(...known.slice(0, 15).map(({ decision, i }) => el('li', {}, el('button', { type: 'button', 'aria-label': `${decision.name}: ${(100 * decision.importance).toFixed(1)} %; show figures by its options`,
        onclick: () => state.byDecision(i) }, el('span', { class: 'name', title: decision.name }, decision.name),
        el('span', { class: 'track' }, el('span', { class: 'fill', style: `width:${100 * decision.importance / most}%` })), el('span', { class: 'num' }, (100 * decision.importance).toFixed(1) + ' %')))));
      note.textContent = known.length ? (known.length > 15 ? `The first 15 of ${known.length} decisions. ` : '') + (r.decisionsLeftOut ? `${number(r.decisionsLeftOut)} decisions that fewer trials were asked are left out of this page.` : '')
        : 'There are too few trials to tell.';
    } });
  }
  function byDecision() {
    const which = pick('Decision', () => view.draw()), metric = pick('Figure', () => view.draw());
    const host = el('div', { class: 'plot' });
    const note = el('p', { class: 'note' });
    section('options', 'Figure by decision', 'For each option: least, quartiles and most of its trials, and their number.', [el('div', { class: 'picks' }, which.label, metric.label), host, note], state.pair);
    let known = null;
    state.byDecision = i => { which.select.value = String(i); view.draw(); document.getElementById('options').scrollIntoView({ block: 'nearest' }); };
    const view = { filtered: true, draw() {
      const r = run();
      if (known !== r) {
        let first = 0;
        r.decisions.forEach((decision, i) => { if ((decision.importance || 0) > (r.decisions[first].importance || 0)) first = i; });
        options(which.select, r.decisions.map(each => each.name), first);
        options(metric.select, r.figures.map(each => each.name), 0);
        known = r;
      }
      const decision = r.decisions[which.select.value], figure = r.figures[metric.select.value];
      if (!decision) { host.replaceChildren(empty('No trial was asked a decision.')); return; }
      const groups = decision.labels.map((label, option) => ({ label, option, values: [] }));
      for (const i of seen()) if (Number.isFinite(figure.values[i]) && r.outcome[i] === 0) groups[decision.cells[i]].values.push(figure.values[i]);
      const filled = groups.filter(each => each.values.length);
      const shown = filled.slice().sort((a, b) => b.values.length - a.values.length).slice(0, 24).sort((a, b) => a.option - b.option);
      note.textContent = shown.length < filled.length ? `The ${shown.length} most frequent of ${filled.length} options.` : '';
      if (!shown.length) { host.replaceChildren(empty('No trial has this figure.')); return; }
      shown.forEach(each => { each.values = Float64Array.from(each.values).sort(); });
      const at = (values, q) => values[Math.min(values.length - 1, Math.floor(q * (values.length - 1) + 0.5))];
      const left = Math.min(170, Math.max(70, host.clientWidth * 0.32));
      const f = frame(host, { height: shown.length * 26 + 56, left, label: `${figure.name} by ${decision.name}: ` + shown.map(each => `${each.label} median ${number(at(each.values, 0.5))} of ${each.values.length}`).join('; ') });
      const right = f.right - 44;
      const x = scale(shown.flatMap(each => [each.values[0], each.values[each.values.length - 1]]), left, right, true);
      const y = { marks: [], at: v => v };
      axes(f, x, y, figure.name, '');
      shown.forEach((each, n) => {
        const middle = f.top + 16 + n * 26, v = each.values;
        const label = each.label.length > left / 7.4 ? each.label.slice(0, Math.floor(left / 7.4) - 1) + '…' : each.label;
        f.root.append(svg('text', { x: left - 8, y: middle + 4, 'text-anchor': 'end' }, svg('title', {}, each.label), label),
          svg('path', { d: `M${x.at(v[0])} ${middle}H${x.at(v[v.length - 1])}`, stroke: 'var(--q2)' }),
          svg('rect', { x: x.at(at(v, 0.25)), y: middle - 8, width: Math.max(2, x.at(at(v, 0.75)) - x.at(at(v, 0.25))), height: 16, fill: 'var(--q2)', opacity: 0.75, rx: 2 }),
          svg('path', { d: `M${x.at(at(v, 0.5))} ${middle - 10}V${middle + 10}`, stroke: 'var(--q4)', 'stroke-width': 3 }),
          svg('text', { x: f.right, y: middle + 4, 'text-anchor': 'end' }, number(v.length)));
      });
    } };
    views.push(view);
  }
  function parallel() {
    const host = el('div', { class: 'plot wide', tabindex: 0, role: 'region', 'aria-label': 'Parallel coordinates' });
    const legend = el('ul', { class: 'legend' }, ['lowest fifth of rewards', 'second', 'third', 'fourth', 'highest fifth'].map((text, q) => el('li', {}, el('span', { class: 'swatch', style: `background:var(--q${q})` }), text)));
    const note = el('p', { class: 'note' });
    section('parallel', 'Parallel coordinates', 'A line is a trial, through its options of the most important decisions to its reward.', [host, legend, note]);
    views.push({ filtered: true, draw() {
      const r = run();
      const chosen = r.decisions.map((decision, i) => ({ decision, i })).sort((a, b) => (b.decision.importance || 0) - (a.decision.importance || 0)).slice(0, 9).sort((a, b) => a.i - b.i).map(each => each.decision);
      const rows = Array.from(seen()).filter(i => r.outcome[i] === 0);
      const values = Float64Array.from(rows, i => r.reward[i]).sort();
      const fifths = [1, 2, 3, 4].map(q => values[Math.floor(q * values.length / 5)]);
      const high = values[Math.max(0, values.length - 100)];
      note.textContent = '';
      if (!rows.length || !chosen.length) { host.replaceChildren(empty('No trial was evaluated to its end.')); return; }
      const some = rows.length <= 400 ? rows : spread(rows.filter(i => r.reward[i] < high), 300).concat(rows.filter(i => r.reward[i] >= high).slice(0, 100));
      if (some.length < rows.length) note.textContent = `${some.length} of ${number(rows.length)} trials are drawn, the best 100 among them.`;
      const f = frame(host, { height: 320, left: 20, bottom: 34, least: (chosen.length + 1) * 96, label: `Parallel coordinates of ${some.length} trials over ${chosen.map(each => each.name).join(', ')} and reward` });
      const step = (f.right - 70 - f.left) / chosen.length;
      const top = f.top + 8;
      const reward = scale(clip(some.map(i => r.reward[i])), f.bottom, top);
      const heights = chosen.map(decision => {
        const used = Array.from(new Set(some.map(i => decision.cells[i]))).sort((a, b) => a - b);
        return new Map(used.map((option, n) => [option, used.length === 1 ? (top + f.bottom) / 2 : f.bottom - n * (f.bottom - top) / (used.length - 1)]));
      });
      const lines = ['', '', '', '', ''];
      some.sort((a, b) => r.reward[a] - r.reward[b]);
      some.forEach((i, n) => {
        const jitter = (n * 0.618 % 1 - 0.5) * 9;
        let d = '';
        chosen.forEach((decision, c) => { d += (c ? 'L' : 'M') + (f.left + c * step).toFixed(1) + ' ' + (heights[c].get(decision.cells[i]) + jitter).toFixed(1); });
        lines[fifths.filter(least => r.reward[i] >= least).length] += d + 'L' + (f.right - 70) + ' ' + Math.min(f.bottom, reward.at(r.reward[i])).toFixed(1);
      });
      lines.forEach((d, q) => { if (d) f.root.append(svg('path', { d, fill: 'none', stroke: `var(--q${q})`, 'stroke-width': q === 4 ? 1.5 : 1, opacity: q === 4 ? 0.8 : 0.45 })); });
      chosen.forEach((decision, c) => {
        const x = f.left + c * step;
        f.root.append(svg('path', { class: 'axis', d: `M${x} ${top - 4}V${f.bottom + 4}` }), svg('text', { x: c ? x : 2, y: f.height - 8 - c % 2 * 13 + 4, 'text-anchor': c ? 'middle' : 'start' }, svg('title', {}, decision.name), shorten(decision.name, step * 1.7)));
        const entries = Array.from(heights[c]);
        entries.filter((_, n) => n % Math.ceil(entries.length / 12) === 0).forEach(([option, y]) => f.root.append(svg('text', { x: x + 5, y: y + 4, stroke: 'var(--bg)', 'stroke-width': 3, 'paint-order': 'stroke' }, svg('title', {}, decision.labels[option]), shorten(decision.labels[option], step - 10))));
      });
      f.root.append(svg('path', { class: 'axis', d: `M${f.right - 70} ${top - 4}V${f.bottom + 4}` }), svg('text', { x: f.right - 70, y: f.height - 4, 'text-anchor': 'middle' }, 'reward'));
      reward.marks.forEach(mark => f.root.append(svg('text', { x: f.right - 64, y: reward.at(mark) + 4 }, number(mark, 4))));
    } });
  }
  const shorten = (text, width) => text.length * 6.6 <= width ? text : text.slice(0, Math.max(2, Math.floor(width / 6.6) - 1)) + '…';

  // ---- When workers were busy
  function timeline() {
    const host = el('div', { class: 'plot' });
    const note = el('p', { class: 'note' });
    const legend = el('ul', { class: 'legend' }, KINDS.slice(0, 3).concat('running').map((kind, k) => el('li', {}, el('span', { class: 'swatch', style: 'background:' + hues[k] }), kind)));
    section('timeline', 'Workers', 'Which evaluations ran at the same time, by the journal: each row is as many as there were at once, not a certain worker.', [host, legend, note]);
    views.push({ draw() {
      const r = run();
      const all = [];
      for (let i = 0; i < r.count; i++) if (!Number.isNaN(r.start[i])) all.push({ start: r.start[i], end: r.end[i], kind: Math.min(2, r.outcome[i]), i });
      r.running.forEach(each => { if (each.start !== null) all.push({ start: each.start, end: Math.max(r.elapsed, each.start), kind: 3, i: 'trial ' + each.id + ' running, ' + each.steps + ' steps reported' }); });
      legend.hidden = !all.length;
      note.textContent = '';
      if (!r.hasTimes || !all.length || all.every(each => each.end === 0)) { host.replaceChildren(empty('When evaluations began is not known: ' + (r.hasTimes ? 'the journal’s clock did not move, or nothing was evaluated.' : 'the run kept no journal.'))); return; }
      all.sort((a, b) => a.start - b.start);
      const lanes = [];
      let hidden = 0;
      for (const each of all) {
        let lane = lanes.findIndex(end => end <= each.start + 1e-9);
        if (lane < 0) lane = lanes.length < 64 ? lanes.push(0) - 1 : -1;
        if (lane < 0) { hidden++; continue; }
        lanes[lane] = each.end;
        each.lane = lane;
      }
      const size = Math.max(6, Math.min(22, 260 / lanes.length));
      const f = frame(host, { height: lanes.length * size + 54, left: 30, label: `${all.length} evaluations on ${lanes.length} rows over ${duration(r.elapsed)}` });
      const x = scale([0, r.elapsed], f.left, f.right, false, true);
      x.marks = ticks(0, r.elapsed, Math.max(2, f.width / 110));
      axes(f, x, { marks: [], at: v => v }, 'time of the run', '', duration);
      const paths = ['', '', '', ''], open = new Map(), marks = [];
      const close = bar => { paths[bar.kind] += `M${bar.from.toFixed(1)} ${bar.top}H${Math.max(bar.to, bar.from + 0.6).toFixed(1)}v${size - 2}H${bar.from.toFixed(1)}z`; };
      let busy = 0;
      for (const each of all) {
        if (each.lane === undefined) continue;
        busy += each.end - each.start;
        const from = x.at(each.start), to = x.at(each.end), last = open.get(each.lane);
        if (marks.length < 6000) marks.push([(from + to) / 2, f.top + each.lane * size + size / 2, each.i]);
        if (last && last.kind === each.kind && from - last.to < 0.4 && to - from < 1.5) { last.to = Math.max(last.to, to); continue; }
        if (last) close(last);
        open.set(each.lane, { kind: each.kind, from, to: to - from > 3 ? to - 1 : to, top: f.top + each.lane * size });
      }
      open.forEach(close);
      paths.forEach((d, k) => { if (d) f.root.append(svg('path', { d, fill: hues[k], opacity: 0.85 })); });
      for (let lane = 0; lane < lanes.length; lane += Math.ceil(14 / size)) f.root.append(svg('text', { x: f.left - 6, y: f.top + lane * size + size / 2 + 4, 'text-anchor': 'end' }, String(lane + 1)));
      hover(f, marks);
      note.textContent = `Evaluations filled ${number(100 * busy / (lanes.length * Math.max(r.elapsed, 1e-9)), 3)} % of these rows.` + (hidden ? ` ${number(hidden)} more did not fit.` : '');
    } });
  }
  const hues = ['var(--c0)', 'var(--warn)', 'var(--bad)', 'var(--c3)'];

  // ---- Drawings
  function drawings() {
    if (!report.drawings.length) {
      section('architectures', 'Architectures', '', [empty('This page was made without the space, so nothing can be drawn. Options of two trials are compared under Trials.')]);
      return;
    }
    const a = pick('Architecture', () => draw()), b = pick('beside', () => draw());
    const host = el('div', { class: 'drawings' }), words_ = el('div', { 'aria-live': 'polite' });
    section('architectures', 'Architectures', '', [el('div', { class: 'picks' }, a.label, b.label), words_, host]);
    const names = report.drawings.map(each => each.caption);
    options(a.select, names, 0);
    options(b.select, ['nothing', ...names], 0);
    const one = i => {
      const picture = document.getElementById('drawing-' + i).content.cloneNode(true).firstElementChild;
      picture.setAttribute('role', 'img');
      picture.setAttribute('aria-label', 'Drawing of ' + names[i]);
      const facts = report.drawings[i];
      return el('figure', {}, el('figcaption', {}, `${names[i]}: ${number(facts.parameters)} parameters, ${number(facts.macs)} multiply-accumulates`),
        el('div', { class: 'drawing', tabindex: 0, role: 'region', 'aria-label': names[i] }, picture));
    };
    const boxes = figure => Array.from(figure.querySelectorAll('svg g')).map(g => ({ g, text: Array.from(g.querySelectorAll('text')).map(t => t.textContent).join(', ') }));
    function draw() {
      const first = Number(a.select.value), second = Number(b.select.value) - 1;
      const figures = [one(first)];
      words_.replaceChildren();
      if (second >= 0 && second !== first) {
        figures.push(one(second));
        const [left, right] = differences(boxes(figures[0]), boxes(figures[1]));
        left.concat(right).forEach(box => box.g.classList.add('differs'));
        const list = (title, all) => el('div', {}, el('h3', {}, `${title} (${all.length})`), all.length ? el('ul', {}, all.slice(0, 60).map(box => el('li', {}, box.text))) : empty('nothing'));
        words_.append(el('details', { open: left.length + right.length < 16 }, el('summary', {}, left.length + right.length ? 'What differs, framed in the drawings' : 'Both are the same'),
          el('div', { class: 'pair' }, list('Only in the first', left), list('Only in the second', right))));
      }
      host.replaceChildren(...figures);
    }
    draw();
  }
  /** Boxes outside the longest common sequence, in drawing order. */
  function differences(a, b) {
    const n = a.length, m = b.length;
    if (n * m > 4e6) return [[], []];
    const table = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
    for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) table[i][j] = a[i].text === b[j].text ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    const left = [], right = [];
    let i = 0, j = 0;
    while (i < n || j < m) {
      if (i < n && j < m && a[i].text === b[j].text) { i++; j++; }
      else if (j >= m || i < n && table[i + 1][j] >= table[i][j + 1]) left.push(a[i++]);
      else right.push(b[j++]);
    }
    return [left, right];
  }

  // ---- Failures and facts
  function failures() {
    const host = el('div', {});
    section('failures', 'Failures', '', [host]);
    views.push({ draw() {
      const r = run(), groups = new Map();
      for (let i = 0; i < r.count; i++) {
        if (r.outcome[i] < 2 || !Number.isNaN(r.duplicateOf[i])) continue;
        const key = r.outcome[i] + ' ' + r.reason[i];
        const group = groups.get(key) || { kind: r.outcome[i], reason: r.reasons[r.reason[i]] || 'no reason', count: 0, first: i, messages: new Set() };
        group.count++;
        if (group.messages.size < 3 && r.message[i] >= 0) group.messages.add(r.message[i]);
        groups.set(key, group);
      }
      const all = Array.from(groups.values()).sort((x, y) => x.kind - y.kind || y.count - x.count);
      host.replaceChildren(...(all.length ? all.slice(0, 100).map(group => el('details', { open: all.length < 4 }, el('summary', {}, el('span', { class: KINDS[group.kind] }, KINDS[group.kind]), ` ${group.reason}: ${number(group.count)} trials, first ${r.id[group.first]}`),
        Array.from(group.messages).map(message => el('pre', {}, r.messages[message])),
        el('button', { type: 'button', onclick: () => { set(`outcome=${KINDS[group.kind]} reason="${group.reason.replace(/"/g, '')}"`); document.getElementById('trials').scrollIntoView(); } }, 'Show these trials'))) : [empty('No trial failed, none was rejected.')]));
    } });
  }
  function facts() {
    const host = el('div', {});
    section('header', 'Settings and provenance', '', [host]);
    views.push({ draw() {
      host.replaceChildren(...run().facts.map((group, n) => el('details', { open: n === 0 }, el('summary', {}, group.name), el('table', { class: 'facts' }, el('tbody', {},
        group.rows.map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, value))))))));
    } });
  }
  function set(text) {
    document.getElementById('filter').value = text;
    filter();
  }

  function themes() {
    const button = document.getElementById('theme'), names = ['system', 'light', 'dark'];
    let theme = 0;
    button.addEventListener('click', () => {
      theme = (theme + 1) % 3;
      if (theme) document.documentElement.dataset.theme = names[theme];
      else delete document.documentElement.dataset.theme;
      button.textContent = 'Theme: ' + names[theme];
    });
  }
  function all() {
    state.rows = new Uint32Array(0);
    const order = Array.from({ length: run().count }, (_, i) => i);
    state.rows = Uint32Array.from(order);
    for (const view of views) if (!view.filtered) view.draw();
    filter();
  }
  async function start() {
    for (let i = 0; i < runs.length; i++) await unpack(runs[i], i);
    const select = document.getElementById('run');
    options(select, runs.map(each => each.name));
    document.getElementById('run-choice').hidden = runs.length < 2;
    overview();
    bestSoFar();
    state.pair = pair();
    learning();
    front();
    state.pair = null;
    trials();
    state.pair = pair();
    importance();
    byDecision();
    state.pair = null;
    parallel();
    timeline();
    drawings();
    failures();
    facts();
    themes();
    select.addEventListener('change', () => { state.run = Number(select.value); state.sort = ['id', 1]; all(); });
    let timer = 0;
    document.getElementById('filter').addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, run().count > 20000 ? 150 : 60); });
    document.getElementById('clear').addEventListener('click', () => set(''));
    const wanted = location.hash.match(/^#filter=(.*)$/);
    if (wanted) document.getElementById('filter').value = decodeURIComponent(wanted[1]);
    let width = innerWidth;
    addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; clearTimeout(timer); timer = setTimeout(all, 120); } });
    all();
    document.documentElement.dataset.readyMillis = Math.round(performance.now() - started);
    document.documentElement.dataset.ready = 'yes';
  }
  start().catch(error => {
    document.getElementById('filter-count').textContent = 'The page cannot be shown: ' + error.message + '. Maybe the browser is too old (it must know DecompressionStream).';
  });
})();

// Pictures of single processes, put together: a pool below the other, lanes as bands, message flows between them.
import { Plane, bounds, shape, subject } from './plane.js';
import { BPMN, children, named } from './xml.js';

const HEAD = 30;
const PAD = 40;
const GAP = 40;
const EMPTY = { width: 600, height: 60 };
const NODE = /(?:task|event|gateway|subprocess|transaction|activity)$/i;
const SIZES = [[/event$/i, { width: 36, height: 36 }], [/gateway$/i, { width: 50, height: 50 }], [/./, { width: 100, height: 80 }]];

/** Draw the whole file out of the drawings of its processes (by their ids; null where there is none). */
export function arrange(file, drawings) {
  const collaboration = collaborationOf(file, drawings);
  const root = collaboration ?? children(file.documentElement, 'process')[0];
  const plane = new Plane(file, root.id);
  if (collaboration) pools(plane, collaboration, drawings);
  else {
    const content = banded(root, drawings.get(root.id), { x: 0, y: 0 });
    content.put(plane, content.width);
  }
  for (const diagram of [...drawings.values()].flatMap((drawn) => drawn?.folded ?? [])) file.documentElement.append(file.importNode(diagram, true));
}

/** What holds the (most) pools. Every process beside another gets a pool there, for only what stands on one plane is shown. */
function collaborationOf(file, drawings) {
  const [found] = children(file.documentElement, 'collaboration').filter(count).sort((one, other) => count(other) - count(one));
  if (!found && drawings.size < 2) return undefined;
  const processes = children(file.documentElement, 'process');
  const make = (name, attributes) => {
    const made = file.createElementNS(BPMN, processes[0].prefix ? `${processes[0].prefix}:${name}` : name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const collaboration = found ?? make('collaboration', { id: `pools_${processes[0].id}` });
  if (!found) processes[0].before(collaboration);
  const known = children(collaboration, 'participant');
  const shown = new Set(known.map(processOf));
  for (const process of processes.filter(({ id }) => !shown.has(id))) {
    const pool = make('participant', { id: `pool_${process.id}`, name: process.getAttribute('name') ?? process.id, processRef: process.id });
    collaboration.insertBefore(pool, known.at(-1)?.nextSibling ?? null);
  }
  return collaboration;
}

function count(collaboration) {
  return children(collaboration, 'participant').length;
}

function processOf(pool) {
  return pool.getAttribute('processRef')?.split(':').pop();
}

function pools(plane, collaboration, drawings) {
  const processes = new Map(children(collaboration.ownerDocument.documentElement, 'process').map((process) => [process.id, process]));
  const all = [];
  let y = 0;
  for (const pool of children(collaboration, 'participant')) {
    const drawn = drawings.get(processOf(pool));
    const content = drawn ? banded(processes.get(processOf(pool)), drawn, { x: HEAD, y }) : { ...EMPTY, put: () => {} };
    all.push([pool, y, content]);
    y += content.height + GAP;
  }
  const width = Math.max(...all.map(([, , content]) => content.width));
  for (const [pool, top, content] of all) {
    plane.wide(pool.id, { x: 0, y: top, width: width + HEAD, height: content.height });
    content.put(plane, width);
  }
  for (const flow of children(collaboration, 'messageFlow')) plane.connect(flow);
}

/** A process at a place, in bands where it has lanes: its size, and how to put it on a plane with lanes of that width. */
function banded(process, drawn, at) {
  const bands = leaves(process);
  const flows = complete(process, drawn);
  const nodes = new Map(drawn.shown.map((one) => [one, outermost(process, subject(one))]));
  const bandOf = (node) => bands.find((band) => band.refs.has(node?.getAttribute('attachedToRef') ?? node?.id)) ?? bands[0];
  const shapes = drawn.shown.filter((one) => one.localName === 'BPMNShape');
  const indent = Math.max(...bands.map((band) => band.around.length)) * HEAD;
  const left = Math.min(0, ...shapes.map((one) => bounds(one).x));
  let height = 0;
  let width = EMPTY.width;
  for (const band of bands) {
    const boxes = shapes.filter((one) => bandOf(nodes.get(one)) === band).map(bounds);
    const top = Math.min(...boxes.map((box) => box.y));
    band.top = at.y + height;
    band.height = boxes.length ? Math.max(...boxes.map((box) => box.y + box.height)) - top + 2 * PAD : EMPTY.height;
    band.by = { x: at.x + indent + PAD - left, y: boxes.length ? band.top + PAD - top : 0 };
    height += band.height;
    width = Math.max(width, ...boxes.map((box) => box.x + box.width - left + 2 * PAD + indent));
  }
  const put = (plane, wide) => {
    for (const lane of named(process, 'lane')) drawLane(plane, lane, bands, at.x, wide);
    for (const one of drawn.shown) {
      const flow = nodes.get(one)?.localName === 'sequenceFlow' ? nodes.get(one) : undefined;
      const [from, to] = flow ? ['sourceRef', 'targetRef'].map((end) => bandOf(outermost(process, flow.getAttribute(end)))) : [bandOf(nodes.get(one))];
      if (flow && from !== to) flows.push(flow);
      else plane.take(one, from.by);
    }
    for (const flow of flows) plane.route(flow);
  };
  return { width, height, put };
}

function drawLane(plane, lane, bands, x, width) {
  const held = bands.filter((band) => band.around.includes(lane));
  if (!held.length) return;
  const indent = held[0].around.indexOf(lane) * HEAD;
  plane.wide(lane.id, { x: x + indent, y: held[0].top, width: width - indent, height: held.reduce((sum, band) => sum + band.height, 0) });
}

/** Add to a drawing, in a row below, the nodes that the layout left out; the flows that it left out are given back. */
function complete(process, drawn) {
  const known = new Set(drawn.shown.map(subject));
  const missing = [...process.children].filter((node) => node.id && node.namespaceURI === BPMN && !known.has(node.id));
  const boxes = drawn.shown.filter((one) => one.localName === 'BPMNShape').map(bounds);
  const y = Math.max(0, ...boxes.map((box) => box.y + box.height)) + GAP;
  let x = Math.min(...boxes.map((box) => box.x), 0);
  for (const node of missing.filter(({ localName }) => NODE.test(localName))) {
    const [, size] = SIZES.find(([kind]) => kind.test(node.localName));
    drawn.shown.push(shape(process.ownerDocument, node.id, { x, y, ...size }));
    x += size.width + GAP;
  }
  return missing.filter(({ localName }) => localName === 'sequenceFlow');
}

/** The innermost lanes with the lanes around them and what stands in them; one band where there are none. */
function leaves(process) {
  const inner = (holder, tag, around) => children(holder, tag).flatMap((set) => children(set, 'lane')).flatMap((lane) => {
    const deeper = inner(lane, 'childLaneSet', [...around, lane]);
    return deeper.length ? deeper : [{ around: [...around, lane], refs: new Set(children(lane, 'flowNodeRef').map((ref) => ref.textContent.trim())) }];
  });
  const found = inner(process, 'laneSet', []);
  return found.length ? found : [{ around: [], refs: new Set() }];
}

/** The element directly inside the process in which an id stands. */
function outermost(process, id) {
  let found = [...named(process, '*')].find((one) => one.id === id);
  while (found && found.parentNode !== process) found = found.parentNode;
  return found;
}

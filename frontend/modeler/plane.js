// A BPMN plane as XML: shapes and edges are put on it and moved.
import { BPMNDI, DC, DI } from './xml.js';

const APART = 20;

export class Plane {
  #file;
  #plane;
  #boxes = new Map();

  /** The one plane of a file, for the element of that id. */
  constructor(file, id) {
    this.#file = file;
    for (const old of [...file.getElementsByTagNameNS(BPMNDI, 'BPMNDiagram')]) old.remove();
    const diagram = make(file, BPMNDI, 'bpmndi:BPMNDiagram', { id: `picture_${id}` });
    this.#plane = make(file, BPMNDI, 'bpmndi:BPMNPlane', { id: `plane_${id}`, bpmnElement: id });
    diagram.append(this.#plane);
    file.documentElement.append(diagram);
  }

  /** Put a shape or an edge of any document here, moved. */
  take(drawn, by = { x: 0, y: 0 }) {
    const moved = this.#file.importNode(drawn, true);
    for (const point of points(moved)) for (const axis of ['x', 'y']) point.setAttribute(axis, Number(point.getAttribute(axis)) + by[axis]);
    this.#plane.append(moved);
    if (moved.localName === 'BPMNShape') this.#boxes.set(subject(moved), bounds(moved));
  }

  /** Put a pool or a lane here: other flows meet it anywhere along its side. */
  wide(id, box) {
    this.take(shape(this.#file, id, box, { isHorizontal: 'true' }));
    this.#boxes.set(id, { ...box, wide: true });
  }

  /** A sequence flow round about. */
  route(flow) {
    const [from, to] = this.#ends(flow);
    if (!from || !to) return;
    const right = from.x + from.width;
    const [out, over] = [from.y + from.height / 2, to.y + to.height / 2];
    const turn = right + APART;
    const last = to.x > right ? [[turn, over], [to.x, over]] : [[turn, to.y - APART], [to.x + to.width / 2, to.y - APART], [to.x + to.width / 2, to.y]];
    this.#edge(flow.id, [[right, out], [turn, out], ...last]);
  }

  /** A message flow, straight from border to border. */
  connect(flow) {
    const [from, to] = this.#ends(flow);
    if (!from || !to) return;
    const narrow = [from, to].find((box) => !box.wide) ?? from;
    const [out, over] = [from, to].map((box) => centre(box.wide ? narrow : box));
    const down = to.y > from.y;
    this.#edge(flow.id, [[out, down ? from.y + from.height : from.y], [over, down ? to.y : to.y + to.height]]);
  }

  #ends(flow) {
    return ['sourceRef', 'targetRef'].map((end) => this.#boxes.get(flow.getAttribute(end)?.split(':').pop()));
  }

  #edge(id, way) {
    const edge = make(this.#file, BPMNDI, 'bpmndi:BPMNEdge', { id: `${id}_di`, bpmnElement: id });
    edge.append(...way.map(([x, y]) => make(this.#file, DI, 'di:waypoint', { x, y })));
    this.#plane.append(edge);
  }
}

/** A shape of an element. */
export function shape(file, id, box, attributes = {}) {
  const made = make(file, BPMNDI, 'bpmndi:BPMNShape', { id: `${id}_di`, bpmnElement: id, ...attributes });
  made.append(make(file, DC, 'dc:Bounds', box));
  return made;
}

/** The id of what a shape or an edge draws. */
export function subject(drawn) {
  return drawn.getAttribute('bpmnElement');
}

/** The box of a shape. */
export function bounds(drawn) {
  const box = drawn.getElementsByTagNameNS(DC, 'Bounds')[0];
  return Object.fromEntries(['x', 'y', 'width', 'height'].map((side) => [side, Number(box.getAttribute(side))]));
}

function points(drawn) {
  return [...drawn.getElementsByTagNameNS(DC, 'Bounds'), ...drawn.getElementsByTagNameNS(DI, 'waypoint')];
}

function centre(box) {
  return box.x + box.width / 2;
}

function make(file, namespace, name, attributes) {
  const made = file.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

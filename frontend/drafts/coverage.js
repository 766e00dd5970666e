// Coverage over a diagram: which sequence flows the scenarios take, and which none of them takes.
const MARKERS = ['dl-covered', 'dl-uncovered'];

/** Mark the flows of a viewer or modeler: `flows` is {flow id: taken}; nothing unmarks them. */
export function paint(viewer, flows) {
  const canvas = viewer.get('canvas');
  viewer.get('elementRegistry').forEach((element) => {
    if (element.type !== 'bpmn:SequenceFlow' || element.labelTarget) return;
    for (const marker of MARKERS) canvas.removeMarker(element.id, marker);
    if (flows && element.id in flows) canvas.addMarker(element.id, MARKERS[flows[element.id] ? 0 : 1]);
  });
}

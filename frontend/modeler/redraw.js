// Sequence flows that stand in the file and not on the drawing: who connects their two ends draws them, with all they say.
import { is } from 'bpmn-js/lib/util/ModelUtil';

/** The flow of that id, if it is in the file; drawn or not. */
export function flowOf(modeler, id) {
  const found = modeler.get('canvas').getRootElement().businessObject.$model.ids.assigned(id);
  return found && is(found, 'bpmn:SequenceFlow') ? found : null;
}

/** The service `redrawing`: a new connection is the undrawn flow between its ends, where there is one. */
export class Redrawing {
  constructor(eventBus, elementRegistry) {
    this._registry = elementRegistry;
    const taken = new WeakSet();
    eventBus.on('commandStack.connection.create.preExecute', 2000, ({ context }) => {
      const flow = is(context.connection, 'bpmn:SequenceFlow') && this._undrawn(context.source.businessObject, context.target.businessObject);
      if (!flow) return;
      take(context.connection, flow);
      taken.add(context);
    });
    eventBus.on('commandStack.connection.create.reverted', 100, ({ context }) => {
      if (taken.has(context)) putBack(context.connection.businessObject, context.source.businessObject, context.target.businessObject);
    });
  }

  _undrawn(source, target) {
    return source.$parent.flowElements?.find((one) => is(one, 'bpmn:SequenceFlow') && one.sourceRef === source && one.targetRef === target && !this._registry.get(one.id));
  }
}

Redrawing.$inject = ['eventBus', 'elementRegistry'];

function take(connection, flow) {
  flow.$model.ids.unclaim(connection.businessObject.id);
  Object.assign(connection, { id: flow.id, businessObject: flow });
  Object.assign(connection.di, { id: `${flow.id}_di`, bpmnElement: flow });
}

/** Not drawn once more, but still in the file. */
function putBack(flow, source, target) {
  Object.assign(flow, { $parent: source.$parent, sourceRef: source, targetRef: target });
  for (const [list, one] of [[source.$parent.get('flowElements'), flow], [source.get('outgoing'), flow], [target.get('incoming'), flow]]) if (!list.includes(one)) list.push(one);
}

// While somebody else edits, or the draft is with its reviewer, the diagram can be looked at and not changed.
/** The service `lockable`: `lock(true)` lets nothing change the diagram. */
export class Lockable {
  constructor(eventBus, contextPad, canvas) {
    this._canvas = canvas;
    this._contextPad = contextPad;
    this.locked = false;
    const refuse = (event) => (this.locked ? false : undefined);
    eventBus.on(['shape.move.start', 'connection.move.start', 'resize.start', 'create.start', 'connect.start', 'global-connect.start', 'spaceTool.selection.start', 'bendpoint.move.start', 'connectionSegment.move.start', 'directEditing.activate', 'contextPad.open'], 5000, refuse);
    eventBus.on('element.dblclick', 5000, refuse);
    eventBus.on('commandStack.canExecute', 5000, refuse);
    eventBus.on('commandStack.preExecute', 5000, () => {
      if (this.locked) throw new Error('locked');
    });
  }

  /** Lock or open. */
  lock(locked) {
    this.locked = locked;
    this._canvas.getContainer().closest('[data-modeler]')?.classList.toggle('is-locked', locked);
    if (locked && this._contextPad.isOpen()) this._contextPad.close();
  }
}

Lockable.$inject = ['eventBus', 'contextPad', 'canvas'];

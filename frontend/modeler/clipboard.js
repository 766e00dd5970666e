// The clipboard of the modelers: what is copied in one diagram is pasted in another, also in another window.
const STORE = 'diaoling:clipboard';

/** In the place of diagram-js's own, which ends with its page. */
export class SharedClipboard {
  constructor(moddle, bpmnFactory, bpmnjs) {
    Object.assign(this, { _moddle: moddle, _factory: bpmnFactory, _bpmnjs: bpmnjs, _own: '' });
  }

  set(tree) {
    this._own = JSON.stringify(tree);
    try {
      localStorage.setItem(STORE, this._own);
    } catch {
      localStorage.removeItem(STORE); // too large to share: it is pasted here only
    }
  }

  get() {
    const text = localStorage.getItem(STORE) ?? this._own;
    return text ? this._at(JSON.parse(text, this._reviver())) : undefined;
  }

  isEmpty() {
    return !localStorage.getItem(STORE) && !this._own;
  }

  clear() {
    const tree = this.get();
    this._own = '';
    localStorage.removeItem(STORE);
    return tree;
  }

  /** Plain objects back into elements of this diagram's model; an element named twice is the same one. */
  _reviver() {
    const known = new Map();
    return (key, value) => {
      if (typeof value?.$type !== 'string') return value;
      const { $type: type, ...values } = value;
      const name = value.id && `${type} ${value.id}`;
      if (known.has(name)) return known.get(name);
      if (!this._moddle.registry.typeMap[type]) return undefined; // of a vocabulary that this modeler does not know
      const made = this._moddle.create(type, values);
      for (const child of Object.values(values).flat()) if (child?.$type) child.$parent = made;
      if (name) known.set(name, made);
      return made;
    };
  }

  /** Messages, signals, errors and escalations are those of this diagram that are called the same, whatever their ids. */
  _at(tree) {
    for (const one of Object.values(tree).flat()) if (one.referencedRootElement) one.referencedRootElement = this._root(one.referencedRootElement);
    return tree;
  }

  _root({ $type: type, id, ...values }) {
    const code = (one) => one.errorCode ?? one.escalationCode ?? one.name;
    const roots = this._bpmnjs.getDefinitions().rootElements;
    return roots.find((one) => one.$type === type && code(one) === code(values)) ?? this._factory.create(type, values);
  }
}

SharedClipboard.$inject = ['moddle', 'bpmnFactory', 'bpmnjs'];

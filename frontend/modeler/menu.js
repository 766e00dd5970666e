// Templates and elements in the palette and at each element: a menu with search, by mouse or by the keys A, N and T.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { vacant } from './templates/room.js';
import { say } from './words.js';
import { append, fits, place } from './templates/apply.js';
import { templates } from './templates/catalogue.js';

const ID = 'dl-templates';
const ICON = 'dl-icon-template';
const KEYS = ['a', 'n', 't']; // what bpmn-js calls append and create, and templates

/** Palette entry, context pad entry, popup menu and key of the templates. */
export class TemplateMenu {
  constructor(popupMenu, palette, contextPad, canvas, desk, selection, directEditing, keyboard, lockable, eventBus, translate) {
    Object.assign(this, { _menu: popupMenu, _canvas: canvas, _desk: desk, _selection: selection, _editing: directEditing, _lockable: lockable });
    popupMenu.registerProvider(ID, this);
    palette.registerProvider(500, { getPaletteEntries: () => this._palette() });
    contextPad.registerProvider(500, { getContextPadEntries: (element) => this._pad(element) });
    document.addEventListener('input', searchOn);
    eventBus.on('popupMenu.open', () => setTimeout(() => nameResults(translate('Results'))));
    keyboard.addListener(({ keyEvent }) => {
      const key = keyEvent.key.toLowerCase();
      if (!KEYS.includes(key) || keyEvent.ctrlKey || keyEvent.metaKey || keyEvent.altKey) return undefined;
      this._openAt(key === 'n' ? null : this._selected());
      return true;
    });
  }

  getPopupMenuEntries(element) {
    const step = !this.isGround(element);
    return Object.fromEntries(templates.filter((template) => (step ? fits(template, element) : !template.on)).map((template) => [template.id, this._entry(this._here(template), element, step)]));
  }

  /** A template as this package can use it: `missing` where it has not the process that is called, nor steps without it. */
  _here(template) {
    const has = !template.process || this._desk.lists.processes.some((process) => process.id === template.process);
    if (has) return template;
    return template.without ? { ...template, steps: template.without, hint: template.hintWithout } : { ...template, missing: true };
  }

  _entry(template, element, step) {
    const { missing } = template;
    return {
      label: template.label, description: missing ? say('templateMissing', { name: template.process }) : template.hint, className: template.icon, group: { id: 'templates', name: say('templates') }, disabled: Boolean(missing), search: `${template.name} ${template.english}`,
      action: () => {
        this._menu.close();
        if (missing) return;
        if (step) append(this._desk.get, this._desk, template, element);
        else place(this._desk.get, this._desk, template, this.ground(), this.free());
      },
    };
  }

  _palette() {
    return { 'dl-template': { group: 'dl', className: ICON, title: say('createAny'), action: { click: (event) => this._open(this._selected() ?? this._canvas.getRootElement(), event) } } };
  }

  _pad(element) {
    if (!templates.some((template) => fits(template, element))) return {};
    return { 'dl-template': { group: 'model', className: ICON, title: say('appendAny'), action: { click: (event, target) => this._open(target, event) } } };
  }

  /** At an element, or where nothing is to be followed. */
  _openAt(element) {
    if (this._lockable.locked) return;
    const box = this._canvas.getAbsoluteBBox(element ?? { ...this.free(), width: 0, height: 0 });
    const { left, top } = this._canvas.getContainer().getBoundingClientRect();
    this._open(element ?? this._canvas.getRootElement(), { x: left + box.x + box.width + 12, y: top + box.y });
  }

  _open(element, event) {
    const at = { x: event.x ?? event.clientX, y: event.y ?? event.clientY };
    this._menu.open(element, ID, { ...at, cursor: at }, { title: say(this.isGround(element) ? 'createAny' : 'appendAny'), width: 340, search: true });
  }

  _selected() {
    const [element] = this._selection.get();
    return element && templates.some((template) => fits(template, element)) ? element : null;
  }

  /** The id of the menu. */
  get id() {
    return ID;
  }

  /** Select what was made; an activity is given its name at once. */
  select(element) {
    this._selection.select(element);
    if (is(element, 'bpmn:Activity')) this._editing.activate(element);
    else this._canvas.focus();
  }

  /** Whether nothing is to be followed: the drawing itself was meant. */
  isGround(element) {
    return element === this._canvas.getRootElement();
  }

  /** What new elements are put into: the pool that has a process, or the process. */
  ground() {
    const root = this._canvas.getRootElement();
    return root.children.find((shape) => shape.type === 'bpmn:Participant' && shape.businessObject.processRef) ?? root;
  }

  /** The middle of a place in view, for a shape of that size where nothing stands yet. */
  free(size = { width: 0, height: 0 }) {
    const { x, y, width, height } = this._canvas.viewbox();
    return vacant(this.ground(), { x: x + width / 3, y: y + height / 2 }, { width, height }, size);
  }
}

TemplateMenu.$inject = ['popupMenu', 'palette', 'contextPad', 'canvas', 'desk', 'selection', 'directEditing', 'keyboard', 'lockable', 'eventBus', 'translate'];

/** The menu's search hears keys only: text that comes by an input method or is pasted is a key too. */
function searchOn({ target }) {
  if (target.closest('.djs-popup-search, .djs-search-input')) target.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, key: 'Unidentified' }));
}

/** A menu without a title calls its list `Results`, past the translate service. */
function nameResults(name) {
  for (const list of document.querySelectorAll('.djs-popup [aria-label="Results"]')) list.setAttribute('aria-label', name);
}

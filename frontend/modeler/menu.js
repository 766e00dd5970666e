// The templates in the palette and at each element: a menu with search, by mouse or by the key T.
import { say } from './words.js';
import { append, fits, place } from './templates/apply.js';
import { templates } from './templates/catalogue.js';

const ID = 'dl-templates';
const ICON = 'dl-icon-template';

/** Palette entry, context pad entry, popup menu and key of the templates. */
export class TemplateMenu {
  constructor(popupMenu, palette, contextPad, canvas, desk, selection, editorActions, keyboard, lockable, eventBus, translate) {
    Object.assign(this, { _menu: popupMenu, _canvas: canvas, _desk: desk, _selection: selection, _lockable: lockable });
    popupMenu.registerProvider(ID, this);
    palette.registerProvider(500, { getPaletteEntries: () => this._palette() });
    contextPad.registerProvider(500, { getContextPadEntries: (element) => this._pad(element) });
    document.addEventListener('input', searchOn);
    eventBus.on('popupMenu.open', () => setTimeout(() => nameResults(translate('Results'))));
    editorActions.register('appendTemplate', () => this._openForSelection());
    keyboard.addListener(({ keyEvent }) => {
      if (keyEvent.key !== 't' || keyEvent.ctrlKey || keyEvent.metaKey || keyEvent.altKey) return undefined;
      this._openForSelection();
      return true;
    });
  }

  getPopupMenuEntries(element) {
    const step = element.type !== 'bpmn:Process' && element.type !== 'bpmn:Collaboration';
    return Object.fromEntries(templates.filter((template) => (step ? fits(template, element) : !template.on)).map((template) => [template.id, this._entry(template, element, step)]));
  }

  _entry(template, element, step) {
    const missing = template.process && !this._desk.lists.processes.some((process) => process.id === template.process);
    return {
      label: template.label, description: missing ? say('templateMissing', { name: template.process }) : template.hint, className: template.icon, disabled: Boolean(missing), search: `${template.name} ${template.english}`,
      action: () => {
        this._menu.close();
        if (missing) return;
        if (step) append(this._desk.get, this._desk, template, element);
        else place(this._desk.get, this._desk, template, this._ground(), this._free());
      },
    };
  }

  _palette() {
    return { 'dl-template': { group: 'dl', className: ICON, title: say('templates'), action: { click: (event) => this._open(this._selected() ?? this._canvas.getRootElement(), event) } } };
  }

  _pad(element) {
    if (!templates.some((template) => fits(template, element))) return {};
    return { 'dl-template': { group: 'model', className: ICON, title: say('appendTemplate'), action: { click: (event, target) => this._open(target, event) } } };
  }

  _openForSelection() {
    if (this._lockable.locked) return;
    const element = this._selected() ?? this._canvas.getRootElement();
    const box = this._canvas.getAbsoluteBBox(element.width ? element : { x: 200, y: 200, width: 0, height: 0 });
    const { left, top } = this._canvas.getContainer().getBoundingClientRect();
    this._open(element, { x: left + box.x + box.width + 12, y: top + box.y });
  }

  _open(element, event) {
    const at = { x: event.x ?? event.clientX, y: event.y ?? event.clientY };
    this._menu.open(element, ID, { ...at, cursor: at }, { title: say('templates'), width: 340, search: true });
  }

  _selected() {
    const [element] = this._selection.get();
    return element && templates.some((template) => fits(template, element)) ? element : null;
  }

  _ground() {
    const root = this._canvas.getRootElement();
    return root.children.find((shape) => shape.type === 'bpmn:Participant' && shape.businessObject.processRef) ?? root;
  }

  _free() {
    const { x, y, width, height } = this._canvas.viewbox();
    return { x: x + width / 3, y: y + height / 2 };
  }
}

TemplateMenu.$inject = ['popupMenu', 'palette', 'contextPad', 'canvas', 'desk', 'selection', 'editorActions', 'keyboard', 'lockable', 'eventBus', 'translate'];

/** The menu's search hears keys only: text that comes by an input method or is pasted is a key too. */
function searchOn({ target }) {
  if (target.closest('.djs-popup-search, .djs-search-input')) target.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, key: 'Unidentified' }));
}

/** A menu without a title calls its list `Results`, past the translate service. */
function nameResults(name) {
  for (const list of document.querySelectorAll('.djs-popup [aria-label="Results"]')) list.setAttribute('aria-label', name);
}

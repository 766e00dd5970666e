// The bpmn-js modeler as this product uses it.
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import MinimapModule from 'diagram-js-minimap';
import { bpmn } from '../i18n/bpmn.js';
import { lines } from '../i18n/lines.js';
import { translator } from '../i18n/translator.js';
import { camunda } from './camunda.js';
import { Desk } from './desk.js';
import { PanelProvider } from './panel/provider.js';
import { SharedClipboard } from './clipboard.js';
import { ElementMenu } from './elements.js';
import { NearPad } from './pad.js';
import { TemplateMenu } from './menu.js';
import { Lockable } from './locked.js';
import { Redrawing } from './redraw.js';
import { Undone } from './undone.js';

const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", sans-serif';

/** The modeler in `container` with its panel in `parent`. */
export function createModeler(container, parent, page) {
  const makeDesk = (injector) => new Desk(injector, page);
  makeDesk.$inject = ['injector'];
  return new Modeler({
    container,
    moddleExtensions: { camunda },
    propertiesPanel: { parent },
    bpmnRenderer: { defaultStrokeColor: '#1b1f23', defaultLabelColor: '#1b1f23' },
    textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 12 }, externalStyle: { fontSize: 11 } },
    additionalModules: [
      translator(bpmn), lines, BpmnPropertiesPanelModule, MinimapModule,
      {
        __init__: ['desk', 'panelProvider', 'templateMenu', 'elementMenu', 'lockable', 'redrawing', 'undone'],
        desk: ['factory', makeDesk],
        panelProvider: ['type', PanelProvider], templateMenu: ['type', TemplateMenu], elementMenu: ['type', ElementMenu], clipboard: ['type', SharedClipboard], contextPad: ['type', NearPad], lockable: ['type', Lockable], redrawing: ['type', Redrawing], undone: ['type', Undone],
      },
    ],
  });
}

/** What shows the diagram where there is no room to edit it. */
export function createViewer(container) {
  return new NavigatedViewer({ container, moddleExtensions: { camunda }, additionalModules: [translator(bpmn), lines], textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 12 }, externalStyle: { fontSize: 11 } } });
}

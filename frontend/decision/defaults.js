// What a file writes out stays written out, even where DMN would take it for granted: hitPolicy="UNIQUE" says what somebody meant.
const WITH_DEFAULTS = ['dmn:DecisionTable', 'dmn:TextAnnotation'];

/** Let the writer of a modeler keep defaults; elements without them still read as if they had them. */
export function keepDefaults(modeler) {
  modeler.on('import.parse.complete', ({ definitions }) => {
    for (const type of definitions ? WITH_DEFAULTS : []) {
      for (const property of definitions.$model.getElementDescriptor(definitions.$model.create(type)).properties) delete property.default;
    }
  });
}

// Camunda 7's attributes without their defaults: what a file writes out is kept, even where Camunda would take it for granted.
// The engine reads mapDecisionResult="resultList" as its own word, and without it hands the result on as it is.
import descriptor from 'camunda-bpmn-moddle/resources/camunda.json';

const withoutDefault = (property) => Object.fromEntries(Object.entries(property).filter(([name]) => name !== 'default'));

/** The descriptor for bpmn-moddle. */
export const camunda = { ...descriptor, types: descriptor.types.map((type) => ({ ...type, properties: (type.properties ?? []).map(withoutDefault) })) };

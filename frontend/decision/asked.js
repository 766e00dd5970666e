// What is known where a decision is asked for, beside what its own diagram gives: completed in every expression.
import { together } from '../drafts/variables.js';

/** A module for the editors of expressions; `variables()` gives what is known. */
export function asked(variables) {
  class Asked {
    static $inject = ['variableResolver'];

    constructor(variableResolver) {
      variableResolver.registerProvider(this);
    }

    getVariables(own) {
      return together(own, variables());
    }
  }
  return { __init__: ['asked'], asked: ['type', Asked] };
}

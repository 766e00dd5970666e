// How code looks: the page's own colours, by what a token means. Red stays reserved for faults.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const tokens = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName), tags.attributeName, tags.className], color: 'var(--azurite)' },
  { tag: [tags.string, tags.attributeValue, tags.special(tags.string)], color: 'var(--malachite)' },
  { tag: [tags.number, tags.bool, tags.null, tags.unit, tags.color], color: 'var(--ochre)' },
  { tag: [tags.tagName, tags.keyword, tags.definitionKeyword, tags.atom], color: 'var(--ink)', fontWeight: '700' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-3)' },
  { tag: [tags.punctuation, tags.bracket, tags.angleBracket, tags.separator], color: 'var(--ink-2)' },
]);

const frame = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--paper)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '3px solid var(--azurite)', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px' },
  '.cm-content': { paddingBlock: '8px' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--ink-3)', border: '0', borderRight: '1px solid var(--rule)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--sunk)', color: 'var(--ink)' },
  '.cm-activeLine': { backgroundColor: 'rgb(26 79 122 / 5%)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: '#cfdeec' },
  '.cm-selectionMatch': { backgroundColor: '#e8ecd9' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', padding: '4px 10px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--cinnabar)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--ochre)' },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)', borderColor: 'var(--rule-2)' },
  '.cm-panel.cm-search': { fontFamily: 'var(--sans)', padding: '8px 12px' },
  '.cm-panel.cm-search input[type=checkbox]': { accentColor: 'var(--azurite)' },
  '.cm-panel .cm-textfield': { fontSize: '13px', lineHeight: '22px', borderColor: 'var(--line)', borderRadius: '2px' },
  '.cm-panel .cm-button': { fontSize: '13px', lineHeight: '22px', background: 'var(--paper)', borderColor: 'var(--line)', borderRadius: '2px' },
});

/** The look of every code editor. */
export const look = [frame, syntaxHighlighting(tokens)];

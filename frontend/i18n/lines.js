// Names in diagrams, broken between words: Chinese has no blanks, so bpmn-js would cut it wherever the width ends.
import TextRenderer from 'bpmn-js/lib/draw/TextRenderer';
import { TEXT_ANNOTATION_PADDING } from 'bpmn-js/lib/util/AnnotationUtil';
import { DEFAULT_LABEL_SIZE } from 'bpmn-js/lib/util/LabelUtil';

const CLOSES = /^[、，。；：！？…）】」』”’》〉%％．.,;:!?)\]]/;
const OPENS = /[（【「『“‘《〈([]$/;
const NUMBER = /^\d+[、，。；：！？）]?$/; // the last of 附件1
const SINGLE = /^\p{Script=Han}$/u;
const SMALLEST = 8;
const words = new Intl.Segmenter('zh', { granularity: 'word' });
const pen = document.createElement('canvas').getContext('2d');

class WordRenderer extends TextRenderer {
  constructor(config) {
    super(config);
    const { createText, getExternalLabelBounds, getTextAnnotationBounds } = this;
    const [inside, outside] = [this.getDefaultStyle(), this.getExternalStyle()];
    this.createText = (text, options = {}) => createText(...fitted(text, options, { ...inside, ...options.style }));
    this.getExternalLabelBounds = (bounds, text) => getExternalLabelBounds(bounds, broken(text, Math.max(bounds.width, DEFAULT_LABEL_SIZE.width), outside));
    this.getTextAnnotationBounds = (bounds, text) => getTextAnnotationBounds(bounds, broken(text, bounds.width - 2 * TEXT_ANNOTATION_PADDING, inside));
  }
}

WordRenderer.$inject = ['config.textRenderer'];

/** The module for `additionalModules` of viewers and modelers. */
export const lines = { textRenderer: ['type', WordRenderer] };

/** The text in lines and the options to draw it by: what is written inside a shape gets smaller until it fits. */
function fitted(text, options, style) {
  const height = options.align === 'center-middle' ? options.box?.height : 0;
  const [usual, width] = [parseFloat(style.fontSize), room(options)];
  for (let size = usual; ; size -= 1) {
    const shown = broken(text, width, { ...style, fontSize: size });
    if (size <= SMALLEST || !height || shown.split('\n').length * size * style.lineHeight <= height) return [shown, size === usual ? options : { ...options, style: { ...options.style, fontSize: size } }];
  }
}

/** The text with a line break wherever a line of that width ends, between words. */
function broken(text, width, { fontSize, fontFamily, fontWeight = 'normal' }) {
  if (!text || !width) return text;
  pen.font = `${fontWeight} ${parseFloat(fontSize)}px ${fontFamily}`;
  const measure = (part) => pen.measureText(part.trimEnd()).width;
  return text.split(/\r?\n/).map((line) => (measure(line) <= width ? line : laid(phrases(line), width, measure).join('\n'))).join('\n');
}

function room({ box, padding = 0 }) {
  const { left = 0, right = 0 } = typeof padding === 'number' ? { left: padding, right: padding } : padding;
  return box?.width ? box.width - left - right : 0;
}

/** What may not be torn: words with the punctuation at them, figures with what they count, single characters together. */
function phrases(line) {
  const found = [];
  for (const { segment } of words.segment(line)) {
    const last = found.at(-1) ?? '';
    if (last && (CLOSES.test(segment) || OPENS.test(last) || /\d\s?$/.test(last) || (SINGLE.test(last) && SINGLE.test(segment)))) found[found.length - 1] += segment;
    else found.push(segment);
  }
  return found.flatMap((part, index) => (NUMBER.test(part) && index ? [] : [part + (NUMBER.test(found[index + 1] ?? '') ? found[index + 1] : '')]));
}

/** As few lines as can be, and these as even as can be. What is wider than a line is left to the renderer to cut. */
function laid(parts, width, measure) {
  const best = [{ count: 0, uneven: 0, from: 0 }];
  for (let end = 1; end <= parts.length; end += 1) {
    for (let start = end - 1; start >= 0; start -= 1) {
      const size = measure(parts.slice(start, end).join(''));
      if (size > width && start < end - 1) break;
      const tried = { count: best[start].count + Math.max(1, Math.ceil(size / width)), uneven: best[start].uneven + Math.max(0, width - size) ** 2, from: start };
      const known = best[end];
      if (!known || tried.count < known.count || (tried.count === known.count && tried.uneven < known.uneven)) best[end] = tried;
    }
  }
  const rows = [];
  for (let end = parts.length; end > 0; end = best[end].from) rows.unshift(parts.slice(best[end].from, end).join('').trim());
  return rows;
}

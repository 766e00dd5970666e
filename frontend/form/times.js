// Instants that a form only shows, as people say them: 11 月 22 日 03:50 instead of 2026-11-22T03:50+08:00.
import { language } from '../base/words.js';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/g;
const SHOWN = '.fjs-form-field-text, .fjs-form-field-html, .fjs-form-field-table td';
const PARTS = { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Rewrite the instants in what the form shows and nobody can change. */
export function localTimes(box) {
  for (const shown of box.querySelectorAll(SHOWN)) {
    const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const local = text.data.replace(INSTANT, localTime);
      if (local !== text.data) text.data = local;
    }
  }
}

/** 11 月 22 日 03:50, or 22 Nov 03:50 on an English page. */
export function localTime(text) {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const part = Object.fromEntries(new Intl.DateTimeFormat('en-GB', PARTS).formatToParts(at).map((one) => [one.type, one.value]));
  const day = language === 'en'
    ? new Intl.DateTimeFormat('en-GB', { timeZone: PARTS.timeZone, day: 'numeric', month: 'short' }).format(at)
    : `${Number(part.month)} 月 ${Number(part.day)} 日`;
  return `${day} ${part.hour}:${part.minute}`;
}

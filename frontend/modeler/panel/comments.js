// 批注: what people said of an element, with replies and who dealt with it.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { h, Fragment } from '@bpmn-io/properties-panel/preact';
import { momentOf } from '../../drafts/times.js';
import { say } from '../words.js';
import { usePanel } from './section.js';

/** The comments of an element and a place for another. */
export function Comments({ element }) {
  const { desk } = usePanel();
  return h(Thread, { bare: !desk.comments.writer, comments: desk.comments.at(element.id), write: (text, parent) => desk.comments.write(element.id, text, parent), resolve: desk.comments.resolve });
}

/** A list of comments; `write(text, parent)` and `resolve(id)` are the acts, both answer whether it was done. */
export function Thread({ comments, write, resolve, bare }) {
  return h(Fragment, null,
    h('ol', { class: 'pp-comments' }, comments.map((comment) => h(Comment, { key: comment.id, comment, write, resolve }))),
    !bare && h(Writing, { label: say('commentText'), act: say('commentSend'), write: (text) => write(text, null) }));
}

function Comment({ comment, write, resolve }) {
  const [replying, setReplying] = useState(false);
  const done = Boolean(comment.resolved_at);
  return h('li', { class: done ? 'is-done' : '' },
    h(Said, { said: comment }),
    (comment.replies ?? []).map((reply) => h('div', { class: 'pp-reply', key: reply.id }, h(Said, { said: reply }))),
    done
      ? h('p', { class: 'pp-hint' }, say('resolved', { who: comment.resolved_by ?? '' }))
      : resolve && h('p', { class: 'pp-acts' }, h('button', { type: 'button', class: 'link', onClick: () => setReplying(!replying) }, say('reply')), ' ', h('button', { type: 'button', class: 'link', onClick: () => resolve(comment.id) }, say('resolve'))),
    replying && h(Writing, { label: say('reply'), act: say('reply'), write: async (text) => (await write(text, comment.id)) && setReplying(false) }));
}

function Said({ said }) {
  return h(Fragment, null, h('p', { class: 'pp-who' }, h('strong', null, said.author), ' ', h('time', { dateTime: said.at }, momentOf(said.at))), h('p', null, said.text));
}

function Writing({ label, act, write }) {
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const send = async () => {
    if (!text.trim()) return;
    const written = await write(text.trim());
    setFailed(written === false);
    if (written !== false) setText('');
  };
  return h('div', { class: 'pp-writing', 'data-field': 'comment' },
    h('textarea', { class: 'pp-input', rows: 2, 'aria-label': label, placeholder: label, value: text, onInput: (event) => setText(event.target.value), onKeyDown: (event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && send() }),
    failed && h('p', { class: 'pp-error' }, say('commentFailed')),
    h('button', { type: 'button', class: 'btn btn-small', onClick: send }, act));
}

// Inside the preview's frame: the viewer that tasks use, drawing what the editor's page sends. Only our own page is heard.
import 'form-js-viewer-2/dist/assets/form-js.css';
import '../styles/main.css';
import '../styles/form.css';
import '../styles/preview.css';
import { say } from '../desk/words.js';
import { ownErrors } from '../form/errors.js';
import { drawForm, fieldsOf } from '../form/viewer.js';

const box = document.querySelector('[data-form-body]');
const acts = document.querySelector('[data-acts]');
let form;

window.addEventListener('message', async ({ source, origin, data }) => {
  if (source !== window.parent || origin !== window.location.origin || !data.document) return;
  const kept = form ? form._getState().data : {};
  form?.destroy();
  box.replaceChildren();
  form = await drawForm(box, { document: data.document, data: filled(data.data, kept) });
  acts.replaceChildren(...buttons(data.outcomes));
});
window.parent.postMessage('ready', window.location.origin);

/** What was typed into the preview stays while the form changes around it. */
function filled(data, kept) {
  const typed = Object.entries(kept).filter(([key, value]) => key in data && value !== null && value !== '' && !(Array.isArray(value) && !value.length));
  return { ...data, ...Object.fromEntries(typed.filter(([key]) => isEmpty(data[key]))) };
}

function isEmpty(value) {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length);
}

/** The buttons of the decision bar; here they only say whether the form is filled in. */
function buttons(outcomes) {
  const said = Object.assign(document.createElement('p'), { className: 'quiet' });
  said.setAttribute('role', 'status');
  const all = (outcomes.length ? outcomes : [say('finish')]).map((text, index) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: text, className: `btn${index ? '' : ' btn-primary'}` });
    button.onclick = () => {
      const found = ownErrors(form, form.validate());
      if (!fieldsOf(form).length) return;
      said.textContent = found.length ? say('mend', { n: found.length }) : say('filled');
    };
    return button;
  });
  return [...all, said];
}

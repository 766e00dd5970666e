// A trial run: the place in the page is kept over an act, and a press on a step of the diagram shows its data.
import '../styles/trial.css';

const PLACE = 'trial-place';

restore();
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('.trial-main form, .trial-side form, .trial-head form')) remember(form);
});
document.addEventListener('diagram:press', ({ target, detail }) => {
  const base = target.closest('[data-trial-canvas]')?.dataset.trialCanvas;
  if (!base) return;
  const query = new URLSearchParams(location.search);
  query.set('panel', 'values');
  query.set('element', detail);
  query.delete('token');
  location.assign(`${base}?${query}#panel`);
});

function remember(form) {
  sessionStorage.setItem(PLACE, JSON.stringify({ path: location.pathname, top: scrollY, at: Date.now() }));
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true');
}

function restore() {
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null');
  sessionStorage.removeItem(PLACE);
  if (place && place.path === location.pathname && Date.now() - place.at < 15_000) scrollTo(0, place.top);
}

/** The headers that a POST by script carries. */
export function csrfHeaders() {
  return {
    Accept: 'application/json',
    'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content,
    'X-Requested-With': 'fetch',
  };
}

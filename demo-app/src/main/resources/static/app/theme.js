/* Runs before the page is painted: the colours are those of the system unless the visitor chose others. */
(() => {
  const KEY = 'theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => localStorage.getItem(KEY) ?? 'auto';

  function apply() {
    const theme = chosen() === 'auto' ? (system.matches ? 'dark' : 'light') : chosen();
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new Event('themechange'));
  }

  apply();
  system.addEventListener('change', apply);
  document.addEventListener('DOMContentLoaded', () => {
    for (const radio of document.querySelectorAll('input[name=theme]')) {
      radio.checked = radio.value === chosen();
      radio.addEventListener('change', () => {
        localStorage.setItem(KEY, radio.value);
        apply();
      });
    }
  });
})();

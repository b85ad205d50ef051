// Fills in where the reporter is, when asked to. Without it the place is typed.
'use strict';
const button = document.getElementById('locate');
if (button !== null && 'geolocation' in navigator) {
  const said = document.getElementById('located');
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        document.getElementById('lat').value = coords.latitude.toFixed(6);
        document.getElementById('long').value = coords.longitude.toFixed(6);
        document.getElementById('lat').dispatchEvent(new Event('change'));
        said.textContent = button.dataset.found;
      },
      () => {
        said.textContent = button.dataset.missed;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
document.querySelector('.summary, .told')?.focus();

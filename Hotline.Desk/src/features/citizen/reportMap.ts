import { drawCityMap, type Point } from '@/components/map/cityMap';

/** The map of the public report form: press on the place, and its coordinates stand in the form. The form is whole without it. */
async function show(holder: HTMLElement): Promise<void> {
  const { drawing = '', tiles = '', attribution = '', ...texts } = holder.dataset;
  const fields = { latitude: field('lat'), longitude: field('long') };
  const said = document.getElementById('located');
  const say = (words = '') => {
    if (said !== null) said.textContent = words;
  };

  holder.hidden = false;
  const city = await drawCityMap(holder, {
    drawing,
    tiles,
    attribution,
    texts: {
      label: texts.label ?? '',
      zoomIn: texts.zoomIn ?? '',
      zoomOut: texts.zoomOut ?? '',
      here: texts.here ?? '',
    },
  });

  const choose = ({ latitude, longitude }: Point) => {
    fields.latitude.value = latitude.toFixed(6);
    fields.longitude.value = longitude.toFixed(6);
    city.mark({ latitude, longitude });
    say(texts.set);
  };
  const typed = (): Point | null => {
    const [latitude, longitude] = [read(fields.latitude, 90), read(fields.longitude, 180)];
    return latitude === null || longitude === null ? null : { latitude, longitude };
  };
  const follow = () => {
    const point = typed();
    city.mark(point);
    if (point !== null)
      city.map.setView([point.latitude, point.longitude], Math.max(city.map.getZoom(), 15), { animate: false });
  };

  city.map.on('click', ({ latlng }) => choose({ latitude: latlng.lat, longitude: latlng.wrap().lng }));
  for (const input of Object.values(fields)) input.addEventListener('change', follow);
  const buttons = document.createElement('p');
  buttons.append(
    button(texts.middle, () => {
      const { lat, lng } = city.map.getCenter();
      choose({ latitude: lat, longitude: lng });
    }),
    ' ',
    button(texts.none, () => {
      fields.latitude.value = '';
      fields.longitude.value = '';
      city.mark(null);
      say(texts.gone);
    }),
  );
  holder.after(buttons);
  follow();
}

function field(id: string): HTMLInputElement {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLInputElement)) throw new Error(`The form has no field ${id}.`);
  return found;
}

function read(input: HTMLInputElement, most: number): number | null {
  const degrees = input.value.trim() === '' ? Number.NaN : Number(input.value);
  return Math.abs(degrees) <= most ? degrees : null;
}

function button(words: string | undefined, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'second';
  made.textContent = words ?? '';
  made.addEventListener('click', press);
  return made;
}

const holder = document.getElementById('map');
if (holder !== null) {
  show(holder).catch((error: unknown) => {
    holder.removeAttribute('role');
    holder.className = 'hint unmapped';
    holder.textContent = holder.dataset.failed ?? '';
    // Not for citizens: what a person who looks into it needs.
    reportError(error);
  });
}

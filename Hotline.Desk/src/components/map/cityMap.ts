import type { FeatureCollection } from 'geojson';
import * as L from 'leaflet';
import leafletStyle from 'leaflet/dist/leaflet.css?inline';
import ownStyle from './cityMap.css?inline';

export interface Point {
  latitude: number;
  longitude: number;
}

export interface CityMapOptions {
  /** Where the city's own drawing is had: GeoJSON whose features have a kind (district, water, road, place) and a name. */
  drawing: string;
  /** Address of a tile server's pictures with {x}, {y} and {z}; empty for none. */
  tiles?: string;
  attribution?: string;
  texts: { label: string; zoomIn: string; zoomOut: string; here: string };
  /** Ends the drawing where it is no longer wanted. */
  signal?: AbortSignal;
}

export interface CityMap {
  map: L.Map;
  /** Shows the point, or none. */
  mark(point: Point | null): L.Marker | null;
}

/** From this zoom on roads and places are named; before it, districts. */
const NEAR = 14;

const looks: Record<string, L.PathOptions> = {
  district: { color: '#7a6a8e', weight: 1.5, dashArray: '6 4', fillColor: '#efe9f5', fillOpacity: 0.5 },
  water: { color: '#8fbfe0', weight: 7, fill: false },
  road: { color: '#d0a94e', weight: 4, fill: false },
};

const pin = L.divIcon({
  className: 'city-map-pin',
  html: '<svg viewBox="0 0 24 32" width="30" height="40" aria-hidden="true"><path d="M12 1C6 1 1 6 1 12c0 8 11 19 11 19s11-11 11-19C23 6 18 1 12 1z" fill="#a40e26" stroke="#fff" stroke-width="1.5"/><circle cx="12" cy="12" r="4.5" fill="#fff"/></svg>',
  iconSize: [30, 40],
  iconAnchor: [15, 39],
});

/** Draws the city into a holder. Rejects where its drawing cannot be had. */
export async function drawCityMap(holder: HTMLElement, options: CityMapOptions): Promise<CityMap> {
  const response = await fetch(options.drawing, { signal: options.signal });
  if (!response.ok) throw new Error(`${options.drawing}: ${response.status}`);
  const drawing = (await response.json()) as FeatureCollection & { attribution?: string };
  wear(leafletStyle);
  wear(ownStyle);

  const map = L.map(holder, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.5 });
  holder.setAttribute('role', 'application');
  holder.setAttribute('aria-label', options.texts.label);
  L.control.zoom({ zoomInTitle: options.texts.zoomIn, zoomOutTitle: options.texts.zoomOut }).addTo(map);
  // The wheel scrolls the page until somebody is at the map.
  map.on('focus', () => map.scrollWheelZoom.enable()).on('blur', () => map.scrollWheelZoom.disable());
  map.on('zoomend', () => holder.classList.toggle('near', map.getZoom() >= NEAR));

  if (options.tiles) L.tileLayer(options.tiles, { maxZoom: 18 }).addTo(map);
  const layer = L.geoJSON(drawing, {
    style: (feature) => ({ ...looks[feature?.properties.kind], ...(options.tiles ? { fillOpacity: 0.1 } : {}) }),
    interactive: false,
    pointToLayer: (_, at) =>
      L.circleMarker(at, {
        radius: 4,
        color: '#444c56',
        weight: 1,
        fillColor: '#fff',
        fillOpacity: 1,
        interactive: false,
      }),
    onEachFeature: (feature, shape) => {
      if (feature.properties.name) {
        const where = feature.properties.kind === 'place' ? 'right' : 'center';
        shape.bindTooltip(named(feature.properties.name), {
          permanent: true,
          direction: where,
          className: `city-map-name ${feature.properties.kind}`,
        });
      }
    },
  }).addTo(map);
  const bounds = layer.getBounds();
  map
    .fitBounds(bounds)
    .setMaxBounds(bounds.pad(1))
    .setMinZoom(map.getZoom() - 1)
    .setMaxZoom(18);

  const credits = [drawing.attribution, options.attribution].filter(Boolean).join(' · ');
  if (credits) L.control.attribution({ prefix: false }).addAttribution(named(credits).innerHTML).addTo(map);

  let marker: L.Marker | null = null;
  return {
    map,
    mark(point) {
      if (point === null) {
        marker?.remove();
        marker = null;
      } else if (marker === null) {
        marker = L.marker([point.latitude, point.longitude], {
          icon: pin,
          title: options.texts.here,
          keyboard: false,
        }).addTo(map);
      } else {
        marker.setLatLng([point.latitude, point.longitude]);
      }
      return marker;
    },
  };
}

/** A name as text: a drawing cannot bring markup in. */
function named(name: string): HTMLElement {
  const holder = document.createElement('span');
  holder.textContent = name;
  return holder;
}

/** A style sheet for the whole page, once; as an object, which a strict content security policy allows. */
const worn = new Set<string>();
function wear(style: string): void {
  if (worn.has(style)) return;
  worn.add(style);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

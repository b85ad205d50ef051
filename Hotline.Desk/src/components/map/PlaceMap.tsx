import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from './cityMap';
import styles from './PlaceMap.module.css';

/** The point at the end of a place as cases keep it: `人民路18号（25.43,119.01）`, latitude first, degrees of WGS 84. */
export function pointOf(place: string | null | undefined): Point | null {
  const found = /（(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)）$/.exec(place ?? '');
  if (found === null) return null;
  const [latitude, longitude] = [Number(found[1]), Number(found[2])];
  return Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}

/** Where it is, on the city's map. Where there is no map there is nothing: the words and the coordinates stand beside it. */
export function PlaceMap({ latitude, longitude }: Point) {
  const { t } = useTranslation();
  const holder = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const unwanted = new AbortController();
    let remove = () => {};
    const show = async () => {
      const { drawCityMap } = await import('./cityMap');
      if (holder.current === null) return;
      const texts = {
        label: t('app.map.label'),
        zoomIn: t('app.map.zoomIn'),
        zoomOut: t('app.map.zoomOut'),
        here: t('app.map.here'),
      };
      const city = await drawCityMap(holder.current, {
        drawing: '/report/map.geojson',
        texts,
        signal: unwanted.signal,
      });
      remove = () => city.map.remove();
      city.mark({ latitude, longitude });
      city.map.setView([latitude, longitude], 15, { animate: false });
    };
    show().catch(() => setFailed(!unwanted.signal.aborted));
    return () => {
      unwanted.abort();
      remove();
    };
  }, [latitude, longitude, t]);

  return failed ? null : <div ref={holder} className={styles.map} />;
}
